package form

import (
	"maps"
	"testing"
)

// Whoever says yes in two words means one yes: the second is no remark.
func TestYesTwiceOverIsOneYes(t *testing.T) {
	drafted := map[string]string{"zero.none": Yes, "zero.note": ""}
	for _, c := range []struct {
		at, says string
		drafted  bool
		event    Event
		note     string // "-" when it is still to be asked
	}{
		{"zero.none", "没错，属实", false, Filled, "-"},
		{"zero.none", "属实，没错。", false, Filled, "-"},
		{"zero.none", "确认无误，没有网站", false, Filled, "-"},
		{"zero.none", "没错，属实", true, Complete, ""},
		{"zero.none", "没错，属实，机构改革已并入", false, Complete, "机构改革已并入"},
		{"", "没错，属实", true, Submitted, ""},
		{"", "对，情况属实。", true, Submitted, ""},
		{"", "以上内容都没错", true, Submitted, ""},
		{"", "没错，属实", false, Rejected, "-"},
		{"", "不属实", true, Rejected, ""},
	} {
		s := Session{Form: "zero_report", Version: 1, At: c.at, Values: map[string]string{}}
		if c.drafted {
			s.Values = maps.Clone(drafted)
		}
		got, event := Fill(Zero(), s, c.says)
		note, has := got.Values["zero.note"]
		if !has {
			note = "-"
		}
		if event != c.event || note != c.note {
			t.Errorf("%q at %q: %s with note %q, want %s with %q; %v", c.says, c.at, event, note, c.event, c.note, got.Problem)
		}
	}
}

// Where a form asks for two confirmations, two words answer both.
func TestTwoConfirmationsTakeTwoWords(t *testing.T) {
	d := Define(Definition{ID: "two", Version: 1, Title: "two", Articles: []string{"结尾"}, Fields: []Field{
		{ID: "a.one", Label: "one", Kind: Confirm, Words: []string{"甲"}},
		{ID: "a.two", Label: "two", Kind: Confirm, Words: []string{"乙"}},
	}})
	got, event := Fill(d, Session{Form: d.ID, Version: 1, At: "a.one", Values: map[string]string{}}, "没错，属实")
	if event != Complete || got.Values["a.one"] != Yes || got.Values["a.two"] != Yes {
		t.Errorf("%s with %v", event, got.Values)
	}
}
