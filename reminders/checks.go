package reminders

import (
	"context"
	"time"

	"steward/db"
	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
)

// kindChecks is the kind of what the office is told of a date that has passed: to check
// what came in, then whom to call.
const kindChecks = "checks"

type checksRefs struct {
	Kind rules.ObligationKind `json:"kind"`
	Late bool                 `json:"late"` // whom to call; else to check what came in
}

// planChecks sets for each date when the office is told of it next, where that is not
// set yet.
func (r *Reminders) planChecks(ctx context.Context, tx *db.Tx) error {
	for _, dl := range r.book.Directive.Deadlines {
		if _, set, err := tx.Timer(ctx, db.CheckTimer(dl.Kind)); set || err != nil {
			if err != nil {
				return err
			}
			continue
		}
		if next, more := rules.NextOfficeStep(r.book.Directive, dl, r.book.Calendar, tx.Now()); more {
			if err := tx.SetTimer(ctx, db.CheckTimer(dl.Kind), next.At); err != nil {
				return err
			}
		}
	}
	return nil
}

// checksDue tells the office of the dates whose step has come.
func (r *Reminders) checksDue(ctx context.Context, tx *db.Tx) (Report, error) {
	var done Report
	kinds, err := tx.DueChecks(ctx)
	for _, kind := range kinds {
		if err != nil {
			return done, err
		}
		var one Report
		one, err = r.checkDue(ctx, tx, kind)
		done = done.plus(one)
	}
	return done, err
}

func (r *Reminders) checkDue(ctx context.Context, tx *db.Tx, kind rules.ObligationKind) (Report, error) {
	dl, known := r.book.Directive.Deadline(kind)
	at, _, err := tx.Timer(ctx, db.CheckTimer(kind))
	if err != nil {
		return Report{}, err
	}
	if !known { // a directive of before asked for it
		return Report{Steps: 1}, tx.DropTimer(ctx, db.CheckTimer(kind))
	}
	step, next := r.officeStep(dl, tx.Now())
	said := rules.SaidAt(r.book.Directive, r.book.Calendar, at, tx.Now())
	if said.After(tx.Now()) {
		return Report{Moved: 1}, tx.SetTimer(ctx, db.CheckTimer(kind), earlier(said, next.At))
	}
	if err := tx.SetTimer(ctx, db.CheckTimer(kind), next.At); err != nil {
		return Report{}, err
	}
	told, err := r.tellOffice(ctx, tx, dl, step)
	return Report{Steps: 1, Messages: told}, err
}

// officeStep is the last step of a date that has come, and the one after it.
func (r *Reminders) officeStep(dl rules.Deadline, now time.Time) (step, next rules.Step) {
	for {
		var more bool
		next, more = rules.NextOfficeStep(r.book.Directive, dl, r.book.Calendar, step.At)
		if !more {
			next.At = now.AddDate(1, 0, 0)
		}
		if !more || next.At.After(now) {
			return step, next
		}
		step = next
	}
}

// tellOffice puts a message to each of the office, unless all is in: before the check
// that it is to be made, but not twice on one day; after it, whom to call.
func (r *Reminders) tellOffice(ctx context.Context, tx *db.Tx, dl rules.Deadline, step rules.Step) (int, error) {
	refs, needed, err := r.officeNeeds(ctx, tx, dl)
	if err != nil || !needed {
		return 0, err
	}
	first := r.book.Calendar.AddWorkdays(dl.Due, 1)
	if !refs.Late && step.Late() && calendar.DateOf(tx.Now()) == first {
		return 0, nil
	}
	office, err := tx.OnDuty(ctx, "", rules.Admin)
	if err != nil {
		return 0, err
	}
	told, err := putEach(ctx, tx, office, outbox.Message{Kind: kindChecks, Card: outbox.CheckCard(dl.Kind), Refs: refs, Occasions: []outbox.Occasion{{
		Kind: kindChecks, Subject: string(dl.Kind), Date: dl.Due.String(), Step: step.Name,
	}}})
	if err != nil {
		return 0, err
	}
	return told, outbox.RefreshHomes(ctx, tx, "")
}

// officeNeeds says what the office needs to be told of a date now, if anything.
func (r *Reminders) officeNeeds(ctx context.Context, tx *db.Tx, dl rules.Deadline) (checksRefs, bool, error) {
	facts, err := tx.CityFacts(ctx)
	progress := facts.Progress(dl.Kind)
	open := len(progress.Complete) < len(progress.Owed)
	return checksRefs{Kind: dl.Kind, Late: rules.Checked(facts.Checks, dl.Kind, dl.Due)}, open, err
}

// checksStillTrue drops what the office has seen to meanwhile. What was sent stays.
func (r *Reminders) checksStillTrue(ctx context.Context, tx *db.Tx, m outbox.Message) (bool, string, error) {
	if m.Edits != 0 {
		return true, "", nil
	}
	refs, err := refsOf[checksRefs](m)
	if err != nil {
		return false, "", err
	}
	dl, _ := r.book.Directive.Deadline(refs.Kind)
	now, needed, err := r.officeNeeds(ctx, tx, dl)
	switch {
	case err != nil:
		return false, "", err
	case !needed:
		return false, "finished", nil
	case now.Late && !refs.Late:
		return false, "checked", nil
	case refs.Late && !now.Late:
		return false, "unchecked", nil
	}
	return true, "", nil
}

func (r *Reminders) loadChecks(ctx context.Context, tx *db.Tx, m outbox.Message) (answer.Answer, error) {
	refs, facts, err := ofCity[checksRefs](ctx, tx, m)
	if err != nil {
		return nil, err
	}
	return answer.BuildIntakeList(r.book, facts, answer.Listed{Kind: refs.Kind, Page: 1, Missing: refs.Late, At: tx.Now()}), nil
}
