package inbox

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"steward/db"
	"steward/db/dbtest"
)

// wall is the machine's time, which a test may move: leases then run out.
type wall struct {
	mu    sync.Mutex
	ahead time.Duration
}

func (w *wall) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return time.Now().Add(w.ahead)
}

func (w *wall) move(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ahead += d
}

// onBoth runs fn on each database, with a wall that can be moved.
func onBoth(t *testing.T, fn func(t *testing.T, d *db.DB, w *wall)) {
	t.Helper()
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		w := &wall{}
		fn(t, dbtest.Open(t, address, db.Options{Wall: w.now}), w)
	})
}

// item is the n-th thing of a conversation.
func item(conversation string, n int) Item {
	return Item{
		Key: fmt.Sprintf("%s/%d", conversation, n), Conversation: conversation,
		TS: fmt.Sprintf("1542675600.%06d", n), Kind: "message", Person: "U" + conversation, Body: []byte("你好"),
	}
}

func accept(t *testing.T, i *Inbox, items ...Item) {
	t.Helper()
	for _, it := range items {
		if _, err := i.Accept(t.Context(), it); err != nil {
			t.Fatal(err)
		}
	}
}

// reply is a handler's effect: a message in the outbox that names the item.
func reply(ctx context.Context, tx *db.Tx, it Item) error {
	refs, err := json.Marshal(it.Key)
	if err == nil {
		_, err = tx.PutMessage(ctx, db.MessageRow{Kind: "reply", Person: it.Person, Refs: refs})
	}
	return err
}

// apologise is what GiveUp puts.
func apologise(ctx context.Context, tx *db.Tx, it Item, ref string) error {
	it.Key += " sorry " + ref
	return reply(ctx, tx, it)
}

// replies lists what was put, in order.
func replies(t *testing.T, d *db.DB) []string {
	t.Helper()
	var keys []string
	err := d.View(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		rows, err := tx.Messages(ctx, 0, 10_000)
		for _, r := range rows {
			var key string
			if err := json.Unmarshal(r.Refs, &key); err != nil {
				return err
			}
			keys = append(keys, key)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func row(t *testing.T, d *db.DB, key string) db.InboxRow {
	t.Helper()
	var r db.InboxRow
	err := d.View(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		var ok bool
		var err error
		if r, ok, err = tx.Inbox(ctx, key); err == nil && !ok {
			err = fmt.Errorf("no row %s", key)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// settle waits until the inbox is idle, in real time or in a bubble's.
func settle(t *testing.T, i *Inbox) {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		idle, err := i.Idle(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if idle {
			return
		}
	}
	t.Fatal("not idle within a minute")
}

func stop(t *testing.T, i *Inbox) {
	t.Helper()
	if err := i.Stop(context.Background()); err != nil {
		t.Error(err)
	}
}

// sudden ends a process at the n-th time it comes to a step: from then on none
// of its goroutines gets further than its next step.
type sudden struct {
	mu   sync.Mutex
	step step
	n    int
	dead bool
	died chan struct{}
}

func newSudden(s step, n int) *sudden { return &sudden{step: s, n: n, died: make(chan struct{})} }

func (s *sudden) at(here step) {
	s.mu.Lock()
	if !s.dead && here == s.step {
		if s.n--; s.n == 0 {
			s.dead = true
			close(s.died)
		}
	}
	dead := s.dead
	s.mu.Unlock()
	if dead {
		runtime.Goexit() // what is deferred runs, so a transaction is rolled back, as by a lost connection
	}
}

// sorted is a copy in order.
func sorted(s []string) []string { return slices.Sorted(slices.Values(s)) }
