package form

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// takeQuestions blanks the clauses of a message that are no answers: questions,
// which it returns as typed, and greetings. Where the field asked takes any
// words, only a question is one.
func takeQuestions(l line, kind Kind) (rest line, question string, greeted bool) {
	rest = line{slices.Clone(l.typed), slices.Clone(l.folded)}
	var asked []string
	for from := 0; from < len(l.folded); {
		to := clauseEnd(l, from)
		c := l.cut(from, to).trim(",;。.!~")
		switch {
		case asks(c.text()) || to-from == len(l.folded) && requests(c.text(), kind):
			asked = append(asked, c.String())
			rest.blank(from, to)
		case isGreeting(c.text()):
			greeted = true
			rest.blank(from, to)
		}
		from = to
	}
	return rest, strings.Join(asked, " "), greeted
}

// clauseEnd returns where the clause that begins at from ends, its comma, stop
// or question mark included; brackets are not broken.
func clauseEnd(l line, from int) int {
	depth := 0
	for i := from; i < len(l.folded); i++ {
		switch r := l.folded[i]; {
		case r == '(' && slices.Contains(l.folded[i:], ')'):
			depth++
		case r == ')':
			depth = max(0, depth-1)
		case depth == 0 && separates(r) >= comma:
			return i + 1
		}
	}
	return len(l.folded)
}

func (l line) blank(from, to int) {
	for i := from; i < to; i++ {
		l.typed[i], l.folded[i] = '\n', '\n'
	}
}

// asks reports whether a clause is a question.
func asks(clause string) bool {
	if strings.HasSuffix(clause, "?") || endsWith(clause, "吗", "嗎", "呢") {
		return true
	}
	if strings.Contains(clause, "何时") && utf8.RuneCountInString(clause) > 3 {
		return true // 何时 alone could be a name
	}
	return holds(clause,
		"什么", "什麼", "怎么", "怎麼", "怎样", "如何", "哪天", "哪里", "哪个", "哪個", "哪些", "哪位", "哪种",
		"几天", "幾天", "几号", "几点", "几个", "多少", "多久", "谁", "誰",
		"能不能", "可不可以", "是不是", "要不要", "有没有", "行不行", "是否", "可否") ||
		beginsWith(clause, "请问", "請問") || len(strings.Fields(clause)) > 2 && // How Abbott is a name
		beginsWith(clause, "what ", "when ", "who ", "how ", "why ", "where ", "which ", "can i ", "do i ", "should i ", "is it ")
}

// wantsForm is a call for a form, such as 填报附件2 or 继续填写信息表.
var wantsForm = patternOf(`^(?:请|我|要|想|现在|帮我|开始|继续|接着)*(?:填报|填写|填表|填《?[^,]{0,20}(?:附件|附表|表)|(?:填报|填写)《?[^,]{0,20}(?:附件|附表|表))[0-9一二]?》?$|` +
	`^《?(?:附件|附表)[0-9一二]?》?$|^(?:fill in|start|open|continue)(?: the)? (?:form|annex)(?: [0-9])?$`)

// requests reports whether a clause wants something else than to fill the field
// asked. It must be all of the message: 域名科 may be part of a post.
func requests(clause string, asked Kind) bool {
	switch {
	case asked == Text || looksPost(clause):
		return false
	case wantsForm.MatchString(clause):
		return true
	case asked == Post:
		return false
	}
	return beginsWith(clause, "查询", "查詢", "查看", "查一下", "看一下", "看看", "帮我", "幫我", "我要", "我想", "下载", "下載", "发我", "导出", "打开") ||
		holds(clause, "截止", "域名", "进度", "台账") || oneOf(clause, "帮助", "幫助", "help", "菜单", "说明")
}

func isGreeting(clause string) bool {
	return oneOf(clause, "你好", "您好", "早上好", "上午好", "下午好", "晚上好", "大家好", "hello", "hi", "thanks", "thank you",
		"谢谢", "謝謝", "多谢", "麻烦", "麻烦了", "辛苦了", "好", "好的", "好吧", "嗯", "嗯嗯", "ok", "okay", "收到", "知道了", "明白", "明白了",
		"稍等", "等一下", "等等", "对", "是", "是的", "对的", "yes", "no", "不是", "不对")
}

// saysNone reports whether somebody says that there is nothing to give.
func saysNone(s string) bool {
	return oneOf(s, "无", "無", "没有", "沒有", "没", "暂无", "暫無", "暂缺", "空", "待定", "待补充", "不知道", "不清楚", "没有qq", "无qq", "没有电话", "没有手机", "-", "none", "n/a", "nil", "unknown", "i don't know")
}

func oneOf(s string, words ...string) bool { return slices.Contains(words, strings.TrimSpace(s)) }

func holds(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

func beginsWith(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(s, w) })
}

func endsWith(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasSuffix(s, w) })
}
