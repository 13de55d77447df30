package sandbox

import (
	"context"
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"github.com/coder/websocket"
)

// pingEvery is how often a connection is pinged; clients give up at 30 s.
const pingEvery = 10 * time.Second

// maxAck is from how many bytes on the payload of an acknowledgement is too long.
const maxAck = 20_000

// outgoing is an envelope, or another frame as it is.
type outgoing struct {
	env *envelope
	raw obj
}

// socket is one Socket Mode connection. What is pushed is written in order by
// its own goroutine; the queue has no bound, so push never waits.
type socket struct {
	host   string
	ctx    context.Context
	cancel context.CancelFunc
	mu     sync.Mutex
	queue  []outgoing
	more   chan struct{}
}

func (k *socket) push(o outgoing) {
	k.mu.Lock()
	k.queue = append(k.queue, o)
	k.mu.Unlock()
	select {
	case k.more <- struct{}{}:
	default:
	}
}

func (k *socket) take() []outgoing {
	k.mu.Lock()
	defer k.mu.Unlock()
	q := k.queue
	k.queue = nil
	return q
}

func (k *socket) end() { k.cancel() }

// serveSocket is the endpoint that apps.connections.open names.
func (s *Sandbox) serveSocket(w http.ResponseWriter, r *http.Request) {
	if !s.hub.redeem(r.URL.Query().Get("ticket")) {
		http.Error(w, "no such ticket", http.StatusForbidden)
		return
	}
	c, err := websocket.Accept(w, r, &websocket.AcceptOptions{CompressionMode: websocket.CompressionDisabled})
	if err != nil {
		return // Accept has answered
	}
	defer func() { _ = c.CloseNow() }()
	if !s.enter() {
		return
	}
	defer s.running.Done()
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel()
	k := &socket{host: r.Host, ctx: ctx, cancel: cancel, more: make(chan struct{}, 1)}
	if n, ok := s.hub.join(k); !ok {
		s.log.Warn("socket refused", "connections", n)
		_ = writeFrame(ctx, c, k.host, obj{"type": "disconnect", "reason": "too_many_websockets"})
		return
	}
	defer s.hub.leave(k)
	var helpers sync.WaitGroup
	defer helpers.Wait()
	defer cancel()
	helpers.Go(func() { s.writeSocket(c, k) })
	helpers.Go(func() { pingSocket(c, k) })
	s.readSocket(c, k)
}

// readSocket settles acknowledgements until the connection ends.
func (s *Sandbox) readSocket(c *websocket.Conn, k *socket) {
	c.SetReadLimit(1 << 20)
	for {
		_, b, err := c.Read(k.ctx)
		if err != nil {
			return
		}
		var ack struct {
			ID      string          `json:"envelope_id"`
			Payload json.RawMessage `json:"payload"`
		}
		if json.Unmarshal(b, &ack) != nil || ack.ID == "" || s.faults.take("drop_acks") {
			continue
		}
		if len(ack.Payload) >= maxAck {
			s.log.Warn("acknowledgement not taken: its payload is too long", "bytes", len(ack.Payload))
			continue
		}
		s.hub.acked(ack.ID, ack.Payload)
	}
}

func (s *Sandbox) writeSocket(c *websocket.Conn, k *socket) {
	defer k.cancel()
	for {
		for _, o := range k.take() {
			var frame any = o.raw
			if o.env != nil {
				frame = o.env
			}
			if err := writeFrame(k.ctx, c, k.host, frame); err != nil {
				return
			}
			if o.env != nil && s.faults.take("close_after_send") {
				return
			}
		}
		select {
		case <-k.more:
		case <-k.ctx.Done():
			return
		}
	}
}

func writeFrame(ctx context.Context, c *websocket.Conn, host string, frame any) error {
	b, err := json.Marshal(frame)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	return c.Write(ctx, websocket.MessageText, atHost(b, "http", host))
}

func pingSocket(c *websocket.Conn, k *socket) {
	defer k.cancel()
	tick := time.NewTicker(pingEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-k.ctx.Done():
			return
		}
		ctx, cancel := context.WithTimeout(k.ctx, 2*pingEvery)
		err := c.Ping(ctx)
		cancel()
		if err != nil {
			return
		}
	}
}

// disconnect tells every connection to go, in Slack's way: after a warning
// the connection gets nothing new and lives ten seconds more; after
// refresh_requested and link_disabled it ends.
func (s *Sandbox) disconnect(reason string) {
	for _, k := range s.hub.all() {
		k.push(outgoing{raw: obj{"type": "disconnect", "reason": reason, "debug_info": obj{"host": "sandbox"}}})
		grace := 10 * time.Second
		if reason != "warning" {
			grace = 100 * time.Millisecond // so that the frame is read first
		}
		s.hub.retire(k)
		s.spawn(func() {
			select {
			case <-time.After(grace):
				k.end()
			case <-k.ctx.Done():
			}
		})
	}
}
