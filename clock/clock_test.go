package clock

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

// start is the first day of the demo, 09:00 in Shanghai.
func start() time.Time { return time.Date(2018, 11, 20, 1, 0, 0, 0, time.UTC) }

// diary is a life that writes down what it lives through.
type diary struct {
	clock   *Clock
	due     []time.Time
	run     []time.Time // what Run was called with
	seen    []time.Time // what the clock said then, and after settling
	settled int
	slow    time.Duration // wall time each instant takes
	fail    time.Time     // Run fails here
	next    func(after time.Time) (time.Time, bool, error)
}

var errDiary = errors.New("no ink")

func (d *diary) Next(_ context.Context, now time.Time) (time.Time, bool, error) {
	if d.next != nil {
		return d.next(now)
	}
	for _, t := range d.due {
		if t.After(now) {
			return t, true, nil
		}
	}
	return time.Time{}, false, nil
}

func (d *diary) Run(_ context.Context, now time.Time) error {
	if now.Equal(d.fail) {
		return errDiary
	}
	d.run = append(d.run, now)
	d.seen = append(d.seen, d.clock.Now())
	time.Sleep(d.slow)
	return nil
}

func (d *diary) Settle(context.Context) error {
	d.settled++
	d.seen = append(d.seen, d.clock.Now())
	return nil
}

func TestRunsOnAtWallSpeed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(start())
		time.Sleep(90 * time.Second)
		if want := start().Add(90 * time.Second); !c.Now().Equal(want) || c.Now().Location() != time.UTC {
			t.Errorf("after 90 s: %v, want %v", c.Now(), want)
		}
		time.Sleep(1500 * time.Nanosecond)
		if got := c.Now().Nanosecond(); got != 1000 {
			t.Errorf("nanoseconds %d: not cut to microseconds", got)
		}
		if wall := New(time.Time{}); !wall.Now().Equal(micro(time.Now())) {
			t.Errorf("the zero time is not the machine's: %v", wall.Now())
		}
	})
}

func TestAdvanceStandsStillAtEachInstant(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(start())
		day := func(n int) time.Time { return start().AddDate(0, 0, n) }
		d := &diary{clock: c, due: []time.Time{day(-1), day(10), day(17), day(30)}, slow: time.Minute}
		if err := c.Advance(t.Context(), day(24), d); err != nil {
			t.Fatal(err)
		}
		want := []time.Time{day(0), day(10), day(17), day(24)}
		if !slices.Equal(d.run, want) {
			t.Errorf("lived through %v, want %v", d.run, want)
		}
		for i, at := range d.seen {
			if !at.Equal(want[i/2]) {
				t.Errorf("look %d: the clock said %v during %v", i, at, want[i/2])
			}
		}
		time.Sleep(time.Second)
		if got := c.Now(); !got.Equal(day(24).Add(time.Second)) {
			t.Errorf("it runs on from %v", got)
		}
	})
}

func TestAdvanceRefusesThePast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(start())
		err := c.Advance(t.Context(), start().Add(-time.Second), &diary{clock: c})
		if !errors.Is(err, ErrBack) || !c.Now().Equal(start()) {
			t.Errorf("error %v, clock %v", err, c.Now())
		}
	})
}

func TestMovesQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(start())
		done := make(chan error)
		for _, days := range []int{3, 5} {
			go func() {
				d := &diary{clock: c, slow: time.Hour}
				done <- c.Advance(t.Context(), start().AddDate(0, 0, days), d)
			}()
			synctest.Wait() // the first holds the clock, the second queues
		}
		for range 2 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		if want := start().AddDate(0, 0, 5); !c.Now().Equal(want) {
			t.Errorf("clock %v, want %v", c.Now(), want)
		}
		go func() { done <- c.Advance(t.Context(), c.Now(), &diary{clock: c, slow: time.Hour}) }()
		synctest.Wait()
		tired, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		if err := c.Advance(tired, start().AddDate(1, 0, 0), &diary{clock: c}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a move that waited too long: %v", err)
		}
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func TestAdvanceStopsWhereLifeFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(start())
		bad := start().AddDate(0, 0, 2)
		d := &diary{clock: c, due: []time.Time{bad}, fail: bad}
		if err := c.Advance(t.Context(), start().AddDate(0, 0, 9), d); !errors.Is(err, errDiary) {
			t.Errorf("error %v", err)
		}
		if !c.Now().Equal(bad) {
			t.Errorf("clock %v, want where it failed, %v", c.Now(), bad)
		}
	})
}

// TestAdvanceStaysForWhatComesUpAtOnce: what an instant brings about that is due
// by then is lived through there, not at the next.
func TestAdvanceStaysForWhatComesUpAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(start())
		more := []time.Time{start().Add(-time.Hour), start()}
		d := &diary{clock: c}
		d.next = func(time.Time) (time.Time, bool, error) {
			if len(more) == 0 {
				return time.Time{}, false, nil
			}
			next := more[0]
			more = more[1:]
			return next, true, nil
		}
		to := start().AddDate(0, 0, 1)
		if err := c.Advance(t.Context(), to, d); err != nil {
			t.Fatal(err)
		}
		if want := []time.Time{start(), start(), start(), to}; !slices.Equal(d.run, want) {
			t.Errorf("lived through %v, want %v", d.run, want)
		}
	})
}

func TestAdvanceGivesUpWhatNeverEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(start())
		d := &diary{clock: c, next: func(now time.Time) (time.Time, bool, error) { return now, true, nil }}
		err := c.Advance(t.Context(), start().AddDate(0, 0, 1), d)
		if !errors.Is(err, errStuck) || !c.Now().Equal(start()) {
			t.Errorf("error %v, clock %v", err, c.Now())
		}
	})
}

// TestAdvanceVisitsAllInOrder: whatever is due and wherever it goes, each due
// instant in between is visited once, in order, and the last visit is the aim.
func TestAdvanceVisitsAllInOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		offsets := rapid.SliceOfNDistinct(rapid.Int64Range(-1000, 5_000_000), 0, 20, rapid.ID).Draw(rt, "due ns")
		slices.Sort(offsets)
		aim := rapid.Int64Range(0, 4000).Draw(rt, "aim µs")
		synctest.Test(t, func(*testing.T) {
			c := New(start())
			d := &diary{clock: c}
			for _, ns := range offsets {
				d.due = append(d.due, start().Add(time.Duration(ns)))
			}
			to := start().Add(time.Duration(aim) * time.Microsecond)
			if err := c.Advance(context.Background(), to, d); err != nil {
				rt.Fatal(err)
			}
			if !slices.IsSortedFunc(d.run, time.Time.Compare) || !d.run[len(d.run)-1].Equal(to) || d.settled != len(d.run) {
				rt.Fatalf("visits %v to %v, settled %d", d.run, to, d.settled)
			}
			for _, due := range d.due {
				visit := slices.IndexFunc(d.run, func(v time.Time) bool { return !v.Before(due) })
				if !due.After(to) && (visit < 0 || d.run[visit].Sub(due) >= time.Microsecond && due.After(start())) {
					rt.Fatalf("due at %v, visits %v", due, d.run)
				}
			}
		})
	})
}
