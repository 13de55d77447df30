package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/coder/websocket"
)

// The patience of one connection, in the machine's time.
const (
	helloWithin = 10 * time.Second // from the handshake to Slack's hello
	pingAfter   = 15 * time.Second // so long nothing was heard, and we ask
	pongWithin  = 10 * time.Second
	ackWithin   = 3 * time.Second  // Slack's patience with an acknowledgement
	grace       = 30 * time.Second // a connection asked to go is kept so long; Slack itself ends it after 10 s
	maxFrame    = 4 << 20          // bytes; a view is at most 250 kB
)

// linkDisabled is the reason of a disconnect when Socket Mode is switched off.
const linkDisabled = "link_disabled"

// link is one Socket Mode connection, from Slack's hello to its end.
type link struct {
	conn   *websocket.Conn
	ctx    context.Context // ends with the connection
	cancel context.CancelFunc
	opened time.Time
	heard  atomic.Int64 // when the last frame or ping came, in Unix nanoseconds

	acks chan spoken // to be written, in order

	hello   chan struct{} // closed when Slack has said hello
	leaving chan struct{} // closed when Slack asks us to go
	ended   chan struct{} // closed when nothing more can be read

	greet, leave sync.Once
	asked        error // why leaving closed: nil when asked politely
	broken       error // why ended closed
}

func newLink(ctx context.Context) *link {
	// The end of the program closes the link in order, after what was read has
	// been acknowledged; ctx alone must not cut it.
	own, cancel := context.WithCancel(context.WithoutCancel(ctx))
	l := &link{
		ctx: own, cancel: cancel, opened: time.Now(),
		acks:  make(chan spoken, mostUnsaid),
		hello: make(chan struct{}), leaving: make(chan struct{}), ended: make(chan struct{}),
	}
	l.hear()
	return l
}

// dial makes the handshake; ctx bounds it.
func (l *link) dial(ctx context.Context, address string, client *http.Client) error {
	//nolint:bodyclose // the library closes it itself
	c, _, err := websocket.Dial(ctx, address, &websocket.DialOptions{
		HTTPClient: client,
		OnPingReceived: func(context.Context, []byte) bool {
			l.hear()
			return true // answered
		},
	})
	if err != nil {
		l.cancel()
		return err
	}
	c.SetReadLimit(maxFrame)
	l.conn = c
	return nil
}

func (l *link) hear() { l.heard.Store(time.Now().UnixNano()) }

func (l *link) silence() time.Duration { return time.Since(time.Unix(0, l.heard.Load())) }

// roomKept is how much of the room for a frame is kept for the next, in bytes.
const roomKept = 64 << 10

// read hands every frame on until the connection ends. A frame is not to be kept:
// the next is read in its place.
func (l *link) read(frame func(raw []byte)) {
	defer close(l.ended)
	defer l.cancel()
	var room bytes.Buffer
	for {
		if err := l.next(&room); err != nil {
			l.broken = err
			_ = l.conn.CloseNow() // it is broken already: nothing to learn from the error
			return
		}
		l.hear()
		frame(room.Bytes())
	}
}

// next reads the next frame.
func (l *link) next(room *bytes.Buffer) error {
	if room.Reset(); room.Cap() > roomKept {
		*room = bytes.Buffer{}
	}
	_, r, err := l.conn.Reader(l.ctx)
	if err == nil {
		_, err = room.ReadFrom(r)
	}
	return err
}

// ping ends a connection that no longer answers, so that a new one is made. It
// asks only after a silence: two readers that answer each other's pings at the
// same moment, on a connection without buffers, would wait for each other.
func (l *link) ping() {
	for {
		if !rest(l.ctx, max(pingAfter-l.silence(), time.Second)) {
			return
		}
		if l.silence() < pingAfter {
			continue
		}
		ctx, cancel := context.WithTimeout(l.ctx, pongWithin)
		err := l.conn.Ping(ctx)
		cancel()
		if err != nil {
			l.cancel()
			return
		}
		l.hear()
	}
}

// greeted notes Slack's hello.
func (l *link) greeted() { l.greet.Do(func() { close(l.hello) }) }

// retire notes that Slack asks us to go. After warning and refresh_requested
// the connection goes on until Slack ends it, or for the grace: what is sent
// meanwhile is still ours.
func (l *link) retire(reason string) {
	l.leave.Do(func() {
		l.asked = partingError(reason)
		close(l.leaving)
	})
}

func partingError(reason string) error {
	switch reason {
	case "warning", "refresh_requested":
		return nil
	case linkDisabled:
		return &FatalError{Code: linkDisabled}
	default:
		return fmt.Errorf("slack: disconnect: %s", reason)
	}
}

// acknowledgement is what goes back for an envelope.
type acknowledgement struct {
	Envelope string `json:"envelope_id"`
	Payload  any    `json:"payload,omitempty"`
}

// spoken is what goes out on a connection; said, if it stands, is closed when the
// turn comes to it.
type spoken struct {
	raw  []byte
	said chan struct{}
}

// mostUnsaid is how many acknowledgements may wait for a connection: whoever
// acknowledges must not wait for one that is stuck.
const mostUnsaid = 1024

var errUnsaid = errors.New("too many acknowledgements wait")

// ack has an envelope acknowledged on this connection, the one that brought it,
// with what is to be said there; nil is nothing. It does not wait.
func (l *link) ack(envelope string, reply any) error {
	raw, err := json.Marshal(acknowledgement{envelope, reply})
	if err != nil {
		return err
	}
	select {
	case l.acks <- spoken{raw: raw}:
		return nil
	default:
		return errUnsaid
	}
}

// say writes acknowledgements until the connection ends.
func (l *link) say(log *slog.Logger) {
	for {
		select {
		case s := <-l.acks:
			if s.said != nil {
				close(s.said)
			} else if err := l.write(s.raw); err != nil {
				log.Warn("acknowledgement", "err", err) // Slack brings it again; the key holds
			}
		case <-l.ctx.Done():
			return
		}
	}
}

func (l *link) write(raw []byte) error {
	ctx, cancel := context.WithTimeout(l.ctx, ackWithin)
	defer cancel()
	return l.conn.Write(ctx, websocket.MessageText, raw)
}

// flush returns when what waited to be written is, or can't be any more.
func (l *link) flush() {
	said := make(chan struct{})
	select {
	case l.acks <- spoken{said: said}:
	case <-l.ctx.Done():
	}
	select {
	case <-said:
	case <-l.ctx.Done():
	}
}

// close says what is left to say, goodbye too, and waits for the reader.
func (l *link) close() {
	l.flush()
	_ = l.conn.Close(websocket.StatusNormalClosure, "") // an error means it is closed already
	l.cancel()
	<-l.ended
}

// errShort marks connections that did not live long enough to be believed.
var errShort = errors.New("slack: the connection was ended soon after hello")

// stay waits until the connection ends or is asked to go. It returns nil when
// the next one should be made at once.
func (l *link) stay(ctx context.Context, p *pace) error {
	select {
	case <-l.leaving:
	case <-l.ended:
	case <-ctx.Done():
		return nil
	}
	err := l.parting()
	if time.Since(l.opened) >= steady {
		p.reset()
	} else if err == nil {
		err = errShort
	}
	return err
}

// parting says why a connection goes. What Slack said counts before the broken
// connection that follows it.
func (l *link) parting() error {
	select {
	case <-l.leaving:
		return l.asked
	default:
		return l.broken
	}
}
