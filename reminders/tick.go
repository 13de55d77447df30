package reminders

import (
	"context"
	"fmt"
	"time"

	"github.com/go-co-op/gocron/v2"
)

// A Ticker runs the reminders again and again. It only ticks: what is due the
// database decides, so a tick that is missed is made up for by the next.
type Ticker struct{ scheduler gocron.Scheduler }

// Tick begins to run the reminders every so often, and calls wake after each
// run that put something. One run at a time.
func (r *Reminders) Tick(ctx context.Context, every time.Duration, wake func()) (*Ticker, error) {
	s, err := gocron.NewScheduler()
	if err != nil {
		return nil, fmt.Errorf("scheduler: %w", err)
	}
	_, err = s.NewJob(gocron.DurationJob(every), gocron.NewTask(func() { r.tick(ctx, wake) }),
		gocron.WithSingletonMode(gocron.LimitModeReschedule), gocron.WithStartAt(gocron.WithStartImmediately()))
	if err != nil {
		return nil, fmt.Errorf("schedule the reminders: %w", err)
	}
	// Terms are counted in days: an hour sooner or later is all the same.
	_, err = s.NewJob(gocron.DurationJob(time.Hour), gocron.NewTask(func() { r.tidy(ctx) }),
		gocron.WithSingletonMode(gocron.LimitModeReschedule), gocron.WithStartAt(gocron.WithStartImmediately()))
	if err != nil {
		return nil, fmt.Errorf("schedule the clearing: %w", err)
	}
	s.Start()
	return &Ticker{s}, nil
}

func (r *Reminders) tick(ctx context.Context, wake func()) {
	done, err := r.Run(ctx)
	if err != nil && ctx.Err() == nil {
		r.log.ErrorContext(ctx, "reminders failed; they are tried again", "error", err)
	}
	if done.Messages > 0 {
		r.log.InfoContext(ctx, "reminders put", "steps", done.Steps, "messages", done.Messages)
		wake()
	}
}

// Stop ends the ticking, after the run that is under way.
func (t *Ticker) Stop() error {
	if err := t.scheduler.Shutdown(); err != nil {
		return fmt.Errorf("stop the reminders: %w", err)
	}
	return nil
}
