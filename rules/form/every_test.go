package form

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"steward/rules/calendar"
)

// everyID lists the forms, in an order that stays.
func everyID() []string { return slices.Sorted(maps.Keys(Forms())) }

// drawn is a value for a field, in normal form, and as people write it.
func drawn(t *rapid.T, f Field) (value, typed string) {
	pick := func(of ...string) string { return rapid.SampledFrom(of).Draw(t, f.ID) }
	switch f.Kind {
	case Name:
		value = rapid.StringMatching(`[赵钱孙李周吴][伟芳娜敏]{1,2}`).Draw(t, f.ID)
	case Phone:
		value = rapid.StringMatching(`1[3-9][0-9]{9}|0557-[2-8][0-9]{6}`).Draw(t, f.ID)
	case QQ:
		value = rapid.StringMatching(`[1-9][0-9]{5,8}`).Draw(t, f.ID)
	case Post:
		value = pick("科长", "办公室主任", "四级调研员")
	case Domain:
		value = rapid.StringMatching(`[a-z]{2,8}\.(ahsz\.gov\.cn|net\.cn)`).Draw(t, f.ID)
	case URL:
		value = rapid.StringMatching(`http://[a-z]{2,8}\.gov\.cn/[a-z0-9]{0,6}`).Draw(t, f.ID)
	case Number:
		value = pick("1", "5", "10")
		return value, value + pick("", "年")
	case Date:
		on := calendar.Date{Year: 2018, Month: 11, Day: rapid.IntRange(1, 28).Draw(t, f.ID)}
		return on.String(), pick(on.String(), strings.ReplaceAll(on.String(), "-", "/"), "2018年11月"+strings.TrimPrefix(on.String()[8:], "0")+"日")
	case Choice:
		o := rapid.SampledFrom(f.Choices).Draw(t, f.ID)
		return o.ID, o.Words[0]
	case Confirm:
		return Yes, pick("是", "确认", "是的")
	case Text, Long:
		value = pick("由办公室牵头负责。", "已联系机房恢复页面", "原负责同志已调离本单位", "每月检查一次并留存记录。")
	}
	return value, value
}

// toldOf writes one field with its row and name before it.
func toldOf(t *rapid.T, d *Definition, f Field, typed string) string {
	row := ""
	for _, r := range d.Rows {
		if r.ID == f.Row {
			row = r.Words[0] + rapid.SampledFrom([]string{"", "的"}).Draw(t, "of")
		}
	}
	if _, n := RowName(f.Row); n > 0 {
		row = strings.TrimSuffix(row, "的") + "的"
	}
	return row + f.Words[0] + rapid.SampledFrom([]string{"：", ":", "： "}).Draw(t, "is") + typed
}

// TestEveryFormInAnyOrderInAnySplitEndsTheSame: whatever is told first, and however
// it is parted into messages, the same is submitted.
func TestEveryFormInAnyOrderInAnySplitEndsTheSame(t *testing.T) {
	for _, id := range everyID() {
		t.Run(id, func(t *testing.T) { rapid.Check(t, func(t *rapid.T) { anyOrder(t, id) }) })
	}
}

func anyOrder(t *rapid.T, id string) {
	start := map[string]string{}
	for _, r := range Forms()[id].Rows {
		if r.Most > 0 {
			SetRows(r.ID, rapid.IntRange(1, 3).Draw(t, "rows"), start)
		}
	}
	want := maps.Clone(start)
	typed := map[string]string{}
	for range 3 { // conditions hold by what was drawn before
		for _, f := range Forms()[id].On(want, today()).Fields {
			if _, has := want[f.ID]; !has {
				want[f.ID], typed[f.ID] = drawn(t, f)
			}
		}
	}
	d := Forms()[id].On(want, today())
	s, event := New(d, began()), Event("")
	s.Values = maps.Clone(start)
	message, said := "", []string{}
	fields := rapid.Permutation(d.Fields).Draw(t, "order")
	flush := func() {
		if message != "" {
			said = append(said, message)
			s, event = Fill(Forms()[id].On(s.Values, today()), s, message)
			message = ""
		}
	}
	for _, f := range fields {
		if f.Kind == File {
			flush()
			s, event, _ = Attach(Forms()[id].On(s.Values, today()), s, "F0HOME", "home.png")
			want[f.ID] = FileValue("F0HOME", "home.png")
			continue
		}
		if message != "" {
			message += rapid.SampledFrom([]string{"；", "\n"}).Draw(t, "separator")
		}
		message += toldOf(t, d, f, typed[f.ID])
		if rapid.Bool().Draw(t, "ends") {
			flush()
		}
	}
	flush()
	got := Values(Forms()[id].On(s.Values, today()), s)
	if diff := cmp.Diff(want, got); diff != "" || event != Complete {
		t.Fatalf("%q: %s (-want +got) %s (problem %+v)", said, event, diff, s.Problem)
	}
}

// keepsEvery holds the promises of Fill for any form, see [keepsPromises]: only
// orders that take rows out lose what stood there.
func keepsEvery(t interface{ Fatalf(string, ...any) }, id string, s Session, text string) Session {
	d := Forms()[id].On(s.Values, today())
	before := s.fresh()
	before.Problem, before.Filled = s.Problem, s.Filled
	next, event := Fill(d, s, text)
	if diff := cmp.Diff(before, s); diff != "" && len(s.Values)+len(before.Values) > 0 {
		t.Fatalf("%s: %q changed the session it was given: %s", id, text, diff)
	}
	if len(next.Values) < len(s.Values) && !dropRow.MatchString(strings.TrimSpace(clean(text).trim(idle).text())) {
		t.Fatalf("%s: %q lost something of %q: %q", id, text, s.Values, next.Values)
	}
	live := Forms()[id].On(next.Values, today())
	again := Carry(live, next, next.Values)
	for field, value := range next.Values {
		if again.Values[field] != value {
			t.Fatalf("%s: %q filled %s with what does not pass: %q", id, text, field, value)
		}
	}
	if p := next.Problem; p != nil && event != Asked {
		checkProblem(t, *p, text)
	}
	if event == Complete && !Done(live, next) {
		t.Fatalf("%s: %q is complete without all", id, text)
	}
	return next
}

// more are messages for the forms that are told apart by kinds.
func more() []string {
	return append(seeds(), "szjy.net.cn", "域名：", "注销，szjy.net.cn，一致", "再加一行", "删除第1行", "删除第2行", "第2行 年限5年", "昨天", "2018年13月40日",
		"12月31日", "http://a.gov.cn/?a=1&b=2", "http://", "篡改，昨天，还没有报告", "组织领导：由办公室牵头\n措施：", "第99行的域名：a.cn", "保留 注销 注册",
		"10年", "一百年", "不是", "无", "F0HOME/home.png", "变更前：\n变更后：", "域名1域名2域名3", "公告日期：昨天，公告日期：前天", "把第一行的年限改成三年")
}

func FuzzEveryForm(f *testing.F) {
	for i := range everyID() {
		for _, text := range more() {
			f.Add(uint8(i), text, "szjy.net.cn，昨天，5年")
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, first, second string) {
		id := everyID()[int(which)%len(everyID())]
		s := New(Forms()[id].On(nil, today()), began())
		keepsEvery(t, id, keepsEvery(t, id, s, first), second)
	})
}

func TestEveryFormKeepsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.SampledFrom(everyID()).Draw(t, "form")
		s := New(Forms()[id].On(nil, today()), began())
		for range rapid.IntRange(1, 5).Draw(t, "messages") {
			text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(more()), 1, 4).Draw(t, "pieces"), rapid.SampledFrom([]string{"", " ", "，", "\n"}).Draw(t, "glue"))
			s = keepsEvery(t, id, s, text)
		}
	})
}
