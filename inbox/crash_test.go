package inbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"steward/db"
)

// moody fails once for the first item of C1 and always for the first of C2.
func moody() func(context.Context, *db.Tx, Item) error {
	var mu sync.Mutex
	failed := map[string]bool{}
	return func(ctx context.Context, tx *db.Tx, it Item) error {
		if err := reply(ctx, tx, it); err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		if it.Key == "C2/0" || it.Key == "C1/0" && !failed[it.Key] {
			failed[it.Key] = true
			return errors.New("in a mood")
		}
		return nil
	}
}

// TestCrash ends the process at each step, at the first and at later times it
// comes there, starts another on what is left, and ends that one too. In the end
// everything that was accepted has been handled exactly once or was given up
// exactly once.
func TestCrash(t *testing.T) {
	steps := []step{beforeClaim, afterClaim, beforeHandle, afterHandle, afterCommit, beforeFail, inFail}
	for _, s := range steps {
		for _, n := range []int{1, 3} {
			t.Run(fmt.Sprintf("%s, time %d", s, n), func(t *testing.T) {
				onBoth(t, func(t *testing.T, d *db.DB, w *wall) { crash(t, d, w, func() *sudden { return newSudden(s, n) }) })
			})
		}
	}
}

func crash(t *testing.T, d *db.DB, w *wall, how func() *sudden) {
	o := Options{
		Handle: moody(), GiveUp: apologise, Workers: 2, MaxAttempts: 6,
		Backoff: []time.Duration{time.Millisecond}, Poll: 5 * time.Millisecond,
	}
	accept(t, New(d, o), item("C1", 0), item("C1", 1), item("C2", 0), item("C2", 1), item("C3", 0))
	deaths := 0
	for range 3 {
		i := New(d, o)
		s := how()
		i.at = s.at
		i.Start(t.Context())
		if dies(t, i, s) {
			deaths++
		}
		stop(t, i)
		w.move(2 * time.Minute) // the leases of the dead run out
	}
	if deaths == 0 {
		t.Fatal("it never came to the step")
	}
	last := New(d, o)
	last.Start(t.Context())
	settle(t, last)
	stop(t, last)
	checkAllDone(t, d)
}

// dies waits until the process has ended suddenly, or has nothing left to do.
func dies(t *testing.T, i *Inbox, s *sudden) bool {
	t.Helper()
	for {
		select {
		case <-s.died:
			return true
		case <-time.After(5 * time.Millisecond):
			if idle, err := i.Idle(t.Context()); err != nil || idle {
				return false
			}
		}
	}
}

func checkAllDone(t *testing.T, d *db.DB) {
	t.Helper()
	want := []string{"C1/0", "C1/1", "C2/0 sorry " + Reference("C2/0"), "C2/1", "C3/0"}
	if got := sorted(replies(t, d)); !slices.Equal(got, want) {
		t.Errorf("said %v, want %v", got, want)
	}
	for _, key := range want {
		key, _, dead := strings.Cut(key, " ")
		state := db.InboxHandled
		if dead {
			state = db.InboxDead
		}
		if r := row(t, d, key); r.State != state {
			t.Errorf("%s is %s after %d attempts, want %s", key, r.State, r.Attempts, state)
		}
	}
}

// TestAnItemThatKillsIsGivenUp: one at which the process dies each time is laid
// aside, and the others are handled.
func TestAnItemThatKillsIsGivenUp(t *testing.T) {
	onBoth(t, func(t *testing.T, d *db.DB, w *wall) {
		o := Options{GiveUp: apologise, MaxAttempts: 3, Poll: 5 * time.Millisecond, Handle: reply}
		accept(t, New(d, o), item("C1", 0), item("C2", 0))
		for range 6 {
			s := newSudden(beforeHandle, 1)
			o.Handle = func(ctx context.Context, tx *db.Tx, it Item) error {
				if it.Key == "C1/0" {
					s.at(beforeHandle)
				}
				return reply(ctx, tx, it)
			}
			i := New(d, o)
			i.Start(t.Context())
			dies(t, i, s)
			stop(t, i)
			w.move(2 * time.Minute)
		}
		if got := sorted(replies(t, d)); !slices.Equal(got, []string{"C1/0 sorry " + Reference("C1/0"), "C2/0"}) {
			t.Errorf("replies %v", got)
		}
	})
}

// TestAnOnlyProcessNeedNotWait: where no other process can be at work, the next
// one takes up at once what the last had claimed.
func TestAnOnlyProcessNeedNotWait(t *testing.T) {
	onBoth(t, func(t *testing.T, d *db.DB, w *wall) {
		o := Options{Handle: reply, GiveUp: apologise, Poll: 5 * time.Millisecond}
		accept(t, New(d, o), item("C1", 0))
		dead := New(d, o)
		s := newSudden(afterClaim, 1)
		dead.at = s.at
		dead.Start(t.Context())
		dies(t, dead, s)
		stop(t, dead)
		if r := row(t, d, "C1/0"); r.State != db.InboxRunning {
			t.Fatalf("claimed by the dead and %s", r.State)
		}
		next := New(d, o)
		next.Start(t.Context())
		if d.Replicas() {
			time.Sleep(50 * time.Millisecond)
			if got := replies(t, d); len(got) != 0 {
				t.Errorf("taken from a replica that may live: %v", got)
			}
			w.move(2 * time.Minute)
		}
		settle(t, next)
		stop(t, next)
		if got := replies(t, d); len(got) != 1 {
			t.Errorf("replies %v", got)
		}
	})
}
