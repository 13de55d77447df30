package form

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// began is when the sessions of the tests begin.
func began() time.Time { return time.Date(2018, 11, 20, 1, 0, 0, 0, time.UTC) }

// hear fills the coordinators' form with one message after another and returns
// the last session and event.
func hear(t *testing.T, s Session, messages ...string) (Session, Event) {
	t.Helper()
	var event Event
	for _, m := range messages {
		s, event = Fill(Coordinator(), s, m)
	}
	return s, event
}

func start() Session { return New(Coordinator(), began()) }

// head and contact are filled as most of the tests fill them.
func head(post, qq, phone string) map[string]string {
	return map[string]string{"head.name": "张某", "head.post": post, "head.qq": qq, "head.phone": phone}
}

func both() map[string]string {
	v := head("科长", "12345678", "13800000000")
	v["contact.name"], v["contact.post"] = "李某", "科员"
	v["contact.qq"], v["contact.phone"] = "87654321", "0557-3020669"
	return v
}

func TestOneMessageFillsOnePerson(t *testing.T) {
	plain := head("科长", "12345678", "13800000000")
	for text, want := range map[string]map[string]string{
		"张某，科长，QQ 12345678，手机 13800000000":                    plain,
		"张某，科长，12345678，13800000000":                          plain,
		"张某 科长 12345678 13800000000":                          plain,
		"张某、科长、12345678、13800000000":                          plain,
		"张某/科长/12345678/13800000000":                          plain,
		"张某；科长；12345678；13800000000。":                         plain,
		"张某\n科长\n12345678\n13800000000":                       plain,
		"张某\t科长\t12345678\t13800000000":                       plain,
		"张某|科长|12345678|13800000000":                          plain,
		"张某,科长,13800000000,12345678":                          plain,
		"科长，张某，12345678，13800000000":                          plain,
		"1、张某 2、科长 3、12345678 4、13800000000":                  plain,
		"①张某②科长③12345678④13800000000":                         plain,
		"姓名：张某 职务：科长 QQ：12345678 手机/座机：13800000000":           plain,
		"手机：13800000000；QQ：12345678；职务：科长；姓名：张某":              plain,
		"姓名张某职务科长QQ12345678电话13800000000":                     plain,
		"负责人是张某，职务是科长，QQ号是12345678，联系电话是13800000000":          plain,
		"我叫张某，科长，我的QQ是12345678，我的手机号是13800000000":             plain,
		"姓名【张某】职务【科长】QQ【12345678】电话（手机）13800000000":           plain,
		"- 姓名：张某\n- 职务：科长\n- QQ：12345678\n- 电话：13800000000":   plain,
		"姓  名\t张某\n职 务\t科长\nQQ\t12345678\n手机/座机\t13800000000": plain,
		"姓名 職務":                   {},
		"姓名:张某,科长,12345678":       {"head.name": "张某", "head.post": "科长", "head.qq": "12345678"},
		"張某，職務：科長，電話 05573020669": {"head.name": "張某", "head.post": "科長", "head.phone": "0557-3020669"},
		"Name: Zhang San; Post: Head of Division; QQ: 12345678; Phone: +86 138 0000 0000": {
			"head.name": "Zhang San", "head.post": "Head of Division", "head.qq": "12345678", "head.phone": "13800000000"},
		"Zhang San, Director, QQ No. 12345678, mobile 13800000000": {
			"head.name": "Zhang San", "head.post": "Director", "head.qq": "12345678", "head.phone": "13800000000"},
		"您好，张某，科长，12345678，13800000000，谢谢": plain,
	} {
		got, _ := hear(t, start(), text)
		if diff := cmp.Diff(want, got.Values); diff != "" {
			t.Errorf("%q: %s (problem %+v)", text, diff, got.Problem)
		}
	}
}

func TestOneMessageFillsBothPersons(t *testing.T) {
	for _, text := range []string{
		"负责人张某，科长，12345678，13800000000；联系人李某，科员，87654321，0557-3020669",
		"张某，科长，12345678，13800000000，李某，科员，87654321，0557-3020669",
		"张某 科长 12345678 13800000000\n李某 科员 87654321 0557 3020669",
		"联系人：李某，科员，87654321，(0557)3020669。负责人：张某，科长，12345678，13800000000",
		"负责人\t张某\t科长\t12345678\t13800000000\n联系人\t李某\t科员\t87654321\t0557-3020669",
		"\t姓 名\t职 务\tQQ\t手机/座机\n负责人\t张某\t科长\t12345678\t13800000000\n联系人\t李某\t科员\t87654321\t0557-3020669",
		"姓名 职务 QQ 手机\n张某 科长 12345678 13800000000\n李某 科员 87654321 0557-3020669",
		"姓名：张某 职务：科长 QQ：12345678 手机：13800000000 姓名：李某 职务：科员 QQ：87654321 座机：0557-3020669",
		"负责人姓名：张某，联系人姓名：李某，负责人职务：科长，联系人职务：科员，负责人QQ：12345678，联系人的QQ：87654321，负责人手机：13800000000，联系人电话：0557-3020669",
		"Head: 张某, 科长, 12345678, 13800000000; Contact: 李某, 科员, 87654321, 0557-3020669",
		"head's name: 张某, head's post: 科长, head's qq: 12345678, head's phone: 13800000000\ncontact: 李某, 科员, 87654321, 0557-3020669",
	} {
		got, event := hear(t, start(), text)
		if diff := cmp.Diff(both(), got.Values); diff != "" || event != Complete || got.At != "" {
			t.Errorf("%q: %s at %q %s (problem %+v)", text, event, got.At, diff, got.Problem)
		}
	}
}

func TestGoodValuesAreKeptBesideABadOne(t *testing.T) {
	for text, want := range map[string]Problem{
		"张某，科长，12345678，1380013":                 {Key: PhoneLength, Field: "head.phone", Said: "1380013"},
		"张某，科长，QQ 123，手机 13800000000":            {Key: QQLength, Field: "head.qq", Said: "123", Args: bounds(5, 12)},
		"张某，科长，没有，13800000000":                   {Key: Required, Field: "head.qq", Said: "没有"},
		"张某，科长，QQ：无，手机：13800000000":              {Key: Required, Field: "head.qq", Said: "无"},
		"张三2，科长，12345678":                        {Key: NameShape, Field: "head.name", Said: "张三2"},
		"张某科长QQ12345678手机13800000000":            {Key: NameWithPost, Field: "head.name", Said: "张某科长"},
		"张某，科长，12345678，13800000000，13900000000": {Key: TwoValues, Field: "head.phone", Said: "13900000000", Args: map[string]string{"first": "13800000000", "second": "13900000000"}},
		"张某，科长，手机13800000000，座机0557-3020669":     {Key: TwoValues, Field: "head.phone", Said: "0557-3020669", Args: map[string]string{"first": "13800000000", "second": "0557-3020669"}},
		"张某，科长，截止哪天？":                            {},
		"张某，科长，12345678，截止哪天？":                   {Key: AskAlone, Said: "截止哪天？"},
		"姓名：张某，职务：":                              {Key: Empty, Field: "head.post"},
		"张某，1234567890":                          {Key: Ambiguous, Field: "head.qq", Said: "1234567890"},
		"张某，科长，138000000001":                     {Key: Ambiguous, Field: "head.qq", Said: "138000000001"},
		"联系人李某，科员，87654321，0557-3020669，王某，主任":   {Key: LeftOver, Said: "王某，主任"},
		"张某，科长，12345678，12345678901":             {Key: PhoneLength, Field: "head.phone", Said: "12345678901"},
		"张某，科长，嗯哪嗯哪，13800000000":                 {Key: QQShape, Field: "head.qq", Said: "嗯哪嗯哪"},
	} {
		got, event := hear(t, start(), text)
		if want.Key == "" {
			if event != Asked || len(got.Values) != 0 {
				t.Errorf("%q: %s %v, want it left as a question", text, event, got.Values)
			}
			continue
		}
		if got.Problem == nil || event != Rejected {
			t.Errorf("%q: %s without a problem: %v", text, event, got.Values)
			continue
		}
		if diff := cmp.Diff(want, *got.Problem, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
		if len(got.Filled) == 0 && !strings.HasPrefix(text, "张某，1") || want.Field != "" && got.At != want.Field {
			t.Errorf("%q: filled %v, asks %q", text, got.Filled, got.At)
		}
	}
}

func TestAnswersToTheFieldAsked(t *testing.T) {
	tests := []struct{ at, text, field, value, problem string }{
		{"head.name", "岳 某", "head.name", "岳某", ""},
		{"head.name", "欧阳 某", "head.name", "欧阳某", ""},
		{"head.name", "阿卜杜拉•买买提", "head.name", "阿卜杜拉·买买提", ""},
		{"head.name", "𠮷田某", "head.name", "𠮷田某", ""},
		{"head.name", "张某同志", "head.name", "张某", ""},
		{"head.name", "Jean-Luc O'Neil", "head.name", "Jean-Luc O'Neil", ""},
		{"head.name", "高提交", "head.name", "高提交", ""},
		{"head.name", "何时", "head.name", "何时", ""},
		{"head.name", "安保存", "head.name", "安保存", ""},
		{"head.name", "\u202e张某\u200f", "head.name", "张某", ""},
		{"head.name", "张", "", "", NameLength},
		{"head.name", strings.Repeat("张", 21), "", "", NameLength},
		{"head.name", "张某😀", "", "", NameShape},
		{"head.name", "12", "", "", BareNumber},
		{"head.name", "محمد علي", "", "", NameShape},
		{"head.name", "科长", "head.post", "科长", ""},
		{"head.name", "改革办主任", "head.post", "改革办主任", ""},
		{"head.name", "13800000000", "head.phone", "13800000000", ""},
		{"head.name", "12345678", "head.qq", "12345678", ""},
		{"head.name", "3020669", "", "", BareNumber},
		{"head.post", "负责人", "head.post", "负责人", ""},
		{"head.post", "联系人", "head.post", "联系人", ""},
		{"head.post", "党组成员、副主任（正科级）", "head.post", "党组成员、副主任（正科级）", ""},
		{"head.post", "副主任，党组成员", "head.post", "副主任，党组成员", ""},
		{"head.post", "办公室 主任", "head.post", "办公室 主任", ""},
		{"head.post", "12345热线办主任", "head.post", "12345热线办主任", ""},
		{"head.post", "电话班班长", "head.post", "电话班班长", ""},
		{"head.post", "域名管理科科长", "head.post", "域名管理科科长", ""},
		{"head.post", "科长（主持工作，兼）", "head.post", "科长（主持工作，兼）", ""},
		{"head.post", "Head of IT / Deputy Director", "head.post", "Head of IT / Deputy Director", ""},
		{"head.post", strings.Repeat("长", 61), "", "", TextLength},
		{"head.qq", "1234567890", "head.qq", "1234567890", ""},
		{"head.qq", "3020669", "head.qq", "3020669", ""},
		{"head.qq", "123 456 78", "head.qq", "12345678", ""},
		{"head.qq", "１２３４５６７８", "head.qq", "12345678", ""},
		{"head.qq", "12345678@qq.com", "head.qq", "12345678", ""},
		{"head.qq", "13800000000", "head.phone", "13800000000", ""},
		{"head.qq", "QQ 13800000000", "head.qq", "13800000000", ""},
		{"head.qq", "李某", "", "", QQShape},
		{"head.qq", "012345", "", "", QQShape},
		{"head.qq", "1234", "", "", QQLength},
		{"head.qq", "没有QQ", "", "", Required},
		{"head.phone", "3020669", "head.phone", "0557-3020669", ""},
		{"head.phone", "0557-3020669转801", "head.phone", "0557-3020669-801", ""},
		{"head.phone", "138-0000-0000", "head.phone", "13800000000", ""},
		{"head.phone", "1380013", "", "", PhoneLength},
		{"head.phone", "30206690", "", "", AreaCode},
		{"head.phone", "abc", "", "", PhoneShape},
		{"head.phone", "00852 2345 6789", "", "", PhoneLength},
	}
	filled := head("科长", "12345678", "13800000000")
	for _, tt := range tests {
		s := Edit(Coordinator(), start(), tt.at)
		for _, f := range Coordinator().Fields {
			if f.ID == tt.at {
				break
			}
			s.Values[f.ID] = filled[f.ID]
		}
		got, event := hear(t, s, tt.text)
		switch {
		case tt.problem != "" && (got.Problem == nil || got.Problem.Key != tt.problem):
			t.Errorf("%s %q: %s %v, problem %+v; want %s", tt.at, tt.text, event, got.Values, got.Problem, tt.problem)
		case tt.problem == "" && (got.Problem != nil || got.Values[tt.field] != tt.value):
			t.Errorf("%s %q: %s %v, problem %+v; want %s=%s", tt.at, tt.text, event, got.Values, got.Problem, tt.field, tt.value)
		}
	}
}
