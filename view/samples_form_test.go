package view_test

import (
	"slices"
	"strings"

	"steward/rules"
	"steward/rules/answer"
	"steward/rules/form"
	"steward/view"
)

func values() map[string]string {
	return map[string]string{
		"head.name": "张某", "head.post": "科长", "head.qq": "12345678", "head.phone": "13800000000",
		"contact.name": "李某某", "contact.post": "四级主任科员", "contact.qq": "987654321", "contact.phone": "0557-3000000",
	}
}

func sessionButtons(actions ...answer.Action) []answer.Button {
	var bs []answer.Button
	for _, a := range actions {
		bs = append(bs, answer.Button{Action: a, Value: "s1"})
	}
	return bs
}

func (w *world) question(name string, field int, change func(*answer.Question)) sample {
	def := coordinatorForm()
	q := answer.Question{
		Form: def, Unit: w.unit["sz-wxb"].Unit,
		Step:    form.Step{Field: def.Fields[field], Number: field + 1, Of: len(def.Fields)},
		Buttons: sessionButtons(answer.FormBack, answer.FormSave, answer.FormWhole),
	}
	if field == 0 {
		q.Buttons = sessionButtons(answer.FormWhole, answer.FormSave, answer.FormCancel)
		q.Buttons[2].Confirm = "confirm.form.cancel"
	}
	if change != nil {
		change(&q)
	}
	return sample{"question_" + name, liaison("sz-wxb", on(2018, 11, 20, 9, 10)), q}
}

// inChannel is the sample where others can read along.
func inChannel(s sample) sample {
	s.name += "_in_channel"
	s.at.Personal = false
	return s
}

func (w *world) forms() []sample {
	cells := form.CellsOf(coordinatorForm(), values())
	cells[3].Slip = true
	wrong := w.question("wrong_phone", 7, func(q *answer.Question) {
		q.Problem = &form.Problem{Key: form.PhoneLength, Field: "contact.phone", Said: "1380013"}
	})
	filled := w.question("several_filled", 4, func(q *answer.Question) { q.Filled = cells[:4] })
	samples := []sample{
		w.question("first", 0, nil), w.question("post", 1, nil), w.question("qq", 2, nil), w.question("phone", 7, nil),
		w.question("resumed", 5, func(q *answer.Question) { q.Resumed = true }),
		w.question("again", 5, func(q *answer.Question) { q.Again = true }),
		wrong, inChannel(wrong), filled, inChannel(filled),
	}
	samples = append(samples, w.formReports()...)
	samples = append(samples, w.severalForms()...)
	samples = append(samples, w.problems()...)
	return append(samples, w.filled(cells)...)
}

// problems is one question for each problem that there is.
func (w *world) problems() []sample {
	var out []sample
	for key, names := range form.ProblemArgs() {
		p := &form.Problem{Key: key, Field: "head.qq", Said: "就是这个", Args: map[string]string{}}
		for _, name := range names {
			p.Args[name] = "12"
		}
		out = append(out, w.question("problem_"+key, 2, func(q *answer.Question) { q.Problem = p }))
	}
	return out
}

func (w *world) filled(cells []form.Cell) []sample {
	def, unit, now := coordinatorForm(), w.unit["sz-wxb"].Unit, on(2018, 11, 21, 10, 12)
	at, office := liaison("sz-wxb", now), official(rules.Reviewer, now)
	summary := sample{"summary", at, answer.Summary{
		Form: def, Unit: unit, Cells: cells,
		Buttons: sessionButtons(answer.FormSubmit, answer.FormEdit, answer.FormSave),
	}}
	var fields []answer.Button
	for _, f := range def.Fields {
		fields = append(fields, answer.Button{Action: answer.FormField, Value: answer.Join("s1", f.ID)})
	}
	out := []sample{
		summary, inChannel(summary),
		{"summary_problem", at, answer.Summary{Form: def, Unit: unit, Cells: alike(cells), Problem: &form.Problem{Key: form.StartOver, Said: "重来"},
			Buttons: summary.a.(answer.Summary).Buttons}},
		{"summary_choose", at, answer.Summary{Form: def, Unit: unit, Cells: cells, Choose: true, Buttons: fields}},
		{"submitted", at, answer.Submitted{Form: def, Unit: unit, Cells: cells, Code: "WXB-7K2F", Version: 1, At: now,
			Countdown: w.book.Countdown(day(2018, 11, 26), now)}},
		{"incoming", office, answer.Incoming{Form: def, Unit: unit, Code: "WXB-7K2F", Version: 2, At: now, Filled: 2,
			Buttons: []answer.Button{{Action: answer.BookIntake, Value: "sz-wxb/coordinator/paper", Label: "button.intake.confirm"}}}},
		{"incoming_received", office, answer.Incoming{Form: def, Unit: unit, Code: "WXB-7K2F", Version: 1, At: now, Filled: 2,
			Intake: rules.Intake{Unit: unit.Code, Kind: rules.Coordinator, Paper: day(2018, 11, 23)}}},
		{"blank", at, answer.Blank{Form: def, Unit: unit}},
	}
	out = append(out, w.outcomes(wrongPhone(w), at)...)
	return append(out, formEvents(def, unit, at)...)
}

func wrongPhone(w *world) answer.Question {
	q, is := w.question("", 7, func(q *answer.Question) {
		q.Problem = &form.Problem{Key: form.PhoneLength, Field: "contact.phone", Said: "1380013"}
	}).a.(answer.Question)
	if !is {
		panic("a question is none")
	}
	return q
}

// outcomes are what is said of a sheet where its view is closed.
func (w *world) outcomes(otherwise answer.Answer, at view.Place) []sample {
	return []sample{
		{"outcome_taken", at, answer.SheetOutcome{View: "wait/1", Words: answer.SheetTaken}},
		{"outcome_elsewhere", at, answer.SheetOutcome{View: "wait/1", Words: answer.SheetElsewhere}},
		{"outcome_wrong", at, answer.SheetOutcome{View: "wait/1", Words: answer.SheetElsewhere, Otherwise: otherwise}},
	}
}

func formEvents(def *form.Definition, unit rules.Unit, at view.Place) []sample {
	var out []sample
	for _, event := range strings.Fields("saved cancelled stale done none taken changed") {
		a := answer.FormEvent{Form: def, Unit: unit, Event: event}
		if event == "saved" {
			a.Buttons = sessionButtons(answer.FormResume)
		}
		if event == "changed" {
			a.Buttons = sessionButtons(answer.FormWhole)
		}
		out = append(out, sample{"form_event_" + event, at, a})
	}
	return out
}

// alike returns cells of which one QQ number looks like a landline.
func alike(cells []form.Cell) []form.Cell {
	cells = slices.Clone(cells)
	cells[2].Value, cells[2].Alike = "3020669", true
	return cells
}
