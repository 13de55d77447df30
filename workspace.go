package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"steward/bot"
	"steward/clock"
	"steward/db"
	"steward/locales"
	"steward/sandbox"
)

// The tokens of the sandbox's one app.
const (
	sandboxBotToken = "xoxb-sandbox"
	sandboxAppToken = "xapp-sandbox"
)

// sandboxCmd serves a workspace on this machine with the bot in it.
type sandboxCmd struct {
	Addr   string    `help:"Address of the page; loopback only." default:"127.0.0.1:8765" env:"STEWARD_ADDR"`
	Data   string    `help:"Folder to keep everything in; a temporary one when not given." type:"path"`
	At     time.Time `help:"Domain time at the first start." default:"2018-11-20T09:00:00+08:00"`
	Limits bool      `help:"Answer 429 beyond Slack's rate limits; the bot keeps within them."`
	Rate   int       `help:"Messages a minute that the whole workspace takes, with --limits." default:"300"`
	NoBot  bool      `help:"Only the workspace: a serve of its own is to be its bot."`
}

// Run serves the page until the context ends.
func (c *sandboxCmd) Run(ctx context.Context, std stdio) error {
	if err := loopback(c.Addr); err != nil {
		return err
	}
	dir, clean, err := c.folder()
	if err != nil {
		return err
	}
	defer clean()
	log := slog.New(slog.NewTextHandler(std.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	w, err := c.open(ctx, dir, log)
	if err != nil {
		return err
	}
	return errors.Join(w.serve(ctx, c.Addr, std.out), w.close())
}

// folder is the one to keep everything in; clean takes away a temporary one.
func (c *sandboxCmd) folder() (dir string, clean func(), err error) {
	if c.Data != "" {
		return c.Data, func() {}, os.MkdirAll(c.Data, 0o700)
	}
	dir, err = os.MkdirTemp("", "steward-demo-")
	return dir, func() { _ = os.RemoveAll(dir) }, err
}

// loopback refuses an address that others could reach: the sandbox lets anybody
// be anybody.
func loopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("address %q: %w", addr, err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("address %q: the sandbox listens on loopback only, such as 127.0.0.1:8765", addr)
	}
	return nil
}

// workspace is the sandbox and the house in it.
type workspace struct {
	house   *house // nil without a bot
	sandbox *sandbox.Sandbox
	db      *db.DB
}

// open builds clock, database, sandbox and house on a folder; "" is memory. The
// clock goes on where it stood.
func (c *sandboxCmd) open(ctx context.Context, dir string, log *slog.Logger) (*workspace, error) {
	at, saved, err := savedClock(dir)
	if err != nil {
		return nil, err
	}
	if !saved {
		at = c.At
	}
	domain := clock.New(at)
	w := &workspace{}
	r, err := demoRegister()
	if err != nil {
		return nil, err
	}
	if !c.NoBot {
		if w.db, err = openDemo(ctx, dir, domain); err != nil {
			return nil, err
		}
	}
	if err := w.furnish(ctx, setting{c, dir, domain, r, log}); err != nil {
		return nil, errors.Join(err, w.close())
	}
	return w, nil
}

func savedClock(dir string) (time.Time, bool, error) {
	if dir == "" {
		return time.Time{}, false, nil
	}
	return sandbox.SavedClock(filepath.Join(dir, "workspace"))
}

// openDemo opens the demo's database. Its key lies beside it: the demo's data
// are nobody's.
func openDemo(ctx context.Context, dir string, domain *clock.Clock) (*db.DB, error) {
	if dir == "" {
		return db.Open(ctx, db.Memory, db.Options{Keys: []db.Key{db.NewKey()}, Now: domain.Now})
	}
	path := filepath.Join(dir, "steward.db")
	keys, err := db.MakeKeyFile(filepath.Join(dir, "steward.key"), path)
	if err != nil {
		return nil, err
	}
	return db.Open(ctx, path,
		db.Options{Keys: keys, Now: domain.Now, Exclusive: true})
}

// setting is what a workspace is furnished with.
type setting struct {
	cmd      *sandboxCmd
	dir      string
	clock    *clock.Clock
	register register
	log      *slog.Logger
}

// furnish makes the sandbox, and the house that is a guest in it.
func (w *workspace) furnish(ctx context.Context, s setting) error {
	words, err := locales.Load()
	if err != nil {
		return err
	}
	o := sandbox.Options{
		Users: sandboxUsers(s.register), Channels: sandboxChannels(s.register), Now: s.clock.Now,
		BotToken: sandboxBotToken, AppToken: sandboxAppToken, BotName: words.Printer("").T("bot.name"), Log: s.log,
		Limits: s.cmd.Limits, WorkspaceRate: s.cmd.Rate,
	}
	if s.dir != "" {
		o.Dir = filepath.Join(s.dir, "workspace")
	}
	if s.cmd.NoBot {
		o.Advance = func(ctx context.Context, to time.Time) error { return s.clock.Advance(ctx, to, nobody{}) }
	} else {
		o.Advance = func(ctx context.Context, to time.Time) error { return w.house.advance(ctx, to) }
		o.Next = func(ctx context.Context) (time.Time, bool, error) { return w.house.reminders.Next(ctx) }
	}
	if w.sandbox, err = sandbox.New(o); err != nil || s.cmd.NoBot {
		return err
	}
	if w.house, err = w.guest(s, words); err != nil {
		return err
	}
	return seedDemo(ctx, w.db, s.register, w.house.reminders)
}

// guest builds the house that talks to this sandbox, in this process.
func (w *workspace) guest(s setting, words *locales.Catalogue) (*house, error) {
	book, err := theBook()
	if err != nil {
		return nil, err
	}
	usual, err := environment(nil).settings()
	if err != nil {
		return nil, err
	}
	return build(parts{
		db: w.db, clock: s.clock, book: book, words: words, tick: time.Second, terms: usual.terms(), log: s.log,
		slack: bot.Options{
			Token: sandboxBotToken, AppToken: sandboxAppToken, APIURL: "http://sandbox.invalid/api/",
			HTTP: w.sandbox.Client(), Limits: s.cmd.pace(),
		},
	})
}

// pace is how fast the bot may speak: as fast as it can where nobody minds.
func (c *sandboxCmd) pace() bot.Limits {
	if !c.Limits {
		return bot.Unlimited()
	}
	return bot.Limits{Workspace: c.Rate}
}

// nobody is a life in which nothing ever falls due.
type nobody struct{}

// Next returns that nothing is due.
func (nobody) Next(context.Context, time.Time) (time.Time, bool, error) {
	return time.Time{}, false, nil
}

// Run does nothing.
func (nobody) Run(context.Context, time.Time) error { return nil }

// Settle has nothing to wait for.
func (nobody) Settle(context.Context) error { return nil }

// serve listens, prints the page's address once it is up, and runs the house.
func (w *workspace) serve(ctx context.Context, addr string, out io.Writer) error {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	server := &http.Server{Handler: w.sandbox.Handler(), ReadHeaderTimeout: 10 * time.Second}
	done := make(chan error, 1)
	go func() { done <- w.runHouse(ctx) }()
	go func() {
		<-ctx.Done()
		_ = server.Close() // streams and sockets end with it
	}()
	fmt.Fprintf(out, "steward: http://%s/\n", l.Addr())
	err = server.Serve(l)
	stop()
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return errors.Join(err, <-done)
}

func (w *workspace) runHouse(ctx context.Context) error {
	if w.house == nil {
		<-ctx.Done()
		return nil
	}
	return w.house.run(ctx)
}

func (w *workspace) close() error {
	var errs []error
	if w.sandbox != nil {
		errs = append(errs, w.sandbox.Close())
	}
	if w.db != nil {
		errs = append(errs, w.db.Close())
	}
	return errors.Join(errs...)
}
