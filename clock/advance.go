package clock

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Life is what happens as domain time passes.
type Life interface {
	// Next returns the first instant at which something is due that was not
	// run yet; false when nothing is to come. It may be now, or have passed,
	// when what has just settled brought it about.
	Next(ctx context.Context, now time.Time) (time.Time, bool, error)
	// Run does everything that is due at now, and what was due before it.
	Run(ctx context.Context, now time.Time) error
	// Settle returns when what has come in is handled and what was decided
	// has been told, as far as that can be.
	Settle(ctx context.Context) error
}

// Advance lives through every due instant up to to, in order: the clock is set
// to the instant, what is due there is run, and what follows from it settles
// before the next one. It starts with what is due by now and ends at to, from
// where the clock runs on. An instant that has passed is [ErrBack]. When life
// fails, the clock runs on from the instant of the failure.
func (c *Clock) Advance(ctx context.Context, to time.Time, life Life) error {
	back, err := c.turn(ctx)
	if err != nil {
		return err
	}
	defer back()
	if now := c.Now(); micro(to).Before(now) {
		return fmt.Errorf("%w: it is %s, asked for %s", ErrBack, now.Format(time.RFC3339), to.Format(time.RFC3339))
	}
	return c.through(ctx, to, life)
}

// catchUp is Advance for one whose clock may have run past to by itself: what
// is due is then done at once.
func (c *Clock) catchUp(ctx context.Context, to time.Time, life Life) error {
	back, err := c.turn(ctx)
	if err != nil {
		return err
	}
	defer back()
	return c.through(ctx, to, life)
}

func (c *Clock) through(ctx context.Context, to time.Time, life Life) error {
	at := c.hold(time.Time{})
	defer c.run()
	to = micro(to)
	for again := 0; ; {
		if err := live(ctx, at, life); err != nil {
			return err
		}
		next, ok, err := life.Next(ctx, at)
		if err != nil {
			return fmt.Errorf("what is due after %s: %w", at.Format(time.RFC3339), err)
		}
		switch next = ceil(next); {
		case ok && !next.After(at):
			if again++; again == patience {
				return fmt.Errorf("%w %s, when it is %s", errStuck, next.Format(time.RFC3339), at.Format(time.RFC3339))
			}
		case !at.Before(to):
			return nil
		case ok && next.Before(to):
			at, again = c.hold(next), 0
		default:
			at, again = c.hold(to), 0
		}
	}
}

// patience is how often what is due may bring about more that is due at once,
// before we say that it never ends.
const patience = 100

var errStuck = errors.New("due again and again at")

// ceil is the first whole microsecond at which what is due at t is due.
func ceil(t time.Time) time.Time { return micro(t.Add(time.Microsecond - 1)) }

// live is one instant: what is due, and what follows from it.
func live(ctx context.Context, at time.Time, life Life) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("stopped at %s: %w", at.Format(time.RFC3339), err)
	}
	if err := life.Run(ctx, at); err != nil {
		return fmt.Errorf("live through %s: %w", at.Format(time.RFC3339), err)
	}
	if err := life.Settle(ctx); err != nil {
		return fmt.Errorf("settle at %s: %w", at.Format(time.RFC3339), err)
	}
	return nil
}
