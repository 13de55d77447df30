package db_test

import (
	"context"
	"testing"
	"time"

	"steward/db"
	"steward/db/dbtest"
)

// turns changes the instants under these names, and returns those there were.
func turns(t *testing.T, d *db.DB, fn func(map[string]time.Time), names ...string) (was map[string]time.Time) {
	t.Helper()
	write(t, d, func(ctx context.Context, tx *db.Tx) {
		check(t, tx.ChangeTurns(ctx, "post", names, func(at map[string]time.Time) {
			was = map[string]time.Time{}
			for name, instant := range at {
				was[name] = instant
			}
			fn(at)
		}))
	})
	return was
}

func TestTurnsAreKept(t *testing.T) {
	t.Parallel()
	hand := newHand("2018-12-15T09:00:00Z")
	dbtest.EachWith(t, db.Options{Wall: hand.now}, func(t *testing.T, d *db.DB) {
		now := hand.now()
		nothing := func(map[string]time.Time) {}
		same(t, "at first", turns(t, d, func(at map[string]time.Time) {
			at["a"], at["b"], at["old"] = now, now.Add(time.Second), now.Add(-time.Hour)
		}, "a", "b", "old"), map[string]time.Time{})
		same(t, "of two", turns(t, d, func(at map[string]time.Time) {
			delete(at, "a")
			at["b"] = now.Add(time.Minute)
		}, "a", "b"), map[string]time.Time{"a": now, "b": now.Add(time.Second)})
		write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.ForgetTurns(ctx, time.Minute)) })
		same(t, "in the end", turns(t, d, nothing, "a", "b", "old", "none"), map[string]time.Time{"b": now.Add(time.Minute)})
	})
}

// Who counts on at the same time as others loses nothing.
func TestTurnsAreTakenOneAfterTheOther(t *testing.T) {
	t.Parallel()
	start := at("2018-12-15T09:00:00Z")
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		together(20, func(int) {
			turns(t, d, func(at map[string]time.Time) {
				if at["next"].IsZero() {
					at["next"] = start
				}
				at["next"] = at["next"].Add(time.Second)
			}, "next")
		})
		same(t, "after twenty", turns(t, d, func(map[string]time.Time) {}, "next"),
			map[string]time.Time{"next": start.Add(20 * time.Second)})
	})
}
