package form_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"steward/rules/calendar"
	"steward/rules/form"
)

func TestAFormIsAddressedByItsName(t *testing.T) {
	for text, want := range map[string][2]string{
		"附件1：szjy.net.cn 注销":         {"application", "szjy.net.cn 注销"},
		"附件2:负责人 张某，科长":              {"coordinator", "负责人 张某，科长"},
		"附件二 联系人 李某":                 {"coordinator", "联系人 李某"},
		"填附件１：５年":                    {"application", "５年"},
		"《基本信息表》，jytj.ahsz.gov.cn":   {"application", "jytj.ahsz.gov.cn"},
		"把附件1的年限改成3年":                {"application", "把年限改成3年"},
		"附件2里的联系人电话改成3020669":        {"coordinator", "联系人电话改成3020669"},
		"清理报告\n组织领导：由办公室负责":          {"cleanup_report", "组织领导：由办公室负责"},
		"公告：昨天":                      {"announcement", "昨天"},
		"继续填附件2":                     {"coordinator", ""},
		"Annex 2: contact Li Si":     {"coordinator", "contact Li Si"},
		"incident report: yesterday": {"incident", "yesterday"},
	} {
		id, rest, ok := form.Addressed(text)
		if !ok || id != want[0] || rest != want[1] {
			t.Errorf("%q is for %q: %q (%v), want %q", text, id, rest, ok, want)
		}
	}
}

func TestWordsOfSentencesAddressNoForm(t *testing.T) {
	for _, text := range []string{
		"附件1什么时候交？", "公告日期：2018-12-03", "公告要多久？", "安全问题找谁", "附件10：x", "附件：截图.png",
		"张某，科长", "零报告怎么报", "附件1所列域名均已核对，由办公室统一管理", "",
	} {
		if id, rest, ok := form.Addressed(text); ok {
			t.Errorf("%q is for %s: %q", text, id, rest)
		}
	}
}

func TestEveryFormCanBeAddressed(t *testing.T) {
	have := map[string]bool{}
	for _, text := range []string{"附件2：x", "附件1：x", "清理报告：x", "零报告：x", "变更报备：x", "公告登记：x", "安全问题报告：x"} {
		id, _, _ := form.Addressed(text)
		have[id] = true
	}
	for id := range form.Forms() {
		if !have[id] {
			t.Errorf("%s has no name", id)
		}
	}
}

// opened is a form to which some messages were said.
func opened(t *testing.T, id string, said ...string) form.Open {
	t.Helper()
	day := calendar.Date{Year: 2018, Month: time.December, Day: 3}
	base := form.Forms()[id]
	s := form.New(base.On(nil, day), day.At(9, 0))
	for _, text := range said {
		s, _ = form.Fill(base.On(s.Values, day), s, text)
	}
	return form.Open{Def: base.On(s.Values, day), Session: s}
}

func TestWhichFormAMessageIsFor(t *testing.T) {
	persons := func() form.Open { return opened(t, "coordinator", "张某，科长") }
	domains := func() form.Open { return opened(t, "application", "注册") }
	report := func() form.Open { return opened(t, "cleanup_report") }
	for _, c := range []struct {
		name  string
		open  []form.Open
		text  string
		fresh bool
		want  []int
	}{
		{"an answer to the question just asked", []form.Open{persons(), domains()}, "12345678", true, []int{0}},
		{"fits only the other", []form.Open{persons(), domains()}, "jytj.ahsz.gov.cn", true, []int{1}},
		{"fits both by its label", []form.Open{domains(), persons()}, "联系人 李某，手机 13900000000", true, []int{0, 1}},
		{"a wrong number is for who asked", []form.Open{opened(t, "coordinator", "张某，科长，QQ 12345678"), domains()}, "1380013", true, []int{0}},
		{"nobody's words stay in front", []form.Open{persons(), report()}, "嗯这个不太对", true, []int{0}},
		{"words where paragraphs are asked, a person's by their label", []form.Open{report(), persons()}, "联系人李某，电话0557-3020669", true, []int{0, 1}},
		{"days later both are possible", []form.Open{opened(t, "coordinator"), opened(t, "announcement", "szjy.net.cn，昨天")}, "张某", false, []int{0}},
		{"days later it fits two", []form.Open{report(), opened(t, "coordinator")}, "张某", false, []int{0, 1}},
		{"one takes all of it, the other a part", []form.Open{domains(), persons()}, "联系人李某，职务科员，QQ 23456789", true, []int{1}},
		{"alone", []form.Open{persons()}, "联系人 李某", false, []int{0}},
	} {
		if diff := cmp.Diff(c.want, form.Which(c.open, c.text, c.fresh)); diff != "" {
			t.Errorf("%s: %q (-want +got):\n%s", c.name, c.text, diff)
		}
	}
}

func TestWhatWaitsIsTakenOutOnce(t *testing.T) {
	s := form.Session{Values: map[string]string{"head.name": "张某"}}
	for i, key := range []string{"1", "2", "3", "4", "5", "6", "2"} {
		s = form.Hold(s, key, "text "+key)
		if len(s.Held) > 5 {
			t.Fatalf("%d wait after %d", len(s.Held), i+1)
		}
	}
	if _, _, ok := form.Release(s, "1"); ok {
		t.Error("the oldest is still there")
	}
	next, text, ok := form.Release(s, "2")
	if !ok || text != "text 2" || len(next.Held) != 4 || len(s.Held) != 5 {
		t.Errorf("released %q (%v), %d are left of %d", text, ok, len(next.Held), len(s.Held))
	}
	if _, _, ok := form.Release(next, "2"); ok {
		t.Error("released twice")
	}
}
