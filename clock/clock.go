// Package clock is domain time: the instant that dates, deadlines and reminders
// are judged by, and a way to live through everything due until a later one.
//
// Invariants:
//   - Domain time is UTC, whole microseconds (what both databases keep), runs
//     on at the machine's speed, and never goes back by a move.
//   - During [Clock.Advance] it stands still at each instant it visits, so that
//     everything done there bears one time. Moves queue; none overlap.
//   - Wall time (back-off, leases, signatures, Retry-After) is not here: it is
//     the machine's and can't be moved.
package clock

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// ErrBack is returned by a move to an instant that has passed.
var ErrBack = errors.New("the clock does not go back")

// A Clock tells domain time. Use [New].
type Clock struct {
	moving chan struct{} // holds the one move under way

	mu     sync.Mutex
	offset time.Duration // domain time less the machine's, while running
	held   time.Time     // where it stands; zero while it runs
}

// New returns a clock that runs on from at, or from the machine's time when at
// is the zero time.
func New(at time.Time) *Clock {
	c := &Clock{moving: make(chan struct{}, 1)}
	if !at.IsZero() {
		c.offset = time.Until(at)
	}
	return c
}

// Now returns the domain instant, in UTC, cut to microseconds.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *Clock) now() time.Time {
	if !c.held.IsZero() {
		return c.held
	}
	return micro(time.Now().Add(c.offset))
}

// hold makes the clock stand at an instant, or where it is if that is later.
func (c *Clock) hold(at time.Time) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := c.now(); at.Before(now) {
		at = now
	}
	c.held = micro(at)
	return c.held
}

// run lets the clock go on from where it stands.
func (c *Clock) run() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset = time.Until(c.held)
	c.held = time.Time{}
}

// micro is what the databases keep of an instant.
func micro(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// turn waits until no other move is under way. The caller gives it back.
func (c *Clock) turn(ctx context.Context) (back func(), err error) {
	select {
	case c.moving <- struct{}{}:
		return func() { <-c.moving }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for another move of the clock: %w", ctx.Err())
	}
}
