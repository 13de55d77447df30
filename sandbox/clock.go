package sandbox

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// The patience of a move of the clock, in the machine's time.
const (
	followerFresh = 5 * time.Second // a follower not heard of for so long is gone
	followerLimit = 2 * time.Minute // so long a move waits for followers
	followPoll    = time.Second     // so long a follower's question may hang
)

// clock is domain time: what Options.Now says, or, when nobody else can move
// it, that plus an offset of its own. Processes that take their time from here
// are followers: a move is over when each has lived through it.
type clock struct {
	o       Options
	moving  chan struct{} // holds the one move under way
	mu      sync.Mutex
	offset  time.Duration
	held    time.Time // set while followers live towards target
	target  time.Time
	follow  map[string]follower
	changed chan struct{} // closed and renewed at each change
}

type follower struct{ at, seen time.Time }

var (
	errBack     = errors.New("the clock does not go back")
	errFollower = errors.New("follower has not lived through the move")
)

func newClock(o Options) (*clock, error) {
	c := &clock{o: o, moving: make(chan struct{}, 1), follow: map[string]follower{}, changed: make(chan struct{})}
	if o.Advance == nil && o.Dir != "" {
		saved, ok, err := SavedClock(o.Dir)
		if err != nil {
			return nil, err
		}
		if now := o.Now(); ok && saved.After(now) {
			c.offset = saved.Sub(now)
		}
	}
	c.target = c.now()
	return c, nil
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.nowLocked()
}

func (c *clock) nowLocked() time.Time {
	if !c.held.IsZero() {
		return c.held
	}
	return c.o.Now().Add(c.offset).UTC()
}

// move brings domain time to to, and returns when the program around the
// sandbox and every follower have lived through all that was due until then.
func (c *clock) move(ctx context.Context, to time.Time) error {
	select {
	case c.moving <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-c.moving }()
	if to.Before(c.now()) {
		return fmt.Errorf("%w: it is %s", errBack, c.now().Format(time.RFC3339))
	}
	c.aim(to)
	defer c.release(to)
	if c.o.Advance != nil {
		if err := c.o.Advance(ctx, to); err != nil {
			return fmt.Errorf("advance: %w", err)
		}
	}
	return c.await(ctx, to)
}

// aim sets the target. With a clock of our own, time stands still meanwhile,
// or goes as far as the slowest follower.
func (c *clock) aim(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.o.Advance == nil {
		c.held = c.nowLocked()
	}
	c.target = to
	c.wake()
}

// release lets the clock run on from where the move led.
func (c *clock) release(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.o.Advance == nil {
		c.held = time.Time{}
		c.offset = max(c.offset, to.Sub(c.o.Now()))
	}
	c.wake()
}

func (c *clock) wake() {
	close(c.changed)
	c.changed = make(chan struct{})
}

// await waits until every follower has reported to, or has fallen silent.
func (c *clock) await(ctx context.Context, to time.Time) error {
	limit := time.NewTimer(followerLimit)
	defer limit.Stop()
	for {
		name, changed := c.behind(to)
		if name == "" {
			return nil
		}
		look := time.NewTimer(followerFresh / 5)
		select {
		case <-changed:
		case <-look.C:
		case <-limit.C:
			look.Stop()
			return fmt.Errorf("%w: %s", errFollower, name)
		case <-ctx.Done():
			look.Stop()
			return ctx.Err()
		}
		look.Stop()
	}
}

// behind names a live follower that has not reached to, and moves held time
// along with the slowest of them.
func (c *clock) behind(to time.Time) (string, <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	late, slowest := "", to
	for id, f := range c.follow {
		if time.Since(f.seen) > followerFresh {
			delete(c.follow, id)
		} else if f.at.Before(slowest) {
			late, slowest = id, f.at
		}
	}
	if !c.held.IsZero() && slowest.After(c.held) {
		c.held = slowest
	}
	return late, c.changed
}

// report notes that a follower has lived through everything up to at, and
// answers once there is more to live through, or after a second.
func (c *clock) report(ctx context.Context, id string, at time.Time) (now, target time.Time) {
	c.mu.Lock()
	c.follow[id] = follower{at: at, seen: time.Now()}
	c.wake()
	changed, due := c.changed, c.target.After(at)
	c.mu.Unlock()
	wait := time.NewTimer(followPoll)
	defer wait.Stop()
	for !due {
		select {
		case <-changed:
		case <-wait.C:
			due = true
		case <-ctx.Done():
			due = true
		}
		c.mu.Lock()
		changed, due = c.changed, due || c.target.After(at)
		c.mu.Unlock()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.nowLocked(), c.target
}

// keepClock saves the instant each second, until Close.
func (s *Sandbox) keepClock() {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if err := saveClock(s.opts.Dir, s.clock.now(), false); err != nil {
				s.log.Error("save the clock", "err", err)
			}
		case <-s.ctx.Done():
			return
		}
	}
}
