package handlers

import (
	"context"
	"unicode"

	"steward/db"
	"steward/rules/answer"
	"steward/rules/form"
)

// sure is how certain the reading of a sentence must be to take it away from
// an open form.
const sure = 0.8

// fill hands a sentence to the open form; a question in between is answered,
// and then the form goes on.
func (t *turn) fill(ctx context.Context, row db.SessionRow) error {
	def, _ := formOf(row, t.now())
	row.State = stateOpen
	next, event := form.Fill(def, row.Session, t.in.Text)
	if t.startsAnother(def, row.Session, next, event) {
		return t.h.answer(ctx, t)
	}
	if tookNothing(next, event) && t.startsAgain(next) {
		return t.askNext(ctx, row, refs{Flag: true})
	}
	if t.isQuestion(def, row.Session, next, event) {
		return t.askBetween(ctx, row)
	}
	row.Session, t.read.Language = next, ""
	def, _ = formOf(row, t.now())
	switch event {
	case form.Saved:
		return t.closeForm(ctx, row, stateSaved)
	case form.Cancelled:
		return t.closeForm(ctx, row, stateCancelled)
	case form.Submitted:
		return t.submit(ctx, def, row)
	}
	if err := t.tx.SaveSession(ctx, &row); err != nil {
		return err
	}
	return t.askNext(ctx, row, refs{})
}

// isQuestion tells a question from an answer: the form's own reading first,
// then, where the form took nothing or took it for free words, the catalogue's
// when it is sure. At the summary, what names nothing of the form is one.
func (t *turn) isQuestion(def *form.Definition, before, next form.Session, event form.Event) bool {
	if event == form.Asked {
		return true
	}
	step, open := form.CurrentStep(def, before)
	rejected := event == form.Rejected && len(next.Filled) == 0
	if !open {
		return rejected && (next.Problem == nil || next.Problem.Key == form.NothingAsked)
	}
	if next.Problem != nil && next.Problem.Meant() {
		return false
	}
	if t.read.Confidence < sure || !outsideForms(t.read.Intent) || longNumber(t.in.Text) {
		return false
	}
	return rejected || event == form.Filled && words(step.Field)
}

// words reports whether a field takes words that sound like something else.
func words(f form.Field) bool {
	return f.Kind == form.Name || f.Kind == form.Post || f.Kind == form.Text
}

// startsAnother reports whether the person asks for another form than the one that
// hears, by its name.
func (t *turn) startsAnother(def *form.Definition, before, next form.Session, event form.Event) bool {
	name := t.read.Slots.Form
	if t.read.Intent != "form.start" || form.Forms()[name] == nil || name == def.ID || longNumber(t.in.Text) {
		return false
	}
	step, open := form.CurrentStep(def, before)
	return tookNothing(next, event) || open && event == form.Filled && words(step.Field) && t.read.Confidence >= sure
}

// tookNothing reports whether the form made nothing of a sentence.
func tookNothing(next form.Session, event form.Event) bool {
	return event == form.Asked || event == form.Rejected && len(next.Filled) == 0
}

// startsAgain reports whether the person asks for the form that is open.
func (t *turn) startsAgain(next form.Session) bool {
	if next.Problem != nil && next.Problem.Key == form.StartOver {
		return false // 重来 is the form's own to answer
	}
	return t.read.Intent == "form.start" && !longNumber(t.in.Text)
}

// longNumber reports whether a text holds a number as long as a QQ or a phone:
// then it is an answer, whatever else it sounds like.
func longNumber(text string) bool {
	const long = 5
	run := 0
	for _, r := range text {
		if run++; !unicode.IsDigit(r) {
			run = 0
		}
		if run == long {
			return true
		}
	}
	return false
}

// outsideForms reports whether an intent is a question, rather than something
// said while filling.
func outsideForms(name string) bool {
	switch name {
	case "", "unknown", "smalltalk", "form.start", "document.get":
		return false
	}
	return true
}

func (t *turn) askBetween(ctx context.Context, row db.SessionRow) error {
	if err := t.h.answer(ctx, t); err != nil {
		return err
	}
	return t.askNext(ctx, row, refs{Again: true})
}

// closeForm ends or puts aside a filling, and says so.
func (t *turn) closeForm(ctx context.Context, row db.SessionRow, state string) error {
	row.State = state
	if err := t.tx.SaveSession(ctx, &row); err != nil {
		return err
	}
	return t.formEvent(ctx, row, state)
}

func loadQuestion(ctx context.Context, r *reading) (answer.Answer, error) {
	row, ok, err := r.tx.Session(ctx, r.refs.Session)
	if err != nil {
		return nil, err
	}
	def, known := formOf(row, r.now())
	if !ok || !known || row.State != stateOpen {
		return r.formEnded(ctx, row)
	}
	step, open := form.CurrentStep(def, row.Session)
	if !open {
		return r.summary(ctx, def, row)
	}
	facts, err := r.tx.UnitFacts(ctx, row.Unit)
	if err != nil {
		return nil, err
	}
	others, err := r.others(ctx, row.ID)
	if err != nil {
		return nil, err
	}
	return answer.Question{
		Form: def, Unit: facts.Unit, Step: step, Problem: row.Session.Problem,
		Filled:  cellsOf(form.Cells(def, row.Session), row.Session.Filled),
		Resumed: r.refs.Flag, Again: r.refs.Again, Stale: r.refs.Stale, Several: len(others) > 0,
		Buttons: questionButtons(row, step),
	}, nil
}

// questionButtons are three: at the first question, where nothing is to go back
// to, the third cancels. 取消 is heard at any.
func questionButtons(row db.SessionRow, step form.Step) []answer.Button {
	back := answer.Button{Action: answer.FormBack, Value: row.ID}
	save := answer.Button{Action: answer.FormSave, Value: row.ID}
	if choices := choiceButtons(row, step.Field); len(choices) > 0 {
		return append(choices, save)
	}
	whole := answer.Button{Action: answer.FormWhole, Value: row.ID}
	if step.Number > 1 {
		return []answer.Button{back, save, whole}
	}
	return []answer.Button{whole, save, {Action: answer.FormCancel, Value: row.ID, Confirm: "confirm.form.cancel"}}
}

// choiceButtons are the answers to choose from, where there are some.
func choiceButtons(row db.SessionRow, f form.Field) []answer.Button {
	var bs []answer.Button
	for _, o := range f.Choices {
		bs = append(bs, answer.Button{
			Action: answer.FormAnswer, Value: answer.Join(row.ID, f.ID, o.ID), Label: "form.option." + f.Label + "." + o.ID,
		})
	}
	if f.Kind == form.Confirm {
		bs = append(bs, answer.Button{Action: answer.FormAnswer, Value: answer.Join(row.ID, f.ID, form.Yes), Label: "form.option.yes"})
	}
	return bs
}

// cellsOf returns the cells whose fields the last message filled.
func cellsOf(cells []form.Cell, ids []string) []form.Cell {
	var out []form.Cell
	for _, c := range cells {
		for _, id := range ids {
			if c.Field.ID == id {
				out = append(out, c)
			}
		}
	}
	return out
}
