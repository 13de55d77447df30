package form

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// What people call the forms, folded and in lower case. A weak name is a word of
// sentences too: it names the form only with a colon or a line's end after it.
type calling struct {
	form string
	name string
	weak bool
}

func callings() []calling {
	var all []calling
	add := func(form string, weak bool, names ...string) {
		for _, n := range names {
			all = append(all, calling{form, n, weak})
		}
	}
	add("coordinator", false, "政府网站域名协同管理人员信息表", "协同管理人员信息表", "协同管理人员表", "管理人员信息表", "人员信息表", "附件2", "附件二", "附表2", "附表二", "annex 2", "annex2", "attachment 2")
	add("application", false, "政府网站域名业务申请基本信息表", "业务申请基本信息表", "基本信息表", "域名申请表", "业务申请表", "附件1", "附件一", "附表1", "附表一", "annex 1", "annex1", "attachment 1")
	add("cleanup_report", false, "政府网站域名清理报告", "域名清理报告", "清理报告", "clean-up report", "cleanup report")
	add("zero_report", false, "政府网站和域名零报告", "零报告", "nil report", "zero report")
	add("contact_change", false, "政府网站域名注册信息变更报备", "注册信息变更报备", "信息变更报备", "变更报备", "注册信息变更", "change report", "change of registration data")
	add("announcement", false, "域名调整公告登记", "调整公告登记", "公告登记", "announcement record")
	add("announcement", true, "域名调整公告", "公告", "announcement")
	add("incident", false, "域名安全问题报告", "安全问题报告", "安全事件报告", "incident report")
	add("incident", true, "安全问题", "安全事件", "incident")
	slices.SortStableFunc(all, func(a, b calling) int { return utf8.RuneCountInString(b.name) - utf8.RuneCountInString(a.name) })
	return all
}

// Addressed reads a message that names the form it is for, 附件1：szjy.net.cn 注销:
// the form's id, and the rest of the message as it was typed, "" when it only
// names the form. False: it names none.
func Addressed(text string) (id, rest string, ok bool) {
	l := clean(text).trim("")
	i := lead(l.folded)
	order := len(l.folded[:i]) > 0 && strings.ContainsAny(string(l.folded[:i]), "把将將")
	opened := i < len(l.folded) && l.folded[i] == '《'
	if opened {
		i++
	}
	for _, c := range callings() {
		if !hasAt(l.folded, i, []rune(c.name)) {
			continue
		}
		at := i + len([]rune(c.name))
		if at < len(l.folded) && l.folded[at] == '》' {
			at++
		}
		end, sign := setOff(l.folded, at, c.weak)
		if !sign {
			continue
		}
		tail := l.cut(end, len(l.folded)).trim("")
		switch {
		case len(tail.trim(idle).folded) == 0:
			return c.form, "", true
		case order:
			return c.form, "把" + tail.String(), true
		}
		return c.form, tail.String(), true
	}
	return "", "", false
}

// lead returns where the form's name may begin: after what people say before it.
func lead(text []rune) int {
	i := 0
	for again := true; again; {
		again = false
		for _, w := range []string{"请", "我要", "我", "要", "想", "再", "先", "继续", "接着", "现在", "填写", "填报", "修改", "填", "关于", "这是", "在", "把", "将", "将", "for ", "in ", "the ", " "} {
			if hasAt(text, i, []rune(w)) {
				i, again = i+len([]rune(w)), true
			}
		}
	}
	return i
}

// setOff returns where a message goes on after the name of its form, when the name
// is set off from it.
func setOff(text []rune, at int, weak bool) (int, bool) {
	if at == len(text) {
		return at, !weak
	}
	if strings.ContainsRune(":\n", text[at]) {
		return at + 1, true
	}
	if weak {
		return at, false
	}
	if strings.ContainsRune(" ,;、", text[at]) {
		return at + 1, true
	}
	for _, of := range []string{"里面的", "里的", "中的", "里面", "里", "中", "的", "上的"} {
		if hasAt(text, at, []rune(of)) {
			return at + len([]rune(of)), true
		}
	}
	return at, false
}
