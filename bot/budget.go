package bot

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Limits is how fast we may speak. The zero value is Slack's own
// (https://docs.slack.dev/apis/web-api/rate-limits). A 429 is obeyed whatever
// stands here.
type Limits struct {
	Off       bool          // no limits of our own
	Channel   time.Duration // between two messages in a channel; 0 is a second
	Workspace int           // messages a minute in all; 0 is 300, Slack's "several hundred"
}

// Unlimited is for a workspace that has no limits, such as one on this machine.
func Unlimited() Limits { return Limits{Off: true} }

const (
	defaultGap       = time.Second
	defaultWorkspace = 300
	longestTurn      = 3 * time.Second // beyond it a sender comes back later instead of waiting
	holdSaved        = 5 * time.Second // so long the others may take to hear of a 429
)

// perMinute is the tier of each method that we call.
var perMinute = map[string]int{
	"chat.update":                  50,
	"conversations.open":           50,
	"conversations.history":        50,
	"conversations.replies":        50,
	"files.getUploadURLExternal":   100,
	"files.completeUploadExternal": 100,
	"files.info":                   100,
	"views.publish":                100,
	viewsOpen:                      100,
	viewsUpdate:                    100,
	usersList:                      20,
	usersLookup:                    50,
	conversationsInfo:              50,
}

// budget is the one limiter that all senders share; with a timetable that is
// shared, those of other processes too.
type budget struct {
	limits Limits
	table  Timetable
	mu     sync.Mutex
	held   map[string]time.Time // by method, after a 429 that was met here
}

func newBudget(l Limits, shared Timetable) *budget {
	if l.Channel == 0 {
		l.Channel = defaultGap
	}
	if l.Workspace <= 0 {
		l.Workspace = defaultWorkspace
	}
	if shared == nil {
		shared = newDesktop()
	}
	return &budget{limits: l, table: shared, held: map[string]time.Time{}}
}

// line is where a turn stands. Tiers let a tenth of a minute's calls come at once,
// the workspace half a second's messages:
// who is late must find room.
func (g *budget) line(t turn) line {
	l := line{held: "held " + t.method}
	n := perMinute[t.method]
	switch {
	case g.limits.Off:
		return l
	case t.method == methodPost:
		l.pacing, l.next = perMinuteOf(g.limits.Workspace, g.limits.Workspace/120), "workspace"
		l.gap, l.channel = g.limits.Channel, "channel "+t.channel
	case n > 0:
		l.pacing, l.next = perMinuteOf(n, n/10), "method "+t.method
	default:
		return l
	}
	if t.key != "" {
		l.ticket = "ticket " + t.method + " " + t.key
	}
	return l
}

// take waits for the turn of a call. A turn that is far off is not waited for: that
// is a *LaterError, which says when to come back. It comes with every other error
// too, as the call was not made.
func (g *budget) take(ctx context.Context, t turn) error {
	for {
		p, wait, err := g.book(ctx, t)
		if err != nil {
			return errors.Join(fmt.Errorf("turn of %s: %w", t.method, err), &LaterError{Method: t.method, After: time.Second})
		}
		if p.away {
			return &LaterError{Method: t.method, After: wait}
		}
		if wait > 0 && !rest(ctx, wait) {
			return errors.Join(ctx.Err(), &LaterError{Method: t.method, After: wait})
		}
		if p.goes && (wait <= 0 || !g.isHeld(t.method)) {
			return nil
		}
	}
}

// book finds the turn's place, and how far off it is.
func (g *budget) book(ctx context.Context, t turn) (p place, wait time.Duration, err error) {
	l, here := g.line(t), g.heldHere(t.method)
	err = g.table.Change(ctx, t.method, l.names(), func(now time.Time, at map[string]time.Time) {
		if here.After(at[l.held]) {
			at[l.held] = here
		}
		p = l.book(now, at, t)
		wait = p.at.Sub(now)
	})
	return p, wait, err
}

func (g *budget) heldHere(method string) time.Time {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.held[method]
}

// isHeld reports whether a 429 came while a sender waited for its turn.
func (g *budget) isHeld(method string) bool { return g.heldHere(method).After(time.Now()) }

// hold keeps a method back after a 429, here at once and for the others as soon as
// they can be told.
func (g *budget) hold(ctx context.Context, method string, d time.Duration) error {
	g.mu.Lock()
	until := time.Now().Add(d)
	if until.After(g.held[method]) {
		g.held[method] = until
	}
	g.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), holdSaved)
	defer cancel()
	name := g.line(turn{method: method}).held
	return g.table.Change(ctx, method, []string{name}, func(now time.Time, at map[string]time.Time) {
		at[name] = latest(at[name], now.Add(d))
	})
}
