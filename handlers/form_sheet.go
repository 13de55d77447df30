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
	s, err := sheetOf(ctx, tx, row, row.Session.Shown())
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
	o := answer.Objection{Form: def, Problems: form.CheckAll(def, in.State)}
	if len(o.Problems) > 0 {
		return o, true, nil
	}
	changed := changedSince(def, row, in)
	if len(changed) == 0 {
		return o, false, nil
	}
	anew, err := sheetOf(ctx, tx, row, in.State)
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

func sheetOf(ctx context.Context, tx *db.Tx, row db.SessionRow, values map[string]string) (answer.Sheet, error) {
	facts, err := tx.UnitFacts(ctx, row.Unit)
	def, _ := formOf(row, tx.Now())
	return answer.Sheet{
		Form: def, Unit: facts.Unit, Values: values, Value: submitValue(row),
	}, err
}

// changedSince returns what the filling has come to hold since the sheet was
// opened, where the sheet says otherwise.
func changedSince(def *form.Definition, row db.SessionRow, in Incoming) []form.Cell {
	if answer.Split(in.Value, 2)[1] == strconv.Itoa(row.Revision) {
		return nil
	}
	return otherwise(def, row, in.State)
}

// otherwise returns what a filling holds where a sheet says something else.
func otherwise(def *form.Definition, row db.SessionRow, sheet map[string]string) []form.Cell {
	typed, _ := form.FillAll(def, form.Session{}, sheet)
	var cells []form.Cell
	for _, c := range form.CellsOf(def, row.Session.Values) {
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
	row, def, ok, err := t.clickedSession(ctx)
	if !ok {
		return err
	}
	if len(changedSince(def, row, t.in)) > 0 {
		return t.setAside(ctx, def, row)
	}
	session, problems := form.FillAll(def, row.Session, t.in.State)
	if len(problems) > 0 {
		session.Typed = typedOf(def, t.in, problems)
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
