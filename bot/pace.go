package bot

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/slack-go/slack"
)

// The bounds of waiting between two attempts to connect.
const (
	firstWait = 500 * time.Millisecond
	longWait  = 30 * time.Second
	steady    = 30 * time.Second // a connection that stood so long was a good one
)

// pace spaces attempts out: twice as long after each failure, and never quite
// as long as somebody else's.
type pace struct{ failures int }

// next returns how long to wait after a failure. Slack's own Retry-After is
// kept in full, with jitter on top.
func (p *pace) next(err error) time.Duration {
	limit := longWait
	if p.failures < 6 {
		limit = min(longWait, firstWait<<p.failures)
	}
	p.failures++
	wait := limit/2 + rand.N(limit/2)
	var rate *slack.RateLimitedError
	var later *LaterError
	switch {
	case errors.As(err, &rate):
		wait += rate.RetryAfter
	case errors.As(err, &later):
		wait += later.After
	}
	return wait
}

func (p *pace) reset() { p.failures = 0 }

// rest waits, or reports false when ctx ended first.
func rest(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
