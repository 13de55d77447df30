package form

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// sheet is 附件2 filled in well.
func sheet() map[string]string {
	return map[string]string{
		"head.name": "张某", "head.post": "科长", "head.qq": "12345678", "head.phone": "13800000000",
		"contact.name": "李某某", "contact.post": "四级主任科员", "contact.qq": "987654321", "contact.phone": "0557-3000000",
	}
}

func TestFillAll(t *testing.T) {
	d := Coordinator()
	for name, c := range map[string]struct {
		typed map[string]string
		want  map[string]string // what is filled otherwise than in sheet()
		wrong map[string]string // the keys of problems
		slips []string
	}{
		"well":  {},
		"slips": {typed: map[string]string{"head.qq": "１２３４ ５６７８", "contact.phone": "3000000。"}, slips: []string{"head.qq", "contact.phone"}},
		"one wrong": {typed: map[string]string{"head.phone": "1380013"},
			want: map[string]string{"head.phone": ""}, wrong: map[string]string{"head.phone": PhoneLength}},
		"left empty": {typed: map[string]string{"head.name": "  ", "contact.qq": "无"}, want: map[string]string{"head.name": "", "contact.qq": ""},
			wrong: map[string]string{"head.name": Required, "contact.qq": Required}},
		"a command is no answer": {typed: map[string]string{"head.name": "取消"}, want: map[string]string{"head.name": "取消"}},
		"pictures": {typed: map[string]string{"head.post": "😀😀"},
			want: map[string]string{"head.post": ""}, wrong: map[string]string{"head.post": Unreadable}},
		"very long": {typed: map[string]string{"head.name": strings.Repeat("张", 3000), "head.post": strings.Repeat("𠮷", 3000), "head.qq": strings.Repeat("1", 3000)},
			want:  map[string]string{"head.name": "", "head.post": "", "head.qq": ""},
			wrong: map[string]string{"head.name": NameLength, "head.post": TextLength, "head.qq": QQLength}},
	} {
		t.Run(name, func(t *testing.T) {
			typed, want := sheet(), sheet()
			maps.Copy(typed, c.typed)
			maps.Copy(want, c.want)
			maps.DeleteFunc(want, func(_, v string) bool { return v == "" })
			s, problems := FillAll(d, New(d, began()), typed)
			if diff := cmp.Diff(want, s.Values); diff != "" {
				t.Errorf("filled (-want +got):\n%s", diff)
			}
			keys := map[string]string{}
			for id, p := range problems {
				keys[id] = p.Key
				checkProblem(t, p, p.Said)
			}
			if !maps.Equal(keys, c.wrong) {
				t.Errorf("problems %v, want %v", keys, c.wrong)
			}
			if !slices.Equal(s.Slips, c.slips) {
				t.Errorf("slips %v, want %v", s.Slips, c.slips)
			}
			if (s.At == "") != (len(c.wrong) == 0) || (s.Problem != nil) != (len(c.wrong) > 0) {
				t.Errorf("asks %q with problem %+v", s.At, s.Problem)
			}
		})
	}
}

// TestFillAllKeepsWhatItHad: what does not pass takes nothing away, and what
// could be left out may be.
func TestFillAllKeepsWhatItHad(t *testing.T) {
	d := *Coordinator()
	d.Fields = slices.Clone(d.Fields)
	d.Fields[2].Optional = true
	s, _ := FillAll(&d, New(&d, began()), sheet())
	typed := sheet()
	typed["head.name"], typed["head.qq"] = "科长", ""
	next, problems := FillAll(&d, s, typed)
	if next.Values["head.name"] != "张某" || problems["head.name"].Key != NameWithPost || next.At != "head.name" {
		t.Errorf("%+v, %+v", next, problems)
	}
	if v, filled := next.Values["head.qq"]; v != "" || !filled || s.Values["head.qq"] != "12345678" {
		t.Errorf("the optional field: %q, %v; before %q", v, filled, s.Values["head.qq"])
	}
}

// TestSheetIsTheConversation: the sheet takes what the conversation takes when it
// asks field by field, and ends in the same values.
func TestSheetIsTheConversation(t *testing.T) {
	d := Coordinator()
	rapid.Check(t, func(t *rapid.T) {
		values := people(t)
		said := New(d, began())
		for _, f := range d.Fields {
			said, _ = Fill(d, said, labelled(t, f, values[f.ID]))
		}
		s, problems := FillAll(d, New(d, began()), values)
		if problems != nil || !maps.Equal(s.Values, said.Values) || s.At != "" {
			t.Fatalf("%v: sheet %v, said %v, problems %v", values, s.Values, said.Values, problems)
		}
	})
}

// TestSheetsKeepPromises: whatever is typed, the session handed in stays as it
// is, only values that pass are filled, and every problem can be said.
func TestSheetsKeepPromises(t *testing.T) {
	d := Coordinator()
	rapid.Check(t, func(t *rapid.T) {
		typed, before := map[string]string{}, New(d, began())
		for _, f := range d.Fields {
			if rapid.Bool().Draw(t, "typed") {
				typed[f.ID] = rapid.OneOf(rapid.SampledFrom(seeds()), rapid.String()).Draw(t, f.ID)
			}
		}
		s, problems := FillAll(d, before, typed)
		if len(before.Values) != 0 || before.At != d.Fields[0].ID {
			t.Fatalf("%q changed the session it was given: %+v", typed, before)
		}
		for _, f := range d.Fields {
			p, wrong := problems[f.ID]
			if _, filled := s.Values[f.ID]; filled == wrong {
				t.Fatalf("%q: %s is filled: %v, problem %+v", typed, f.ID, filled, p)
			}
			if wrong {
				checkProblem(t, p, typed[f.ID])
			}
		}
		if again := Carry(d, s, s.Values); !maps.Equal(again.Values, s.Values) {
			t.Fatalf("%q filled what does not pass: %q", typed, s.Values)
		}
		if !maps.EqualFunc(problems, CheckAll(d, typed), func(a, b Problem) bool { return cmp.Equal(a, b) }) {
			t.Fatalf("%q: checked otherwise than filled", typed)
		}
	})
}
