package view_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"steward/locales"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/form"
	"steward/view"
)

type stranger struct{ answer.Answer }

// TestDrawRefuses shows that what cannot be said is an error and no message.
func TestDrawRefuses(t *testing.T) {
	p := words(t).Printer("")
	for name, a := range map[string]answer.Answer{
		"an unknown type":  stranger{},
		"nothing":          nil,
		"an unknown key":   answer.Notice{Key: "no_such_key"},
		"an unknown label": answer.Notice{Key: "saved", Buttons: []answer.Button{{Action: "no.such"}}},
		"a lost question":  answer.Notice{Key: "saved", Buttons: []answer.Button{{Action: answer.ShowHelp, Confirm: "no.such"}}},
		"inside a home":    answer.Home{Parts: []answer.Answer{stranger{}}},
	} {
		if m, err := view.Draw(p, a, view.Place{}); err == nil {
			t.Errorf("%s is drawn: %v", name, m.Text)
		}
		if text, err := view.Text(p, a, view.Place{}); err == nil {
			t.Errorf("%s is said: %v", name, text)
		}
	}
}

// TestEveryAnswerIsSampled asks for a golden of each type of answer.
func TestEveryAnswerIsSampled(t *testing.T) {
	have := map[string]bool{}
	for _, s := range samples(t) {
		have[reflect.TypeOf(s.a).Name()] = true
	}
	for _, name := range strings.Fields(`Blank Brief ContactInfo Deadline DomainStatus FormEvent Home Incoming IntakeBooked
		IntakeCard IntakeList Notice Policy ProgressReport Question Refusal Reminder Submitted Suggestion Summary Todo
		Trouble UnitStatus`) {
		if !have[name] {
			t.Errorf("no sample of %s", name)
		}
	}
}

// TestEveryProblemHasWords compares the form's problems with the sentences: each
// has one, with no placeholder that the problem doesn't fill.
func TestEveryProblemHasWords(t *testing.T) {
	c := words(t)
	for key, args := range form.ProblemArgs() {
		known := append([]string{"said", "place", "field"}, args...)
		for _, p := range c.Placeholders("form.problem." + key) {
			if !slices.Contains(known, p) {
				t.Errorf("form.problem.%s asks for %s, which the problem does not have", key, p)
			}
		}
	}
	for _, key := range c.Keys() {
		if p, ok := strings.CutPrefix(key, "form.problem."); ok && !slices.Contains(form.ProblemKeys(), p) {
			t.Errorf("%s is of no problem", key)
		}
	}
}

// TestEveryButtonHasALabel walks the actions there are.
func TestEveryButtonHasALabel(t *testing.T) {
	c := words(t)
	for _, a := range []answer.Action{
		answer.FormStart, answer.FormBack, answer.FormSave, answer.FormResume, answer.FormCancel, answer.FormEdit,
		answer.FormField, answer.FormAnswer, answer.FormSubmit, answer.FormWhole, answer.GiveReceipt, answer.OpenIntake, answer.BookIntake, answer.UndoIntake,
		answer.ListIntakes, answer.DateIntake, answer.ShowStatus, answer.ShowDomain, answer.ShowTodo, answer.ShowDeadline,
		answer.ShowMaterial, answer.ShowMissing, answer.ShowBrief, answer.ShowHelp, answer.AskPolicy,
	} {
		if !c.Has("button." + string(a)) {
			t.Errorf("the button %s has no label", a)
		}
	}
}

// TestPersonalDataStaysDirect shows that outside direct messages nothing of what
// was typed or filled in is repeated, in blocks or in the notification.
func TestPersonalDataStaysDirect(t *testing.T) {
	c := words(t)
	for _, lang := range locales.Languages() {
		for _, s := range samples(t) {
			s.at.Personal = false
			m, err := view.Draw(c.Printer(lang), s.a, s.at)
			if err != nil {
				t.Fatal(err)
			}
			shown := m.Text + blocksOf(t, m)
			for _, secret := range []string{"13800000000", "李某某", "987654321", "0557-3000000", "1380013"} {
				// The hint's own example is nobody's number.
				if strings.Contains(strings.ReplaceAll(shown, exampleOf(c, lang), ""), secret) {
					t.Errorf("%s/%s shows %s to all", lang, s.name, secret)
				}
			}
		}
	}
}

// TestErasedIsSaid: where somebody's data stood, their reader is told that they were
// erased, and takes them neither for missing nor for kept back.
func TestErasedIsSaid(t *testing.T) {
	c, def := words(t), coordinatorForm()
	cells := form.CellsOf(def, nil)
	for i := range cells {
		cells[i].Erased = cells[i].Field.Row == "contact"
	}
	for lang, want := range map[string]string{"zh-CN": "已删除", "en": "deleted"} {
		for _, personal := range []bool{true, false} {
			text, err := view.Text(c.Printer(lang), answer.Summary{Form: def, Cells: cells}, view.Place{Personal: personal})
			if err != nil || strings.Count(text, want) != 4 {
				t.Errorf("%s: %s, %v", lang, text, err)
			}
		}
	}
}

func exampleOf(c *locales.Catalogue, lang string) string {
	return c.Printer(lang).T("form.hint.several")
}

// TestNoSecondLight shows a light only where there is a date that is owed.
func TestNoSecondLight(t *testing.T) {
	p := words(t).Printer("")
	for _, s := range samples(t) {
		switch s.a.(type) {
		case answer.Policy, answer.Notice, answer.Refusal, answer.Trouble, answer.ContactInfo, answer.Suggestion,
			answer.Question, answer.Summary, answer.FormEvent, answer.Blank, answer.IntakeBooked, answer.Incoming:
		default:
			continue
		}
		text, err := view.Text(p, s.a, s.at)
		if err != nil || strings.ContainsAny(text, "🟢🟡🔴") {
			t.Errorf("%s has a light without a date: %s, %v", s.name, text, err)
		}
	}
}

// TestOwnUnit says 你单位 to the unit's own people, and its name to others.
func TestOwnUnit(t *testing.T) {
	p := words(t).Printer("")
	todo := answer.Todo{Unit: rules.Unit{Code: "sz-jtj", Name: "宿州市教育体育局"}}
	for reader, want := range map[string]string{"sz-jtj": "你单位", "sz-sfj": "宿州市教育体育局", "": "宿州市教育体育局"} {
		text, err := view.Text(p, todo, view.Place{Reader: rules.Person{Unit: reader}})
		if err != nil || !strings.HasPrefix(text, want) {
			t.Errorf("to a reader of %q: %s, %v", reader, text, err)
		}
	}
}
