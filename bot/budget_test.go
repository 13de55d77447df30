package bot

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// posting and calling are turns of messages that nobody puts off.
func posting(channel string) turn { return turn{method: methodPost, channel: channel, calls: 1} }
func calling(method string) turn  { return turn{method: method, calls: 1} }

// took runs calls one after the other and returns how long they had to wait.
func took(t *testing.T, g *budget, calls ...turn) time.Duration {
	t.Helper()
	began := time.Now()
	for _, c := range calls {
		if err := g.take(t.Context(), c); err != nil {
			t.Fatalf("%v: %v", c, err)
		}
	}
	return time.Since(began)
}

// putOff wants a turn to be far off, and returns how far.
func putOff(t *testing.T, g *budget, c turn) time.Duration {
	t.Helper()
	var later *LaterError
	if err := g.take(t.Context(), c); !errors.As(err, &later) {
		t.Fatalf("%v is not put off: %v", c, err)
	}
	return later.After
}

func TestBudget(t *testing.T) {
	update := calling("chat.update")
	for name, c := range map[string]struct {
		limits Limits
		calls  []turn
		want   time.Duration
	}{
		"one channel, one a second":      {calls: []turn{posting("C1"), posting("C1"), posting("C1")}, want: 2 * time.Second},
		"channels do not wait":           {calls: []turn{posting("C1"), posting("C2")}},
		"a gap of our own":               {limits: Limits{Channel: 2 * time.Second}, calls: []turn{posting("C1"), posting("C1")}, want: 2 * time.Second},
		"the workspace in all":           {limits: Limits{Workspace: 60}, calls: repeatPosts(3), want: 2 * time.Second},
		"after half a second's of it":    {limits: Limits{Workspace: 240}, calls: repeatPosts(10), want: 2 * time.Second},
		"a tier, after a tenth of it":    {calls: repeat(6, update), want: 1200 * time.Millisecond},
		"off":                            {limits: Unlimited(), calls: repeat(100, posting("C1"))},
		"a method that we do not number": {calls: repeat(100, calling("auth.test"))},
		"a call that stands for more":    {calls: []turn{{method: "files.info", calls: 10}, calling("files.info")}, want: 600 * time.Millisecond},
		"what has begun does not wait":   {calls: []turn{{method: "files.info", calls: 10}, {method: "files.info", begun: true}}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				if got := took(t, newBudget(c.limits, nil), c.calls...); got != c.want {
					t.Errorf("waited %s, want %s", got, c.want)
				}
			})
		})
	}
}

// repeatPosts is n posts to as many channels.
func repeatPosts(n int) []turn {
	calls := make([]turn, n)
	for i := range calls {
		calls[i] = posting(string(rune('A' + i)))
	}
	return calls
}

// A turn that is far off takes nobody's place when nothing comes back for it.
func TestBudgetDoesNotWaitLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newBudget(Limits{Channel: 10 * time.Second}, nil)
		took(t, g, posting("C1"))
		for range 3 {
			if after := putOff(t, g, posting("C1")); after != 10*time.Second {
				t.Fatalf("the second post: in %s", after)
			}
		}
		time.Sleep(10 * time.Second)
		if waited := took(t, g, posting("C1")); waited != 0 {
			t.Errorf("waited %s", waited)
		}
	})
}

// keyed is the turn of a message that comes back for its place.
func keyed(method string, n int) turn { return turn{method: method, key: fmt.Sprint(n), calls: 1} }

// Of many messages that are put off no two come back for the same place; each finds
// its own free, though others come anew.
func TestBudgetSpreadsWhatItPutsOff(t *testing.T) {
	const method, many = "chat.update", 100
	gap := time.Minute / time.Duration(perMinute[method])
	synctest.Test(t, func(t *testing.T) {
		g, begun := newBudget(Limits{}, nil), time.Now()
		var all sync.WaitGroup
		made := make([]time.Duration, many)
		for n := range many {
			all.Go(func() {
				for tries := 0; ; tries++ {
					err := g.take(t.Context(), keyed(method, n))
					var later *LaterError
					if err == nil {
						break
					}
					if !errors.As(err, &later) || tries > 1 {
						t.Errorf("message %d, tried %d times: %v", n, tries, err)
						return
					}
					time.Sleep(later.After)
				}
				made[n] = time.Since(begun)
			})
		}
		all.Wait()
		perGap := map[time.Duration]int{}
		for _, at := range made {
			perGap[at.Truncate(gap)]++
		}
		for at, n := range perGap {
			if at > 0 && n > 1 {
				t.Errorf("%d calls at %s", n, at)
			}
		}
		if took, want := time.Since(begun), gap*(many-5); took != want {
			t.Errorf("all of it took %s, want %s", took, want)
		}
	})
}

// A place that nobody came back for in time is lost, and a new one is given.
func TestBudgetTicketsLapse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newBudget(Limits{}, nil)
		took(t, g, turn{method: usersList, calls: 2})
		took(t, g, turn{method: usersList, begun: true, calls: 2})
		after := putOff(t, g, keyed(usersList, 1))
		if again := putOff(t, g, keyed(usersList, 1)); again != after {
			t.Errorf("asked too soon: %s, then %s", after, again)
		}
		time.Sleep(after + lapsed)
		if waited := took(t, g, keyed(usersList, 1)); waited != 0 {
			t.Errorf("late, but not too late: waited %s", waited)
		}
		took(t, g, turn{method: usersList, begun: true, calls: 4})
		after = putOff(t, g, keyed(usersList, 2))
		took(t, g, turn{method: usersList, begun: true, calls: 20})
		time.Sleep(after + lapsed + time.Second)
		putOff(t, g, keyed(usersList, 2))
	})
}

// A 429 that is met while others wait for their turn holds them too, and spreads
// what comes back after it.
func TestBudgetHolds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newBudget(Unlimited(), nil)
		hold := func(method string, d time.Duration) {
			if err := g.hold(t.Context(), method, d); err != nil {
				t.Fatal(err)
			}
		}
		hold("chat.update", time.Minute)
		hold("chat.update", time.Second) // does not shorten it
		if after := putOff(t, g, calling("chat.update")); after != time.Minute {
			t.Errorf("held: %s", after)
		}
		hold("files.info", time.Second)
		putOff(t, g, calling("files.info"))
		took(t, g, posting("C1"))
		time.Sleep(time.Minute)
		if waited := took(t, g, calling("chat.update")); waited != 0 {
			t.Errorf("waited %s", waited)
		}
	})
}

func TestBudgetHoldsWhoWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newBudget(Limits{Workspace: 60}, nil)
		took(t, g, posting("A"))
		waiting := make(chan error, 1)
		go func() { waiting <- g.take(t.Context(), posting("B")) }()
		synctest.Wait()
		if err := g.hold(t.Context(), methodPost, 30*time.Second); err != nil {
			t.Fatal(err)
		}
		var later *LaterError
		if err := <-waiting; !errors.As(err, &later) || later.After < 28*time.Second {
			t.Errorf("whoever waited: %v", err)
		}
		first := putOff(t, g, turn{method: methodPost, channel: "C", key: "c", calls: 1})
		second := putOff(t, g, turn{method: methodPost, channel: "D", key: "d", calls: 1})
		if second-first != time.Second {
			t.Errorf("they come back in %s and %s", first, second)
		}
	})
}

// Two processes that share a timetable share its turns, and hear of each other's
// 429; the channel is one for both.
func TestBudgetIsShared(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		table := newDesktop()
		one, other := newBudget(Limits{Workspace: 60}, table), newBudget(Limits{Workspace: 60}, table)
		begun := time.Now()
		took(t, one, posting("A"))
		took(t, other, posting("B"))
		took(t, one, posting("C"))
		if waited := time.Since(begun); waited != 2*time.Second {
			t.Errorf("three posts took %s", waited)
		}
		if err := one.hold(t.Context(), "chat.update", time.Minute); err != nil {
			t.Fatal(err)
		}
		if after := putOff(t, other, calling("chat.update")); after != time.Minute {
			t.Errorf("the other: %s", after)
		}
	})
}

func TestBudgetForgetsQuietChannels(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		table := newDesktop()
		g := newBudget(Limits{}, table)
		took(t, g, repeatPosts(5)...)
		time.Sleep(2 * keepPast)
		took(t, g, posting("new"))
		if n := len(table.at); n != 2 { // the channel's and the workspace's
			t.Errorf("%d instants remembered", n)
		}
	})
}

// What was not called had no effect, whatever was in the way.
func TestBudgetErrorsHadNoEffect(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newBudget(Limits{}, nil)
		took(t, g, posting("C1"))
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		var later *LaterError
		if err := g.take(ctx, posting("C1")); !errors.Is(err, context.DeadlineExceeded) || !errors.As(err, &later) {
			t.Errorf("after the end: %v", err)
		}
		broken := newBudget(Limits{}, torn{})
		if err := broken.take(t.Context(), posting("C1")); !errors.Is(err, errTorn) || !errors.As(err, &later) {
			t.Errorf("without a timetable: %v", err)
		}
		if err := broken.hold(t.Context(), methodPost, time.Minute); !errors.Is(err, errTorn) {
			t.Errorf("hold: %v", err)
		}
		if !broken.isHeld(methodPost) {
			t.Error("what can't be told to others is not held here")
		}
	})
}

var errTorn = errors.New("no timetable")

// torn is a timetable that can't be read.
type torn struct{}

func (torn) Change(context.Context, string, []string, func(time.Time, map[string]time.Time)) error {
	return errTorn
}
