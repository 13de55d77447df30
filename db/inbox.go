package db

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// The states of what came in.
const (
	InboxPending = "pending"
	InboxRunning = "running"
	InboxHandled = "handled"
	InboxDead    = "dead" // tried a few times and kept (law 9)
)

// An InboxRow is one thing that came in from Slack.
type InboxRow struct {
	ID           int64
	Key          string // by which a repetition is known
	Kind         string
	Conversation string // one at a time
	SlackTS      string // seconds and six digits, as Slack writes it: sorts as text
	Person       string
	Body         []byte // what was said or pressed: personal, sealed, gone once handled

	// Set by the database. Times are the machine's.
	Sealed     []byte // of a claimed row, instead of Body: see [DB.Unseal]
	State      string
	Attempts   int
	ReceivedAt time.Time
	NextAt     time.Time // not before
	Holder     string
	LeaseUntil time.Time
	Reason     string // why it failed last
	Reference  string // under which a dead letter is found
	EndedAt    time.Time
}

type inboxRow struct {
	ID           int64   `db:"id"`
	Key          string  `db:"key"`
	Kind         string  `db:"kind"`
	Conversation string  `db:"conversation"`
	SlackTS      string  `db:"slack_ts"`
	Person       string  `db:"person"`
	Body         []byte  `db:"body"`
	State        string  `db:"state"`
	Attempts     int     `db:"attempts"`
	ReceivedAt   instant `db:"received_at"`
	NextAt       instant `db:"next_at"`
	Holder       string  `db:"holder"`
	LeaseUntil   instant `db:"lease_until"`
	Reason       string  `db:"reason"`
	Reference    string  `db:"reference"`
	EndedAt      instant `db:"ended_at"`
}

const inboxColumns = `id, key, kind, conversation, slack_ts, person, body, state, attempts,
	received_at, next_at, holder, lease_until, reason, reference, ended_at`

func inboxPlace(key string) string { return "inbox/" + key + "/body" }

// Unseal returns what was said in a claimed row: the claim has fetched its day's
// key. It fails with [ErrUnsealable] or [ErrErased] for this row alone: hence not
// in the claim, which takes many.
func (d *DB) Unseal(r InboxRow) ([]byte, error) {
	if id, ok := keyOf(r.Sealed); ok {
		if k, ok := d.ring.named(id); ok {
			return k.open(inboxPlace(r.Key), r.Sealed)
		}
	}
	return openWith(nil, inboxPlace(r.Key), r.Sealed)
}

func (r inboxRow) sealed() (InboxRow, error) {
	return InboxRow{
		ID: r.ID, Key: r.Key, Kind: r.Kind, Conversation: r.Conversation, SlackTS: r.SlackTS, Person: r.Person,
		Sealed: r.Body, State: r.State, Attempts: r.Attempts, ReceivedAt: r.ReceivedAt.Time, NextAt: r.NextAt.Time,
		Holder: r.Holder, LeaseUntil: r.LeaseUntil.Time, Reason: r.Reason, Reference: r.Reference, EndedAt: r.EndedAt.Time,
	}, nil
}

const (
	insertInbox = `INSERT INTO inbox (key, kind, conversation, slack_ts, person, body, state,
		attempts, received_at, next_at) VALUES `
	known = ` ON CONFLICT (key) DO NOTHING`
)

// PutInbox keeps what came in, as received now, and reports for each whether it
// is new: one whose key is known, also from earlier in the list, changes nothing.
func (t *Tx) PutInbox(ctx context.Context, rows []InboxRow) ([]bool, error) {
	today, err := t.dayKey(ctx)
	if err != nil {
		return nil, fmt.Errorf("put into inbox: %w", err)
	}
	values := func(r InboxRow) ([]any, error) { return t.inboxValues(today, r) }
	if t.db.engine == sqliteEngine {
		return t.putEach(ctx, rows, values)
	}
	isNew := map[string]bool{}
	err = chunks(rows, 10, values, func(places string, args []any) error {
		var keys []string
		err := t.list(ctx, &keys, insertInbox+places+known+` RETURNING key`, args...)
		for _, k := range keys {
			isNew[k] = true
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("put into inbox: %w", err)
	}
	fresh := make([]bool, len(rows))
	for i, r := range rows {
		fresh[i] = isNew[r.Key]
		isNew[r.Key] = false
	}
	return fresh, nil
}

// putEach keeps row after row: SQLite is in this process, and to run a statement
// it has read is cheaper for it than to read one for all of them.
func (t *Tx) putEach(ctx context.Context, rows []InboxRow, of func(InboxRow) ([]any, error)) ([]bool, error) {
	fresh := make([]bool, len(rows))
	for i, r := range rows {
		values, err := of(r)
		var n int64
		if err == nil {
			n, err = t.exec(ctx, insertInbox+`(?,?,?,?,?,?,?,?,?,?)`+known, values...)
		}
		if err != nil {
			return nil, fmt.Errorf("put into inbox: %w", err)
		}
		fresh[i] = n > 0
	}
	return fresh, nil
}

func (t *Tx) inboxValues(k dataKey, r InboxRow) ([]any, error) {
	body, err := k.seal(t.db.random, inboxPlace(r.Key), r.Body)
	return []any{
		r.Key, r.Kind, r.Conversation, r.SlackTS, r.Person, body, InboxPending, 0, at(t.wall), at(t.wall),
	}, err
}

// Inbox returns the row with a key; false when nothing came in under it.
func (t *Tx) Inbox(ctx context.Context, key string) (InboxRow, bool, error) {
	var r inboxRow
	ok, err := t.get(ctx, &r, `SELECT `+inboxColumns+` FROM inbox WHERE key = ?`, key)
	if err != nil || !ok {
		return InboxRow{}, false, wrap(err, "inbox row %s", key)
	}
	row, err := r.sealed()
	if err == nil {
		row.Body, err = t.opened(ctx, inboxPlace(row.Key), row.Sealed)
	}
	if errors.Is(err, ErrErased) {
		err = nil // as one whose body is gone
	}
	row.Sealed = nil
	return row, err == nil, err
}

// DeadLetters returns at most limit rows that were given up, the latest first,
// without what was said: [Tx.Inbox] returns that of one.
func (t *Tx) DeadLetters(ctx context.Context, limit int) ([]InboxRow, error) {
	var rows []inboxRow
	err := t.list(ctx, &rows, `SELECT `+inboxColumns+` FROM inbox WHERE state = 'dead' ORDER BY id DESC LIMIT ?`, limit)
	if err != nil {
		return nil, fmt.Errorf("dead letters: %w", err)
	}
	for i := range rows {
		rows[i].Body = nil
	}
	return mapped(rows, inboxRow.sealed)
}

// wrap adds what was done to an error; nil stays nil.
func wrap(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf(format+": %w", append(args, err)...)
}
