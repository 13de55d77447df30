package inbox

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"steward/db"
	"steward/db/dbtest"
)

func TestAcceptOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, d *db.DB, _ *wall) {
		i := New(d, Options{Handle: reply, GiveUp: apologise})
		var mu sync.Mutex
		fresh := map[string]int{}
		var all sync.WaitGroup
		for n := range 60 {
			all.Go(func() {
				it := item("C1", n%20) // each three times
				is, err := i.Accept(t.Context(), it)
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				if is {
					fresh[it.Key]++
				}
			})
		}
		all.Wait()
		for n := range 20 {
			if key := item("C1", n).Key; fresh[key] != 1 {
				t.Errorf("%s was new %d times", key, fresh[key])
			}
		}
		i.Start(t.Context())
		settle(t, i)
		stop(t, i)
		if got := replies(t, d); len(got) != 20 {
			t.Errorf("%d replies to 20 items", len(got))
		}
		if is, err := i.Accept(t.Context(), item("C1", 7)); is || err != nil {
			t.Errorf("a repetition of what was handled: new %v, error %v", is, err)
		}
		if r := row(t, d, "C1/7"); r.State != db.InboxHandled || r.Body != nil {
			t.Errorf("handled row: state %s, body %q", r.State, r.Body)
		}
	})
}

func TestAcceptEndsWithItsContext(t *testing.T) {
	i := New(dbtest.Open(t, dbtest.SQLite(t), db.Options{}), Options{Handle: reply, GiveUp: apologise})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := i.Accept(ctx, item("C1", 1)); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err) // that it was kept in time is right too
	}
	if is, err := i.Accept(t.Context(), item("C1", 2)); !is || err != nil {
		t.Errorf("the next one: new %v, error %v", is, err)
	}
}

// observer notes what is handled at the same time, and in which order.
type observer struct {
	mu    sync.Mutex
	now   map[string]int // by conversation
	most  int            // at once, of all
	order map[string][]string
	wrong []string
}

func (o *observer) handle(ctx context.Context, tx *db.Tx, it Item) error {
	o.note(it, 1)
	time.Sleep(time.Duration(rand.IntN(2000)) * time.Microsecond)
	defer o.note(it, -1)
	return reply(ctx, tx, it)
}

func (o *observer) note(it Item, n int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.now[it.Conversation] += n
	if o.now[it.Conversation] > 1 {
		o.wrong = append(o.wrong, it.Key)
	}
	if n > 0 {
		o.order[it.Conversation] = append(o.order[it.Conversation], it.TS)
	}
	busy := 0
	for _, n := range o.now {
		busy += n
	}
	o.most = max(o.most, busy)
}

func TestOneAtATimePerConversationInOrder(t *testing.T) {
	onBoth(t, func(t *testing.T, d *db.DB, _ *wall) {
		o := &observer{now: map[string]int{}, order: map[string][]string{}}
		i := New(d, Options{Handle: o.handle, GiveUp: apologise, Workers: 3})
		var items []Item
		for c := range 5 {
			for n := range 12 {
				items = append(items, item(fmt.Sprint("C", c), n))
			}
		}
		rand.Shuffle(len(items), func(a, b int) { items[a], items[b] = items[b], items[a] })
		accept(t, i, items...)
		i.Start(t.Context())
		settle(t, i)
		stop(t, i)
		if len(o.wrong) > 0 || o.most > 3 {
			t.Errorf("two at once in one conversation: %v; at most %d at once", o.wrong, o.most)
		}
		for c, order := range o.order {
			if !slices.IsSorted(order) || len(order) != 12 {
				t.Errorf("%s handled in the order %v", c, order)
			}
		}
		if got := replies(t, d); len(got) != 60 {
			t.Errorf("%d replies", len(got))
		}
	})
}

func TestTwoReplicasShareTheWork(t *testing.T) {
	address := dbtest.Postgres(t)
	o := &observer{now: map[string]int{}, order: map[string][]string{}}
	var both [2]*Inbox
	for n := range both {
		both[n] = New(dbtest.Open(t, address, db.Options{}), Options{Handle: o.handle, GiveUp: apologise, Poll: 10 * time.Millisecond})
		both[n].Start(t.Context())
		defer stop(t, both[n])
	}
	for c := range 4 {
		for n := range 10 {
			accept(t, both[n%2], item(fmt.Sprint("C", c), n), item(fmt.Sprint("C", c), n))
		}
	}
	settle(t, both[0])
	if got := replies(t, both[1].db); len(got) != 40 || len(o.wrong) > 0 {
		t.Errorf("%d replies to 40 items, two at once: %v", len(got), o.wrong)
	}
}

func TestFailureLeavesNothingBehind(t *testing.T) {
	onBoth(t, func(t *testing.T, d *db.DB, _ *wall) {
		var mu sync.Mutex
		calls := map[string]int{}
		handle := func(ctx context.Context, tx *db.Tx, it Item) error {
			mu.Lock()
			calls[it.Key]++
			n := calls[it.Key]
			mu.Unlock()
			if err := reply(ctx, tx, it); err != nil {
				return err
			}
			switch {
			case it.Key == "C1/1" && n == 1:
				return errors.New("the first time never works")
			case it.Key == "C2/1" && n == 1:
				panic("nor does this")
			case it.Key == "C3/1" && n == 1:
				<-ctx.Done()
				return ctx.Err()
			}
			return nil
		}
		i := New(d, Options{
			Handle: handle, GiveUp: apologise, Backoff: []time.Duration{10 * time.Millisecond}, HandleWithin: 300 * time.Millisecond,
		})
		accept(t, i, item("C1", 1), item("C2", 1), item("C3", 1))
		i.Start(t.Context())
		settle(t, i)
		stop(t, i)
		if got := sorted(replies(t, d)); !slices.Equal(got, []string{"C1/1", "C2/1", "C3/1"}) {
			t.Errorf("replies %v", got)
		}
		for key, words := range map[string]string{"C1/1": "never works", "C2/1": "panic: nor does this", "C3/1": "deadline"} {
			if r := row(t, d, key); r.Attempts != 2 || !strings.Contains(r.Reason, words) || strings.Contains(r.Reason, "\n") {
				t.Errorf("%s: %d attempts, reason %q", key, r.Attempts, r.Reason)
			}
		}
	})
}

func TestDeadLetterHasAnApology(t *testing.T) {
	onBoth(t, func(t *testing.T, d *db.DB, _ *wall) {
		always := func(ctx context.Context, tx *db.Tx, it Item) error {
			if it.Key == "C1/1" {
				return errors.Join(reply(ctx, tx, it), errors.New("broken"))
			}
			return reply(ctx, tx, it)
		}
		var committed sync.WaitGroup
		committed.Add(3)
		i := New(d, Options{
			Handle: always, GiveUp: apologise, Backoff: []time.Duration{time.Millisecond}, MaxAttempts: 3, Committed: committed.Done,
		})
		accept(t, i, item("C1", 1), item("C1", 2), item("C2", 1))
		i.Start(t.Context())
		committed.Wait() // two replies and the apology
		settle(t, i)
		stop(t, i)
		ref := Reference("C1/1")
		if got := sorted(replies(t, d)); !slices.Equal(got, []string{"C1/1 sorry " + ref, "C1/2", "C2/1"}) {
			t.Errorf("replies %v", got)
		}
		r := row(t, d, "C1/1")
		if r.State != db.InboxDead || r.Attempts != 3 || r.Reference != ref || string(r.Body) != "你好" {
			t.Errorf("dead letter %+v", r)
		}
	})
}

func TestDeadLetterIsKeptWithoutAnApology(t *testing.T) {
	for name, giveUp := range map[string]func(context.Context, *db.Tx, Item, string) error{
		"error": func(context.Context, *db.Tx, Item, string) error { return errors.New("no words") },
		"panic": func(context.Context, *db.Tx, Item, string) error { panic("no words") },
	} {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, d *db.DB, _ *wall) {
				broken := func(context.Context, *db.Tx, Item) error { return errors.New("broken") }
				i := New(d, Options{Handle: broken, GiveUp: giveUp, MaxAttempts: 1})
				accept(t, i, item("C1", 1))
				i.Start(t.Context())
				settle(t, i)
				stop(t, i)
				if r := row(t, d, "C1/1"); r.State != db.InboxDead || r.Reason != "broken" {
					t.Errorf("state %s, reason %q", r.State, r.Reason)
				}
			})
		})
	}
}

// TestWhatCannotBeUnsealed: such an item is a dead letter at once, with an apology
// to whose it was, and holds up nobody.
func TestWhatCannotBeUnsealed(t *testing.T) {
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		d := dbtest.Open(t, address, db.Options{})
		i := New(d, Options{Handle: reply, GiveUp: func(ctx context.Context, tx *db.Tx, it Item, ref string) error {
			if it.Body != nil || it.Person != "UC1" {
				t.Errorf("given up: %+v", it)
			}
			return apologise(ctx, tx, it, ref)
		}})
		accept(t, i, item("C1", 1), item("C1", 2), item("C2", 1))
		dbtest.Spoil(t, address, `UPDATE inbox SET body = (SELECT body FROM inbox WHERE key = 'C2/1') WHERE key = 'C1/1'`)
		i.Start(t.Context())
		settle(t, i)
		stop(t, i)
		if got := sorted(replies(t, d)); !slices.Equal(got, []string{"C1/1 sorry " + Reference("C1/1"), "C1/2", "C2/1"}) {
			t.Errorf("replies %v", got)
		}
		err := d.View(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			dead, err := tx.DeadLetters(ctx, 9)
			if len(dead) != 1 || dead[0].Attempts != 1 || !strings.Contains(dead[0].Reason, "cannot be opened") {
				t.Errorf("dead letters %+v", dead)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestReference(t *testing.T) {
	seen := map[string]bool{}
	for n := range 200 {
		ref := Reference(fmt.Sprint("key", n))
		if len(ref) != referenceSize || strings.Trim(ref, alphabet) != "" {
			t.Fatalf("reference %q", ref)
		}
		seen[ref] = true
	}
	if len(seen) < 195 || Reference("C1/1") != "74Q3" {
		t.Errorf("%d references of 200 keys; that of C1/1, which may stand in a log: %s", len(seen), Reference("C1/1"))
	}
}
