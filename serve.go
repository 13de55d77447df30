package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"steward/bot"
	"steward/clock"
	"steward/db"
	"steward/locales"
	"steward/rules"
	"steward/rules/calendar"
)

// serveCmd serves a real workspace by Socket Mode.
type serveCmd struct {
	Clock string `help:"Take domain time from a sandbox at this loopback URL (for tests only)." placeholder:"URL"`
}

// Run serves until the context ends.
func (c *serveCmd) Run(ctx context.Context, io stdio, e environment) error {
	s, err := e.settings()
	if err != nil {
		return err
	}
	if err := s.missing(); err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(io.err, nil))
	follower, domain, err := c.clock(ctx, log)
	if err != nil {
		return err
	}
	key, err := s.key()
	if err != nil {
		return err
	}
	d, err := db.Open(ctx, s.address(), db.Options{Keys: []db.Key{key}, Now: domain.Now, Exclusive: true})
	if err != nil {
		return err
	}
	h, err := c.house(d, domain, s, log)
	if err == nil {
		err = h.serve(ctx, follower)
	}
	return errors.Join(err, d.Close())
}

func (c *serveCmd) house(d *db.DB, domain *clock.Clock, s settings, log *slog.Logger) (*house, error) {
	words, err := locales.Load()
	if err != nil {
		return nil, err
	}
	tick := time.Minute
	if c.Clock != "" {
		tick = time.Second
	}
	book, err := theBook()
	if err != nil {
		return nil, err
	}
	return build(parts{
		db: d, clock: domain, book: book, words: words, tick: tick, log: log,
		slack: bot.Options{Token: s.BotToken, AppToken: s.AppToken, APIURL: s.APIURL},
	})
}

// clock is the machine's time, or the one of a sandbox that is followed.
func (c *serveCmd) clock(ctx context.Context, log *slog.Logger) (*clock.Follower, *clock.Clock, error) {
	if c.Clock == "" {
		return nil, clock.New(time.Time{}), nil
	}
	f, err := clock.Follow(ctx, clock.FollowOptions{URL: c.Clock, ID: fmt.Sprint("serve-", os.Getpid()), Log: log})
	if err != nil {
		return nil, nil, err
	}
	return f, f.Clock, nil
}

// serve runs the house, and keeps up with the clock that is followed.
func (h *house) serve(ctx context.Context, f *clock.Follower) error {
	if f == nil {
		return h.run(ctx)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	kept := make(chan error, 1)
	go func() {
		defer stop()
		kept <- f.Run(ctx, life{h})
	}()
	err := h.run(ctx)
	stop()
	if lost := <-kept; !errors.Is(lost, context.Canceled) {
		err = errors.Join(err, lost)
	}
	return err
}

// theBook is what the rules are read from.
func theBook() (rules.Book, error) {
	d, err := rules.Builtin()
	return rules.Book{Directive: d, Calendar: calendar.Builtin()}, err
}
