package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/coder/websocket"
)

// slack stands in for Slack: every method of the Web API is answered at once and
// with success, and Socket Mode's envelopes go to whoever has connected.
type slack struct {
	address string // of the server, on loopback
	server  *http.Server
	posts   atomic.Int64 // messages posted to it

	mu      sync.Mutex
	sockets []*websocket.Conn
	waiting map[string]job // by envelope
	done    func(job, bool)
}

func newSlack(ctx context.Context) (*slack, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &slack{address: l.Addr().String(), waiting: map[string]job{}, done: func(job, bool) {}}
	mux := http.NewServeMux()
	mux.HandleFunc("/api/", s.method)
	mux.HandleFunc("/socket", s.socket)
	s.server = &http.Server{Handler: mux, ReadHeaderTimeout: answerWithin}
	go func() { _ = s.server.Serve(l) }() // ends with close
	return s, nil
}

func (s *slack) close() { _ = s.server.Close() }

// method answers with all that any of the methods that are called would have.
func (s *slack) method(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	channel := `"C1"`
	switch r.URL.Path {
	case "/api/conversations.open":
		channel = `{"id":"D1"}`
	case "/api/conversations.info":
		channel = `{"id":"C1"}`
	case "/api/chat.postMessage":
		s.posts.Add(1)
	}
	fmt.Fprintf(w, `{"ok":true,"url":"ws://%s/socket","team_id":"T1","user_id":"U0BOT","bot_id":"B1","app_id":"A1",`+
		`"channel":%s,"ts":"%d.%06d","messages":[],"members":[]}`, s.address, channel, time.Now().Unix(), s.posts.Load())
}

// socket greets a connection and takes its acknowledgements until it ends.
func (s *slack) socket(w http.ResponseWriter, r *http.Request) {
	c, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
	if err != nil {
		return
	}
	defer func() { _ = c.CloseNow() }()
	ctx := context.Background()
	hello := `{"type":"hello","num_connections":1,"connection_info":{"app_id":"A1"},"debug_info":{"host":"bench"}}`
	if err := c.Write(ctx, websocket.MessageText, []byte(hello)); err != nil {
		return
	}
	s.mu.Lock()
	s.sockets = append(s.sockets, c)
	s.mu.Unlock()
	for {
		_, raw, err := c.Read(ctx)
		if err != nil {
			return
		}
		s.acknowledged(raw)
	}
}

func (s *slack) acknowledged(raw []byte) {
	var ack struct {
		Envelope string `json:"envelope_id"`
	}
	if json.Unmarshal(raw, &ack) != nil {
		return
	}
	s.mu.Lock()
	j, ok := s.waiting[ack.Envelope]
	delete(s.waiting, ack.Envelope)
	done := s.done
	s.mu.Unlock()
	if ok {
		done(j, true)
	}
}

// connections returns how many have been greeted.
func (s *slack) connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sockets)
}

// envelopes is the line of what slack sends by Socket Mode.
type envelopes struct {
	slack *slack
	kind  string
	salt  string
}

// carry sends each job as an envelope, to one connection after the other.
func (e envelopes) carry(ctx context.Context, jobs <-chan job, done func(job, bool)) {
	e.slack.mu.Lock()
	e.slack.done = done
	sockets := e.slack.sockets
	e.slack.mu.Unlock()
	for {
		select {
		case j := <-jobs:
			id, raw := e.envelope(j.n)
			e.slack.mu.Lock()
			e.slack.waiting[id] = j
			e.slack.mu.Unlock()
			// What can't be sent is counted as lost: no answer comes to it.
			_ = sockets[j.n%len(sockets)].Write(ctx, websocket.MessageText, raw)
		case <-ctx.Done():
			return
		}
	}
}

func (e envelopes) envelope(n int) (id string, raw []byte) {
	id = fmt.Sprintf("%s-%d", e.salt, n)
	types := map[string]string{command: "slash_commands", click: "interactive", mention: "events_api"}
	return id, fmt.Appendf(nil, `{"envelope_id":"%s","type":"%s","accepts_response_payload":%t,"payload":%s}`,
		id, types[e.kind], e.kind != mention, payload(e.kind, e.salt, n))
}
