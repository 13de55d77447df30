package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// answerWithin is Slack's own patience.
const answerWithin = 3 * time.Second

// wires is a line of HTTP connections that are kept open.
type wires struct {
	address string
	letter  letter
	width   int
}

func (w wires) carry(ctx context.Context, jobs <-chan job, done func(job, bool)) {
	var all sync.WaitGroup
	for range w.width {
		all.Go(func() {
			var c wire
			defer c.hangUp()
			for {
				select {
				case j := <-jobs:
					done(j, c.ask(ctx, w.address, w.letter.request(j.n, time.Now())))
				case <-ctx.Done():
					return
				}
			}
		})
	}
	all.Wait()
}

// wire is one connection, opened when it is needed.
type wire struct {
	conn net.Conn
	in   *bufio.Reader
}

// ask reports whether the request was answered 200.
func (c *wire) ask(ctx context.Context, address string, request []byte) bool {
	if c.conn == nil {
		conn, err := (&net.Dialer{Timeout: answerWithin}).DialContext(ctx, "tcp", address)
		if err != nil {
			return false
		}
		c.conn, c.in = conn, bufio.NewReader(conn)
	}
	if err := c.conn.SetDeadline(time.Now().Add(answerWithin)); err != nil {
		return c.hangUp()
	}
	if _, err := c.conn.Write(request); err != nil {
		return c.hangUp()
	}
	res, err := http.ReadResponse(c.in, nil)
	if err != nil {
		return c.hangUp()
	}
	_, err = io.Copy(io.Discard, res.Body)
	if err = errors.Join(err, res.Body.Close()); err != nil || res.Close {
		c.hangUp()
	}
	return err == nil && res.StatusCode == http.StatusOK
}

// hangUp ends the connection, and returns that nothing was acknowledged.
func (c *wire) hangUp() bool {
	if c.conn != nil {
		_ = c.conn.Close() // nothing is expected of it any more
		c.conn = nil
	}
	return false
}
