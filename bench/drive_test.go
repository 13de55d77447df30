package main

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// door is a server that acknowledges, and refuses every refuse-th request.
func door(t *testing.T, refuse int) (address string, seen func() map[string]int) {
	t.Helper()
	var mu sync.Mutex
	ids, asked := map[string]int{}, 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		ids[r.PostFormValue("trigger_id")]++
		if asked++; refuse > 0 && asked%refuse == 0 {
			w.WriteHeader(http.StatusInternalServerError)
		}
	}))
	t.Cleanup(s.Close)
	return s.Listener.Addr().String(), func() map[string]int {
		mu.Lock()
		defer mu.Unlock()
		return ids
	}
}

func TestLoadsCountWhatIsAcknowledged(t *testing.T) {
	for _, s := range []scenario{{byHTTP, command, 500, 8}, {byHTTP, command, 0, 4}} {
		address, seen := door(t, 10)
		l := wires{address, letter{command, "1", "/"}, s.window}
		c, next := begin(s, 100, time.Second).run(t.Context(), l, s, 200*time.Millisecond)
		ids := seen()
		if len(ids) != next-100 || len(c.waits)+c.lost != len(ids) {
			t.Errorf("%s: %d made, %d seen, %d acknowledged, %d lost", s, next-100, len(ids), len(c.waits), c.lost)
		}
		if want := len(ids) / 10; c.lost != want {
			t.Errorf("%s: %d lost, want %d", s, c.lost, want)
		}
		if s.rate > 0 && len(ids) != 100 {
			t.Errorf("%s: %d requests in 200 ms", s, len(ids))
		}
		for id, times := range ids {
			if times != 1 {
				t.Errorf("%s: %s came %d times", s, id, times)
			}
		}
	}
}

// A server that stalls pays for everybody who waits meanwhile: ten a second were
// due, and the one that came first took half a second.
func TestOpenLoopCountsFromWhenARequestWasDue(t *testing.T) {
	var once sync.Once
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		once.Do(func() { time.Sleep(300 * time.Millisecond) })
	}))
	defer s.Close()
	sc := scenario{byHTTP, command, 100, 1}
	l := wires{s.Listener.Addr().String(), letter{command, "1", "/"}, 1}
	c, _ := begin(sc, 0, time.Second).run(t.Context(), l, sc, 200*time.Millisecond)
	for i, wait := range c.waits {
		if wait < 100*time.Millisecond {
			t.Errorf("request %d waited %s behind one that took 300 ms", i, wait)
		}
	}
	if len(c.waits) != 20 {
		t.Errorf("%d answers, want 20", len(c.waits))
	}
}

// What nobody listens to is lost, not acknowledged.
func TestNobodyListens(t *testing.T) {
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	s := scenario{byHTTP, command, 100, 2}
	c, _ := begin(s, 0, time.Second).run(t.Context(), wires{l.Addr().String(), letter{command, "1", "/"}, 2}, s, 50*time.Millisecond)
	if len(c.waits) != 0 || c.lost != 5 {
		t.Errorf("%d acknowledged, %d lost", len(c.waits), c.lost)
	}
}

func TestEnvelopesGoToAllConnectionsAndComeBack(t *testing.T) {
	slack, err := newSlack(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer slack.close()
	var got [2]int
	var clients sync.WaitGroup
	ctx, stop := context.WithCancel(t.Context())
	for i := range got {
		clients.Go(func() { got[i] = acknowledge(ctx, t, slack.address) })
	}
	for slack.connections() < len(got) {
		if err := pause(t.Context(), time.Millisecond); err != nil {
			t.Fatal(err)
		}
	}
	s := scenario{bySocket, click, 0, 4}
	c, next := begin(s, 0, time.Second).run(t.Context(), envelopes{slack, click, "1"}, s, 100*time.Millisecond)
	stop()
	clients.Wait()
	if len(c.waits) != next || c.lost != 0 || got[0] == 0 || got[1] == 0 || got[0]+got[1] != next {
		t.Errorf("%d sent, %d acknowledged, %d lost, by connection %v", next, len(c.waits), c.lost, got)
	}
}

// acknowledge connects, and acknowledges until ctx ends; it returns how many.
func acknowledge(ctx context.Context, t *testing.T, address string) (n int) {
	//nolint:bodyclose // the library closes it itself
	c, _, err := websocket.Dial(ctx, "ws://"+address+"/socket", nil)
	if err != nil {
		t.Error(err)
		return 0
	}
	defer func() { _ = c.CloseNow() }()
	for {
		_, raw, err := c.Read(ctx)
		if err != nil {
			return n
		}
		_, rest, ok := strings.Cut(string(raw), `"envelope_id":"`)
		if !ok {
			continue
		}
		id, _, _ := strings.Cut(rest, `"`)
		if err := c.Write(ctx, websocket.MessageText, []byte(`{"envelope_id":"`+id+`"}`)); err != nil {
			t.Error(err)
		}
		n++
	}
}
