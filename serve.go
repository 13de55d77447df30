package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"sync"
	"time"

	"steward/bot"
	"steward/clock"
	"steward/db"
	"steward/locales"
	"steward/rules"
	"steward/rules/calendar"
)

// serveCmd serves a real workspace: by Socket Mode, by HTTP, or both.
type serveCmd struct {
	Listen string `help:"Take in what Slack sends by HTTP at this address, such as :8080; needs SLACK_SIGNING_SECRET." env:"STEWARD_LISTEN" placeholder:"ADDR"`
	Clock  string `help:"Take domain time from a sandbox at this loopback URL (for tests only)." placeholder:"URL"`
}

// Run serves until the context ends.
func (c *serveCmd) Run(ctx context.Context, io stdio, e environment) error {
	s, err := e.settings()
	if err != nil {
		return err
	}
	if err := s.missing(c.Listen != ""); err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(io.err, nil))
	follower, domain, err := c.clock(ctx, log)
	if err != nil {
		return err
	}
	keys, err := s.keys()
	if err != nil {
		return err
	}
	d, err := db.Open(ctx, s.address(), db.Options{Keys: keys, Now: domain.Now, Exclusive: true, Log: log})
	if err != nil {
		return err
	}
	h, err := c.house(d, domain, s, log)
	if err == nil {
		err = c.serve(ctx, h, follower)
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
	book, err := s.book()
	if err != nil {
		return nil, err
	}
	return build(parts{
		db: d, clock: domain, book: book, words: words, tick: tick, terms: s.terms(), log: log,
		slack: bot.Options{
			Token: s.BotToken, AppToken: s.AppToken, SigningSecret: s.SigningSecret, APIURL: s.APIURL,
			Limits: bot.Limits{Workspace: s.Rate},
		},
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

// serve runs the house and what goes beside it: the receiver for HTTP, and the
// keeping up with a clock that is followed. The end of one is the end of all.
func (c *serveCmd) serve(ctx context.Context, h *house, f *clock.Follower) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var beside sync.WaitGroup
	errs := make(chan error, 2)
	aside := func(run func() error) {
		beside.Go(func() {
			defer stop()
			errs <- run()
		})
	}
	if f != nil {
		aside(func() error { return f.Run(ctx, life{h}) })
	}
	if c.Listen != "" {
		aside(func() error { return receive(ctx, c.Listen, h.bot.Handler()) })
	}
	// What was read and thrown away on the way here is several times what is kept,
	// and the runtime gives it back to the system over minutes only.
	debug.FreeOSMemory()
	err := h.run(ctx)
	stop()
	beside.Wait()
	close(errs)
	for e := range errs {
		if !errors.Is(e, context.Canceled) {
			err = errors.Join(err, e)
		}
	}
	return err
}

// The bounds of the receiver for HTTP; Slack waits three seconds for an answer.
const (
	headersWithin  = 3 * time.Second
	requestWithin  = 10 * time.Second
	shutdownWithin = 5 * time.Second
)

// receive serves what Slack sends by HTTP until ctx ends, and lets the requests
// that are under way come to their end.
func receive(ctx context.Context, addr string, handler http.Handler) error {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: headersWithin, ReadTimeout: requestWithin}
	drained := make(chan error, 1)
	go func() {
		<-ctx.Done()
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownWithin)
		defer cancel()
		drained <- server.Shutdown(end)
	}()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-drained
}

// theBook is what the rules are read from, by the directive that steward was made
// for.
func theBook() (rules.Book, error) {
	d, err := rules.Builtin()
	return rules.Book{Directive: d, Calendar: calendar.Builtin()}, err
}
