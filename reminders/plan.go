package reminders

import (
	"context"
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
// step that was examined as it is. Timers that follow from what was handed in are set
// anew.
func (r *Reminders) Plan(ctx context.Context, tx *db.Tx) error {
	started, ok, err := tx.CampaignStart(ctx, r.book.Directive.ID)
	if err != nil || !ok {
		return err
	}
	known, err := tx.Obligations(ctx)
	if err != nil {
		return err
	}
	owed, err := r.derive(ctx, tx, known, started)
	if err != nil {
		return err
	}
	if err := r.reconcile(ctx, tx, known, owed); err != nil {
		return err
	}
	return r.planTimers(ctx, tx, started)
}

// Resume sets anew the timers that follow from the state, when the program begins: an
// earlier version may not have known of them.
func (r *Reminders) Resume(ctx context.Context) error {
	return r.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		started, ok, err := tx.CampaignStart(ctx, r.book.Directive.ID)
		if err != nil || !ok {
			return err
		}
		return r.planTimers(ctx, tx, started)
	})
}

func (r *Reminders) planTimers(ctx context.Context, tx *db.Tx, started time.Time) error {
	if err := r.planAnnouncements(ctx, tx); err != nil {
		return err
	}
	if err := r.planChecks(ctx, tx); err != nil {
		return err
	}
	return r.planBrief(ctx, tx, started)
}

func (r *Reminders) derive(ctx context.Context, tx *db.Tx, known []rules.Obligation, started time.Time) ([]rules.Obligation, error) {
	units, err := tx.Units(ctx)
	if err != nil {
		return nil, err
	}
	held, err := tx.DomainsByUnit(ctx)
	if err != nil {
		return nil, err
	}
	return rules.Owed(r.book.Directive, rules.Stored{Units: units, Domains: held, Obligations: known}, started), nil
}

type obligationKey struct {
	kind rules.ObligationKind
	unit string
}

// reconcile makes what is stored what is owed: new obligations come with their
// first step, those that nobody owes any more go, the others stay.
func (r *Reminders) reconcile(ctx context.Context, tx *db.Tx, known, owed []rules.Obligation) error {
	for _, gone := range without(known, owed) {
		if err := tx.DropObligation(ctx, gone); err != nil {
			return err
		}
	}
	fresh := without(owed, known)
	first := make([]rules.Step, len(fresh))
	for i := range fresh {
		fresh[i].Known = knownSince(fresh[i].Known, tx.Now())
		first[i], _ = r.book.NextStep(fresh[i], time.Time{})
	}
	return tx.PlanObligations(ctx, fresh, first)
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
