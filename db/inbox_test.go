package db_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"steward/db"
	"steward/db/dbtest"
)

const lease = time.Minute

// said is a sentence in a conversation, at a second of Slack's time.
func said(key, conversation string, second int) db.InboxRow {
	return db.InboxRow{
		Key: key, Kind: "message", Conversation: conversation, Person: "U4",
		SlackTS: fmt.Sprintf("15426756%02d.000100", second), Body: []byte("张某，科长 " + key),
	}
}

func putInbox(t *testing.T, d *db.DB, rows ...db.InboxRow) (fresh []bool) {
	t.Helper()
	write(t, d, func(ctx context.Context, tx *db.Tx) { fresh = must[[]bool](t)(tx.PutInbox(ctx, rows)) })
	return fresh
}

func claimInbox(t *testing.T, d *db.DB, holder string, limit int) (rows []db.InboxRow) {
	t.Helper()
	check(t, d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		rows, err = tx.ClaimInbox(ctx, db.Claim{Holder: holder, Lease: lease, Limit: limit})
		return err // to InTx, which may try again
	}))
	return rows
}

func keysOf(rows []db.InboxRow) []string {
	keys := []string{}
	for _, r := range rows {
		keys = append(keys, r.Key)
	}
	return keys
}

func inboxRow(t *testing.T, d *db.DB, key string) (row db.InboxRow) {
	t.Helper()
	read(t, d, func(ctx context.Context, tx *db.Tx) {
		var ok bool
		var err error
		row, ok, err = tx.Inbox(ctx, key)
		check(t, err)
		same(t, key+" is there", ok, true)
	})
	return row
}

func TestInboxKeepsWhatCameInOnce(t *testing.T) {
	t.Parallel()
	clock := newHand(start)
	dbtest.EachWith(t, db.Options{Wall: clock.now}, func(t *testing.T, d *db.DB) {
		same(t, "fresh", putInbox(t, d, said("a", "D1", 1), said("b", "D1", 2), said("a", "D1", 3)), []bool{true, true, false})
		same(t, "fresh", putInbox(t, d, said("b", "D9", 9), said("c", "D1", 4)), []bool{false, true})
		same(t, "none", len(putInbox(t, d)), 0)
		got := inboxRow(t, d, "b")
		want := said("b", "D1", 2)
		want.ID, want.State, want.ReceivedAt, want.NextAt = got.ID, db.InboxPending, clock.now().UTC(), clock.now().UTC()
		same(t, "row", got, want)
	})
}

// Each conversation is handled one at a time, in the order of Slack's time among
// what is there when a row is claimed.
func TestInboxOrder(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putInbox(t, d, said("a2", "D1", 2), said("b5", "D2", 5), said("a1", "D1", 1), said("a3", "D1", 3))
		rows := claimInbox(t, d, "w", 9)
		same(t, "first of each", keysOf(rows), []string{"a1", "b5"})
		same(t, "body", []string{string(rows[0].Body), string(must[[]byte](t)(d.Unseal(rows[0])))}, []string{"", "张某，科长 a1"})
		same(t, "attempts, holder", []any{rows[0].Attempts, rows[0].Holder, rows[0].State}, []any{1, "w", db.InboxRunning})
		putInbox(t, d, said("a0", "D1", 0))
		same(t, "none while they run", keysOf(claimInbox(t, d, "w", 9)), []string{})
		write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.HandleInbox(ctx, rows[0])) })
		same(t, "what came late goes first among the pending", keysOf(claimInbox(t, d, "w", 9)), []string{"a0"})
		handled := inboxRow(t, d, "a1")
		same(t, "handled", []any{handled.State, len(handled.Body), handled.EndedAt.IsZero()}, []any{db.InboxHandled, 0, false})
	})
}

func TestInboxLimit(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putInbox(t, d, said("c", "D3", 3), said("b", "D2", 2), said("a", "D1", 1))
		same(t, "two", keysOf(claimInbox(t, d, "w", 2)), []string{"a", "b"})
		same(t, "the rest", keysOf(claimInbox(t, d, "w", 2)), []string{"c"})
	})
}

// A row that fails holds nothing back: not the others of its conversation, and
// not for ever itself.
func TestInboxRetryAndDeadLetter(t *testing.T) {
	t.Parallel()
	clock := newHand(start)
	dbtest.EachWith(t, db.Options{Wall: clock.now}, func(t *testing.T, d *db.DB) {
		putInbox(t, d, said("bad", "D1", 1), said("good", "D1", 2))
		bad := claimInbox(t, d, "w", 9)[0]
		write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.RetryInbox(ctx, bad, time.Second, "boom")) })
		good := claimInbox(t, d, "w", 9)
		same(t, "meanwhile", keysOf(good), []string{"good"})
		write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.HandleInbox(ctx, good[0])) })
		same(t, "too early", keysOf(claimInbox(t, d, "w", 9)), []string{})
		clock.add(time.Second)
		again := claimInbox(t, d, "w", 9)
		same(t, "again", keysOf(again), []string{"bad"})
		same(t, "attempts, reason", []any{again[0].Attempts, again[0].Reason}, []any{2, "boom"})
		write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.BuryInbox(ctx, again[0], "7K2F", "boom again")) })
		clock.add(24 * time.Hour)
		same(t, "never again", keysOf(claimInbox(t, d, "w", 9)), []string{})
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			dead := must[[]db.InboxRow](t)(tx.DeadLetters(ctx, 9))
			same(t, "dead letters", keysOf(dead), []string{"bad"})
			same(t, "kept", []string{string(dead[0].Body), dead[0].Reference, dead[0].Reason}, []string{"", "7K2F", "boom again"})
			kept, _, err := tx.Inbox(ctx, "bad")
			check(t, err)
			same(t, "with what was said", string(kept.Body), "张某，科长 bad")
			counts, oldest, err := tx.InboxCounts(ctx)
			check(t, err)
			same(t, "counts", counts, map[string]int{db.InboxDead: 1, db.InboxHandled: 1})
			same(t, "nothing waits", oldest.IsZero(), true)
		})
	})
}

// A worker that dies leaves its row to the next when the lease ends; one that
// was only slow changes nothing any more, also when the next is of the same
// process.
func TestInboxLeaseRunsOut(t *testing.T) {
	t.Parallel()
	clock := newHand(start)
	dbtest.EachWith(t, db.Options{Wall: clock.now}, func(t *testing.T, d *db.DB) {
		putInbox(t, d, said("a", "D1", 1))
		slow := claimInbox(t, d, "next", 9)[0]
		clock.add(lease - time.Microsecond)
		same(t, "held", keysOf(claimInbox(t, d, "next", 9)), []string{})
		write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.ExtendInbox(ctx, slow, lease)) })
		clock.add(lease - time.Microsecond)
		same(t, "extended", keysOf(claimInbox(t, d, "next", 9)), []string{})
		clock.add(time.Microsecond)
		next := claimInbox(t, d, "next", 9)
		same(t, "given again", keysOf(next), []string{"a"})
		same(t, "attempts", next[0].Attempts, 2)
		for name, late := range lateSteps(slow) {
			err := d.InTx(t.Context(), late)
			if !errors.Is(err, db.ErrLeaseLost) {
				t.Errorf("%s by the slow worker: %v", name, err)
			}
		}
		write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.HandleInbox(ctx, next[0])) })
		if err := d.InTx(t.Context(), lateSteps(next[0])["handle"]); !errors.Is(err, db.ErrLeaseLost) {
			t.Errorf("handled twice: %v", err)
		}
	})
}

func lateSteps(r db.InboxRow) map[string]func(context.Context, *db.Tx) error {
	return map[string]func(context.Context, *db.Tx) error{
		"handle": func(ctx context.Context, tx *db.Tx) error { return tx.HandleInbox(ctx, r) },
		"retry":  func(ctx context.Context, tx *db.Tx) error { return tx.RetryInbox(ctx, r, 0, "") },
		"bury":   func(ctx context.Context, tx *db.Tx) error { return tx.BuryInbox(ctx, r, "", "") },
		"extend": func(ctx context.Context, tx *db.Tx) error { return tx.ExtendInbox(ctx, r, lease) },
	}
}

func TestReleaseInbox(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putInbox(t, d, said("a", "D1", 1), said("b", "D2", 2))
		claimInbox(t, d, "old", 1)
		claimInbox(t, d, "new", 1)
		write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.ReleaseInbox(ctx, "new")) })
		same(t, "released", keysOf(claimInbox(t, d, "new", 9)), []string{"a"})
	})
}

func TestInboxState(t *testing.T) {
	t.Parallel()
	clock := newHand(start)
	dbtest.EachWith(t, db.Options{Wall: clock.now}, func(t *testing.T, d *db.DB) {
		now := clock.now().UTC()
		state := func(want db.QueueState) {
			t.Helper()
			read(t, d, func(ctx context.Context, tx *db.Tx) {
				same(t, "state", must[db.QueueState](t)(tx.InboxState(ctx)), want)
			})
		}
		state(db.QueueState{})
		putInbox(t, d, said("a", "D1", 1), said("b", "D1", 2), said("c", "D2", 3))
		state(db.QueueState{Ready: 3})
		rows := claimInbox(t, d, "w", 9)
		state(db.QueueState{Ready: 1, Busy: 2, Next: now.Add(lease)})
		write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.RetryInbox(ctx, rows[1], time.Second, "")) })
		state(db.QueueState{Ready: 1, Busy: 1, Next: now.Add(time.Second)})
	})
}

// Workers that claim at once never get the same row, nor two of a conversation;
// every row is handled once.
func TestInboxWorkersAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		const workers, conversations, each = 8, 5, 8
		for s := range each {
			for c := range conversations {
				putInbox(t, d, said(fmt.Sprintf("%d-%02d", c, s), fmt.Sprintf("D%d", c), s))
			}
		}
		var mu sync.Mutex
		running, done := map[string]bool{}, map[string][]string{}
		begin := func(r db.InboxRow) {
			mu.Lock()
			defer mu.Unlock()
			if running[r.Conversation] {
				t.Errorf("two of conversation %s at once", r.Conversation)
			}
			running[r.Conversation] = true
		}
		end := func(r db.InboxRow) {
			mu.Lock()
			defer mu.Unlock()
			running[r.Conversation] = false
			done[r.Conversation] = append(done[r.Conversation], r.Key)
		}
		together(workers, func(i int) { work(t, d, fmt.Sprintf("w%d", i), begin, end) })
		for c, keys := range done {
			same(t, "each once, in order, in "+c, len(keys), each)
			same(t, "order in "+c, slices.IsSorted(keys), true)
		}
		same(t, "conversations", len(done), conversations)
	})
}

// work claims and handles until nothing is pending.
func work(t *testing.T, d *db.DB, holder string, begin, end func(db.InboxRow)) {
	for {
		var rows []db.InboxRow
		var state db.QueueState
		err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
			if rows, err = tx.ClaimInbox(ctx, db.Claim{Holder: holder, Lease: lease, Limit: 2}); err == nil {
				state, err = tx.InboxState(ctx)
			}
			return err
		})
		for _, r := range rows {
			begin(r)
			end(r)
			err = errors.Join(err, d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error { return tx.HandleInbox(ctx, r) }))
		}
		if err != nil {
			t.Error(err)
		}
		if err != nil || len(rows) == 0 && state == (db.QueueState{}) {
			return
		}
	}
}

// A conversation that is being handled has nothing to claim, whatever waits in it.
func TestFreeConversation(t *testing.T) {
	t.Parallel()
	clock := newHand(start)
	dbtest.EachWith(t, db.Options{Wall: clock.now}, func(t *testing.T, d *db.DB) {
		free := func(want bool) {
			t.Helper()
			read(t, d, func(ctx context.Context, tx *db.Tx) {
				same(t, "free", must[bool](t)(tx.FreeConversation(ctx)), want)
			})
		}
		free(false)
		putInbox(t, d, said("a", "D1", 1), said("b", "D1", 2))
		free(true)
		rows := claimInbox(t, d, "w", 9)
		free(false)
		putInbox(t, d, said("c", "D2", 3))
		free(true)
		claimInbox(t, d, "w", 9)
		free(false)
		write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.RetryInbox(ctx, rows[0], time.Second, "")) })
		free(true) // the other one
		claimInbox(t, d, "w", 9)
		free(false)
		clock.add(2 * time.Second)
		free(false)
	})
}
