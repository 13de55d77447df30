package outbox

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"steward/db"
)

// dieAt lets a process run until it ends suddenly, or has nothing to do. It
// reports which. Its leases then run out.
func (k *desk) dieAt(t *testing.T, s *sudden) bool {
	t.Helper()
	b := k.another()
	b.at, k.slack.at = s.at, s.at
	b.Start(t.Context())
	died := dies(t, b, s)
	stop(t, b)
	k.slack.at = func(step) {}
	k.wall.move(3 * time.Minute)
	return died
}

func dies(t *testing.T, b *Outbox, s *sudden) bool {
	t.Helper()
	for {
		select {
		case <-s.died:
			return true
		case <-time.After(5 * time.Millisecond):
			if idle, err := b.Idle(t.Context()); err != nil || idle {
				return false
			}
		}
	}
}

// TestCrash ends the process at each step of its own and of a delivery, at the
// first and at later times it comes there, three processes in a row. In the end
// everything stands in Slack once, in order, and nothing is in doubt.
func TestCrash(t *testing.T) {
	steps := append([]step{beforeClaim, afterClaim, beforeDeliver, afterDeliver, inRecord, afterRecord}, inSteps()...)
	for _, s := range steps {
		for _, n := range []int{1, 2} {
			t.Run(fmt.Sprintf("%s, time %d", s, n), func(t *testing.T) {
				onBoth(t, func(t *testing.T, k *desk) { crash(t, k, s, n) })
			})
		}
	}
}

func crash(t *testing.T, k *desk, s step, n int) {
	want := map[string][]string{}
	for i := range 4 {
		for _, person := range []string{"U1", "U2"} {
			about := fmt.Sprint("note ", i)
			if i%2 == 1 {
				about = fmt.Sprint("document ", i)
			}
			put(t, k.db, note(person, about))
			want[person] = append(want[person], about)
		}
	}
	deaths := 0
	for range 3 {
		if k.dieAt(t, newSudden(s, n)) {
			deaths++
		}
	}
	if deaths == 0 {
		t.Fatal("it never came to the step")
	}
	k.run(t)
	for person, list := range want {
		if diff := cmp.Diff(list, k.slack.said(person)); diff != "" {
			t.Errorf("to %s (-want +got):\n%s", person, diff)
		}
	}
	checkLedger(t, k)
}

// checkLedger wants each message sent, where the ledger says, its document
// shared once.
func checkLedger(t *testing.T, k *desk) {
	t.Helper()
	for _, r := range rows(t, k.db) {
		x := k.slack.with(r.Post.TS)
		if r.State != db.MessageSent || x.key != r.UID || x.shared != r.Post.File {
			t.Errorf("message %d is %s (%s) at %+v, where %+v stands", r.ID, r.State, r.Reason, r.Post, x)
		}
	}
}

// TestAnOnlyProcessNeedNotWait: where no other process can be at work, the next
// one takes up at once what the last had claimed, and looks first.
func TestAnOnlyProcessNeedNotWait(t *testing.T) {
	onBoth(t, func(t *testing.T, k *desk) {
		put(t, k.db, note("U1", "a"))
		s := newSudden(posted, 1)
		dead := k.another()
		dead.at, k.slack.at = s.at, s.at
		dead.Start(t.Context())
		dies(t, dead, s)
		stop(t, dead)
		k.slack.at = func(step) {}
		next := k.another()
		next.Start(t.Context())
		if k.db.Replicas() {
			time.Sleep(50 * time.Millisecond)
			if k.slack.looks != 0 {
				t.Error("taken from a replica that may live")
			}
			k.wall.move(3 * time.Minute)
		}
		settle(t, next)
		stop(t, next)
		if got := k.slack.said(""); !slices.Equal(got, []string{"a"}) || k.slack.looks != 1 {
			t.Errorf("said %v after %d looks", got, k.slack.looks)
		}
		checkLedger(t, k)
	})
}
