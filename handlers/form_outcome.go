package handlers

import (
	"context"

	"steward/db"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/form"
)

// What comes of a sheet that could not be judged while Slack waited. The person
// looks at a view that says so, and is brought the outcome there; whoever has closed
// it gets a message. Either way it goes by the outbox, so that a crash loses none.

// outcome puts what came of the sheet, once; nothing when no view waits for it.
func (t *turn) outcome(ctx context.Context, rf refs) error {
	if t.in.Waits == "" || t.brought {
		return nil
	}
	t.brought = true
	rf.View = t.in.Waits
	return t.putDirect(ctx, kindOutcome, rf)
}

// setAside keeps a sheet that says otherwise than what the filling has come to hold
// since it was opened: what stands there is shown before it is overwritten. What was
// typed waits in the filling.
func (t *turn) setAside(ctx context.Context, def *form.Definition, row db.SessionRow) error {
	row.Session.Typed = typedOf(def, t.in, nil)
	if err := t.tx.SaveSession(ctx, &row); err != nil {
		return err
	}
	if t.in.Waits != "" {
		return t.outcome(ctx, refs{Session: row.ID, Flag: true})
	}
	return t.formEvent(ctx, row, "changed")
}

// typedOf is what was typed into a sheet, in the fields that have problems, or, when
// there are none, in all.
func typedOf(def *form.Definition, in Incoming, problems map[string]form.Problem) map[string]string {
	typed := map[string]string{}
	for _, f := range def.Fields {
		if _, wrong := problems[f.ID]; wrong || problems == nil {
			typed[f.ID] = in.State[f.ID]
		}
	}
	return typed
}

// loadOutcome draws the sheet as it stands when it is sent; one that can't be filled
// in any more by then sends its reader to their direct messages.
func loadOutcome(ctx context.Context, r *reading) (answer.Answer, error) {
	a := answer.SheetOutcome{View: r.refs.View, Words: r.refs.Key}
	if r.refs.Session == "" {
		return a, nil
	}
	a.Words = answer.SheetElsewhere
	row, ok, err := r.tx.Session(ctx, r.refs.Session)
	if err != nil || !ok {
		return a, err
	}
	changed := r.refs.Flag
	r.refs.Flag = false
	who, err := r.reader(ctx)
	if err != nil || row.Person != who.ID || !rules.May(who, rules.FileForm, row.Unit).OK {
		return a, err
	}
	if a.Otherwise, err = r.insteadOf(ctx, row, changed); err != nil || row.State != stateOpen || row.Cleared {
		return a, err
	}
	sheet, err := sheetOf(ctx, r.tx, row, row.Session.Shown())
	sheet.Problems = form.ShownProblems(sheet.Form, row.Session)
	if changed {
		sheet.Changed = otherwise(sheet.Form, row, sheet.Values)
	}
	a.Sheet = &sheet
	return a, err
}

// insteadOf is what is said where the view was closed: that the sheet is to be
// looked at again, or what the form asks now, which is what did not pass.
func (r *reading) insteadOf(ctx context.Context, row db.SessionRow, changed bool) (answer.Answer, error) {
	if !changed || row.State != stateOpen || row.Cleared {
		return loadQuestion(ctx, r)
	}
	r.refs.Form, r.refs.Unit, r.refs.Session, r.refs.Key = row.Session.Form, row.Unit, row.ID, "changed"
	return loadFormEvent(ctx, r)
}
