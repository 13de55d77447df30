package bot

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// took runs calls one after the other and returns how long they had to wait.
func took(t *testing.T, g *budget, calls ...[2]string) time.Duration {
	t.Helper()
	began := time.Now()
	for _, c := range calls {
		if err := g.take(t.Context(), c[0], c[1]); err != nil {
			t.Fatalf("%v: %v", c, err)
		}
	}
	return time.Since(began)
}

func TestBudget(t *testing.T) {
	post := func(channel string) [2]string { return [2]string{methodPost, channel} }
	update := [2]string{"chat.update", "C1"}
	for name, c := range map[string]struct {
		limits Limits
		calls  [][2]string
		want   time.Duration
	}{
		"one channel, one a second":      {calls: [][2]string{post("C1"), post("C1"), post("C1")}, want: 2 * time.Second},
		"channels do not wait":           {calls: [][2]string{post("C1"), post("C2"), post("C3")}},
		"a gap of our own":               {limits: Limits{Channel: 2 * time.Second}, calls: [][2]string{post("C1"), post("C1")}, want: 2 * time.Second},
		"the workspace in all":           {limits: Limits{Workspace: 60}, calls: repeatPosts(8), want: 2 * time.Second},
		"a tier, after a tenth of it":    {calls: repeat(6, update), want: 1200 * time.Millisecond},
		"off":                            {limits: Unlimited(), calls: repeat(100, post("C1"))},
		"a method that we do not number": {calls: repeat(100, [2]string{"auth.test", ""})},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				if got := took(t, newBudget(c.limits), c.calls...); got != c.want {
					t.Errorf("waited %s, want %s", got, c.want)
				}
			})
		})
	}
}

// repeatPosts is n posts to as many channels.
func repeatPosts(n int) [][2]string {
	calls := make([][2]string, n)
	for i := range calls {
		calls[i] = [2]string{methodPost, string(rune('A' + i))}
	}
	return calls
}

// A turn that is far off is given back, and takes nobody's place.
func TestBudgetDoesNotWaitLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newBudget(Limits{Channel: 10 * time.Second})
		took(t, g, [2]string{methodPost, "C1"})
		for range 3 {
			var later *LaterError
			if err := g.take(t.Context(), methodPost, "C1"); !errors.As(err, &later) || later.After != 10*time.Second {
				t.Fatalf("the second post: %v", err)
			}
		}
		time.Sleep(10 * time.Second)
		if waited := took(t, g, [2]string{methodPost, "C1"}); waited != 0 {
			t.Errorf("waited %s", waited)
		}
	})
}

func TestBudgetHolds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newBudget(Unlimited())
		g.hold("chat.update", time.Minute)
		g.hold("chat.update", time.Second) // does not shorten it
		var later *LaterError
		if err := g.take(t.Context(), "chat.update", ""); !errors.As(err, &later) || later.After != time.Minute {
			t.Errorf("held: %v", err)
		}
		g.hold("files.info", time.Second)
		if err := g.take(t.Context(), "files.info", ""); !errors.As(err, &later) {
			t.Errorf("held for a second: %v", err)
		}
		took(t, g, [2]string{methodPost, "C1"})
		time.Sleep(time.Minute)
		if waited := took(t, g, [2]string{"chat.update", ""}); waited != 0 {
			t.Errorf("waited %s", waited)
		}
	})
}

func TestBudgetForgetsQuietChannels(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newBudget(Limits{})
		took(t, g, repeatPosts(20)...)
		time.Sleep(time.Minute)
		took(t, g, [2]string{methodPost, "new"})
		if n := len(g.channels); n != 1 {
			t.Errorf("%d channels remembered", n)
		}
	})
}

func TestBudgetEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newBudget(Limits{})
		took(t, g, [2]string{methodPost, "C1"})
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if err := g.take(ctx, methodPost, "C1"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("after the end: %v", err)
		}
	})
}
