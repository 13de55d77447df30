package clock

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// The follower's patience, in the machine's time.
const (
	heartbeat  = time.Second      // so often the sandbox hears that we live
	askLimit   = 10 * time.Second // a question takes a second when all is well
	retryAfter = time.Second      // after a question that failed
)

// ErrNotLoopback refuses to take the time from another machine: who moves the
// clock moves every deadline.
var ErrNotLoopback = errors.New("the clock may be taken from this machine only (127.0.0.1, ::1, localhost)")

// A Follower takes domain time from a sandbox, by the long poll
// GET /sandbox/clock/follow?id=X&at=RFC3339: "I have lived through everything
// up to at". The answer says what time it is there and where it is going.
type Follower struct {
	Clock *Clock

	url    *url.URL
	id     string
	client *http.Client
	log    *slog.Logger

	reporting sync.Mutex // held during a report

	mu    sync.Mutex
	lived time.Time // everything up to here is done
}

// FollowOptions says whom to follow. Client and Log may be nil.
type FollowOptions struct {
	URL    string // the sandbox's address, such as http://127.0.0.1:8765
	ID     string // this process, among those that follow
	Client *http.Client
	Log    *slog.Logger
}

type instants struct{ Now, Target time.Time }

// Follow asks the sandbox for the time and returns a follower whose clock shows
// it. [Follower.Run] keeps up from there. [ErrNotLoopback] refuses other hosts.
func Follow(ctx context.Context, o FollowOptions) (*Follower, error) {
	u, err := loopback(o.URL)
	if err != nil {
		return nil, err
	}
	f := &Follower{url: u.JoinPath("sandbox", "clock", "follow"), id: o.ID, client: o.Client, log: o.Log}
	if f.client == nil {
		f.client = http.DefaultClient
	}
	if f.log == nil {
		f.log = slog.New(slog.DiscardHandler)
	}
	there, err := f.ask(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	f.Clock = New(there.Now)
	f.lived = micro(there.Now)
	return f, nil
}

// loopback reads a URL and refuses every host but this machine by name.
func loopback(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil {
		return nil, fmt.Errorf("clock URL: %w", err)
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("clock URL %q: want http://127.0.0.1:PORT", s)
	}
	ip := net.ParseIP(u.Hostname())
	if u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("clock URL %q: %w", s, ErrNotLoopback)
	}
	return u, nil
}

// ask reports how far we have lived and returns what the sandbox answers.
func (f *Follower) ask(ctx context.Context, at time.Time) (instants, error) {
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	u := *f.url
	u.RawQuery = url.Values{"id": {f.id}, "at": {at.UTC().Format(time.RFC3339Nano)}}.Encode()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return instants{}, fmt.Errorf("ask for the time: %w", err)
	}
	res, err := f.client.Do(req)
	if err != nil {
		return instants{}, fmt.Errorf("ask for the time: %w", err)
	}
	defer func() { _ = res.Body.Close() }() // nothing is lost: it was only read
	if res.StatusCode != http.StatusOK {
		return instants{}, fmt.Errorf("ask for the time: %s answers %s", f.url.Host, res.Status)
	}
	var got instants
	if err := json.NewDecoder(res.Body).Decode(&got); err != nil {
		return instants{}, fmt.Errorf("read the time: %w", err)
	}
	return got, nil
}

// Lived returns the instant up to which everything is done.
func (f *Follower) Lived() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.lived
}

func (f *Follower) setLived(at time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lived = at
}
