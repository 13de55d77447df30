package handlers

import (
	"context"
	"strconv"

	"steward/db"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/form"
)

// A form as one sheet (整表填报). It opens straight after the click is kept, and
// is checked straight when it is handed in; what passes is handled as anything
// else that a person does. [form.FillAll] decides both.

// OpensSheet reports whether something a person did is to open a sheet, of a form
// or of the product's own.
func OpensSheet(in Incoming) bool {
	if ReshapesSheet(in) {
		return true
	}
	return in.Kind == KindAction && (answer.Action(in.Action) == answer.FormWhole || IsDialog(in))
}

// Sheet returns the form behind a click as one sheet; false when it is no longer
// open or not the clicker's, who is told so when the click is handled. The
// transaction may be one that only reads.
func (h *Handlers) Sheet(ctx context.Context, tx *db.Tx, in Incoming) (answer.Sheet, bool, error) {
	row, event, err := sheetSession(ctx, tx, in)
	if err != nil || event != "" {
		return answer.Sheet{}, false, err
	}
	if ReshapesSheet(in) {
		s, err := reshaped(ctx, tx, row, in)
		return s, err == nil, err
	}
	s, err := sheetOf(ctx, tx, row, typedSheet{values: row.Session.Shown()})
	s.Problems = form.ShownProblems(s.Form, row.Session)
	return s, err == nil, err
}

// Object returns what stands against a sheet that is handed in; false is nothing.
// The transaction may be one that only reads.
func (h *Handlers) Object(ctx context.Context, tx *db.Tx, in Incoming) (answer.Objection, bool, error) {
	row, event, err := sheetSession(ctx, tx, in)
	if err != nil {
		return answer.Objection{}, false, err
	}
	def, known := formOf(row, tx.Now())
	if event != "" || !known {
		return answer.Objection{Form: def, Event: event}, known, nil
	}
	t := typedIn(in, row, tx.Now())
	o := answer.Objection{Form: t.def, Turn: t.turn}
	if _, o.Problems = t.into(form.Session{}); len(o.Problems) > 0 {
		return o, true, nil
	}
	changed := changedSince(t, row, in)
	if len(changed) == 0 {
		return o, false, nil
	}
	anew, err := sheetOf(ctx, tx, row, t)
	anew.Changed = changed
	o.Anew = &anew
	return o, err == nil, err
}

// sheetSession returns the filling behind a sheet. The event, a key below
// "form.event.", says why it can't be filled in any more; "" when it can.
func sheetSession(ctx context.Context, tx *db.Tx, in Incoming) (db.SessionRow, string, error) {
	who, _, err := tx.Person(ctx, in.User)
	if err != nil {
		return db.SessionRow{}, "", err
	}
	row, ok, err := tx.Session(ctx, answer.Split(in.Value, 2)[0])
	switch {
	case err != nil:
		return row, "", err
	case !ok || row.Person != who.ID || !rules.MayEnter(in.Membership).OK || !rules.May(who, rules.FileForm, row.Unit).OK:
		return row, "stale", nil
	case row.State == stateSubmitted:
		return row, "done", nil
	case row.Cleared:
		return row, "cleared", nil
	case row.State == stateCancelled:
		return row, "cancelled", nil
	}
	return row, "", nil
}

func sheetOf(ctx context.Context, tx *db.Tx, row db.SessionRow, t typedSheet) (answer.Sheet, error) {
	facts, err := tx.UnitFacts(ctx, row.Unit)
	def, _ := formFor(row.Session.Form, t.values, tx.Now())
	return answer.Sheet{
		Form: def, Unit: facts.Unit, Values: t.values, Turn: t.turn, Value: answer.Join(submitValue(row), strconv.Itoa(t.turn)),
	}, err
}

// changedSince returns what the filling has come to hold since the sheet was
// opened, where the sheet says otherwise.
func changedSince(t typedSheet, row db.SessionRow, in Incoming) []form.Cell {
	if answer.Split(in.Value, 3)[1] == strconv.Itoa(row.Revision) {
		return nil
	}
	return t.otherwise(row)
}

// otherwise returns what a filling holds where a sheet says something else.
func (t typedSheet) otherwise(row db.SessionRow) []form.Cell {
	typed, _ := t.into(form.Session{})
	var cells []form.Cell
	for _, c := range form.CellsOf(t.def, row.Session.Values) {
		if c.Value != "" && c.Value != typed.Values[c.Field.ID] {
			cells = append(cells, c)
		}
	}
	return cells
}

// openSheet says when there is nothing to open; the sheet itself is opened by
// the door.
func openSheet(ctx context.Context, t *turn) error {
	_, _, _, err := t.clickedSession(ctx)
	return err
}

// sheetUnopened goes on in conversation where the sheet could not be opened.
func sheetUnopened(ctx context.Context, t *turn) error {
	if t.value(2)[0] == dialogValue {
		return t.notice(ctx, "dialog.unopened")
	}
	row, _, ok, err := t.clickedSession(ctx)
	if !ok {
		return err
	}
	if err := t.notice(ctx, "sheet.unopened"); err != nil {
		return err
	}
	return t.showForm(ctx, row, false)
}

// fillSheet takes a sheet that is handed in. Slack waited for what stands against
// it, unless that took too long or has come up since: then it is found here, what
// passes is taken, and what does not is kept for the sheet to be mended.
func fillSheet(ctx context.Context, t *turn) error {
	row, _, ok, err := t.clickedSession(ctx)
	if !ok {
		return err
	}
	typed := typedIn(t.in, row, t.now())
	if len(changedSince(typed, row, t.in)) > 0 {
		return t.setAside(ctx, typed, row)
	}
	session, problems := typed.into(row.Session)
	if len(problems) > 0 {
		session.Typed = typed.kept(problems)
	}
	row.Session, row.State = session, stateOpen
	if err := t.tx.SaveSession(ctx, &row); err != nil {
		return err
	}
	if len(problems) > 0 && t.in.Waits != "" {
		return t.outcome(ctx, refs{Session: row.ID})
	}
	if err := t.outcome(ctx, refs{Key: answer.SheetTaken}); err != nil {
		return err
	}
	return t.askNext(ctx, row, refs{})
}
