package db

import (
	"context"
	"slices"
	"sync"
	"time"
)

// How long nobody must have been in a hurry for a lull, and how long a lull is
// waited for: whatever comes in, each step of an answer has its turn ten times a
// second. There are lulls enough at two hundred things a second, and Slack brings
// at most 30,000 an hour (https://docs.slack.dev/apis/events-api#rate-limiting): it
// takes a storm for anybody to wait so long. A shorter wait has more people answered
// during a storm, and whoever comes in just then acknowledged later:
// docs/performance.md has the figures.
const (
	lullAfter  = 5 * time.Millisecond
	lullWithin = 100 * time.Millisecond
)

// A gate lets one transaction in at a time where the engine takes only one, and
// those in a hurry before all others. It remembers when somebody was last in a hurry.
type gate struct {
	narrow bool // one at a time

	mu      sync.Mutex
	taken   bool
	hurried []chan struct{} // who waits, in order; closed when it is their turn
	others  []chan struct{}
	rush    int       // how many are in a hurry, waiting or inside
	since   time.Time // when the last of them left
}

type hurryKey struct{}

// Hurry returns a context whose transactions go before all that wait: for what
// is over within moments, and waited for outside.
func Hurry(ctx context.Context) context.Context {
	return context.WithValue(ctx, hurryKey{}, true)
}

// Lull returns when nobody has been in a hurry for a moment, or after a few
// moments all the same, or when ctx ends. It is for work that can wait, so that
// it does not compete with what is waited for.
func (d *DB) Lull(ctx context.Context) {
	end := time.Now().Add(lullWithin)
	for wait := d.write.gate.busyFor(); wait > 0 && time.Now().Before(end); wait = d.write.gate.busyFor() {
		t := time.NewTimer(min(wait, time.Until(end)))
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return
		}
	}
}

// busyFor returns how long it takes at least until there is a lull, 0 in one.
func (g *gate) busyFor() time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.rush > 0 {
		return lullAfter
	}
	return max(lullAfter-time.Since(g.since), 0)
}

// enter waits for the turn. Who is in must leave.
func (g *gate) enter(ctx context.Context) error {
	line, turn := g.queue(ctx)
	if turn == nil {
		return nil
	}
	select {
	case <-turn:
		return nil
	case <-ctx.Done():
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if i := slices.Index(*line, turn); i >= 0 {
		*line = slices.Delete(*line, i, i+1)
	} else {
		g.next() // it was our turn just now
	}
	g.unrush(ctx)
	return ctx.Err()
}

// queue returns what to wait for, and in which line; nil when there is no need.
func (g *gate) queue(ctx context.Context) (line *[]chan struct{}, turn chan struct{}) {
	g.mu.Lock()
	defer g.mu.Unlock()
	line = &g.others
	if inHurry(ctx) {
		line = &g.hurried
		g.rush++
	}
	if !g.taken || !g.narrow {
		g.taken = true
		return line, nil
	}
	turn = make(chan struct{})
	*line = append(*line, turn)
	return line, turn
}

// leave lets the next one in; ctx is the one that entered.
func (g *gate) leave(ctx context.Context) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.unrush(ctx)
	g.next()
}

func (g *gate) unrush(ctx context.Context) {
	if inHurry(ctx) {
		g.rush--
		g.since = time.Now()
	}
}

func (g *gate) next() {
	for _, line := range []*[]chan struct{}{&g.hurried, &g.others} {
		if len(*line) > 0 {
			close((*line)[0])
			*line = (*line)[1:]
			return
		}
	}
	g.taken = false
}

func inHurry(ctx context.Context) bool { return ctx.Value(hurryKey{}) != nil }
