package sandbox

import (
	"context"
	"errors"
	"net/url"
	"testing"
	"testing/synctest"
	"time"
)

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestClockMoves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := set(t, Options{Next: func(context.Context) (time.Time, bool, error) { return at("2018-11-30T09:00:00+08:00"), true, nil }})
		defer b.close()
		var now obj
		b.get("clock", &now)
		if now["now"] != "2018-11-20T09:00:00+08:00" || now["next"] != "2018-11-30T09:00:00+08:00" {
			t.Errorf("clock: %v", now)
		}
		for _, c := range []struct {
			body obj
			code int
			want string
		}{
			{obj{"advance": "24h"}, 200, "2018-11-21T09:00:00+08:00"},
			{obj{"to": "2018-11-20T09:00:00+08:00"}, 400, ""},
			{obj{"advance": "next"}, 200, "2018-11-30T09:00:00+08:00"},
			{obj{"to": "2018-12-14T09:30:00+08:00"}, 200, "2018-12-14T09:30:00+08:00"},
			{obj{"to": "morgen"}, 400, ""},
			{obj{"advance": "soon"}, 400, ""},
			{obj{"advance": "-1h"}, 400, ""},
		} {
			out, code := b.control("clock", c.body)
			if code != c.code || (c.want != "" && out["now"] != c.want) {
				t.Errorf("%v: %d %v", c.body, code, out)
			}
		}
		if ts := b.ok("chat.postMessage", obj{"channel": "U1", "text": "晨"})["ts"]; ts != "1544751000.000100" {
			t.Errorf("ts %v", ts)
		}
	})
}

// With a clock around it, the sandbox asks that one, and passes its errors on.
func TestAdvanceOfMain(t *testing.T) {
	var asked []time.Time
	fail := false
	b := set(t, Options{Advance: func(_ context.Context, to time.Time) error {
		asked = append(asked, to)
		if fail {
			return errors.New("a reminder failed")
		}
		return nil
	}})
	b.must("clock", obj{"to": "2018-12-14T09:30:00+08:00"})
	if len(asked) != 1 || !asked[0].Equal(at("2018-12-14T09:30:00+08:00")) {
		t.Errorf("asked: %v", asked)
	}
	fail = true
	if _, code := b.control("clock", obj{"to": "2018-12-15T09:30:00+08:00"}); code != 500 {
		t.Errorf("failed: %d", code)
	}
}

// follow reports to the sandbox once and gives the target.
func (b *bench) follow(id string, until time.Time) time.Time {
	b.t.Helper()
	var out struct{ Now, Target string }
	q := url.Values{"id": {id}, "at": {until.Format(time.RFC3339Nano)}}
	if code := b.get("clock/follow?"+q.Encode(), &out); code != 200 {
		b.t.Fatalf("follow: %d", code)
	}
	return at(out.Target)
}

// A move is over when each follower has lived through it; one that has fallen
// silent is not waited for; one that hangs is named.
func TestFollowers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := set(t, Options{})
		defer b.close()
		to := at("2018-11-30T09:00:00+08:00")
		b.follow("one", tuesday())
		over := make(chan int)
		go func() { _, code := b.control("clock", obj{"to": to.Format(time.RFC3339)}); over <- code }()
		synctest.Wait()
		if got := b.follow("one", tuesday()); !got.Equal(to) {
			t.Errorf("target %v", got)
		}
		half := to.Add(-time.Hour)
		b.follow("one", half)
		time.Sleep(time.Second)
		if now := b.s.clock.now(); !now.Equal(half) {
			t.Errorf("half way it is %v", now)
		}
		select {
		case <-over:
			t.Fatal("over before the follower arrived")
		default:
		}
		start := time.Now()
		b.follow("one", to)
		if waited := time.Since(start); waited != time.Second {
			t.Errorf("the poll hung %v", waited)
		}
		if code := <-over; code != 200 {
			t.Errorf("move: %d", code)
		}
		time.Sleep(6 * time.Second)
		b.must("clock", obj{"advance": "24h"})

		stuck := make(chan struct{})
		go func() {
			for range 130 {
				b.follow("stuck", to)
				time.Sleep(time.Second)
			}
			close(stuck)
		}()
		synctest.Wait()
		out, code := b.control("clock", obj{"advance": "24h"})
		if code != 504 || out["error"] != "follower_late" {
			t.Errorf("stuck: %d %v", code, out)
		}
		<-stuck
	})
}
