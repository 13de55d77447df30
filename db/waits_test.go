package db_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"steward/db"
	"steward/db/dbtest"
)

// Who was handled counts with how long that took, who waits does not.
func TestInboxWaits(t *testing.T) {
	wall := time.Date(2018, 11, 20, 1, 0, 0, 0, time.UTC)
	o := db.Options{Wall: func() time.Time { return wall }}
	dbtest.EachWith(t, o, func(t *testing.T, d *db.DB) {
		keep(t, d, "a")
		var waits []time.Duration
		for range 2 {
			wall = wall.Add(3 * time.Second)
			err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				rows, err := tx.ClaimInbox(ctx, db.Claim{Holder: "me", Lease: time.Minute, Limit: 1})
				for _, r := range rows {
					if err == nil {
						err = tx.HandleInbox(ctx, r)
					}
				}
				if err == nil {
					waits, err = tx.InboxWaits(ctx)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			keep(t, d, "b")
		}
		slices.Sort(waits)
		if !slices.Equal(waits, []time.Duration{3 * time.Second, 3 * time.Second}) {
			t.Errorf("waited %v", waits)
		}
	})
}
