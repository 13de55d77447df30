package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"steward/bot"
	"steward/clock"
	"steward/db"
	"steward/handlers"
	"steward/inbox"
	"steward/locales"
	"steward/outbox"
	"steward/reminders"
	"steward/rules"
)

// parts is what a house is built of; where it stands is up to the command.
type parts struct {
	db    *db.DB
	clock *clock.Clock
	book  rules.Book
	words *locales.Catalogue
	slack bot.Options // tokens, URL, client and limits; the rest is filled in here
	tick  time.Duration
	terms db.Terms // how long personal data are kept; zero is for ever
	log   *slog.Logger
	// at is told of each step of the inbox, the outbox and the door, so that a test
	// can end the process there. Nil in service.
	at func(step string)
}

// house is steward, whole: every room, built in the order of the floors.
type house struct {
	parts
	handlers  *handlers.Handlers
	reminders *reminders.Reminders
	outbox    *outbox.Outbox
	inbox     *inbox.Inbox
	bot       *bot.Bot
}

// build puts the rooms together. Nothing runs yet.
func build(p parts) (*house, error) {
	if p.at == nil {
		p.at = func(string) {}
	}
	h := &house{parts: p}
	h.reminders = reminders.New(reminders.Options{DB: p.db, Book: p.book, Terms: p.terms, Log: p.log})
	h.handlers = handlers.New(handlers.Options{Book: p.book, Plan: h.reminders.Plan})
	h.outbox = outbox.New(p.db, outbox.Options{
		Kinds: h.kinds(), Deliver: h.deliver, Log: p.log, At: func(step string) { p.at("outbox: " + step) },
	})
	h.inbox = inbox.New(p.db, inbox.Options{
		Prepare: h.prepare, Handle: h.handle, GiveUp: h.giveUp, Committed: h.outbox.Wake, Log: p.log,
		At: func(step string) { p.at("inbox: " + step) },
	})
	o := p.slack
	o.Inbox, o.Channels, o.Now, o.Log = mailbox{h.inbox, p.at}, newChannels(p.db), p.clock.Now, p.log
	o.Turns, o.Registry = turnsOf(p.db), registry{p.db, h.handlers}
	o.Draw, o.Papers, o.Search, o.Open, o.Judge = h.draw, h.write, h.find, h.open, h.judge
	o.Wait = h.interludes()
	var err error
	h.bot, err = bot.New(o)
	return h, err
}

// kinds is every kind of message that there is, by the rooms that know them.
func (h *house) kinds() map[string]outbox.Kind {
	kinds := h.handlers.Kinds()
	for name, kind := range h.reminders.Kinds() {
		if _, twice := kinds[name]; twice {
			panic("two rooms draw messages of the kind " + name)
		}
		kinds[name] = kind
	}
	return kinds
}

// run lives until ctx ends or the door can't be opened, then drains. The inbox and
// the outbox do not end with ctx: they have yet to do what the door took in last.
func (h *house) run(ctx context.Context) error {
	pumping := context.WithoutCancel(ctx)
	h.outbox.Start(pumping)
	h.inbox.Start(pumping)
	return errors.Join(h.remind(ctx), h.drain())
}

// remind has the reminders tick while the door is open.
func (h *house) remind(ctx context.Context) error {
	// It is short: an end that comes meanwhile waits for it, and is no failure.
	if err := h.reminders.Resume(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	ticker, err := h.reminders.Tick(ctx, h.tick, h.outbox.Wake)
	if err != nil {
		return err
	}
	return errors.Join(h.bot.Run(ctx), ticker.Stop())
}

// How long the end may take. Beyond drainWithin nothing more is begun; what is
// under way then has until endWithin, and is cut off.
const (
	drainWithin = 8 * time.Second
	endWithin   = 10 * time.Second
)

// drain handles what was taken in and sends what was put, as far as it goes at
// once. The rest is in the database, for the next start.
func (h *house) drain() error {
	end, cancel := context.WithTimeout(context.Background(), endWithin)
	defer cancel()
	soon, enough := context.WithTimeout(end, drainWithin)
	defer enough()
	err := h.inbox.Drain(soon)
	h.outbox.Wake()
	if err = errors.Join(err, h.outbox.Drain(soon)); err != nil {
		h.log.Warn("ended before all was sent; the next start goes on with it", "err", err)
	}
	return errors.Join(h.inbox.Stop(end), h.outbox.Stop(end))
}

// prepare fetches the files that a message came with, where they are wanted.
func (h *house) prepare(ctx context.Context, it inbox.Item) (inbox.Item, error) {
	if it.Kind != handlers.KindMessage {
		return it, nil
	}
	in, err := incoming(it)
	if err != nil || len(in.Files) == 0 {
		return it, err
	}
	var wanted bool
	err = h.db.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		wanted, err = h.handlers.WantsFiles(ctx, tx, in)
		return err
	})
	if err != nil || !wanted {
		return it, err
	}
	for i := range in.Files {
		if in.Files[i], err = h.bot.Fetch(ctx, in.Files[i]); err != nil {
			return it, err
		}
	}
	it.Body, err = json.Marshal(in)
	return it, err
}

// handle takes one thing from the inbox to its handler.
func (h *house) handle(ctx context.Context, tx *db.Tx, it inbox.Item) error {
	in, err := incoming(it)
	if err != nil {
		return err
	}
	return h.handlers.Handle(ctx, tx, in)
}

// giveUp apologises for one thing that failed for good.
func (h *house) giveUp(ctx context.Context, tx *db.Tx, it inbox.Item, reference string) error {
	if it.Body == nil { // nobody knows what it was, but whose
		return h.handlers.GiveUp(ctx, tx, handlers.Incoming{Kind: it.Kind, User: it.Person}, reference)
	}
	in, err := incoming(it)
	if err != nil {
		return err
	}
	return h.handlers.GiveUp(ctx, tx, in, reference)
}

func incoming(it inbox.Item) (handlers.Incoming, error) {
	var in handlers.Incoming
	if err := json.Unmarshal(it.Body, &in); err != nil {
		return in, fmt.Errorf("item %s: %w", it.Key, err)
	}
	return in, nil
}

// advance lives through everything due until to, in order.
func (h *house) advance(ctx context.Context, to time.Time) error {
	return h.clock.Advance(ctx, to, life{h})
}

// life is what happens in the house as domain time passes.
type life struct{ *house }

// Next returns the next instant at which something falls due.
func (l life) Next(ctx context.Context, _ time.Time) (time.Time, bool, error) {
	return l.reminders.Next(ctx)
}

// Run says what is due.
func (l life) Run(ctx context.Context, _ time.Time) error {
	_, err := l.reminders.Run(ctx)
	l.outbox.Wake()
	if err == nil {
		_, err = l.reminders.Tidy(ctx)
	}
	return err
}

// settled is how often Settle looks.
const settled = 5 * time.Millisecond

// Settle waits until what came in is handled and what was put is sent.
func (l life) Settle(ctx context.Context) error {
	for {
		quiet, err := l.quiet(ctx)
		if quiet || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(settled):
		}
	}
}

func (l life) quiet(ctx context.Context) (bool, error) {
	quiet, err := l.inbox.Idle(ctx)
	if !quiet || err != nil {
		return false, err
	}
	return l.outbox.Idle(ctx)
}
