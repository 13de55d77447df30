package db

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// line begins transactions one after another while the gate is held, and returns
// the order in which they had their turn.
func line(t *testing.T, g *gate, names ...string) (order []string) {
	t.Helper()
	var mu sync.Mutex
	for _, name := range names {
		ctx := t.Context()
		if name[0] == '!' {
			ctx = Hurry(ctx)
		}
		go func() {
			if err := g.enter(ctx); err != nil {
				t.Error(err)
				return
			}
			defer g.leave(ctx)
			mu.Lock()
			defer mu.Unlock()
			order = append(order, name)
		}()
		synctest.Wait()
	}
	g.leave(t.Context())
	synctest.Wait()
	return order
}

func TestWhoIsInAHurryGoesFirst(t *testing.T) {
	for _, c := range []struct{ come, turns []string }{
		{[]string{"a", "b", "c"}, []string{"a", "b", "c"}},
		{[]string{"a", "!b", "c", "!d"}, []string{"!b", "!d", "a", "c"}},
		{[]string{"!a"}, []string{"!a"}},
	} {
		synctest.Test(t, func(t *testing.T) {
			g := &gate{narrow: true}
			if err := g.enter(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := line(t, g, c.come...); !slices.Equal(got, c.turns) {
				t.Errorf("%v came, their turns were %v", c.come, got)
			}
		})
	}
}

func TestWideGateHoldsNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &gate{}
		for range 3 {
			if err := g.enter(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// Whoever gives up waiting neither keeps the gate nor loses another's turn.
func TestGateLetsOneInAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &gate{narrow: true}
		var inside, entered, gaveUp atomic.Int32
		var all sync.WaitGroup
		for n := range 400 {
			all.Go(func() {
				ctx, cancel := context.WithTimeout(t.Context(), time.Duration(1+rand.IntN(300))*time.Millisecond)
				defer cancel()
				if n%3 == 0 {
					ctx = Hurry(ctx)
				}
				time.Sleep(time.Duration(rand.IntN(300)) * time.Millisecond)
				if err := g.enter(ctx); err != nil {
					gaveUp.Add(1)
					return
				}
				defer g.leave(ctx)
				if inside.Add(1) != 1 {
					t.Error("two at once")
				}
				time.Sleep(time.Millisecond)
				inside.Add(-1)
				entered.Add(1)
			})
		}
		all.Wait()
		if entered.Load()+gaveUp.Load() != 400 || entered.Load() == 0 || gaveUp.Load() == 0 {
			t.Errorf("%d entered, %d gave up", entered.Load(), gaveUp.Load())
		}
		if g.taken || g.rush != 0 || len(g.hurried)+len(g.others) != 0 {
			t.Errorf("left behind: taken %v, rush %d, waiting %d and %d", g.taken, g.rush, len(g.hurried), len(g.others))
		}
	})
}

func TestLull(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &DB{write: &pool{gate: gate{narrow: true}}}
		lull := func() time.Duration {
			start := time.Now()
			d.Lull(t.Context())
			return time.Since(start)
		}
		if got := lull(); got != 0 {
			t.Errorf("waited %s for nobody", got)
		}
		hurried := Hurry(t.Context())
		if err := d.write.gate.enter(hurried); err != nil {
			t.Fatal(err)
		}
		if got := lull(); got < lullWithin || got > lullWithin+lullAfter {
			t.Errorf("waited %s while there was no lull", got)
		}
		d.write.gate.leave(hurried)
		if got := lull(); got != lullAfter {
			t.Errorf("waited %s after the last", got)
		}
	})
}

// A text that was run once is prepared for the next, with the same result.
func TestStatementsAreKept(t *testing.T) {
	d, err := Open(t.Context(), t.TempDir()+"/x.db", Options{Keys: []Key{NewKey()}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}()
	const query = `SELECT COUNT(*) FROM inbox WHERE key <> ?`
	for n := range 3 {
		var got int
		err := d.View(t.Context(), func(ctx context.Context, tx *Tx) error {
			_, err := tx.get(ctx, &got, query, "none")
			return err
		})
		if err != nil || got != n {
			t.Fatalf("after %d rows: %d, %v", n, got, err)
		}
		if d.read.made.of(query) == nil {
			t.Errorf("not prepared after %d", n)
		}
		err = d.InTx(t.Context(), func(ctx context.Context, tx *Tx) error {
			_, err := tx.PutInbox(ctx, []InboxRow{{Key: fmt.Sprint(n), Conversation: "C"}})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Texts that come once each must not fill the memory, nor hold up a reader.
func TestStatementsAreBounded(t *testing.T) {
	d, err := Open(t.Context(), Memory, Options{Keys: []Key{NewKey()}})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 2 * maxStatements {
		err = errors.Join(err, d.View(t.Context(), func(ctx context.Context, tx *Tx) error {
			var got int
			_, err := tx.get(ctx, &got, fmt.Sprintf("SELECT %d", n))
			return err
		}))
	}
	if got := len(d.read.made.made); err != nil || got != maxStatements {
		t.Errorf("%d kept, %v", got, err)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
}
