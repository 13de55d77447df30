package sandbox

import (
	"sync"
	"time"
)

// workspaceRate is the most messages that all channels together take in a
// minute, in the machine's time, unless another number is set: Slack says
// "several hundred" (https://docs.slack.dev/apis/web-api/rate-limits).
const workspaceRate = 600

// limiter is Slack's rate limits: a message a second and channel, and a
// number of calls a minute for each method by its tier.
type limiter struct {
	mu   sync.Mutex
	on   bool
	rate int                  // messages a minute in all channels
	free map[string]time.Time // when the next call of that kind is due
}

func newLimiter(on bool, rate int) *limiter {
	l := &limiter{on: on, free: map[string]time.Time{}}
	l.setRate(rate)
	return l
}

// setRate sets how many messages a minute the workspace takes; 0 is the usual.
func (l *limiter) setRate(rate int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.rate = rate; rate == 0 {
		l.rate = workspaceRate
	}
}

func (l *limiter) turn(on bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.on, l.free = on, map[string]time.Time{}
}

// hold tells how long a call must wait; 0 lets it pass and counts it.
func (l *limiter) hold(method string, tier int, c *call) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.on {
		return 0
	}
	now := time.Now()
	if tier > 0 {
		perMinute := [...]int{0, 1, 20, 50, 100}[tier]
		return l.pass(now, method, time.Minute/time.Duration(perMinute), max(perMinute/2, 1))
	}
	if method != "chat.postMessage" {
		return 0
	}
	if wait := l.pass(now, "channel "+c.str("channel"), time.Second, 3); wait > 0 {
		return wait
	}
	return l.pass(now, "workspace", time.Minute/time.Duration(l.rate), max(l.rate/60, 1))
}

// pass is a leaky bucket: a call each interval, and a burst beyond that.
func (l *limiter) pass(now time.Time, key string, every time.Duration, burst int) time.Duration {
	due := l.free[key]
	if due.Before(now) {
		due = now
	}
	if ahead := due.Sub(now); ahead > every*time.Duration(burst-1) {
		return ahead - every*time.Duration(burst-1)
	}
	l.free[key] = due.Add(every)
	return 0
}
