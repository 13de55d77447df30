package reminders

import (
	"context"
	"fmt"
	"time"

	"steward/db"
	"steward/rules"
	"steward/rules/calendar"
)

// Start begins the campaign of the directive at an instant: from then on its
// obligations bind, and their first steps are planned. Starting twice changes
// nothing.
func (r *Reminders) Start(ctx context.Context, at time.Time) error {
	return r.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.StartCampaign(ctx, r.book.Directive.ID, at); err != nil {
			return err
		}
		return r.Plan(ctx, tx)
	})
}

// Plan derives the obligations from the inventory and the campaign, adds those
// that are new, takes away those that no unit owes any more, and leaves every
// step that was examined as it is.
func (r *Reminders) Plan(ctx context.Context, tx *db.Tx) error {
	started, ok, err := tx.CampaignStart(ctx, r.book.Directive.ID)
	if err != nil || !ok {
		return err
	}
	owed, err := r.derive(ctx, tx, started)
	if err != nil {
		return err
	}
	if err := r.reconcile(ctx, tx, owed); err != nil {
		return err
	}
	return r.planBrief(ctx, tx, started)
}

func (r *Reminders) derive(ctx context.Context, tx *db.Tx, started time.Time) ([]rules.Obligation, error) {
	units, err := tx.Units(ctx)
	if err != nil {
		return nil, err
	}
	held, err := tx.DomainsByUnit(ctx)
	if err != nil {
		return nil, err
	}
	return rules.Obligations(r.book.Directive, units, held, started), nil
}

type obligationKey struct {
	kind rules.ObligationKind
	unit string
}

// reconcile makes what is stored what is owed: new obligations come with their
// first step, those that nobody owes any more go, the others stay.
func (r *Reminders) reconcile(ctx context.Context, tx *db.Tx, owed []rules.Obligation) error {
	known, err := tx.Obligations(ctx)
	if err != nil {
		return err
	}
	for _, gone := range without(known, owed) {
		if err := tx.DropObligation(ctx, gone); err != nil {
			return err
		}
	}
	fresh := without(owed, known)
	for i := range fresh {
		fresh[i].Known = knownSince(fresh[i].Known, tx.Now())
	}
	if err := tx.PutObligations(ctx, fresh); err != nil {
		return err
	}
	return r.planFirst(ctx, tx, fresh)
}

// without returns the obligations that the others lack, by kind and unit.
func without(obligations, others []rules.Obligation) []rules.Obligation {
	have := map[obligationKey]bool{}
	for _, o := range others {
		have[obligationKey{o.Kind, o.Unit}] = true
	}
	var out []rules.Obligation
	for _, o := range obligations {
		if !have[obligationKey{o.Kind, o.Unit}] {
			out = append(out, o)
		}
	}
	return out
}

// planFirst caches the first step that is not in the past of the obligation.
func (r *Reminders) planFirst(ctx context.Context, tx *db.Tx, fresh []rules.Obligation) error {
	for _, o := range fresh {
		steps := r.book.Steps(o)
		if len(steps) == 0 {
			continue
		}
		if err := tx.SetNext(ctx, o, steps[0], true); err != nil {
			return fmt.Errorf("plan %s of %s: %w", o.Kind, o.Unit, err)
		}
	}
	return nil
}

// knownSince is when an obligation began to be known here: with the campaign,
// or now when the unit came in on a later day.
func knownSince(started, now time.Time) time.Time {
	if calendar.DateOf(started).Before(calendar.DateOf(now)) {
		return now
	}
	return started
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
