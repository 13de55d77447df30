package sandbox

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"
)

// pipe serves the handler over net.Pipe: no real socket, so a goroutine that
// reads from one is durably blocked and a synctest bubble's time can pass.
type pipe struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
	srv   *http.Server
}

// inMemory marks requests that came through the pipe.
type inMemory struct{}

func newPipe(h http.Handler) *pipe {
	return &pipe{
		conns: make(chan net.Conn), done: make(chan struct{}),
		srv: &http.Server{
			Handler: h, ReadHeaderTimeout: time.Minute,
			ConnContext: func(ctx context.Context, _ net.Conn) context.Context {
				return context.WithValue(ctx, inMemory{}, true)
			},
		},
	}
}

func (p *pipe) serve() { _ = p.srv.Serve(p) } // ends with close, always in ErrServerClosed

func (p *pipe) close() {
	p.once.Do(func() { close(p.done) })
	_ = p.srv.Close() // the listener is this pipe, whose Close can't fail
}

// Accept implements net.Listener.
func (p *pipe) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (p *pipe) Close() error {
	p.once.Do(func() { close(p.done) })
	return nil
}

// Addr implements net.Listener.
func (p *pipe) Addr() net.Addr { return pipeAddr{} }

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "pipe" }

// Dial opens an in-process connection to the sandbox, whatever the address.
func (s *Sandbox) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case s.pipe.conns <- there:
		return here, nil
	case <-s.pipe.done:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Client returns an HTTP client that reaches the sandbox in process, under
// any host name. Its idle connections end when the sandbox is closed.
func (s *Sandbox) Client() *http.Client {
	return &http.Client{Transport: &http.Transport{DialContext: s.Dial}}
}
