package bot

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
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
	usersList:                      20,
	conversationsInfo:              50,
}

// budget is the one limiter that all senders share.
type budget struct {
	limits   Limits
	mu       sync.Mutex
	channels map[string]*rate.Limiter
	methods  map[string]*rate.Limiter
	all      *rate.Limiter
	held     map[string]time.Time // by method, after a 429
}

func newBudget(l Limits) *budget {
	if l.Channel == 0 {
		l.Channel = defaultGap
	}
	if l.Workspace == 0 {
		l.Workspace = defaultWorkspace
	}
	g := &budget{
		limits: l, channels: map[string]*rate.Limiter{}, methods: map[string]*rate.Limiter{},
		all: tier(l.Workspace), held: map[string]time.Time{},
	}
	for method, n := range perMinute {
		g.methods[method] = tier(n)
	}
	return g
}

// tier allows n a minute, a tenth of them at once.
func tier(n int) *rate.Limiter {
	return rate.NewLimiter(rate.Every(time.Minute/time.Duration(n)), max(1, n/10))
}

// take waits for the turn of a call. A turn that is far off is not waited for:
// it is a *LaterError, and takes nothing. channel matters to posts alone.
func (g *budget) take(ctx context.Context, method, channel string) error {
	wait, back := g.reserve(method, channel)
	if wait > longestTurn || wait > 0 && !rest(ctx, wait) {
		back()
		if err := ctx.Err(); err != nil {
			return err
		}
		return &LaterError{Method: method, After: wait}
	}
	return nil
}

// reserve takes a place with every limiter that counts the call, and returns
// how long to wait for it and how to give it back.
func (g *budget) reserve(method, channel string) (wait time.Duration, back func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	if until := g.held[method]; until.After(now) {
		return max(until.Sub(now), longestTurn+1), func() {}
	}
	var places []*rate.Reservation
	for _, l := range g.counting(method, channel) {
		r := l.ReserveN(now, 1)
		wait = max(wait, r.DelayFrom(now))
		places = append(places, r)
	}
	return wait, func() {
		for _, r := range places {
			r.Cancel()
		}
	}
}

// counting lists the limiters that count a call; g.mu is held.
func (g *budget) counting(method, channel string) []*rate.Limiter {
	switch {
	case g.limits.Off:
		return nil
	case method == methodPost:
		return []*rate.Limiter{g.channel(channel), g.all}
	case g.methods[method] != nil:
		return []*rate.Limiter{g.methods[method]}
	}
	return nil
}

func (g *budget) channel(id string) *rate.Limiter {
	l := g.channels[id]
	if l == nil {
		g.forget()
		l = rate.NewLimiter(rate.Every(g.limits.Channel), 1)
		g.channels[id] = l
	}
	return l
}

// forget drops the limiters of channels that have been quiet, so that the map
// stays as small as what is being said.
func (g *budget) forget() {
	for id, l := range g.channels {
		if l.Tokens() >= 1 {
			delete(g.channels, id)
		}
	}
}

// hold keeps a method back after a 429.
func (g *budget) hold(method string, d time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if until := time.Now().Add(d); until.After(g.held[method]) {
		g.held[method] = until
	}
}
