package sandbox

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"
)

// envelope is what Socket Mode wraps around a payload.
type envelope struct {
	Type    string `json:"type"` // events_api, interactive or slash_commands
	ID      string `json:"envelope_id"`
	Payload any    `json:"payload"`
	Accepts bool   `json:"accepts_response_payload"`
	Attempt int    `json:"retry_attempt"`
	Reason  string `json:"retry_reason"`
}

// flight is an envelope on its way, until it is acknowledged or lost.
type flight struct {
	env  envelope
	sock *socket              // nil while it is parked
	sent chan struct{}        // closed when it is handed to a connection
	ack  chan json.RawMessage // the acknowledgement's payload, perhaps empty
	lost chan struct{}        // closed when its connection ends
}

// hub holds the Socket Mode connections. Each envelope goes to one of them,
// in turn; with none, events are parked until one comes, in order.
type hub struct {
	mu      sync.Mutex
	socks   []*socket
	turn    int
	flights map[string]*flight
	parked  []*flight
	tickets map[string]bool
	closed  bool
}

var (
	errNoApp = errors.New("the app is not connected")
	errNoAck = errors.New("the app did not acknowledge within 3 seconds")
	errLost  = errors.New("the connection ended before the acknowledgement")
)

// maxSockets is how many Socket Mode connections Slack allows an app.
const maxSockets = 10

func newHub() *hub { return &hub{flights: map[string]*flight{}, tickets: map[string]bool{}} }

// launch sends an envelope on one connection. Without any, it parks it if
// asked to, and else returns nil.
func (h *hub) launch(e envelope, park bool) *flight {
	h.mu.Lock()
	defer h.mu.Unlock()
	e.ID = strings.ToLower(rand.Text())
	f := &flight{env: e, sent: make(chan struct{}), ack: make(chan json.RawMessage, 1), lost: make(chan struct{})}
	if len(h.socks) > 0 {
		h.hand(f)
		return f
	}
	if !park {
		return nil
	}
	h.parked = append(h.parked, f)
	return f
}

// hand gives a flight to the next connection; h.mu is held.
func (h *hub) hand(f *flight) {
	h.turn++
	f.sock = h.socks[h.turn%len(h.socks)]
	h.flights[f.env.ID] = f
	close(f.sent)
	f.sock.push(outgoing{env: &f.env})
}

// forget drops a flight that nobody waits for any more. A late
// acknowledgement of it is then nobody's.
func (h *hub) forget(f *flight) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.flights, f.env.ID)
	h.parked = slices.DeleteFunc(h.parked, func(p *flight) bool { return p == f })
}

// acked settles the flight that an acknowledgement names.
func (h *hub) acked(id string, payload json.RawMessage) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if f := h.flights[id]; f != nil {
		delete(h.flights, id)
		f.ack <- payload
	}
}

// join adds a connection and sends it what was parked.
func (h *hub) join(sk *socket) (n int, ok bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed || len(h.socks) >= maxSockets {
		return len(h.socks), false
	}
	h.socks = append(h.socks, sk)
	sk.push(outgoing{raw: hello(len(h.socks))})
	for _, f := range h.parked {
		h.hand(f)
	}
	h.parked = nil
	return len(h.socks), true
}

// leave removes a connection; what it had in flight is lost.
func (h *hub) leave(sk *socket) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.socks = slices.DeleteFunc(h.socks, func(o *socket) bool { return o == sk })
	for id, f := range h.flights {
		if f.sock == sk {
			delete(h.flights, id)
			close(f.lost)
		}
	}
}

// retire takes a connection out of the round without ending it: what a
// disconnect warning does.
func (h *hub) retire(sk *socket) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.socks = slices.DeleteFunc(h.socks, func(o *socket) bool { return o == sk })
}

func (h *hub) all() []*socket {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.socks)
}

// issue makes a ticket for one connection.
func (h *hub) issue() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	id := strings.ToLower(rand.Text())
	h.tickets[id] = true
	return id
}

// redeem takes a ticket, once.
func (h *hub) redeem(id string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	ok := h.tickets[id]
	delete(h.tickets, id)
	return ok
}

// closeAll ends every connection and admits no more.
func (h *hub) closeAll() {
	h.mu.Lock()
	h.closed = true
	socks := slices.Clone(h.socks)
	h.mu.Unlock()
	for _, sk := range socks {
		sk.end()
	}
}

func hello(n int) obj {
	return obj{
		"type": "hello", "num_connections": n,
		"debug_info":      obj{"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060},
		"connection_info": obj{"app_id": AppID},
	}
}
