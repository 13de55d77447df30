package outbox

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"testing"
	"time"

	"steward/db"
)

// TestCommits: what a message costs in durable commits, each a wait for the disk:
// one to claim it, one for its outcome, and one for a document's id.
func TestCommits(t *testing.T) {
	for about, want := range map[string]int64{"note": 2, "document": 3} {
		t.Run(about, func(t *testing.T) {
			onBoth(t, func(t *testing.T, k *desk) {
				put(t, k.db, note("U1", about))
				before := k.db.Commits()
				if !k.db.Replicas() {
					before++ // the only process begins with a release
				}
				k.run(t)
				if got := k.db.Commits() - before; got != want || len(k.slack.said("U1")) != 1 {
					t.Errorf("%d commits, want %d", got, want)
				}
			})
		})
	}
}

// hold makes the first write of b wait until it is let go.
func hold(b *Outbox, end func()) (reached, let chan struct{}) {
	reached, let = make(chan struct{}), make(chan struct{})
	var once sync.Once
	b.at = func(s step) {
		if s != inRecord {
			return
		}
		once.Do(func() {
			close(reached)
			<-let
			end()
		})
	}
	return reached, let
}

// wait returns when so many wait at the desk.
func (l *ledgerDesk) wait(t *testing.T, n int) {
	t.Helper()
	for range 2000 {
		l.mu.Lock()
		there := len(l.waiting)
		l.mu.Unlock()
		if there == n {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatalf("not %d are waiting", n)
}

var errBroken = errors.New("broken")

// mixed is many outcomes of which one fails and one has lost its lease.
func mixed(n int) outcome {
	return func(ctx context.Context, tx *db.Tx) error {
		switch n {
		case 3:
			return errBroken
		case 5:
			return db.ErrLeaseLost
		}
		_, err := Put(ctx, tx, note("U1", "a"))
		return err
	}
}

// TestOutcomesAreWrittenTogether: those that come while a commit is under way share
// the next; what is wrong with one is no other's matter.
func TestOutcomesAreWrittenTogether(t *testing.T) {
	for name, tc := range map[string]struct {
		wrong   int // the outcome that is wrong among 1…8
		commits int64
	}{
		"all is well":      {0, 2},
		"a lease was lost": {5, 2},
		"one fails":        {3, 1 + 7},
	} {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, k *desk) {
				reached, let := hold(k.box, func() {})
				errs := make([]error, 9)
				var all sync.WaitGroup
				before := k.db.Commits()
				all.Go(func() { errs[0] = k.box.record(t.Context(), mixed(0)) })
				<-reached
				for n := 1; n < len(errs); n++ {
					what := 0
					if n == tc.wrong {
						what = n
					}
					all.Go(func() { errs[n] = k.box.record(t.Context(), mixed(what)) })
				}
				k.box.desk.wait(t, 8)
				close(let)
				all.Wait()
				for n, err := range errs {
					if (err != nil) != (n == tc.wrong && n != 0) {
						t.Errorf("outcome %d: %v", n, err)
					}
				}
				if n := k.db.Commits() - before; n != tc.commits {
					t.Errorf("%d commits, want %d", n, tc.commits)
				}
			})
		})
	}
}

// TestALeaderThatDies leaves its own batch unwritten, and the lead to the next.
func TestALeaderThatDies(t *testing.T) {
	onBoth(t, func(t *testing.T, k *desk) {
		reached, let := hold(k.box, runtime.Goexit)
		errs := []error{errBroken, errBroken, errBroken}
		var all sync.WaitGroup
		all.Go(func() { errs[0] = k.box.record(t.Context(), mixed(0)) })
		<-reached
		for n := 1; n < len(errs); n++ {
			all.Go(func() { errs[n] = k.box.record(t.Context(), mixed(0)) })
		}
		k.box.desk.wait(t, 2)
		close(let)
		all.Wait()
		if errs[0] == nil || errs[1] != nil || errs[2] != nil || len(rows(t, k.db)) != 2 {
			t.Errorf("errors %v, written %d", errs, len(rows(t, k.db)))
		}
	})
}
