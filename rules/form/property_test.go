package form

import (
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// people draws the values of both persons, with Han, transliterated and Latin
// names, QQ numbers that look like mobiles, and phones of every kind.
func people(t *rapid.T) map[string]string {
	values := map[string]string{}
	name := rapid.OneOf(rapid.StringMatching(`[赵钱孙李周吴郑王冯陈][伟芳娜敏静秀丽强磊军洋提交保存改]{1,2}`),
		rapid.StringMatching(`[买阿吐][买尔卜]提·[艾依][力明]`), rapid.StringMatching(`[A-Z][a-z]{2,6} [A-Z][b-df-hj-np-tv-z]{3}`))
	post := rapid.SampledFrom([]string{"科长", "党组成员、副主任", "办公室负责人", "12345热线办主任", "联系人", "Deputy Head of IT", "四级调研员（主持工作）", "域名管理科 科长", "科员"})
	phone := rapid.OneOf(rapid.StringMatching(`1[3-9][0-9]{9}`), rapid.StringMatching(`0557-[2-8][0-9]{6}`),
		rapid.StringMatching(`0551-6[0-9]{7}`), rapid.StringMatching(`0557-[2-8][0-9]{6}-[1-9][0-9]{2}`))
	for _, row := range []string{"head", "contact"} {
		values[row+".name"] = name.Draw(t, row+".name")
		values[row+".post"] = post.Draw(t, row+".post")
		values[row+".qq"] = rapid.StringMatching(`[1-9][0-9]{4,10}`).Draw(t, row+".qq")
		values[row+".phone"] = phone.Draw(t, row+".phone")
	}
	return values
}

// labelled writes one field as somebody might.
func labelled(t *rapid.T, f Field, value string) string {
	row := map[string]string{"head": "负责人", "contact": "联系人"}[f.Row]
	words := map[string][]string{"name": {"姓名", "名字"}, "post": {"职务", "职位"}, "qq": {"QQ", "QQ号"}, "phone": {"电话", "手机/座机", "联系电话"}}
	word := rapid.SampledFrom(words[f.Label]).Draw(t, "word")
	of := rapid.SampledFrom([]string{"", "的"}).Draw(t, "of")
	is := rapid.SampledFrom([]string{"：", ":", "是", "： ", "＝"}).Draw(t, "is")
	return row + of + word + is + value
}

func TestAnyOrderInAnySplitEndsTheSame(t *testing.T) {
	d := Coordinator()
	rapid.Check(t, func(t *rapid.T) {
		values := people(t)
		s := New(d, began())
		var event Event
		var said []string
		message := ""
		fields := rapid.Permutation(d.Fields).Draw(t, "order")
		for i, f := range fields {
			message += labelled(t, f, values[f.ID])
			if i < len(fields)-1 && rapid.Bool().Draw(t, "same message") {
				message += rapid.SampledFrom([]string{"，", "；", "\n", "。", "\t"}).Draw(t, "separator")
				continue
			}
			said = append(said, message)
			s, event = Fill(d, s, message)
			message = ""
		}
		if diff := cmp.Diff(values, s.Values); diff != "" || event != Complete {
			t.Fatalf("%q: %s %s (problem %+v)", said, event, diff, s.Problem)
		}
	})
}

func TestPlainOrderInAnySplitEndsTheSame(t *testing.T) {
	d := Coordinator()
	rapid.Check(t, func(t *rapid.T) {
		values := people(t)
		for _, row := range []string{"head", "contact"} {
			values[row+".qq"] = values[row+".qq"][:min(9, len(values[row+".qq"]))]
			values[row+".post"] = rapid.SampledFrom([]string{"科长", "党组成员、副主任", "办公室负责人"}).Draw(t, "post")
		}
		s := New(d, began())
		var said []string
		message := ""
		for i, f := range d.Fields {
			message += values[f.ID]
			if i < len(d.Fields)-1 && rapid.Bool().Draw(t, "same message") {
				message += rapid.SampledFrom([]string{"，", "\t", ", "}).Draw(t, "separator")
				continue
			}
			said = append(said, message)
			s, _ = Fill(d, s, message)
			message = ""
		}
		if diff := cmp.Diff(values, s.Values); diff != "" {
			t.Fatalf("%q: %s (problem %+v)", said, diff, s.Problem)
		}
	})
}

// seeds are messages of many voices for the fuzz target and the properties.
func seeds() []string {
	return []string{
		"张某，科长，QQ 12345678，手机 13800000000", "负责人张某，科长；联系人李某", "截止哪天？", "修改 职务", "上一步", "取消", "提交",
		"姓名：张某\n职务：\nQQ：１２３４５", "\u202e\u200f张", "😀", "(((((0557)3020669转801", "Head: Z. S., Head of IT; qq", "1. 2. 3、4）", "联系人的",
		"İİİİİİ head", "\xff\xfe", "+86 138 0000 0000 ext 1", "把", "改", "的的的", "手机/座机/", "①②③", "12345678@qq.com", "无", "𠮷𠮷",
		"职务改为", "QQ是", "0557--3020669 0557 3020669 138 0000 0000 1 2 3", "我叫", "是", "：：：", "负责人，联系人，负责人",
	}
}

// holds the promises of Fill: it is pure, loses nothing, keeps only values that
// pass, and asks for what is open.
func keepsPromises(t interface{ Fatalf(string, ...any) }, s Session, text string) Session {
	d := Coordinator()
	before := s.fresh()
	before.Problem, before.Filled = s.Problem, s.Filled
	next, event := Fill(d, s, text)
	if diff := cmp.Diff(before, s); diff != "" && !(len(s.Values) == 0 && len(before.Values) == 0) {
		t.Fatalf("%q changed the session it was given: %s", text, diff)
	}
	for id := range s.Values {
		if _, ok := next.Values[id]; !ok {
			t.Fatalf("%q lost %s", text, id)
		}
	}
	if again := Carry(d, next, next.Values); !maps.Equal(again.Values, next.Values) {
		t.Fatalf("%q filled what does not pass: %q", text, next.Values)
	}
	if (event == Rejected) != (next.Problem != nil) && event != Asked {
		t.Fatalf("%q: %s with problem %+v", text, event, next.Problem)
	}
	if p := next.Problem; p != nil && event != Asked {
		checkProblem(t, *p, text)
	}
	if _, asked := CurrentStep(d, next); asked != (next.At != "") || event == Complete && !Done(d, next) {
		t.Fatalf("%q: %s asks %q", text, event, next.At)
	}
	return next
}

func checkProblem(t interface{ Fatalf(string, ...any) }, p Problem, text string) {
	args, known := ProblemArgs()[p.Key]
	if !known || len(args) != len(p.Args) {
		t.Fatalf("%q: problem %+v has not the args %v", text, p, args)
	}
	for _, a := range args {
		if p.Args[a] == "" {
			t.Fatalf("%q: problem %+v lacks %s", text, p, a)
		}
	}
}

func TestConversationsKeepPromises(t *testing.T) {
	pieces := append(seeds(), "负责人", "联系人", "姓名", "职务", "QQ", "手机", "：", "，", " ", "张某", "科长", "13800000000", "0557", "3020669", "？")
	rapid.Check(t, func(t *rapid.T) {
		s := New(Coordinator(), began())
		for range rapid.IntRange(1, 6).Draw(t, "messages") {
			text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 8).Draw(t, "pieces"), rapid.SampledFrom([]string{"", " ", "，", "\n"}).Draw(t, "glue"))
			s = keepsPromises(t, s, text)
		}
	})
}

func FuzzFill(f *testing.F) {
	for _, text := range seeds() {
		f.Add(text, "张某，科长")
		f.Add("负责人张某", text)
	}
	f.Fuzz(func(t *testing.T, first, second string) {
		keepsPromises(t, keepsPromises(t, New(Coordinator(), began()), first), second)
	})
}
