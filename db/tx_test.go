package db_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"steward/db"
	"steward/db/dbtest"
	"steward/rules"
)

// known reports whether a unit is there.
func known(t *testing.T, d *db.DB, code string) (ok bool) {
	t.Helper()
	read(t, d, func(ctx context.Context, tx *db.Tx) {
		var err error
		_, ok, err = tx.Unit(ctx, code)
		check(t, err)
	})
	return ok
}

func putUnit(ctx context.Context, tx *db.Tx, code string) error {
	return tx.PutUnits(ctx, []rules.Unit{{Code: code, Kind: rules.Department}})
}

func TestTransactionHappensWhollyOrNotAtAll(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		boom := errors.New("boom")
		err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			return errors.Join(putUnit(ctx, tx, "a"), boom)
		})
		same(t, "the error comes back", errors.Is(err, boom), true)
		same(t, "failed", known(t, d, "a"), false)
		ctx, cancel := context.WithCancel(t.Context())
		err = d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
			defer cancel()
			return putUnit(ctx, tx, "b")
		})
		same(t, "cancelled before the commit", err != nil, true)
		same(t, "cancelled", known(t, d, "b"), false)
		check(t, d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error { return putUnit(ctx, tx, "c") }))
		same(t, "committed", known(t, d, "c"), true)
	})
}

func TestPanicRollsBackAndGoesOn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		func() {
			defer func() { same(t, "panic", recover(), any("boom")) }()
			_ = d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				check(t, putUnit(ctx, tx, "a"))
				panic("boom")
			})
		}()
		same(t, "rolled back", known(t, d, "a"), false)
		check(t, d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error { return putUnit(ctx, tx, "b") }))
	})
}

func TestNestingIsRefused(t *testing.T) {
	t.Parallel()
	type begin func(*db.DB, context.Context, func(context.Context, *db.Tx) error) error
	write, view := begin((*db.DB).InTx), begin((*db.DB).View)
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for name, pair := range map[string][2]begin{
			"write in write": {write, write}, "view in write": {write, view}, "write in view": {view, write}, "view in view": {view, view},
		} {
			err := pair[0](d, t.Context(), func(ctx context.Context, _ *db.Tx) error {
				return pair[1](d, ctx, func(context.Context, *db.Tx) error {
					t.Error("ran")
					return nil
				})
			})
			if !errors.Is(err, db.ErrNested) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestViewDoesNotWrite(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		err := d.View(t.Context(), func(ctx context.Context, tx *db.Tx) error { return putUnit(ctx, tx, "a") })
		same(t, "refused", err != nil, true)
		same(t, "written", known(t, d, "a"), false)
	})
}

// A reader sees one state, whatever is committed meanwhile, and stops no writer.
func TestViewSeesOneState(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			same(t, "before", len(must[[]rules.Unit](t)(tx.Units(ctx))), 0)
			putInventory(t, d)
			same(t, "still", len(must[[]rules.Unit](t)(tx.Units(ctx))), 0)
		})
		same(t, "after", known(t, d, "sz-jtj"), true)
	})
}

// One transaction has one instant of each time, in UTC and whole microseconds.
func TestOneInstantPerTransaction(t *testing.T) {
	t.Parallel()
	clock, wall := newHand("2018-11-20T09:00:00.123456789+08:00"), newHand("2026-01-01T08:00:00.000000999+08:00")
	dbtest.EachWith(t, db.Options{Now: clock.now, Wall: wall.now}, func(t *testing.T, d *db.DB) {
		write(t, d, func(_ context.Context, tx *db.Tx) {
			now := at("2018-11-20T01:00:00.123456Z")
			clock.add(time.Hour)
			same(t, "now", []time.Time{tx.Now(), tx.Wall()}, []time.Time{now, at("2026-01-01T00:00:00Z")})
			same(t, "zone", tx.Now().Location().String(), "UTC")
			clock.add(-time.Hour)
		})
	})
}

// Two that wait for each other's rows are a deadlock on PostgreSQL: who loses is
// tried again. On SQLite the second waits from the start.
func TestDeadlockIsTriedAgain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putPeople(t, d)
		var runs, holding atomic.Int32
		met := make(chan struct{})
		together(2, func(i int) {
			order := []string{"U2", "U3"}
			if i == 1 {
				order = []string{"U3", "U2"}
			}
			err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				runs.Add(1)
				if err := tx.SetLanguage(ctx, order[0], "en"); err != nil {
					return err
				}
				if holding.Add(1) == 2 {
					close(met)
				}
				if d.Replicas() {
					<-met // both hold their first row
				}
				return tx.SetLanguage(ctx, order[1], "en")
			})
			if err != nil {
				t.Error(err)
			}
		})
		if d.Replicas() {
			// At least one more: on a busy server both may find the deadlock.
			same(t, "tried again", runs.Load() > 2, true)
		}
	})
}

// What this worker claims looked like the first of its conversation, because an
// earlier row came in while another worker was claiming: the index refuses two at
// once, and the claim is made again.
func TestClaimRacesWithALateRow(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if !d.Replicas() {
			putInbox(t, d, said("late", "D1", 1)) // a writer is alone: there is no race to lose
			same(t, "claimed", keysOf(claimInbox(t, d, "a", 9)), []string{"late"})
			return
		}
		putInbox(t, d, said("first", "D1", 2))
		claimed, release := make(chan struct{}), make(chan struct{})
		done := make(chan error)
		go func() {
			done <- d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				rows, err := tx.ClaimInbox(ctx, db.Claim{Holder: "a", Lease: lease, Limit: 9})
				same(t, "a's", keysOf(rows), []string{"first"})
				close(claimed)
				<-release
				return err
			})
		}()
		<-claimed
		putInbox(t, d, said("late", "D1", 1))
		time.AfterFunc(50*time.Millisecond, func() { close(release) })
		same(t, "b's", keysOf(claimInbox(t, d, "b", 9)), []string{})
		check(t, <-done)
	})
}

// The store works in fake time, and leaves nothing behind in the bubble.
func TestInABubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := dbtest.Open(t, dbtest.SQLite(t), db.Options{})
		putInbox(t, d, said("a", "D1", 1))
		same(t, "claimed", keysOf(claimInbox(t, d, "dead", 1)), []string{"a"})
		began := time.Now()
		for len(claimInbox(t, d, "next", 1)) == 0 {
			time.Sleep(time.Second)
		}
		same(t, "given again after", time.Since(began), lease)
	})
}

func TestCloseLeavesNothingRunning(t *testing.T) {
	before := goleak.IgnoreCurrent()
	for _, address := range []string{dbtest.SQLite(t), db.Memory} {
		d, err := db.Open(t.Context(), address, db.Options{Keys: []db.Key{dbtest.Key()}})
		check(t, err)
		putInventory(t, d)
		same(t, "there", known(t, d, "sz-jtj"), true)
		check(t, d.Close())
	}
	goleak.VerifyNone(t, before)
}
