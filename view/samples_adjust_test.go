package view_test

import (
	"path/filepath"
	"testing"
	"unicode/utf8"

	"steward/locales"
	"steward/rules"
	"steward/rules/answer"
	"steward/view"
)

// adjustments are the office's card of a change of a unit, in its states.
func (w *world) adjustments() []sample {
	now := on(2018, 12, 3, 10, 0)
	office := official(rules.Admin, now)
	jtj, wxb := w.unit["sz-jtj"].Unit, w.unit["sz-wxb"].Unit
	merge := answer.Adjusting{
		Change: rules.Change{Unit: jtj.Code, Into: wxb.Code, On: day(2018, 11, 25)}, Merge: true, Unit: jtj, Into: wxb,
		Open: w.unit["sz-jtj"].Obligations, Forms: 1,
		Moved: rules.Moved{
			Heir: wxb.Code, Domains: []string{"www.szjyty.gov.cn", "szjy.net.cn"},
			People: []rules.MovedPerson{
				{ID: "U1", Before: []rules.Role{rules.Liaison}, After: []rules.Role{rules.Liaison}}, {ID: "U2", Before: []rules.Role{rules.Head}},
			},
		},
	}
	state := func(a answer.Adjusting, state, kept string) answer.Adjusting {
		a.State, a.Kept = state, kept
		if state == answer.AdjustDone || state == answer.AdjustUndone {
			a.Record = rules.Adjustment{
				ID: 3, Before: jtj.Name, After: wxb.Name, On: a.Change.On, By: "U9", At: now, UndoneBy: "U8", Undone: now,
			}
		}
		return answer.BuildAdjusting(a, 2, "x1")
	}
	rename := answer.Adjusting{Change: rules.Change{Unit: jtj.Code, Name: "宿州市教育局", On: day(2018, 12, 1)}, Unit: jtj}
	refused := state(merge, answer.AdjustRefused, "")
	refused.Refused = []rules.Refusal{{Column: "ended_on", Reason: "still_to_come", Args: map[string]string{"value": "2019-01-01"}}}
	half := merge
	half.Into, half.Change.Into = rules.Unit{}, ""
	return []sample{
		{"adjust_nothing_said", office, state(answer.Adjusting{}, answer.AdjustAsks, "")},
		{"adjust_half_said", office, state(half, answer.AdjustAsks, "")},
		{"adjust_refused", office, refused},
		{"adjust_open", office, state(merge, answer.AdjustOpen, "")},
		{"adjust_done", office, state(merge, answer.AdjustDone, "")},
		{"adjust_kept", office, state(merge, answer.AdjustDone, rules.KeptWork)},
		{"adjust_undone", office, state(merge, answer.AdjustUndone, rules.KeptUndone)},
		{"adjust_rename", office, state(rename, answer.AdjustOpen, "")},
	}
}

// dialogs are the sheets of the product's own.
func dialogs(t *testing.T) map[string]answer.Dialog {
	w := newWorld(t)
	jtj := w.unit["sz-jtj"].Unit
	field := func(a answer.Action, kind, value, shown string) answer.DialogField {
		return answer.DialogField{Action: a, Kind: kind, Value: value, Shown: shown}
	}
	unit := field(answer.AdjustUnit, answer.FieldFind, "sz-jtj/sheet", jtj.Name)
	date := field(answer.AdjustOn, answer.FieldDate, "2018-11-25", "")
	date.Hint = true
	name := field(answer.AdjustName, answer.FieldText, "", "")
	name.Hint = true
	return map[string]answer.Dialog{
		"merge": {Action: answer.AdjustMerge, Value: "dialog", Fields: []answer.DialogField{
			unit, field(answer.AdjustInto, answer.FieldFind, "", ""), date,
		}},
		"consent": {Action: answer.ConsentOpen, Value: "dialog/", About: jtj.Name, Fields: []answer.DialogField{
			{Action: answer.ConsentWhat, Kind: answer.FieldChoice, Value: "cancel", Choices: []string{"register", "cancel"}},
			field(answer.ConsentDomain, answer.FieldText, "szjy.net.cn", ""), field(answer.ConsentOn, answer.FieldDate, "", ""),
			{Action: answer.ConsentScan, Kind: answer.FieldFile, Hint: true},
		}},
		"rename": {Action: answer.AdjustRename, Value: "dialog", Fields: []answer.DialogField{unit, name, date}},
	}
}

func TestDialogs(t *testing.T) {
	c, at := words(t), liaison("sz-wxb", on(2018, 11, 20, 9, 10))
	for _, lang := range locales.Languages() {
		for name, s := range dialogs(t) {
			m, err := view.DrawDialog(c.Printer(lang), s, at)
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range []string{m.Title, m.Submit, m.Close} {
				if n := utf8.RuneCountInString(text); n == 0 || n > 24 {
					t.Errorf("%d characters: %q", n, text)
				}
			}
			golden(t, filepath.Join("..", "sheets", lang, name+".json"), pretty(t, m))
		}
	}
}

func TestDialogErrors(t *testing.T) {
	a := answer.Objections{Problems: map[string]answer.Problem{
		"adjust.on": {Key: "import.refused.still_to_come", Args: map[string]string{"value": "2019-01-01"}},
	}}
	for _, lang := range locales.Languages() {
		errs, err := view.DialogErrors(words(t).Printer(lang), a, view.Place{Now: on(2018, 11, 20, 9, 10)})
		if err != nil || len(errs["adjust.on"]) < len("2019-01-01")+5 {
			t.Errorf("%s: %v %v", lang, errs, err)
		}
	}
}
