package bot

import (
	"context"
	"maps"
	"sync"
	"time"
)

// A Timetable keeps the instants by which calls are paced, for all who call with
// one token. It may be called from many goroutines.
type Timetable interface {
	// Change hands fn those of the names that are set, with the machine's time,
	// and keeps what fn makes of them: it may set and delete names of the list.
	// Meanwhile nobody else, here or in another process, changes instants of that
	// subject. fn may run more than once, and is to have no other effect. A name
	// whose instant is long past may be forgotten.
	Change(ctx context.Context, subject string, names []string, fn func(now time.Time, at map[string]time.Time)) error
}

// keepPast is how long an instant that is past is kept at least: longer than a
// ticket holds.
const keepPast = time.Minute

// desktop is a timetable for one process.
type desktop struct {
	mu    sync.Mutex
	at    map[string]time.Time
	swept time.Time
}

func newDesktop() *desktop { return &desktop{at: map[string]time.Time{}} }

// Change is as [Timetable] says; it never fails.
func (d *desktop) Change(_ context.Context, _ string, names []string, fn func(time.Time, map[string]time.Time)) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := time.Now()
	d.sweep(now)
	some := map[string]time.Time{}
	for _, name := range names {
		if t, set := d.at[name]; set {
			some[name] = t
		}
	}
	fn(now, some)
	for _, name := range names {
		delete(d.at, name)
	}
	maps.Copy(d.at, some)
	return nil
}

// sweep forgets what is past, now and then, so that what is kept stays as small as
// what is being said.
func (d *desktop) sweep(now time.Time) {
	if now.Sub(d.swept) < keepPast {
		return
	}
	d.swept = now
	maps.DeleteFunc(d.at, func(_ string, t time.Time) bool { return now.Sub(t) > keepPast })
}
