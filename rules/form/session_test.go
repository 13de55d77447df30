package form

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestStepsCountFromOne(t *testing.T) {
	d := Coordinator()
	step, asked := CurrentStep(d, start())
	if !asked || step.Number != 1 || step.Of != 8 || step.Field.ID != "head.name" {
		t.Errorf("first step is %+v, %v", step, asked)
	}
	if step, asked = CurrentStep(d, at("")); asked || step.Of != 8 || step.Number != 0 {
		t.Errorf("at the summary the step is %+v, %v", step, asked)
	}
}

func TestCarryKeepsWhatStillPasses(t *testing.T) {
	values := both()
	values["head.qq"], values["contact.phone"], values["nonsense"] = "12", "3020669", "x"
	got := Carry(Coordinator(), start(), values)
	if got.At != "head.qq" || len(got.Values) != 6 {
		t.Errorf("asks %q of %v", got.At, got.Values)
	}
	if !Done(Coordinator(), at("")) || Done(Coordinator(), got) {
		t.Error("done is wrong")
	}
}

func TestCellsShowEveryField(t *testing.T) {
	d := Coordinator()
	cells := CellsOf(d, both())
	if len(cells) != 8 || cells[7].Value != "0557-3020669" || cells[7].Field.ID != "contact.phone" {
		t.Errorf("cells are %+v", cells)
	}
	got, _ := hear(t, start(), "12345678，张某")
	if diff := cmp.Diff([]string{"head.qq", "head.name"}, got.Filled); diff != "" {
		t.Error(diff)
	}
}

func TestUnknownFieldsAreNotAsked(t *testing.T) {
	got := Edit(Coordinator(), start(), "head.age")
	if got.At != "head.name" || got.Problem == nil || got.Problem.Key != UnknownField {
		t.Errorf("asks %q, problem %+v", got.At, got.Problem)
	}
}

// remarks is a form of free words with an optional field and no rows.
func remarks() *Definition {
	return Define(Definition{
		ID: "remarks", Version: 1, Title: "remarks", Paper: "附件", Articles: []string{"结尾"},
		Fields: []Field{
			{ID: "measures", Label: "measures", Kind: Text, Words: []string{"措施"}},
			{ID: "reason", Label: "reason", Kind: Text, Words: []string{"原因"}, Optional: true},
			{ID: "phone", Label: "phone", Kind: Phone, Words: []string{"电话"}},
		},
	})
}

func TestFormsOfFreeWords(t *testing.T) {
	d := remarks()
	s := New(d, began())
	for _, step := range []struct {
		text  string
		event Event
		at    string
	}{
		{"健全制度，落实责任、定期检查", Filled, "reason"},
		{"跳过", Moved, "phone"},
		{"3020669", Rejected, "phone"},
		{"原因：无，电话：0557-3020669", Complete, ""},
		{"措施改为专人负责", Complete, ""},
		{"提交", Submitted, ""},
	} {
		var event Event
		if s, event = Fill(d, s, step.text); event != step.event || s.At != step.at {
			t.Fatalf("%q: %s at %q, values %v, problem %+v", step.text, event, s.At, s.Values, s.Problem)
		}
	}
	want := map[string]string{"measures": "专人负责", "reason": "", "phone": "0557-3020669"}
	if diff := cmp.Diff(want, s.Values); diff != "" {
		t.Error(diff)
	}
}
