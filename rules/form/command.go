package form

import (
	"slices"
	"strconv"
	"strings"
)

// idle is what may stand around a command without changing it.
const idle = "。.!~,;、"

// A command is something that a whole message can order.
type command func(d *Definition, s Session) (Session, Event)

// obey carries out a message that is a command and nothing else.
func obey(d *Definition, s Session, l line) (Session, Event, bool) {
	text := strings.Join(strings.Fields(l.trim(idle).text()), " ")
	order := commandOf(text)
	if order == nil {
		order = commandOf(strings.ReplaceAll(text, " ", ""))
	}
	if order == nil && s.At == "" && agrees.MatchString(text) {
		order = submit
	}
	if order == nil {
		return s, "", false
	}
	next, event := order(d, s)
	return next, event, true
}

func commandOf(text string) command {
	switch text {
	case "上一步", "上一項", "上一项", "上一题", "上一個", "上一个", "返回", "返回上一步", "回上一步", "后退", "後退", "back", "go back", "previous":
		return func(d *Definition, s Session) (Session, Event) { return moved(BackOne(d, s)) }
	case "取消", "取消填报", "取消填報", "取消填写", "不填了", "放弃", "放棄", "放弃填报", "cancel", "cancel form":
		return func(_ *Definition, s Session) (Session, Event) { return s, Cancelled }
	case "保存", "暂存", "暫存", "先保存", "保存退出", "退出", "保存,稍后填报", "保存,稍後填報", "保存稍后填报", "保存并稍后填报",
		"稍后填报", "稍後填報", "稍后再填", "稍後再填", "以后再填", "以後再填", "等会再填", "先不填了", "save", "later", "save for later", "exit", "quit":
		return func(_ *Definition, s Session) (Session, Event) { return s, Saved }
	case "跳过", "跳過", "略过", "略過", "跳过这一项", "下一步", "下一项", "skip", "next":
		return Skip
	case "提交", "确认提交", "確認提交", "确认", "確認", "确认无误", "确认无误,提交", "确认无误提交", "提交表单", "submit", "confirm", "confirm and submit":
		return submit
	case "修改", "更改", "更正", "改", "改一下", "edit", "change", "correct":
		return whichField
	}
	return orderOf(text)
}

// Orders that people put in many ways. Each is a whole message.
var (
	notYet    = patternOf(`^(?:我|今天|现在|还是)*(?:先|暂|暂时|还|都)*不(?:想|要|忙)?(?:提交|交|报送|上报)(?:了|吧|啦)*$|^我?(?:先|暂|暂时)不(?:填|写|弄)(?:了|吧|啦)*$`)
	later     = patternOf(`^(?:我|先)?(?:等会儿?|等一下|一会儿?|稍后|晚点儿?|回头|以后|明天|改天|下次|过几天)再?(?:提交|交|报|填|填报|弄)(?:吧)?$|^(?:not now|not yet|submit later|don't submit(?: yet)?)$`)
	startOver = patternOf(`^(?:我|要|想|请|全部|都|从头)*(?:重来|重填|再来|再填|从头(?:来|开始|填)|重新(?:来|开始|填|填写|填报|录入|弄))(?:附件[0-9]?|这?张?表|一?[遍次]|过|吧|了)*$|^(?:start over|start again|restart|begin again)$`)
)

func orderOf(text string) command {
	switch {
	case notYet.MatchString(text), later.MatchString(text):
		return func(_ *Definition, s Session) (Session, Event) { return s, Saved }
	case startOver.MatchString(text):
		return func(_ *Definition, s Session) (Session, Event) {
			return s.reject(Problem{Key: StartOver, Field: s.At})
		}
	}
	return commonOrder(text)
}

func moved(s Session) (Session, Event) {
	if s.Problem != nil {
		return s, Rejected
	}
	return s, Moved
}

func submit(d *Definition, s Session) (Session, Event) {
	open := 0
	for _, f := range d.grown(s.Values).Fields {
		if _, ok := s.Values[f.ID]; !ok {
			open++
		}
	}
	if open > 0 {
		return s.reject(Problem{Key: Incomplete, Field: s.At, Args: map[string]string{"count": strconv.Itoa(open)}})
	}
	return s, Submitted
}

func whichField(_ *Definition, s Session) (Session, Event) {
	return s.reject(Problem{Key: WhichField, Field: s.At})
}

// change reads 修改 职务, 把职务改成副科长: it returns the message without the
// verb, and whether it names a field of the form. Words such as 改革办主任, which
// only begin like a verb, are left alone.
func change(d *Definition, l line) (rest line, named, verb bool) {
	if wrong, ok := d.mistaken(l); ok {
		return wrong, true, true
	}
	for _, v := range []string{"修改", "更改", "更正", "改一下", "edit the ", "change the ", "edit ", "change ", "correct ", "改", "把", "将", "將"} {
		if !strings.HasPrefix(l.text(), v) {
			continue
		}
		rest = l.cut(len([]rune(v)), len(l.folded)).trim(":")
		tokens := d.lex(rest)
		named = len(tokens) > 0 && tokens[0].kind <= labelToken
		return rest, named, len([]rune(v)) > 1
	}
	return l, false, false
}

// pointed returns the row and column that tokens name and nothing else, as
// 负责人的手机 does.
func pointed(tokens []token) (row, label string, ok bool) {
	for _, t := range tokens {
		switch {
		case t.kind == rowToken && row == "" && label == "":
			row = t.row
		case t.kind == labelToken && label == "":
			label = t.label
		default:
			return "", "", false
		}
	}
	return row, label, len(tokens) > 0
}

// point asks for the field that a row and a column name. A column alone is that
// of the person asked for now; when none is, the person is asked for. A row
// alone is its first open field.
func point(d *Definition, s Session, row, label string) (Session, Event) {
	if here := d.rowOf(s.At); row == "" && (label == "" || d.rowHas(here, label)) {
		row = here
	}
	var fits []Field
	for _, f := range d.Fields {
		_, filled := s.Values[f.ID]
		if (label == f.Label || label == "" && !filled) && (row == "" || row == f.Row) {
			fits = append(fits, f)
		}
	}
	switch {
	case len(fits) == 0 && label == "":
		return s.reject(Problem{Key: WhichField, Field: d.Fields[d.row(row)[0]].ID})
	case len(fits) == 0:
		return s.reject(Problem{Key: UnknownField})
	case row == "" && len(fits) > 1:
		return s.reject(Problem{Key: WhichRow, Field: fits[0].ID})
	}
	return moved(Edit(d, s, fits[0].ID))
}

func (d *Definition) rowHas(row, label string) bool {
	return slices.ContainsFunc(d.Fields, func(f Field) bool { return f.Row == row && f.Label == label })
}

// rowOf returns the row of a field; "" for none.
func (d *Definition) rowOf(id string) string {
	f, _ := d.Field(id)
	return f.Row
}
