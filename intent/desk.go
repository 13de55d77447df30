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

// RosterDesk reports whether somebody of the office speaks of the roster: 名册,
// 人员名册, roster.
func RosterDesk(text string) bool {
	return speaksOf(text, "名册", "人员登记", "人员管理", "roster")
}

// DeputyDesk reports whether somebody speaks of who stands in for them: AB角,
// 代理人, deputy.
func DeputyDesk(text string) bool {
	return speaksOf(text, "ab角", "a/b角", "代理人", "deputy", "deputies")
}

func speaksOf(text string, words ...string) bool {
	text = strings.ToLower(text)
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}
