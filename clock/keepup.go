package clock

import (
	"context"
	"sync"
	"time"
)

// Run keeps up with the sandbox until ctx ends: it reports how far it has
// lived, and when the sandbox has moved on it lives through to the target and
// reports again. A sandbox out of reach, and a life that fails, are logged and
// tried again; the clock runs on meanwhile. It returns ctx's error.
func (f *Follower) Run(ctx context.Context, life Life) error {
	for ctx.Err() == nil {
		if err := f.keepUp(ctx, life); err != nil && ctx.Err() == nil {
			f.log.Error("follow the clock", "url", f.url.Redacted(), "err", err)
			pause(ctx, retryAfter)
		}
	}
	return ctx.Err()
}

// keepUp is one question, and the move that the answer asks for.
func (f *Follower) keepUp(ctx context.Context, life Life) error {
	there, err := f.report(ctx)
	if err != nil || !there.Target.After(f.Lived()) {
		return err
	}
	beating, stop := context.WithCancel(ctx)
	var beat sync.WaitGroup
	beat.Go(func() { f.beat(beating) })
	defer beat.Wait()
	defer stop()
	if err := f.Clock.catchUp(ctx, there.Target, announced{Life: life, f: f, target: there.Target}); err != nil {
		return err
	}
	f.setLived(there.Target)
	return nil
}

// beat tells the sandbox during a long move that we are still there.
func (f *Follower) beat(ctx context.Context) {
	for pause(ctx, heartbeat) {
		if _, err := f.report(ctx); err != nil && ctx.Err() == nil {
			f.log.Warn("report to the clock", "err", err)
		}
	}
}

// report says how far we have lived. Reports go out one after the other, so that
// none is overtaken by an older one.
func (f *Follower) report(ctx context.Context) (instants, error) {
	f.reporting.Lock()
	defer f.reporting.Unlock()
	return f.ask(ctx, f.Lived())
}

// pause waits so long in the machine's time; false when ctx ended first.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// announced is a life that reports each instant before it is lived through, so
// that what is posted there bears its time.
type announced struct {
	Life
	f      *Follower
	target time.Time
}

// Run reports that all before now is done, then does what is due.
func (a announced) Run(ctx context.Context, now time.Time) error {
	before := now
	if !now.Before(a.target) {
		before = a.target.Add(-time.Microsecond) // not yet: this instant is still to be lived
	}
	if before.After(a.f.Lived()) {
		a.f.setLived(before)
		if _, err := a.f.report(ctx); err != nil {
			return err
		}
	}
	return a.Life.Run(ctx, now)
}
