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

// ExportDesk reports whether somebody wants the inventory as a file: 导出清单. Forms
// and reports are other files.
func ExportDesk(text string) bool {
	if !speaksOf(text, "导出", "export") || speaksOf(text, "附件", "报告", "进度", "专报", "annex", "report") {
		return false
	}
	return speaksOf(text, "清单", "台账", "名册", "域名", "单位", "人员", "inventory", "roster", "register", "domains", "units", "people")
}

// ExportOf is what of the inventory is wanted as a file: units, domains or people,
// "" when that was not said; and in which format, xlsx or csv.
func ExportOf(text string) (kind, format string) {
	format = "xlsx"
	if speaksOf(text, "csv") {
		format = "csv"
	}
	switch {
	case speaksOf(text, "人员", "名册", "people", "roster"):
		return "people", format
	case speaksOf(text, "域名", "domain"):
		return "domains", format
	case speaksOf(text, "单位", "units"):
		return "units", format
	}
	return "", format
}

// ViewsDesk reports whether somebody asks who has seen personal data: 谁看过网信办的联系
// 方式.
func ViewsDesk(text string) bool {
	if speaksOf(text, "查看记录", "查阅记录", "调阅记录", "full views") {
		return true
	}
	return speaksOf(text, "谁", "哪些人", "who ") && speaksOf(text, "看过", "看了", "查过", "查看", "查阅", "调阅", "viewed", "seen", "saw", "looked at") &&
		speaksOf(text, "联系方式", "电话", "手机", "个人信息", "qq", "contact", "phone", "personal")
}
