package db

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"
)

// ClaimMessages takes queued messages and returns them in the order they were
// put: of each address the first that is neither sent nor given up, when its
// time has come and none of the address is being sent. So nothing overtakes a
// message that waits to be tried again. Messages whose lease ran out are given
// out again, as Unsure.
func (t *Tx) ClaimMessages(ctx context.Context, c Claim) ([]MessageRow, error) {
	if err := t.freeOutbox(ctx); err != nil {
		return nil, fmt.Errorf("claim from outbox: %w", err)
	}
	claim := `UPDATE outbox SET state = 'sending', attempts = attempts + 1, holder = ?, lease_until = ?
		WHERE id IN (
			SELECT id FROM outbox AS row WHERE state = 'queued' AND next_at <= ?
			AND ` + firstOfAddress + `
			ORDER BY id LIMIT ?` + t.skipLocked() + `)
		RETURNING ` + messageColumns
	var rows []messageRow
	if err := t.list(ctx, &rows, claim, c.Holder, at(t.wall.Add(c.Lease)), at(t.wall), c.Limit); err != nil {
		return nil, fmt.Errorf("claim from outbox: %w", err)
	}
	// RETURNING keeps no order.
	slices.SortFunc(rows, func(a, b messageRow) int { return cmp.Compare(a.ID, b.ID) })
	list, err := mapped(rows, messageRow.message)
	if err != nil {
		return nil, err
	}
	return list, t.addKeys(ctx, list)
}

// firstOfAddress holds for a row that nothing of its address stands before.
const firstOfAddress = `NOT EXISTS (SELECT 1 FROM outbox AS open WHERE open.state IN ('queued', 'sending')
	AND open.address = row.address AND (open.id < row.id OR open.state = 'sending'))`

// freeOutbox queues messages again whose holder is gone: it may have sent them.
func (t *Tx) freeOutbox(ctx context.Context) error {
	return t.requeue(ctx, `lease_until <= ?`, at(t.wall))
}

// ReleaseMessages queues, as unsure, whatever any other holder has claimed: for
// the start of a process that is the only one.
func (t *Tx) ReleaseMessages(ctx context.Context, holder string) error {
	return wrap(t.requeue(ctx, `holder <> ?`, holder), "release messages")
}

func (t *Tx) requeue(ctx context.Context, which string, arg any) error {
	_, err := t.exec(ctx, `UPDATE outbox SET state = 'queued', unsure = ?, lease_until = NULL,
		failing_since = COALESCE(failing_since, ?), reason = 'lease ran out'
		WHERE id IN (SELECT id FROM outbox WHERE state = 'sending' AND `+which+t.skipLocked()+`)`, true, at(t.wall), arg)
	return err
}

// NotePost records a part of where a claimed message stands as soon as it is
// known: what p leaves empty stays. It returns [ErrLeaseLost] when the message is
// no longer the caller's.
func (t *Tx) NotePost(ctx context.Context, m MessageRow, p Post) error {
	return t.leaveOutbox(ctx, m, `UPDATE outbox SET `+setPost+`
		WHERE `+myMessage, p.Channel, p.TS, p.File)
}

// setPost overwrites only with what is known.
const setPost = `sent_channel = COALESCE(NULLIF(?, ''), sent_channel), ts = COALESCE(NULLIF(?, ''), ts),
	file = COALESCE(NULLIF(?, ''), file)`

// MessageSent ends a claimed message as sent, and records where it stands; what
// stands in a person's direct messages says which channel these are, see
// [Tx.DirectChannel]. It returns [ErrLeaseLost] when it was lost.
func (t *Tx) MessageSent(ctx context.Context, m MessageRow, p Post) error {
	if err := t.messageSent(ctx, m, p); err != nil || m.Person == "" || p.Channel == "" {
		return err
	}
	return t.PutDirectChannel(ctx, m.Person, p.Channel)
}

func (t *Tx) messageSent(ctx context.Context, m MessageRow, p Post) error {
	return t.leaveOutbox(ctx, m, `UPDATE outbox SET `+setPost+`, state = 'sent', ended_at = ?, lease_until = NULL
		WHERE `+myMessage, p.Channel, p.TS, p.File, at(t.now))
}

// DropMessage ends a claimed message that is not to be sent, with the reason. It
// returns [ErrLeaseLost] when it was lost.
func (t *Tx) DropMessage(ctx context.Context, m MessageRow, reason string) error {
	return t.leaveOutbox(ctx, m, `UPDATE outbox SET state = 'dropped', reason = ?, ended_at = ?, lease_until = NULL
		WHERE `+myMessage, reason, at(t.now))
}

// DoubtMessage ends a claimed message of which nobody can tell whether it was
// sent; people are shown it (law 8). It returns [ErrLeaseLost] when it was lost.
func (t *Tx) DoubtMessage(ctx context.Context, m MessageRow, reason string) error {
	return t.leaveOutbox(ctx, m, `UPDATE outbox SET state = 'doubt', reason = ?, ended_at = ?, lease_until = NULL
		WHERE `+myMessage, reason, at(t.now))
}

// A Retry says when and why a message is tried again.
type Retry struct {
	After  time.Duration // by the machine's time
	Unsure bool          // this attempt, or an earlier one that is not settled, may have reached Slack
	Free   bool          // this attempt does not count: it was held back, and had no effect
	Load   bool          // it came to no delivery, for it could not be loaded, which is counted apart
	Reason string
}

// RetryMessage queues a claimed message again, in its old place. It returns
// [ErrLeaseLost] when it was lost.
func (t *Tx) RetryMessage(ctx context.Context, m MessageRow, r Retry) error {
	attempts, loads, since := m.Attempts, m.Loads, t.wall
	if r.Free || r.Load {
		attempts, since = attempts-1, m.FailingSince
	}
	if r.Load {
		loads++
	}
	if !m.FailingSince.IsZero() {
		since = m.FailingSince
	}
	return t.leaveOutbox(ctx, m, `UPDATE outbox SET state = 'queued', next_at = ?, unsure = ?, attempts = ?, loads = ?,
		failing_since = ?, reason = ?, lease_until = NULL WHERE `+myMessage,
		at(t.wall.Add(r.After)), r.Unsure, attempts, loads, at(since), r.Reason)
}

// ExtendMessage prolongs the lease of a claimed message, counted from now. It
// returns [ErrLeaseLost] when it was lost.
func (t *Tx) ExtendMessage(ctx context.Context, m MessageRow, lease time.Duration) error {
	return t.leaveOutbox(ctx, m, `UPDATE outbox SET lease_until = ?
		WHERE `+myMessage, at(t.wall.Add(lease)))
}

// myMessage holds for a row while a claim of it lasts. The attempts tell claims of
// one holder apart: each claim counts one up, and only its own worker, who leaves
// it by that, may count it down again. So whoever lost a claim never finds its
// number on the row again.
const myMessage = `id = ? AND state = 'sending' AND holder = ? AND attempts = ?`

func (t *Tx) leaveOutbox(ctx context.Context, m MessageRow, query string, args ...any) error {
	n, err := t.exec(ctx, query, append(args, m.ID, m.Holder, m.Attempts)...)
	if err == nil && n == 0 {
		err = ErrLeaseLost
	}
	return wrap(err, "message %d", m.ID)
}
