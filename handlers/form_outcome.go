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
func (t *turn) setAside(ctx context.Context, typed typedSheet, row db.SessionRow) error {
	row.Session.Typed = typed.kept(nil)
	if err := t.tx.SaveSession(ctx, &row); err != nil {
		return err
	}
	if t.in.Waits != "" {
		return t.outcome(ctx, refs{Session: row.ID, Flag: true})
	}
	return t.formEvent(ctx, row, "changed")
}

// kept is what was typed into a sheet, in the fields that have problems, or, when
// there are none, in all; with how many rows there were.
func (t typedSheet) kept(problems map[string]form.Problem) map[string]string {
	typed := map[string]string{}
	for _, f := range t.def.Fields {
		if _, wrong := problems[f.ID]; wrong || problems == nil {
			typed[f.ID] = t.values[f.ID]
		}
	}
	for _, r := range t.def.Repeating() {
		form.SetRows(r.ID, form.RowCount(r.ID, t.values), typed)
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
	sheet, err := sheetOf(ctx, r.tx, row, typedSheet{values: row.Session.Shown()})
	sheet.Problems = form.ShownProblems(sheet.Form, row.Session)
	if changed {
		sheet.Changed = typedSheet{def: sheet.Form, values: sheet.Values}.otherwise(row)
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
