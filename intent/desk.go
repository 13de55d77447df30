package intent

import (
	"strings"
	"time"
)

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

// ConsentDesk reports whether somebody wants a head's consent that was given on
// paper to be put on record: 登记主要负责人同意. To consent in a head's place is not
// that, nor is a question. With a file, the word alone will do.
func ConsentDesk(text string, withFile bool) bool {
	if speaksOf(text, asking...) || !speaksOf(text, "同意", "签字", "签批", "批示", "consent") {
		return false
	}
	return withFile || speaksOf(text, "登记", "补录", "录入", "记录", "record", "enter ")
}

// Day is the day that a text names, as 2019-01-01, or "". One without a year is the
// last that was, today included.
func Day(text string, today time.Time) string { return dayIn(strings.ToLower(text), today) }
