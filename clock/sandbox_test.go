package clock

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"steward/sandbox"
)

// inMemory serves requests by a handler, without a socket.
type inMemory struct{ http.Handler }

func (h inMemory) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	r.RemoteAddr = "127.0.0.1:1"
	h.ServeHTTP(w, r)
	return w.Result(), nil
}

// TestFollowsTheSandbox: a move there is over when everything due until then was
// lived through here.
func TestFollowsTheSandbox(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		s, err := sandbox.New(sandbox.Options{Now: func() time.Time { return start().Add(time.Since(began)) }})
		if err != nil {
			t.Fatal(err)
		}
		slack := &http.Client{Transport: inMemory{s.Handler()}}
		f, err := Follow(t.Context(), FollowOptions{URL: "http://127.0.0.1:8765", ID: "serve", Client: slack})
		if err != nil {
			t.Fatal(err)
		}
		due := start().AddDate(0, 0, 10)
		d := &diary{clock: f.Clock, due: []time.Time{due}, slow: 7 * time.Second} // longer than it waits for the silent
		stop := keepUp(t, f, d)
		time.Sleep(3 * time.Second)
		res, err := slack.Post("http://127.0.0.1:8765/sandbox/clock", "application/json",
			strings.NewReader(`{"to":"2018-12-14T09:30:00+08:00"}`))
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		if res.StatusCode != http.StatusOK {
			t.Fatalf("move the clock: %s", res.Status)
		}
		to := time.Date(2018, 12, 14, 1, 30, 0, 0, time.UTC)
		if len(d.run) != 3 || !slices.Equal(d.run[1:], []time.Time{due, to}) || f.Clock.Now().Before(to) {
			t.Errorf("when the move was over: lived through %v, clock %v", d.run, f.Clock.Now())
		}
		stop()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}
