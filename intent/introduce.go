package intent

import (
	"slices"
	"strings"
	"unicode"
)

// An Introduction is what somebody says of who they are.
type Introduction struct {
	Role string // liaison, office_head, head, contact, admin, reviewer, leader; "" when none is named
	Rest string // what is left without the role and the words around it: the unit's name, where that is all
	// Claims says that they speak of themselves: 我是市水利局的联络员.
	Claims bool
	Asks   bool // there is a question in it, too
}

// selfWords begin what people say of themselves.
var selfWords = []string{"我是", "我叫", "本人", "我来自", "我在", "我负责", "我单位是", "我们是", "这里是", "i am", "i'm", "this is", "my unit is"}

// roleWords are what people call the roles, the longer before those in them.
var roleWords = []struct{ word, role string }{
	{"协同部门联系人", "contact"}, {"业务联系人", "contact"}, {"coordinating contact", "contact"},
	{"联络员", "liaison"}, {"联系人", "liaison"}, {"经办人", "liaison"}, {"信息员", "liaison"}, {"liaison", "liaison"},
	{"办公室负责人", "office_head"}, {"办公室主任", "office_head"}, {"办公室副主任", "office_head"}, {"head of office", "office_head"}, {"office head", "office_head"},
	{"市政府信息办管理员", "admin"}, {"信息办管理员", "admin"}, {"信息办工作人员", "admin"}, {"管理员", "admin"},
	{"审核人员", "reviewer"}, {"审核员", "reviewer"}, {"reviewer", "reviewer"},
	{"市领导", "leader"}, {"副市长", "leader"}, {"市长", "leader"},
	{"主要负责人", "head"}, {"一把手", "head"}, {"负责人", "head"}, {"局长", "head"}, {"县长", "head"}, {"区长", "head"}, {"head of the unit", "head"},
}

// filling are the words that may stand around a unit and a role.
var filling = []string{
	"政府网站域名", "网站域名", "域名管理", "域名", "网站", "工作", "单位", "负责", "你好", "您好", "hello", "hi",
	"我是", "我叫", "本人", "我来自", "我们", "我在", "这里是", "是", "我", "的", "在", "来自", "新", "任", "岗", "担任",
	"i am", "i'm", "this is", "the", "of", "from", "my unit is", "at", "a",
}

// Introduce reads what somebody says of who they are; see [Introduction].
func Introduce(text string) Introduction {
	text = strings.ToLower(strings.TrimSpace(text))
	in := Introduction{Claims: speaksOf(text, selfWords...), Asks: speaksOf(text, asking...), Rest: text}
	for _, r := range roleWords {
		if before, after, found := strings.Cut(in.Rest, r.word); found {
			in.Role, in.Rest = r.role, before+" "+after
			break
		}
	}
	for _, w := range filling {
		if w[0] < 0x80 {
			words := strings.FieldsFunc(in.Rest, between)
			in.Rest = strings.Join(slices.DeleteFunc(words, func(f string) bool { return f == w }), " ")
			continue
		}
		in.Rest = strings.ReplaceAll(in.Rest, w, "")
	}
	in.Rest = strings.Join(strings.FieldsFunc(in.Rest, between), "")
	return in
}

func between(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) && r != '\'' }

// refusals begin what the office says when it does not put somebody on the roster.
var refusals = []string{"不予登记", "不同意登记", "暂不登记", "不能登记", "拒绝登记", "退回登记", "do not register", "not on the roster", "refuse"}

// Refusal returns what somebody of the office gives as the reason for not putting a
// newcomer on the roster, in their own words; false when it is no refusal.
func Refusal(text string) (reason string, is bool) {
	trimmed := strings.TrimSpace(text)
	for _, w := range refusals {
		if len(trimmed) >= len(w) && strings.EqualFold(trimmed[:len(w)], w) {
			return strings.TrimFunc(trimmed[len(w):], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("：:，,。、；;", r) }), true
		}
	}
	return "", false
}

// AfterColon returns what follows the first colon, of either width; "" without one.
func AfterColon(text string) string {
	_, after, _ := strings.Cut(strings.ReplaceAll(text, "：", ":"), ":")
	return strings.TrimSpace(after)
}
