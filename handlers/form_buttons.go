package handlers

import (
	"cmp"
	"context"

	"steward/db"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/form"
)

// clickedSession returns the filling behind a button; false when it is no
// longer open or not the clicker's, who is told what stands now.
func (t *turn) clickedSession(ctx context.Context) (db.SessionRow, *form.Definition, bool, error) {
	row, ok, err := t.tx.Session(ctx, t.value(2)[0])
	if err != nil {
		return row, nil, false, err
	}
	if ok && row.Person != t.who.ID && row.Unit != "" && t.who.ActsFor(row.Unit) {
		event := "handed"
		if row.State == stateSubmitted {
			event = "taken"
		}
		return row, nil, false, t.formEvent(ctx, row, event)
	}
	if !ok || row.Person != t.who.ID {
		return row, nil, false, t.notice(ctx, "stale_button")
	}
	resumed := row.State == stateCancelled && !row.Cleared && t.in.Action == string(answer.FormResume)
	if row.State == stateOpen || row.State == stateSaved || resumed {
		return t.ownSession(ctx, row)
	}
	event := "stale"
	switch {
	case row.State == stateSubmitted:
		event = "done"
	case row.Cleared:
		event = "cleared"
	}
	return row, nil, false, t.formEvent(ctx, row, event)
}

// ownSession asks whether the person may still file for the filling's unit: they
// may have left it, or their part in it, since.
func (t *turn) ownSession(ctx context.Context, row db.SessionRow) (db.SessionRow, *form.Definition, bool, error) {
	def, known := formOf(row, t.now())
	if !known {
		return row, nil, false, t.notice(ctx, "stale_button")
	}
	ok, err := t.may(ctx, rules.FileForm, row.Unit)
	return row, def, ok, err
}

func backInForm(ctx context.Context, t *turn) error {
	return t.step(ctx, form.BackOne)
}

func fieldOfForm(ctx context.Context, t *turn) error {
	return t.step(ctx, func(def *form.Definition, s form.Session) form.Session {
		return form.Edit(def, s, t.value(2)[1])
	})
}

// answerForm takes the answer that was chosen by a button. One to a question that
// is no longer asked shows what stands now.
func answerForm(ctx context.Context, t *turn) error {
	row, def, ok, err := t.clickedSession(ctx)
	if !ok {
		return err
	}
	chosen := t.value(3)
	if row.Session.At != chosen[1] {
		return t.askNext(ctx, row, refs{Stale: true})
	}
	row.Session, _ = form.Fill(def, row.Session, chosen[2])
	row.State = stateOpen
	if err := t.tx.SaveSession(ctx, &row); err != nil {
		return err
	}
	return t.askNext(ctx, row, refs{})
}

// step moves the filling to another field and asks for it.
func (t *turn) step(ctx context.Context, move func(*form.Definition, form.Session) form.Session) error {
	row, def, ok, err := t.clickedSession(ctx)
	if !ok {
		return err
	}
	row.Session, row.State = move(def, row.Session), stateOpen
	if err := t.tx.SaveSession(ctx, &row); err != nil {
		return err
	}
	return t.askNext(ctx, row, refs{})
}

func saveForm(ctx context.Context, t *turn) error {
	row, _, ok, err := t.clickedSession(ctx)
	if !ok {
		return err
	}
	return t.closeForm(ctx, row, stateSaved)
}

func cancelForm(ctx context.Context, t *turn) error {
	row, _, ok, err := t.clickedSession(ctx)
	if !ok {
		return err
	}
	return t.closeForm(ctx, row, stateCancelled)
}

// resumeForm takes a filling up again, also one that was cancelled, unless
// another has been begun since.
func resumeForm(ctx context.Context, t *turn) error {
	row, def, ok, err := t.clickedSession(ctx)
	if !ok {
		return err
	}
	other, begun, err := t.tx.OpenSession(ctx, t.who.ID, def.ID)
	if err != nil {
		return err
	}
	if begun && other.ID != row.ID {
		row = other
	}
	return t.showForm(ctx, row, true)
}

// editForm offers the fields to choose from.
func editForm(ctx context.Context, t *turn) error {
	row, _, ok, err := t.clickedSession(ctx)
	if !ok {
		return err
	}
	return t.put(ctx, kindSummary, refs{Session: row.ID, Flag: true})
}

func loadSummary(ctx context.Context, r *reading) (answer.Answer, error) {
	row, ok, err := r.tx.Session(ctx, r.refs.Session)
	if err != nil {
		return nil, err
	}
	if !ok || row.State == stateCancelled || row.State == stateSubmitted {
		return r.formEnded(ctx, row)
	}
	def, known := formOf(row, r.now())
	if !known {
		return r.formEnded(ctx, row)
	}
	return r.summary(ctx, def, row)
}

// formEnded is what stands where a question or summary was, once it is over.
func (r *reading) formEnded(ctx context.Context, row db.SessionRow) (answer.Answer, error) {
	r.refs.Form, r.refs.Unit, r.refs.Session = row.Session.Form, row.Unit, row.ID
	ended := map[string]string{stateSubmitted: "done", stateCancelled: "cancelled", stateSaved: "saved"}
	r.refs.Key = cmp.Or(ended[row.State], "stale")
	if row.Cleared && row.State != stateSubmitted {
		r.refs.Key = "cleared"
	}
	return loadFormEvent(ctx, r)
}

func (r *reading) summary(ctx context.Context, def *form.Definition, row db.SessionRow) (answer.Answer, error) {
	facts, err := r.tx.UnitFacts(ctx, row.Unit)
	if err != nil {
		return nil, err
	}
	s := answer.Summary{Form: def, Unit: facts.Unit, Cells: form.Cells(def, row.Session), Choose: r.refs.Flag, Problem: row.Session.Problem, Stale: r.refs.Stale}
	if def.ID == rules.ApplicationForm {
		s.Findings = rules.ApplicationFindings(r.book, facts, row.Session.Values)
	}
	if s.Choose {
		for _, f := range def.Fields {
			s.Buttons = append(s.Buttons, answer.Button{Action: answer.FormField, Value: answer.Join(row.ID, f.ID)})
		}
		return s, nil
	}
	s.Buttons = []answer.Button{
		{Action: answer.FormSubmit, Value: submitValue(row)},
		{Action: answer.FormEdit, Value: row.ID},
		{Action: answer.FormSave, Value: row.ID},
	}
	return s, nil
}
