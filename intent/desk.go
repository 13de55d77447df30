package intent

import "strings"

// OfficeDesk reports whether somebody of the office speaks of its desk, at which
// papers that came in are booked: 收件, 登记收件, intake. A question about whom
// papers are addressed to is not that.
func OfficeDesk(text string) bool {
	text = strings.ToLower(strings.TrimSpace(text))
	for _, other := range []string{"收件人", "收件地址", "收件邮箱", "收件箱", "收件单位"} {
		text = strings.ReplaceAll(text, other, "")
	}
	for _, own := range []string{"收件", "登记材料", "材料登记", "intake"} {
		if strings.Contains(text, own) {
			return true
		}
	}
	return false
}
