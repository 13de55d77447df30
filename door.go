package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"steward/bot"
	"steward/db"
	"steward/inbox"
	"steward/outbox"
	"steward/papers"
	"steward/rules/answer"
	"steward/view"
)

// The steps of the door at which a process may die.
const (
	beforeKeep = "door: read, before it is kept"
	afterKeep  = "door: kept, before the acknowledgement"
)

// mailbox keeps in the inbox what the bot takes in.
type mailbox struct {
	inbox *inbox.Inbox
	at    func(step string)
}

// Accept keeps the item; see [bot.Accepter].
func (m mailbox) Accept(ctx context.Context, it bot.Item) (bool, error) {
	posted, err := m.posted(it)
	if err != nil {
		return false, err
	}
	fresh, err := m.inbox.Accept(ctx, posted)
	m.at(afterKeep)
	return fresh, err
}

// Take has the item kept; see [bot.Accepter].
func (m mailbox) Take(it bot.Item, done func(bool, error)) {
	posted, err := m.posted(it)
	if err != nil {
		done(false, err)
		return
	}
	m.inbox.Take(posted, func(fresh bool, err error) {
		m.at(afterKeep)
		done(fresh, err)
	})
}

// posted is an item as the inbox keeps it.
func (m mailbox) posted(it bot.Item) (inbox.Item, error) {
	body, err := json.Marshal(it.In)
	if err != nil {
		return inbox.Item{}, fmt.Errorf("item %s: %w", it.Key, err)
	}
	m.at(beforeKeep)
	return inbox.Item{
		Key: it.Key, Conversation: it.Conversation, TS: it.TS, Kind: it.In.Kind, Person: it.In.User, Body: body,
	}, nil
}

// channels remembers where direct messages go: in the database by the messages
// that went there, and here, so that it is read once a person.
type channels struct {
	db    *db.DB
	known *sync.Map // of user to channel
}

func newChannels(d *db.DB) channels { return channels{d, &sync.Map{}} }

// DMChannel returns the channel of a person's direct messages, or "".
func (c channels) DMChannel(ctx context.Context, user string) (channel string, err error) {
	if known, ok := c.known.Load(user); ok {
		channel, _ = known.(string)
		return channel, nil
	}
	err = c.db.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		channel, _, err = tx.DirectChannel(ctx, user)
		return err
	})
	if err == nil && channel != "" {
		c.known.Store(user, channel)
	}
	return channel, err
}

// SetDMChannel keeps it until the message that goes there has been sent: that is
// one commit, and to ask Slack once more after a death does no harm.
func (c channels) SetDMChannel(_ context.Context, user, channel string) error {
	c.known.Store(user, channel)
	return nil
}

// turns is where all replicas pace their calls of Slack.
type turns struct {
	db    *db.DB
	swept *atomic.Int64 // when the past was last forgotten, in seconds
}

// The past is forgotten now and then: it says nothing any more.
const (
	turnsPast   = time.Minute
	sweepsApart = 60 // seconds
)

// turnsOf is nil where one process has the database to itself.
func turnsOf(d *db.DB) bot.Timetable {
	if !d.Replicas() {
		return nil
	}
	return turns{d, &atomic.Int64{}}
}

// Change is as [bot.Timetable] says.
func (t turns) Change(ctx context.Context, subject string, names []string, fn func(time.Time, map[string]time.Time)) error {
	return t.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		now := tx.Wall()
		if last := t.swept.Load(); now.Unix()-last >= sweepsApart && t.swept.CompareAndSwap(last, now.Unix()) {
			if err := tx.ForgetTurns(ctx, turnsPast); err != nil {
				return err
			}
		}
		return tx.ChangeTurns(ctx, subject, names, func(at map[string]time.Time) { fn(now, at) })
	})
}

// draw makes the blocks of an answer in the reader's language.
func (h *house) draw(a answer.Answer, to answer.Reader) (bot.Drawing, error) {
	p, at := h.words.Printer(to.Language), view.Place{Now: h.clock.Now(), Reader: to, Personal: to.ID != ""}
	m, err := view.Draw(p, a, at)
	d := bot.Drawing{Text: m.Text, Blocks: m.Blocks}
	if o, is := a.(answer.SheetOutcome); is && err == nil {
		var modal view.Modal
		modal, err = view.DrawOutcome(p, o, at)
		d.Modal = &modal
	}
	return d, err
}

// write makes the document that an answer carries, or nil.
func (h *house) write(a answer.Answer, _ answer.Reader) (*bot.Document, error) {
	var body bytes.Buffer
	name, ok, err := papers.Write(&body, a)
	if !ok || err != nil {
		return nil, err
	}
	return &bot.Document{Name: name, Body: body.Bytes()}, nil
}

// deliver takes one parcel of the outbox to Slack.
func (h *house) deliver(ctx context.Context, p outbox.Parcel) (outbox.Receipt, error) {
	if v, full := parcelView(p); full {
		if err := keepView(ctx, h.db, v); err != nil {
			h.log.WarnContext(ctx, "a full view could not be kept; nobody sees it before", "err", err)
			return outbox.Receipt{}, &outbox.Later{After: viewAgain}
		}
	}
	sent, err := h.bot.Deliver(ctx, parcelFor(p))
	return outbox.Receipt(sent), verdictOf(err)
}

func parcelFor(p outbox.Parcel) bot.Parcel {
	reader := p.Reader
	if p.Message.Lang != "" {
		reader.Language = p.Message.Lang
	}
	return bot.Parcel{
		Key: p.Message.Identity(), Person: p.Message.To.Person,
		Channel: p.Message.To.Channel, Thread: p.Message.To.Thread,
		Answer: p.Answer, Reader: reader, EditChannel: p.Edit.Channel, EditTS: p.Edit.TS,
		Again: p.Again, LookOnly: p.LookOnly, Sent: bot.Sent(p.Sent),
		Note: func(ctx context.Context, s bot.Sent) error { return p.Note(ctx, outbox.Receipt(s)) },
	}
}

// verdictOf tells the outbox what a failed delivery means.
func verdictOf(err error) error {
	var later interface{ RetryAfter() time.Duration }
	var refused interface{ Permanent() string }
	var absent interface{ Absent() bool }
	switch {
	case errors.As(err, &later):
		return &outbox.Later{After: later.RetryAfter(), Absent: errors.As(err, &absent)}
	case errors.As(err, &refused):
		return &outbox.Refused{Reason: refused.Permanent(), Absent: errors.As(err, &absent)}
	default:
		return err
	}
}
