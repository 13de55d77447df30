package sandbox

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Faults is what POST /sandbox/faults sets, all of it anew each time. Numbers
// count how often the fault happens; a method "*" stands for each.
type Faults struct {
	DropAcks       int            `json:"drop_acks"`        // acknowledgements that get lost
	CloseAfterSend int            `json:"close_after_send"` // connections that end after an envelope
	LateVisibility int            `json:"late_visibility"`  // posts that history shows 5 s later
	LateShare      int            `json:"late_share"`       // uploads that are shared 5 s later
	Burst          map[string]int `json:"burst"`            // method → answers of 429
	RetryAfter     int            `json:"retry_after"`      // seconds, with Burst; at least 1
	ErrorBefore    map[string]int `json:"error_before"`     // method → 500 without the effect
	ErrorAfter     map[string]int `json:"error_after"`      // method → 500 though it was done
	SlowMS         int            `json:"slow_ms"`          // each call takes so long
	RefuseUsers    []string       `json:"refuse_users"`     // persons the app can't reach
	LinkDisabled   bool           `json:"link_disabled"`    // no new connections
	Disconnect     string         `json:"disconnect"`       // now: warning, refresh_requested, link_disabled
	CloseSockets   bool           `json:"close_sockets"`    // now, without a word
	Limits         *bool          `json:"limits"`           // Slack's rate limits on or off
	WorkspaceRate  *int           `json:"workspace_rate"`   // messages a minute in all channels, with limits; 0 is the usual
}

// mostRate is the highest workspace_rate: more is no limit.
const mostRate = 1_000_000

type faults struct {
	mu  sync.Mutex
	now Faults
}

func newFaults() *faults { return &faults{} }

// setFaults replaces the faults and does what is to be done now.
func (s *Sandbox) setFaults(_ context.Context, in Faults) (obj, error) {
	switch in.Disconnect {
	case "", "warning", "refresh_requested", "link_disabled":
	default:
		return nil, wrong("disconnect: %q", in.Disconnect)
	}
	if in.WorkspaceRate != nil && (*in.WorkspaceRate < 0 || *in.WorkspaceRate > mostRate) {
		return nil, wrong("workspace_rate: %d", *in.WorkspaceRate)
	}
	s.faults.mu.Lock()
	s.faults.now = in
	s.faults.mu.Unlock()
	if in.WorkspaceRate != nil {
		s.limits.setRate(*in.WorkspaceRate)
	}
	if in.Limits != nil {
		s.limits.turn(*in.Limits)
	}
	if in.Disconnect != "" {
		s.disconnect(in.Disconnect)
	}
	if in.CloseSockets {
		for _, k := range s.hub.all() {
			k.end()
		}
	}
	return obj{"ok": true}, nil
}

// take uses up one of a counted fault.
func (f *faults) take(name string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := map[string]*int{
		"drop_acks": &f.now.DropAcks, "close_after_send": &f.now.CloseAfterSend,
		"late_visibility": &f.now.LateVisibility, "late_share": &f.now.LateShare,
	}[name]
	if *n <= 0 {
		return false
	}
	*n--
	return true
}

// takeFor uses up one of a method's faults; the lock is held.
func takeFor(m map[string]int, method string) bool {
	for _, k := range []string{method, "*"} {
		if m[k] > 0 {
			m[k]--
			return true
		}
	}
	return false
}

// burst tells how long a call must wait because of a burst of 429.
func (f *faults) burst(method string) time.Duration {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !takeFor(f.now.Burst, method) {
		return 0
	}
	return time.Duration(max(f.now.RetryAfter, 1)) * time.Second
}

// before slows a call, and answers it with 500 if it is to fail undone.
func (f *faults) before(ctx context.Context, w http.ResponseWriter, method string) bool {
	f.mu.Lock()
	slow, fails := time.Duration(f.now.SlowMS)*time.Millisecond, takeFor(f.now.ErrorBefore, method)
	f.mu.Unlock()
	if slow > 0 {
		select {
		case <-time.After(slow):
		case <-ctx.Done():
		}
	}
	return fails && broken(w)
}

// after answers with 500 a call that was done.
func (f *faults) after(w http.ResponseWriter, method string) bool {
	f.mu.Lock()
	fails := takeFor(f.now.ErrorAfter, method)
	f.mu.Unlock()
	return fails && broken(w)
}

func broken(w http.ResponseWriter) bool {
	http.Error(w, "internal error", http.StatusInternalServerError)
	return true
}

// refuses tells of a person whom the app can't reach.
func (f *faults) refuses(user string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Contains(f.now.RefuseUsers, user)
}

func (f *faults) linkDisabled() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now.LinkDisabled
}
