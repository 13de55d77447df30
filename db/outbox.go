package db

import (
	"context"
	"fmt"
	"time"
)

// The states of a message.
const (
	MessageQueued  = "queued"
	MessageSending = "sending"
	MessageSent    = "sent"
	MessageDropped = "dropped" // no longer true, or nobody to tell: see its reason
	MessageDoubt   = "doubt"   // the look could not settle whether it was sent (law 8)
)

// A MessageRow is one message, from the decision to what came of it. It keeps
// references, not sentences and not personal data (law 3).
type MessageRow struct {
	ID      int64
	UID     string // random; names the message towards Slack
	Kind    string
	Person  string   // to whom, in direct messages; "" when to a channel
	Channel string   // to which channel; "" when to a person
	Thread  string   // Slack's ts of the thread; "" when none
	Lang    string   // "" for the reader's own
	Refs    []byte   // JSON: what it is about
	Card    string   // copies of one card have the same name; "" when it is no card
	Edits   int64    // the message that this one draws anew; 0 when it is new itself
	Keys    []string // the occasions it owns

	CreatedAt time.Time // domain time; set by the database, like all that follows
	State     string
	Attempts  int  // to deliver it
	Loads     int  // how often it could not even be loaded
	Unsure    bool // an earlier attempt may have reached Slack: look first
	// FailingSince is when, by the machine's time, an attempt first ended openly;
	// the zero time when none did.
	FailingSince time.Time
	NextAt       time.Time
	Holder       string
	LeaseUntil   time.Time
	Post         Post
	Reason       string
	EndedAt      time.Time // domain time
}

// A Post is where a message stands in Slack; each part as soon as it is known.
type Post struct {
	Channel string
	TS      string
	File    string // file id of its document
}

// Address returns what is kept in order: all messages to one person, or to one
// channel.
func (m MessageRow) Address() string {
	if m.Person != "" {
		return "@" + m.Person
	}
	return "#" + m.Channel
}

type messageRow struct {
	ID          int64   `db:"id"`
	UID         string  `db:"uid"`
	Kind        string  `db:"kind"`
	Person      string  `db:"person"`
	Channel     string  `db:"channel"`
	Thread      string  `db:"thread"`
	Lang        string  `db:"lang"`
	Refs        string  `db:"refs"`
	Card        string  `db:"card"`
	Edits       int64   `db:"edits"`
	Created     instant `db:"created_at"`
	State       string  `db:"state"`
	Attempts    int     `db:"attempts"`
	Loads       int     `db:"loads"`
	Failing     instant `db:"failing_since"`
	Unsure      bool    `db:"unsure"`
	NextAt      instant `db:"next_at"`
	Holder      string  `db:"holder"`
	LeaseUntil  instant `db:"lease_until"`
	SentChannel string  `db:"sent_channel"`
	TS          string  `db:"ts"`
	File        string  `db:"file"`
	Reason      string  `db:"reason"`
	Ended       instant `db:"ended_at"`
}

const messageColumns = `id, uid, kind, person, channel, thread, lang, refs, card, COALESCE(edits, 0) AS edits,
	created_at, state, attempts, loads, failing_since, unsure, next_at, holder, lease_until, sent_channel, ts, file, reason, ended_at`

func (r messageRow) message() (MessageRow, error) {
	return MessageRow{
		ID: r.ID, UID: r.UID, Kind: r.Kind, Person: r.Person, Channel: r.Channel, Thread: r.Thread, Lang: r.Lang,
		Refs: []byte(r.Refs), Card: r.Card, Edits: r.Edits, CreatedAt: r.Created.Time,
		State: r.State, Attempts: r.Attempts, Loads: r.Loads, FailingSince: r.Failing.Time, Unsure: r.Unsure, NextAt: r.NextAt.Time, Holder: r.Holder,
		LeaseUntil: r.LeaseUntil.Time, Post: Post{r.SentChannel, r.TS, r.File}, Reason: r.Reason, EndedAt: r.Ended.Time,
	}, nil
}

// Message returns a message by its id; false when there is none.
func (t *Tx) Message(ctx context.Context, id int64) (MessageRow, bool, error) {
	return t.message(ctx, `WHERE id = ?`, id)
}

// MessageBySlack returns the message that stands at a place in Slack, as it was
// first posted; false when none of ours does.
func (t *Tx) MessageBySlack(ctx context.Context, channel, ts string) (MessageRow, bool, error) {
	if ts == "" {
		return MessageRow{}, false, nil
	}
	return t.message(ctx, `WHERE sent_channel = ? AND ts = ? AND ts <> '' AND edits IS NULL
		ORDER BY id LIMIT 1`, channel, ts)
}

// MessageUnderWay returns the message to an address that may stand in Slack at a
// place that is not recorded yet: the one being sent, or one whose sender died or
// did not hear what came of it. There is at most one, as an address has its
// messages one after the other. False when none is.
func (t *Tx) MessageUnderWay(ctx context.Context, address string) (MessageRow, bool, error) {
	return t.message(ctx, `WHERE address = ? AND edits IS NULL AND ts = ''
		AND (state = 'sending' OR state = 'queued' AND unsure) ORDER BY id LIMIT 1`, address)
}

// MessagesByCard returns every copy of a card that was not dropped, without the
// times it was drawn anew.
func (t *Tx) MessagesByCard(ctx context.Context, card string) ([]MessageRow, error) {
	if card == "" {
		return nil, nil
	}
	return t.messages(ctx, `WHERE card = ? AND card <> '' AND edits IS NULL AND state <> 'dropped' ORDER BY id`, card)
}

// Messages returns at most limit messages with ids above after, in order: the
// ledger, page by page.
func (t *Tx) Messages(ctx context.Context, after int64, limit int) ([]MessageRow, error) {
	return t.messages(ctx, `WHERE id > ? ORDER BY id LIMIT ?`, after, limit)
}

// LatestMessages returns the last limit messages, in order.
func (t *Tx) LatestMessages(ctx context.Context, limit int) ([]MessageRow, error) {
	return t.messages(ctx, `WHERE id IN (SELECT id FROM outbox ORDER BY id DESC LIMIT ?) ORDER BY id`, limit)
}

// Doubts returns the last limit messages in doubt, in order.
func (t *Tx) Doubts(ctx context.Context, limit int) ([]MessageRow, error) {
	return t.messages(ctx, `WHERE id IN (SELECT id FROM outbox WHERE state = 'doubt' ORDER BY id DESC LIMIT ?)
		ORDER BY id`, limit)
}

func (t *Tx) message(ctx context.Context, where string, args ...any) (MessageRow, bool, error) {
	list, err := t.messages(ctx, where, args...)
	if err != nil || len(list) == 0 {
		return MessageRow{}, false, err
	}
	return list[0], true, nil
}

func (t *Tx) messages(ctx context.Context, where string, args ...any) ([]MessageRow, error) {
	var rows []messageRow
	if err := t.list(ctx, &rows, `SELECT `+messageColumns+` FROM outbox `+where, args...); err != nil {
		return nil, fmt.Errorf("messages: %w", err)
	}
	list, err := mapped(rows, messageRow.message)
	if err != nil {
		return nil, err
	}
	return list, t.addKeys(ctx, list)
}

// addKeys gives each message the occasions that it owns.
func (t *Tx) addKeys(ctx context.Context, list []MessageRow) error {
	byUID := map[string]*MessageRow{}
	for i := range list {
		byUID[list[i].UID] = &list[i]
	}
	return chunks(list, 1, func(m MessageRow) ([]any, error) { return []any{m.UID}, nil },
		func(places string, args []any) error {
			var rows []struct {
				Key     string `db:"key"`
				Message string `db:"message"`
			}
			err := t.list(ctx, &rows, `SELECT key, message FROM occasions
				WHERE message IN (VALUES `+places+`) ORDER BY key`, args...)
			for _, r := range rows {
				m := byUID[r.Message]
				m.Keys = append(m.Keys, r.Key)
			}
			return wrap(err, "occasions of messages")
		})
}
