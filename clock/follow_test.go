package clock

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// headquarters is the other end of the long poll, without a socket.
type headquarters struct {
	mu      sync.Mutex
	now     time.Time
	target  time.Time
	reports []time.Time
	silent  time.Duration // the longest the follower was not heard of
	heard   time.Time
	status  int // instead of 200
}

func (h *headquarters) RoundTrip(r *http.Request) (*http.Response, error) {
	at, err := time.Parse(time.RFC3339, r.URL.Query().Get("at"))
	if r.URL.Path != "/sandbox/clock/follow" || r.URL.Query().Get("id") != "replica 1" {
		err = errors.New("not what a follower asks")
	}
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	h.reports = append(h.reports, at)
	if !h.heard.IsZero() {
		h.silent = max(h.silent, time.Since(h.heard))
	}
	h.heard = time.Now()
	now, target, status := h.now, h.target, h.status
	h.mu.Unlock()
	if status != 0 {
		return answer(status, "away"), nil
	}
	if !target.After(at) && !pause(r.Context(), time.Second) {
		return nil, r.Context().Err()
	}
	body, err := json.Marshal(map[string]time.Time{"now": now, "target": target})
	return answer(http.StatusOK, string(body)), err
}

func answer(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Status: http.StatusText(status), Body: io.NopCloser(strings.NewReader(body))}
}

func (h *headquarters) aim(to time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.target = to
}

func (h *headquarters) answerWith(status int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.status = status
}

func (h *headquarters) last() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.reports[len(h.reports)-1]
}

func following(t *testing.T, h *headquarters) *Follower {
	t.Helper()
	f, err := Follow(t.Context(), FollowOptions{
		URL: "http://127.0.0.1:8765", ID: "replica 1", Client: &http.Client{Transport: h},
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// keepUp runs the follower until the returned function is called.
func keepUp(t *testing.T, f *Follower, life Life) (stop func()) {
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- f.Run(ctx, life) }()
	return func() {
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("Run returned %v", err)
		}
	}
}

func TestFollowerLivesThroughMoves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := &headquarters{now: start(), target: start()}
		f := following(t, h)
		if !f.Clock.Now().Equal(start()) {
			t.Fatalf("joined at %v", f.Clock.Now())
		}
		day := func(n int) time.Time { return start().AddDate(0, 0, n) }
		d := &diary{clock: f.Clock, due: []time.Time{day(10), day(17), day(24)}, slow: 3 * time.Second}
		defer keepUp(t, f, d)()
		time.Sleep(5 * time.Second)
		h.aim(day(24))
		time.Sleep(time.Minute)
		synctest.Wait()
		if len(d.run) != 4 || !slices.Equal(d.run[1:], []time.Time{day(10), day(17), day(24)}) {
			t.Errorf("lived through %v", d.run)
		}
		if !h.last().Equal(day(24)) || !f.Lived().Equal(day(24)) {
			t.Errorf("reported %v, lived %v", h.last(), f.Lived())
		}
		if h.silent > 2*time.Second {
			t.Errorf("silent for %v; the sandbox gives a follower up after 5 s", h.silent)
		}
		checkReports(t, h.reports, []time.Time{day(10), day(17), day(24).Add(-time.Microsecond), day(24)})
	})
}

// checkReports wants each instant announced, in order, and none above the last
// before it was lived through.
func checkReports(t *testing.T, reports, want []time.Time) {
	t.Helper()
	if !slices.IsSortedFunc(reports, time.Time.Compare) {
		t.Errorf("reports go back: %v", reports)
	}
	for _, at := range want {
		if !slices.ContainsFunc(reports, at.Equal) {
			t.Errorf("never reported %v", at)
		}
	}
}

func TestFollowerWhoseClockRanPastTheTarget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := &headquarters{now: start(), target: start()}
		f := following(t, h)
		d := &diary{clock: f.Clock}
		defer keepUp(t, f, d)()
		time.Sleep(time.Hour + time.Second/2)
		h.aim(start().Add(time.Second)) // an hour ago by the follower's own clock
		time.Sleep(3 * time.Second)
		synctest.Wait()
		if len(d.run) != 1 || d.run[0].Before(start().Add(time.Hour)) {
			t.Errorf("lived through %v", d.run)
		}
		if !h.last().Equal(start().Add(time.Second)) {
			t.Errorf("reported %v", h.last())
		}
	})
}

func TestFollowerTriesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := &headquarters{now: start(), target: start()}
		f := following(t, h)
		bad := start().AddDate(0, 0, 1)
		d := &diary{clock: f.Clock, due: []time.Time{bad}, fail: bad}
		defer keepUp(t, f, d)()
		h.answerWith(http.StatusBadGateway)
		time.Sleep(10 * time.Second)
		h.aim(start().AddDate(0, 0, 2))
		h.answerWith(0)
		time.Sleep(20 * time.Second)
		synctest.Wait()
		// The instant at which life failed is not lived through again at the
		// same time, but a second later: what was due is then done.
		if got := h.last(); !got.Equal(start().AddDate(0, 0, 2)) {
			t.Errorf("reported %v", got)
		}
	})
}

func TestFollowRefuses(t *testing.T) {
	for _, tc := range []struct{ name, url, want string }{
		{"another machine", "http://10.0.0.7:8765", "this machine only"},
		{"a name outside", "http://localhost.example.org", "this machine only"},
		{"all interfaces", "http://0.0.0.0:8765", "this machine only"},
		{"user part that looks local", "http://127.0.0.1@example.org/", "this machine only"},
		{"no scheme", "127.0.0.1:8765", "clock URL"},
		{"file", "file://localhost/etc", "want http://"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Follow(t.Context(), FollowOptions{URL: tc.url, Client: &http.Client{Transport: &headquarters{}}})
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("error %v, want %q", err, tc.want)
			}
		})
	}
	for _, u := range []string{"http://[::1]:8765", "http://localhost:1", "http://127.8.9.1"} {
		if _, err := loopback(u); err != nil {
			t.Errorf("%s: %v", u, err)
		}
	}
}

func TestFollowNeedsAnAnswer(t *testing.T) {
	h := &headquarters{status: http.StatusServiceUnavailable}
	_, err := Follow(t.Context(), FollowOptions{URL: "http://127.0.0.1:1", ID: "replica 1", Client: &http.Client{Transport: h}})
	if err == nil {
		t.Error("followed a sandbox that answers 503")
	}
}
