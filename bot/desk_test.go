package bot

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// gathering keeps nothing until many things wait, as one commit keeps them all.
type gathering struct {
	inboxFake
	many int

	mu      sync.Mutex
	waiting []func()
	order   []string
}

func (g *gathering) Take(it Item, done func(bool, error)) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.order = append(g.order, it.In.TS)
	g.waiting = append(g.waiting, func() { done(true, nil) })
	if len(g.waiting) < g.many {
		return
	}
	all := g.waiting
	g.waiting = nil
	go func() {
		for _, tell := range all {
			tell()
		}
	}()
}

// What is said in one conversation is kept in its order, and none of it waits for
// the commit of what was said before: one for each would be far too slow.
func TestOneConversationSharesACommit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const many = 100
		s := newStage(t, 1)
		inbox := &gathering{many: many}
		s.bot.inbox = inbox
		s.start()
		defer s.finish()
		c := s.connections()[0]
		acks := s.acks(c)
		var want []string
		for n := range many {
			ts := fmt.Sprintf("1.%06d", n)
			want = append(want, ts)
			s.write(c, mention(fmt.Sprint(n), ts))
		}
		synctest.Wait()
		if len(acks) != many {
			t.Errorf("%d of %d acknowledged", len(acks), many)
		}
		inbox.mu.Lock()
		defer inbox.mu.Unlock()
		if diff := cmp.Diff(want, inbox.order); diff != "" {
			t.Error(diff)
		}
	})
}

// clickIn is an envelope with a click in a channel, of a key of its own.
func clickIn(channel string, n int) string {
	return fmt.Sprintf(`{"type":"interactive","envelope_id":"%d","payload":{"type":"block_actions","trigger_id":"t%d",`+
		`"user":{"id":"U1"},"channel":{"id":"%s"},"actions":[{"action_id":"x","action_ts":"1.%06d"}]}}`, n, n, channel, n)
}

// Slack that does not tell of a channel, at once or at all, is asked once for all
// clicks, and not again for a while: all are acknowledged in time.
func TestManyClicksAskOnce(t *testing.T) {
	for name, how := range map[string]http.HandlerFunc{
		"told late":  func(w http.ResponseWriter, _ *http.Request) { time.Sleep(5 * time.Second) },
		"not told":   answers(`{"ok":false,"error":"internal_error"}`),
		"unreadable": answers(`{"ok":true,"channel":"C1"}`),
		"told":       answers(`{"ok":true,"channel":{"id":"C1","is_ext_shared":true}}`),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newStage(t, 1)
				s.methods["conversations.info"] = how
				s.start()
				defer s.finish()
				c := s.connections()[0]
				acks := s.acks(c)
				for n := range 300 {
					s.write(c, clickIn("C1", n))
				}
				time.Sleep(1500 * time.Millisecond)
				if asked := s.called("conversations.info"); asked != 1 || len(acks) != 300 {
					t.Errorf("asked %d times, acknowledged %d of 300", asked, len(acks))
				}
				items := s.inbox.kept()
				if i := slices.IndexFunc(items, func(it Item) bool { return it.In.Shared != (name == "told") }); i >= 0 {
					t.Errorf("%s is kept as %+v", items[i].Key, items[i].In)
				}
				time.Sleep(askAgain)
				s.write(c, clickIn("C1", 300))
				time.Sleep(2 * time.Second)
				if asked, again := s.called("conversations.info"), name != "told"; (asked == 2) != again {
					t.Errorf("asked %d times after a minute", asked)
				}
			})
		})
	}
}

// A search takes its time; what others say meanwhile does not wait for it, what
// the same person does comes after it.
func TestLanesKeepTheirOrder(t *testing.T) {
	release := make(chan struct{})
	var mu sync.Mutex
	var did []string
	d := newDesk(1, func(j job) bool { return j.item.Key != "slow" }, func(j job, done func()) {
		defer done()
		if j.item.Key == "slow" {
			<-release
		}
		mu.Lock()
		defer mu.Unlock()
		did = append(did, j.item.Key)
	})
	keys := []string{"prompt", "slow", "after", "last"}
	for _, key := range keys {
		if !d.put("C1", job{arrival: arrival{item: &Item{Key: key}}}) {
			t.Errorf("no room for %s", key)
		}
	}
	mu.Lock()
	if diff := cmp.Diff([]string{"prompt"}, did); diff != "" {
		t.Error(diff)
	}
	mu.Unlock()
	close(release)
	d.drain()
	if diff := cmp.Diff(keys, did); diff != "" {
		t.Error(diff)
	}
	if d.put("C1", job{}) {
		t.Error("a closed desk takes something")
	}
}

// Where there is no room, the envelope stays with Slack; what has room again is
// taken again.
func TestDeskIsBounded(t *testing.T) {
	release := make(chan struct{})
	d := newDesk(1, func(job) bool { return false }, func(_ job, done func()) {
		<-release
		done()
	})
	taken := 0
	for range 2 * laneDepth {
		if d.put("C1", job{}) {
			taken++
		}
	}
	if taken < laneDepth || taken > laneDepth+1 { // the worker has one of them, or not yet
		t.Errorf("%d taken", taken)
	}
	close(release)
	d.drain()

	var kept []func()
	d = newDesk(1, func(job) bool { return true }, func(_ job, done func()) { kept = append(kept, done) })
	for d.put("C1", job{}) && len(kept) <= mostKeeping {
	}
	if len(kept) != mostKeeping {
		t.Errorf("%d wait for the inbox", len(kept))
	}
	kept[0]()
	if !d.put("C1", job{}) {
		t.Error("no room after one was kept")
	}
}

// The end does not wait for ever for an inbox that says nothing.
func TestDrainEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(1, func(job) bool { return true }, func(job, func()) {})
		if !d.put("C1", job{}) {
			t.Fatal("no room")
		}
		began := time.Now()
		d.drain()
		if took := time.Since(began); took != ackWithin {
			t.Errorf("it took %s", took)
		}
	})
}

// Who acknowledges never waits for a connection that takes nothing.
func TestStuckConnectionHoldsNobody(t *testing.T) {
	l := newLink(t.Context())
	defer l.cancel()
	for n := range mostUnsaid {
		if err := l.ack(fmt.Sprint(n), nil); err != nil {
			t.Fatal(n, err)
		}
	}
	if err := l.ack("more", nil); !errors.Is(err, errUnsaid) {
		t.Errorf("one more: %v", err)
	}
}
