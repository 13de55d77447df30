package view_test

import (
	"steward/rules/answer"
	"steward/rules/form"
)

// severalForms are several forms of one person, and one form of two.
func (w *world) severalForms() []sample {
	def := coordinatorForm()
	two := []*form.Definition{def, form.Forms()["application"]}
	at := liaison("sz-wxb", on(2018, 11, 20, 9, 10))
	others := []answer.OpenForm{{Form: two[1], Resume: answer.Button{Action: answer.FormResume, Value: "s2"}}}
	which := sample{"which_form", at, answer.WhichForm{
		Said: "联系人李某，手机13900000000", Forms: two, Buttons: sessionButtons(answer.FormTake, answer.FormTake),
	}}
	handover := answer.HandOver{
		Form: def, Person: "张某", Step: form.Step{Number: 5, Of: 8}, Kept: true,
		Buttons: sessionButtons(answer.FormTakeOver, answer.FormOwn),
	}
	filled := handover
	filled.Step, filled.Kept, filled.Person = form.Step{Of: 8}, false, ""
	return []sample{
		which, inChannel(which),
		{"which_form_settled", at, answer.WhichForm{}},
		{"handover", at, handover}, inChannel(sample{"handover", at, handover}), {"handover_filled", at, filled},
		w.question("one_of_several", 2, func(q *answer.Question) { q.Several = true }),
		w.question("stale", 2, func(q *answer.Question) { q.Stale = true }),
		{"form_handed", at, answer.FormEvent{Form: def, Unit: w.unit["sz-wxb"].Unit, Event: "handed", Person: "张某", Others: others}},
		{"form_yours", at, answer.FormEvent{Form: def, Unit: w.unit["sz-wxb"].Unit, Event: "yours"}},
		{"form_settled", at, answer.FormEvent{Form: def, Unit: w.unit["sz-wxb"].Unit, Event: "settled"}},
	}
}
