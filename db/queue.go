package db

import (
	"context"
	"errors"
	"time"
)

// A QueueState is what a worker of the inbox or the outbox needs to know to go
// on or to wait, in the machine's time.
type QueueState struct {
	Ready int       // rows that a claim would find now, were there enough workers; counted up to ten
	Busy  int       // rows that are claimed
	Next  time.Time // when the next row becomes ready by itself; the zero time when none will
}

// InboxState looks at the inbox. Ready counts every row whose time has come,
// also those that wait for their conversation.
func (t *Tx) InboxState(ctx context.Context) (QueueState, error) {
	s, err := t.queueState(ctx,
		`SELECT COUNT(*) FROM (SELECT 1 FROM inbox WHERE state = 'pending' AND next_at <= ? LIMIT 10) AS ready`,
		`SELECT COUNT(*) FROM inbox WHERE state = 'running'`,
		// Only what has been tried is put off.
		`SELECT due FROM (
			SELECT MIN(next_at) AS due FROM inbox WHERE state = 'pending' AND attempts > 0 AND next_at > ?
			UNION ALL SELECT MIN(lease_until) FROM inbox WHERE state = 'running') AS all_due
			WHERE due IS NOT NULL ORDER BY due LIMIT 1`)
	return s, wrap(err, "state of inbox")
}

// FreeConversation reports whether something is ready in a conversation that is
// not being handled. It looks no further than the first such.
func (t *Tx) FreeConversation(ctx context.Context) (free bool, err error) {
	_, err = t.get(ctx, &free, conversations+`SELECT EXISTS (SELECT 1 FROM talk
		WHERE NOT EXISTS (SELECT 1 FROM inbox AS busy
			WHERE busy.state = 'running' AND busy.conversation = talk.conversation)
		AND EXISTS (SELECT 1 FROM inbox AS row
			WHERE row.state = 'pending' AND row.conversation = talk.conversation AND row.next_at <= ?))`,
		at(t.wall))
	return free, wrap(err, "state of inbox")
}

// OutboxState looks at the outbox. Ready counts the first messages of their
// addresses only.
func (t *Tx) OutboxState(ctx context.Context) (QueueState, error) {
	s, err := t.queueState(ctx,
		`SELECT COUNT(*) FROM (SELECT 1 FROM outbox AS row
			WHERE state = 'queued' AND next_at <= ? AND `+firstOfAddress+` LIMIT 10) AS ready`,
		`SELECT COUNT(*) FROM outbox WHERE state = 'sending'`,
		`SELECT due FROM (
			SELECT MIN(next_at) AS due FROM outbox AS row WHERE state = 'queued' AND next_at > ? AND `+firstOfAddress+`
			UNION ALL SELECT MIN(lease_until) FROM outbox WHERE state = 'sending') AS all_due
			WHERE due IS NOT NULL ORDER BY due LIMIT 1`)
	return s, wrap(err, "state of outbox")
}

// queueState runs three queries; the first and the last take the wall instant.
func (t *Tx) queueState(ctx context.Context, ready, busy, next string) (QueueState, error) {
	var s QueueState
	var due instant
	_, err1 := t.get(ctx, &s.Ready, ready, at(t.wall))
	_, err2 := t.get(ctx, &s.Busy, busy)
	_, err3 := t.get(ctx, &due, next, at(t.wall))
	s.Next = due.Time
	return s, errors.Join(err1, err2, err3)
}

// InboxCounts says how much there is in each state, and since when, by the
// machine's time, the oldest waits that is not handled; the zero time when none
// does.
func (t *Tx) InboxCounts(ctx context.Context) (map[string]int, time.Time, error) {
	return t.counts(ctx, `SELECT state, COUNT(*) AS n FROM inbox GROUP BY state`,
		`SELECT MIN(received_at) FROM inbox WHERE state IN ('pending', 'running')`)
}

// InboxWaits returns for all that is handled how long it took from when it was
// received, by the machine's time.
func (t *Tx) InboxWaits(ctx context.Context) ([]time.Duration, error) {
	var rows []struct {
		Received instant `db:"received_at"`
		Ended    instant `db:"ended_at"`
	}
	err := t.list(ctx, &rows, `SELECT received_at, ended_at FROM inbox WHERE state = 'handled'`)
	waits := make([]time.Duration, len(rows))
	for i, r := range rows {
		waits[i] = r.Ended.Sub(r.Received.Time)
	}
	return waits, wrap(err, "waits in the inbox")
}

// OutboxCounts says how many messages there are in each state, and since when,
// in domain time, the oldest waits that is not sent; the zero time when none
// does.
func (t *Tx) OutboxCounts(ctx context.Context) (map[string]int, time.Time, error) {
	return t.counts(ctx, `SELECT state, COUNT(*) AS n FROM outbox GROUP BY state`,
		`SELECT MIN(created_at) FROM outbox WHERE state IN ('queued', 'sending')`)
}

func (t *Tx) counts(ctx context.Context, states, oldest string) (map[string]int, time.Time, error) {
	var rows []struct {
		State string `db:"state"`
		N     int    `db:"n"`
	}
	var since instant
	err := t.list(ctx, &rows, states)
	_, gerr := t.get(ctx, &since, oldest)
	counts := map[string]int{}
	for _, r := range rows {
		counts[r.State] = r.N
	}
	return counts, since.Time, wrap(errors.Join(err, gerr), "count queue")
}
