package reminders

import (
	"context"
	"time"

	"steward/db"
	"steward/outbox"
	"steward/rules"
	"steward/rules/calendar"
)

// kindBrief is the kind of the leaders' weekly brief.
const kindBrief = "brief"

type briefRefs struct {
	At time.Time `json:"at"` // the instant as of which it is drawn
}

// planBrief sets the timer of the first brief after the campaign's start.
func (r *Reminders) planBrief(ctx context.Context, tx *db.Tx, started time.Time) error {
	if _, set, err := tx.Timer(ctx, kindBrief); set || err != nil {
		return err
	}
	return tx.SetTimer(ctx, kindBrief, rules.NextBrief(r.book.Directive, r.book.Calendar, later(started, tx.Now())))
}

// briefDue puts the brief when its time has come. One that was missed because
// nothing ran is drawn at the next morning, as of then.
func (r *Reminders) briefDue(ctx context.Context, tx *db.Tx) (Report, error) {
	at, set, err := tx.Timer(ctx, kindBrief)
	if err != nil || !set || at.After(tx.Now()) {
		return Report{}, err
	}
	next := rules.NextBrief(r.book.Directive, r.book.Calendar, tx.Now())
	if morning := rules.SaidAt(r.book.Directive, r.book.Calendar, at, tx.Now()); morning.After(tx.Now()) {
		return Report{Moved: 1}, tx.SetTimer(ctx, kindBrief, earlier(morning, next))
	}
	if err := tx.SetTimer(ctx, kindBrief, next); err != nil {
		return Report{}, err
	}
	leaders, err := tx.OnDuty(ctx, "", rules.Leader)
	if err != nil {
		return Report{}, err
	}
	told, err := putEach(ctx, tx, leaders, outbox.Message{Kind: kindBrief, Refs: briefRefs{At: tx.Now()}, Occasions: []outbox.Occasion{{
		Kind: kindBrief, Subject: r.book.Directive.ID, Date: calendar.DateOf(tx.Now()).String(), Step: rules.StartStep,
	}}})
	if err != nil {
		return Report{}, err
	}
	return Report{Steps: 1, Messages: told}, outbox.RefreshHomes(ctx, tx, "")
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
