package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path"
	"runtime"
	"strings"
	"sync"

	"steward/bot"
	"steward/db"
	"steward/db/dbtest"
)

// process is the house as a process that can die: from then on it says nothing to
// Slack, and whatever of it comes to a step goes no further. Nothing is drained.
type process struct {
	house  *house
	db     *db.DB
	wire   *wire
	end    context.CancelFunc
	ended  chan struct{}
	died   chan struct{}
	doom   func(step string) bool // whether it dies at this step
	flawed func(step string) bool // whether what follows this step fails once

	mu    sync.Mutex
	dead  bool
	flaws int // reads of chance that are to fail
}

// start opens a house on the storm's database and runs it.
func (s *storm) start(doom, flawed func(step string) bool) *process {
	p := &process{doom: doom, flawed: flawed, ended: make(chan struct{}), died: make(chan struct{})}
	p.wire = newWire(s, p)
	var err error
	p.db, err = db.Open(context.Background(), s.address, db.Options{
		Keys: []db.Key{dbtest.Key()}, Now: s.clock.Now, Random: p, Exclusive: true,
	})
	if err != nil {
		s.t.Error(err)
		runtime.Goexit()
	}
	p.house, err = build(parts{
		db: p.db, clock: s.clock, book: s.book, words: s.words, tick: tickEvery,
		log: slog.New(slog.NewTextHandler(&s.said, &slog.HandlerOptions{Level: s.level})), at: p.at,
		slack: bot.Options{
			Token: sandboxBotToken, AppToken: sandboxAppToken, APIURL: "http://sandbox.invalid/api/",
			HTTP: &http.Client{Transport: p.wire}, Limits: s.limits,
		},
	})
	if err != nil {
		s.t.Error(err)
		runtime.Goexit()
	}
	var ctx context.Context
	ctx, p.end = context.WithCancel(context.Background())
	go func() {
		defer close(p.ended)
		if err := p.house.run(ctx); err != nil && p.lives() {
			s.t.Errorf("the house ended: %v", err)
		}
	}()
	return p
}

// at ends whoever comes to a step of a dead process, as its death would have.
// What is deferred runs: a transaction is rolled back, as by a lost connection.
func (p *process) at(step string) {
	if !p.passes(step) {
		runtime.Goexit()
	}
}

// passes reports whether the process lives beyond a step.
func (p *process) passes(step string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.dead && p.doom(step) {
		p.dead = true
		p.wire.cut()
		close(p.died)
	}
	if !p.dead && p.flawed != nil && p.flawed(step) {
		p.flaws = 1
	}
	return !p.dead
}

func (p *process) lives() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.dead
}

// Read is where the database takes chance from. It is what fails a handler.
func (p *process) Read(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.flaws > 0 {
		p.flaws--
		return 0, errFlaw
	}
	return dice{}.Read(b)
}

// bury waits until nothing of a process moves, and gives its database back. One
// that lives ends as it is meant to.
func (p *process) bury(s *storm) {
	p.end()
	if p.lives() {
		<-p.ended
	}
	err := errors.Join(p.house.inbox.Stop(context.Background()), p.house.outbox.Stop(context.Background()))
	<-p.ended
	p.wire.cut()
	if err = errors.Join(err, p.db.Close()); err != nil {
		s.t.Errorf("bury: %v", err)
	}
}

var (
	errDead = errors.New("the process is dead")
	errLost = errors.New("the connection was lost after the call was made")
	errFlaw = errors.New("no chance today")
)

// wire is a process's network. Each call is a step before it and one after it;
// answers get lost on it as the storm has it.
type wire struct {
	*process
	base  *http.Transport
	loses func(method string) bool
	heard func(method string, status int) // told of each answer

	conns map[net.Conn]bool // guarded by the lock below
	lock  sync.Mutex
	isCut bool
}

func newWire(s *storm, p *process) *wire {
	w := &wire{process: p, loses: s.loses, heard: s.heard, conns: map[net.Conn]bool{}}
	w.base = &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := s.sandbox.Dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return w.keep(c)
	}}
	return w
}

func (w *wire) keep(c net.Conn) (net.Conn, error) {
	w.lock.Lock()
	defer w.lock.Unlock()
	if w.isCut {
		return nil, errors.Join(errDead, c.Close())
	}
	w.conns[c] = true
	return c, nil
}

// cut ends every connection, and lets none be made.
func (w *wire) cut() {
	w.lock.Lock()
	defer w.lock.Unlock()
	w.isCut = true
	for c := range w.conns {
		_ = c.Close() // a pipe's end: it can't fail
	}
}

// RoundTrip makes a call, unless the process is dead.
func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	method := methodOf(r.URL.Path)
	if !w.passes("before " + method) {
		return nil, errors.Join(errDead, closed(r.Body))
	}
	resp, err := w.base.RoundTrip(r)
	if err == nil && w.heard != nil {
		w.heard(method, resp.StatusCode)
	}
	switch {
	case !w.passes("after " + method):
		err = errors.Join(errDead, err)
	case err == nil && w.loses(method):
		err = errLost
	}
	if err != nil && resp != nil {
		err = errors.Join(err, resp.Body.Close())
	}
	if err != nil {
		return nil, err
	}
	return resp, nil
}

func closed(body io.Closer) error {
	if body == nil {
		return nil
	}
	return body.Close()
}

// methodOf names a call: Slack's method, "upload" for a document's bytes, "link"
// for a socket.
func methodOf(address string) string {
	switch {
	case strings.HasPrefix(address, "/upload/"):
		return "upload"
	case strings.HasPrefix(address, "/link/"):
		return "link"
	default:
		return path.Base(address)
	}
}
