package db_test

import (
	"context"
	"testing"

	"steward/db"
	"steward/db/dbtest"
	"steward/rules"
)

// TestChecksHoldUntilTakenBack: what was said last of a date holds, and nothing
// that was said goes.
func TestChecksHoldUntilTakenBack(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		material := rules.IntakeCheck{Kind: rules.Cleanup, Due: date("2018-12-15"), By: "U1"}
		annex := rules.IntakeCheck{Kind: rules.Coordinator, Due: date("2018-11-26"), By: "U2"}
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			list := must[[]rules.IntakeCheck](t)
			same(t, "none", list(tx.IntakeChecks(ctx)), []rules.IntakeCheck(nil))
			check(t, tx.CheckIntakes(ctx, material))
			check(t, tx.CheckIntakes(ctx, annex))
			material.At, annex.At = tx.Now(), tx.Now()
			same(t, "both", list(tx.IntakeChecks(ctx)), []rules.IntakeCheck{annex, material})
			check(t, tx.UncheckIntakes(ctx, material))
			same(t, "one taken back", list(tx.IntakeChecks(ctx)), []rules.IntakeCheck{annex})
			check(t, tx.CheckIntakes(ctx, material))
			same(t, "and said again", list(tx.IntakeChecks(ctx)), []rules.IntakeCheck{annex, material})
		})
	})
}
