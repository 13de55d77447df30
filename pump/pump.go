// Package pump takes work from a queue in the database and hands it to a bounded
// number of workers. The inbox and the outbox are each one pump.
//
// Invariants:
//   - Never more than Workers at work; never more claimed than are free.
//   - It wakes when called, when a worker is done, when something becomes ready
//     by itself, and otherwise after Poll: another replica can't call us.
//   - Ending takes nothing new and lets what is at work finish: a claim or a
//     piece of work is never cut off by the end of the context that Start got.
//   - Draining goes on with what is ready, also with what comes of it meanwhile,
//     and does not wait for what becomes ready later.
package pump

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// The defaults of [Options], and how soon at the earliest the pump looks again.
const (
	defaultPoll  = time.Second
	shortestWait = 20 * time.Millisecond
)

// A Look says whether there is something to claim, and if nothing happens
// meanwhile, after how long there will be; 0 when not at all.
type Look struct {
	Ready bool
	Next  time.Duration
}

// Options is what a pump of rows is made of. All but Poll and Log are needed.
type Options[Row any] struct {
	Workers int
	Poll    time.Duration // 0 means a second
	// Begin is called before all else, until it succeeds.
	Begin func(context.Context) error
	Look  func(context.Context) (Look, error)
	Claim func(ctx context.Context, limit int) ([]Row, error)
	Work  func(context.Context, Row)
	Log   *slog.Logger
}

// A Pump runs from Start until Stop, or until Start's context ends.
type Pump[Row any] struct {
	o    Options[Row]
	wake chan struct{} // holds one call to look

	mu      sync.Mutex
	busy    int
	quit    context.CancelFunc // no more claims
	cut     context.CancelFunc // end what is at work
	running sync.WaitGroup     // the loop and the workers
	quiet   []chan struct{}    // of those who wait in Drain
	pumping bool               // the loop runs
}

// New returns a pump that does not run yet.
func New[Row any](o Options[Row]) *Pump[Row] {
	if o.Poll == 0 {
		o.Poll = defaultPoll
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Pump[Row]{o: o, wake: make(chan struct{}, 1), quit: func() {}, cut: func() {}}
}

// Start begins to pump. When ctx ends nothing more is claimed; call Stop to wait
// for what is at work.
func (p *Pump[Row]) Start(ctx context.Context) {
	work, cut := context.WithCancel(context.WithoutCancel(ctx))
	ctx, quit := context.WithCancel(ctx)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.quit, p.cut, p.pumping = quit, cut, true
	p.running.Go(func() {
		defer p.over() // also when the loop is cut short
		p.loop(ctx, work)
	})
}

// Drain returns when nothing is ready and nothing is at work, or when no more is
// claimed. When ctx ends first, the error says so, and the pump goes on.
func (p *Pump[Row]) Drain(ctx context.Context) error {
	p.mu.Lock()
	if !p.pumping {
		p.mu.Unlock()
		return nil
	}
	done := make(chan struct{})
	p.quiet = append(p.quiet, done)
	p.mu.Unlock()
	p.Wake()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("not all was done that could be: %w", ctx.Err())
	}
}

// over says that the loop has ended, to those who wait in Drain too.
func (p *Pump[Row]) over() {
	p.mu.Lock()
	p.pumping = false
	n := len(p.quiet)
	p.mu.Unlock()
	p.hush(n)
}

// hush lets the first n go who wait in Drain.
func (p *Pump[Row]) hush(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, done := range p.quiet[:n] {
		close(done)
	}
	p.quiet = p.quiet[n:]
}

// resting returns how many wait in Drain while nothing is at work, else 0.
func (p *Pump[Row]) resting() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.busy > 0 {
		return 0
	}
	return len(p.quiet)
}

// Stop claims nothing more and returns when what is at work is done. When ctx
// ends first, what is at work is cut off, and the error says so.
func (p *Pump[Row]) Stop(ctx context.Context) error {
	p.mu.Lock()
	quit, cut := p.quit, p.cut
	p.mu.Unlock()
	quit()
	defer cut()
	done := make(chan struct{})
	go func() {
		p.running.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("stopped before all was done: %w", ctx.Err())
	}
}

// Wake makes the pump look now. It never blocks.
func (p *Pump[Row]) Wake() {
	select {
	case p.wake <- struct{}{}:
	default: // it will look anyway
	}
}

func (p *Pump[Row]) loop(ctx, work context.Context) {
	for ctx.Err() == nil {
		err := p.o.Begin(work)
		if err == nil {
			break
		}
		p.o.Log.ErrorContext(ctx, "queue can't begin; it is tried again", "err", err)
		p.rest(ctx, p.o.Poll)
	}
	for ctx.Err() == nil {
		wait, err := p.once(work)
		if err != nil {
			p.o.Log.ErrorContext(ctx, "queue can't be read; it is tried again", "err", err)
		}
		p.rest(ctx, wait)
	}
}

// rest waits for a call, or so long.
func (p *Pump[Row]) rest(ctx context.Context, wait time.Duration) {
	t := time.NewTimer(wait)
	defer t.Stop()
	select {
	case <-p.wake:
	case <-t.C:
	case <-ctx.Done():
	}
}

// once claims for the workers that are free, and returns how long to wait
// before looking again.
func (p *Pump[Row]) once(work context.Context) (time.Duration, error) {
	if p.free() == 0 {
		return p.o.Poll, nil // whoever is done wakes us
	}
	drained := p.resting() // before the look, which must see what was ready by then
	look, err := p.o.Look(work)
	if err == nil && !look.Ready {
		p.hush(drained)
	}
	if err != nil || !look.Ready {
		return p.until(look.Next), err
	}
	// Counted now, for those too who got free during the look.
	rows, err := p.o.Claim(work, p.free())
	if err != nil {
		return p.o.Poll, err
	}
	for _, r := range rows {
		p.hire(work, r)
	}
	return p.until(look.Next), nil
}

// until is when to look again for what becomes ready after next.
func (p *Pump[Row]) until(next time.Duration) time.Duration {
	if next <= 0 {
		return p.o.Poll
	}
	return min(max(next, shortestWait), p.o.Poll)
}

func (p *Pump[Row]) free() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.o.Workers - p.busy
}

func (p *Pump[Row]) hire(work context.Context, r Row) {
	p.count(1)
	p.running.Go(func() {
		defer p.Wake()
		defer p.count(-1)
		p.o.Work(work, r)
	})
}

func (p *Pump[Row]) count(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.busy += n
}
