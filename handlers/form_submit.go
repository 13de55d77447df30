package handlers

import (
	"context"
	"slices"
	"strconv"

	"steward/db"
	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/form"
)

// submitValue names the filling and the revision that the summary showed: what
// is submitted is what was seen.
func submitValue(row db.SessionRow) string {
	return answer.Join(row.ID, strconv.Itoa(row.Revision))
}

func submitForm(ctx context.Context, t *turn) error {
	row, def, ok, err := t.clickedSession(ctx)
	if !ok {
		return err
	}
	if t.in.Value != submitValue(row) {
		return t.askNext(ctx, row, refs{Stale: true})
	}
	return t.submit(ctx, def, row)
}

// submit hands the form in: the submission is kept, the filling closed, the
// document sent, and those who take it told, in one transaction.
func (t *turn) submit(ctx context.Context, def *form.Definition, row db.SessionRow) error {
	if _, open := form.CurrentStep(def, row.Session); open {
		return t.askNext(ctx, row, refs{})
	}
	sub, err := t.tx.PutSubmission(ctx, db.Submission{
		Form: def.ID, Unit: row.Unit, Person: t.who.ID,
		Values: form.Values(def, row.Session), FormVersion: def.Version,
	})
	if err != nil {
		return err
	}
	if err := t.behalf(ctx, "submission/"+sub.Code, rules.Filers()...); err != nil {
		return err
	}
	row.State = stateSubmitted
	if err := t.tx.SaveSession(ctx, &row); err != nil {
		return err
	}
	if at, full := rules.FullMorning(t.h.book, def.ID, sub.Values); full {
		if err := t.tx.SetTimer(ctx, db.AnnouncedTimer(sub.Code), at); err != nil {
			return err
		}
	}
	if err := t.redrawClicked(ctx); err != nil {
		return err
	}
	if err := t.put(ctx, kindSubmitted, refs{Code: sub.Code}); err != nil {
		return err
	}
	return t.tellOffice(ctx, sub)
}

// tellOffice tells 市政府办公室 and 信息办 that a form has come in.
func (t *turn) tellOffice(ctx context.Context, sub db.Submission) error {
	t.stale = append(t.stale, sub.Unit, "")
	for _, role := range []rules.Role{rules.Admin, rules.Reviewer} {
		people, err := t.tx.OnDuty(ctx, "", role)
		if err != nil {
			return err
		}
		for _, p := range people {
			m := outbox.Message{
				Kind: kindIncoming, Card: incomingCard(sub),
				Refs:      refs{Code: sub.Code},
				Occasions: []outbox.Occasion{{Kind: kindIncoming, Subject: sub.Code, Step: "submitted", Recipient: p.ID}},
			}
			if err := t.tell(ctx, p.ID, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// incomingCard is what the office's card of a submission is found by: that of the
// intake, where there is one to book.
func incomingCard(sub db.Submission) string {
	if form.Forms()[sub.Form].Duty == "" {
		return "form/" + sub.Code
	}
	return intakeCardName(sub.Unit, rules.ObligationKind(sub.Form))
}

func loadSubmitted(ctx context.Context, r *reading) (answer.Answer, error) {
	sub, facts, err := r.submission(ctx)
	if err != nil {
		return nil, err
	}
	def, _ := formFor(sub.Form, sub.Values, r.now())
	a := answer.Submitted{
		Follow: rules.FollowOf(r.book, sub.Form, sub.Values),
		Form:   def, Unit: facts.Unit, Code: sub.Code, Version: sub.Version, At: sub.At,
		Cells: cellsIn(def, sub),
	}
	if a.Others, err = r.others(ctx, ""); err != nil {
		return nil, err
	}
	if dl, ok := r.book.Directive.Deadline(rules.ObligationKind(sub.Form)); ok {
		a.Countdown = r.book.CountdownFor(facts.Checks, dl.Kind, dl.Due, r.now())
	}
	return a, nil
}

// cellsIn are a submission's cells. Those of somebody who was erased say so.
func cellsIn(def *form.Definition, sub db.Submission) []form.Cell {
	cells := form.CellsOf(def, sub.Values)
	for i, c := range cells {
		cells[i].Erased = slices.Contains(sub.Erased, c.Field.Row) || slices.Contains(sub.Erased, c.Field.ID)
	}
	return cells
}

func loadIncoming(ctx context.Context, r *reading) (answer.Answer, error) {
	sub, facts, err := r.submission(ctx)
	if err != nil {
		return nil, err
	}
	reader, err := r.reader(ctx)
	if err != nil {
		return nil, err
	}
	_, onBehalf, err := r.tx.Behalf(ctx, "submission/"+sub.Code)
	if err != nil {
		return nil, err
	}
	kind := rules.ObligationKind(sub.Form)
	def, _ := formFor(sub.Form, sub.Values, r.now())
	a := answer.Incoming{
		Cells: openCells(cellsIn(def, sub)), Follow: rules.FollowOf(r.book, sub.Form, sub.Values),
		OnBehalf: onBehalf,
		Form:     def, Unit: facts.Unit, Code: sub.Code, Version: sub.Version, At: sub.At,
		Filled: len(rowsOf(def)), Intake: facts.Intakes[kind],
	}
	if def.Duty != "" && rules.May(reader, rules.BookingAct(kind), sub.Unit).OK && a.Intake.Paper.IsZero() {
		a.Buttons = []answer.Button{{
			Action: answer.BookIntake, Label: "button.intake.confirm",
			Value: answer.Join(sub.Unit, string(kind), string(rules.Paper)),
		}}
	}
	return a, nil
}

// openCells are those that tell nothing of persons, where the form is about
// something else.
func openCells(cells []form.Cell) []form.Cell {
	return slices.DeleteFunc(cells, func(c form.Cell) bool {
		return c.Field.Personal || c.Value == "" || c.Field.Kind == form.Post || c.Field.Kind == form.Confirm && c.Field.Row != ""
	})
}

func (r *reading) submission(ctx context.Context) (db.Submission, rules.UnitFacts, error) {
	sub, _, err := r.tx.Submission(ctx, r.refs.Code)
	if err != nil {
		return sub, rules.UnitFacts{}, err
	}
	facts, err := r.tx.UnitFacts(ctx, sub.Unit)
	return sub, facts, err
}

// rowsOf lists the persons that a form asks for.
func rowsOf(def *form.Definition) []string {
	var rows []string
	for _, f := range def.Fields {
		if !slices.Contains(rows, f.Row) {
			rows = append(rows, f.Row)
		}
	}
	return rows
}
