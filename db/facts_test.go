package db_test

import (
	"context"
	"testing"
	"time"

	"steward/db"
	"steward/db/dbtest"
	"steward/rules"
)

func TestFacts(t *testing.T) {
	t.Parallel()
	clock := newHand(start)
	dbtest.EachWith(t, db.Options{Now: clock.now}, func(t *testing.T, d *db.DB) {
		putObligations(t, d)
		booking := db.Booking{Unit: "sz-wxb", Kind: rules.Cleanup, Medium: rules.Paper, On: date("2018-12-01")}
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			check(t, tx.BookIntake(ctx, booking))
			must[db.Submission](t)(tx.PutSubmission(ctx, db.Submission{Form: "coordinator", Unit: "sz-wxb"}))
		})
		all, now := obligations(), clock.now().UTC()
		intake := rules.Intake{Unit: "sz-wxb", Kind: rules.Cleanup, Paper: booking.On}
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			same(t, "unit", must[rules.UnitFacts](t)(tx.UnitFacts(ctx, "sz-wxb")), rules.UnitFacts{
				Unit: units()[2], Obligations: []rules.Obligation{all[0], all[3]},
				Intakes:   map[rules.ObligationKind]rules.Intake{rules.Cleanup: intake},
				Submitted: map[rules.ObligationKind]time.Time{rules.Coordinator: now},
			})
			same(t, "no unit", must[rules.UnitFacts](t)(tx.UnitFacts(ctx, "sz-none")), rules.UnitFacts{})
			same(t, "city", must[rules.CityFacts](t)(tx.CityFacts(ctx)), rules.CityFacts{
				Units:       units(),
				Domains:     map[string][]rules.Domain{"": domains()[:1], "sz-jtj": domains()[1:3], "sz-yq": domains()[3:]},
				Obligations: all,
				Intakes:     map[rules.ObligationKind]map[string]rules.Intake{rules.Cleanup: {"sz-wxb": intake}},
				Submitted:   map[rules.ObligationKind]map[string]time.Time{rules.Coordinator: {"sz-wxb": now}},
			})
		})
	})
}
