package handlers

import (
	"context"
	"strconv"

	"steward/db"
	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/form"
)

// askHandOver asks whether the person goes on with what a colleague of theirs has
// begun of a form; false when nobody has come anywhere with it. What was said with
// it waits in a filling of the person's own that is not begun until they choose.
func (t *turn) askHandOver(ctx context.Context, def *form.Definition, unit, said string) (bool, error) {
	theirs, ok, err := t.colleagues(ctx, unit, def.ID)
	if err != nil || !ok {
		return false, err
	}
	rf := refs{Session: theirs.ID, Form: def.ID, Code: strconv.Itoa(theirs.Revision), Person: theirs.Person}
	if said != "" {
		kept := form.Hold(form.New(def, t.now()), saidWith, said)
		row, err := t.tx.NewSession(ctx, db.SessionRow{Person: t.who.ID, Unit: unit, State: stateCancelled, Session: kept})
		if err != nil {
			return false, err
		}
		rf.Near = []string{row.ID}
	}
	return true, t.put(ctx, kindHandOver, rf)
}

// saidWith is the key of what was said when a form was asked for.
const saidWith = "with"

// colleagues is what another of the unit has begun of a form, and answered
// something of.
func (t *turn) colleagues(ctx context.Context, unit, formID string) (db.SessionRow, bool, error) {
	rows, err := t.tx.ColleagueSessions(ctx, unit, formID, t.who.ID)
	for _, row := range rows {
		if row.Revision > 1 && !row.Cleared {
			return row, true, err
		}
	}
	return db.SessionRow{}, false, err
}

func loadHandOver(ctx context.Context, r *reading) (answer.Answer, error) {
	row, ok, err := r.tx.Session(ctx, r.refs.Session)
	if err != nil {
		return nil, err
	}
	def, known := formOf(row, r.now())
	if !ok || !known || row.Person != r.refs.Person || row.State != stateOpen && row.State != stateSaved {
		r.refs.Unit, r.refs.Key = row.Unit, "settled"
		if row.Person == r.message.To.Person {
			r.refs.Key = "yours"
		}
		return loadFormEvent(ctx, r)
	}
	kept := ""
	if len(r.refs.Near) > 0 {
		kept = r.refs.Near[0]
	}
	a := answer.HandOver{Form: def, Kept: kept != "", Buttons: []answer.Button{
		{Action: answer.FormTakeOver, Value: answer.Join(row.ID, strconv.Itoa(row.Revision), kept)},
		{Action: answer.FormOwn, Value: answer.Join(def.ID, row.Unit, kept)},
	}}
	a.Step, _ = form.CurrentStep(def, row.Session)
	a.Person, err = r.filler(ctx, row.ID)
	return a, err
}

// filler is the name of who fills a form in now.
func (r *reading) filler(ctx context.Context, session string) (string, error) {
	row, ok, err := r.tx.Session(ctx, session)
	if err != nil || !ok {
		return "", err
	}
	p, _, err := r.tx.Person(ctx, row.Person)
	return p.Name, err
}

// takeOver goes on with what a colleague has begun, who is told. When it is over
// by now, or somebody else's, what stands now is shown.
func takeOver(ctx context.Context, t *turn) error {
	chosen := t.value(3)
	row, ok, err := t.tx.Session(ctx, chosen[0])
	if err != nil {
		return err
	}
	if may, err := t.may(ctx, rules.FileForm, row.Unit); !may {
		return err
	}
	switch {
	case ok && row.Person == t.who.ID && t.hears(row):
		return t.askNext(ctx, row, refs{Stale: true})
	case !ok || row.State != stateOpen && row.State != stateSaved || row.Cleared:
		return t.formEvent(ctx, row, "settled")
	}
	own, begun, err := t.tx.OpenSession(ctx, t.who.ID, row.Session.Form)
	if begun || err != nil { // they have begun their own since, and go on with that
		return t.unless(err, func() error { return t.askNext(ctx, own, refs{Stale: true}) })
	}
	from := row.Person
	if _, err := t.tx.HandSession(ctx, row, t.who.ID); err != nil {
		return err
	}
	if err := t.tellHanded(ctx, row, from); err != nil {
		return err
	}
	row, _, err = t.tx.Session(ctx, row.ID)
	return t.unless(err, func() error { return t.goOn(ctx, row, chosen[2], true) })
}

// tellHanded tells who had begun a form that a colleague goes on with it.
func (t *turn) tellHanded(ctx context.Context, row db.SessionRow, from string) error {
	return t.tell(ctx, from, outbox.Message{
		Kind: kindFormEvent, Refs: refs{Session: row.ID, Form: row.Session.Form, Unit: row.Unit, Key: "handed"},
		Occasions: []outbox.Occasion{{Kind: "form.handed", Subject: row.ID, Step: strconv.Itoa(row.Revision), Recipient: from}},
	})
}

// beginOwn begins a filling of the person's own beside a colleague's.
func beginOwn(ctx context.Context, t *turn) error {
	chosen := t.value(3)
	def, known := formFor(chosen[0], nil, t.now())
	if !known {
		return t.notice(ctx, "stale_button")
	}
	t.in.Value = answer.Join(chosen[:2]...) // names the form and the unit, as where a form is begun
	facts, ok, err := t.mayFill(ctx, def)
	if !ok {
		return err
	}
	row, begun, err := t.begunSession(ctx, def, facts.Unit.Code)
	if err != nil {
		return err
	}
	if !begun {
		if row, err = t.newSession(ctx, def, facts); err != nil {
			return err
		}
	}
	return t.goOn(ctx, row, chosen[2], begun)
}

// goOn shows a form, or fills in first what was said when it was asked for.
func (t *turn) goOn(ctx context.Context, row db.SessionRow, kept string, resumed bool) error {
	if err := t.redrawClicked(ctx); err != nil {
		return err
	}
	holder, ok, err := t.tx.Session(ctx, kept)
	if err != nil {
		return err
	}
	if !ok || holder.Person != t.who.ID || len(holder.Session.Held) == 0 {
		return t.showForm(ctx, row, resumed)
	}
	row.State = stateOpen
	return t.fillHeld(ctx, holder, saidWith, row)
}
