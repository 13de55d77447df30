package db

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A Claim says who takes work, for how long, and at most how much. The lease is
// measured by the machine's time.
type Claim struct {
	Holder string // unlike every other worker's
	Lease  time.Duration
	Limit  int
}

// conversations names each that has something pending, once: from one to the next
// by the index, however many rows one of them has. A claim that walked over rows
// took the longer, the more waited in one conversation.
const conversations = `WITH RECURSIVE talk (conversation) AS (
	SELECT (SELECT MIN(conversation) FROM inbox WHERE state = 'pending')
	UNION ALL
	SELECT (SELECT MIN(conversation) FROM inbox WHERE state = 'pending' AND conversation > talk.conversation)
	FROM talk WHERE talk.conversation IS NOT NULL) `

// ClaimInbox takes pending rows and returns them in the order of Slack's time:
// of each conversation the earliest whose time has come, when none of it is
// running. One that waits to be tried again holds nothing back (law 9). Rows
// whose lease ran out are given out again; each time counts as an attempt. What
// was said is still sealed in them: one that can't be opened is no reason to take
// none.
func (t *Tx) ClaimInbox(ctx context.Context, c Claim) ([]InboxRow, error) {
	if err := t.freeInbox(ctx); err != nil {
		return nil, fmt.Errorf("claim from inbox: %w", err)
	}
	claim := conversations + `UPDATE inbox SET state = 'running', attempts = attempts + 1, holder = ?, lease_until = ?
		WHERE id IN (
			SELECT id FROM inbox AS row WHERE state = 'pending' AND id IN (
				SELECT (SELECT id FROM inbox AS earliest
					WHERE earliest.state = 'pending' AND earliest.conversation = talk.conversation
					AND earliest.next_at <= ? ORDER BY slack_ts, id LIMIT 1)
				FROM talk WHERE NOT EXISTS (SELECT 1 FROM inbox AS busy
					WHERE busy.state = 'running' AND busy.conversation = talk.conversation))
			ORDER BY slack_ts, id LIMIT ?` + t.skipLocked() + `)
		RETURNING ` + inboxColumns
	var rows []inboxRow
	if err := t.list(ctx, &rows, claim, c.Holder, at(t.wall.Add(c.Lease)), at(t.wall), c.Limit); err != nil {
		return nil, fmt.Errorf("claim from inbox: %w", err)
	}
	if err := t.learnDays(ctx, rows); err != nil {
		return nil, fmt.Errorf("claim from inbox: %w", err)
	}
	// RETURNING keeps no order.
	slices.SortFunc(rows, func(a, b inboxRow) int {
		if c := strings.Compare(a.SlackTS, b.SlackTS); c != 0 {
			return c
		}
		return int(a.ID - b.ID)
	})
	return mapped(rows, inboxRow.sealed)
}

// freeInbox makes rows pending again whose holder is gone. One that is being
// finished at this moment is locked, and left alone.
func (t *Tx) freeInbox(ctx context.Context) error {
	return t.repend(ctx, `lease_until <= ?`, at(t.wall))
}

// ReleaseInbox makes pending whatever any other holder has claimed: for the
// start of a process that is the only one.
func (t *Tx) ReleaseInbox(ctx context.Context, holder string) error {
	return wrap(t.repend(ctx, `holder <> ?`, holder), "release inbox")
}

func (t *Tx) repend(ctx context.Context, which string, arg any) error {
	_, err := t.exec(ctx, `UPDATE inbox SET state = 'pending', lease_until = NULL, reason = 'lease ran out'
		WHERE id IN (SELECT id FROM inbox WHERE state = 'running' AND `+which+t.skipLocked()+`)`, arg)
	return err
}

// HandleInbox marks a claimed row as handled, and wipes what was said. Called
// first in the transaction that handles the row, it holds the row, so that its
// lease cannot run out on the way to the commit. It returns [ErrLeaseLost] when
// the row is no longer the caller's.
func (t *Tx) HandleInbox(ctx context.Context, r InboxRow) error {
	return t.leaveInbox(ctx, r, `UPDATE inbox SET state = 'handled', body = NULL, ended_at = ?, lease_until = NULL
		WHERE `+myItem, at(t.wall))
}

// RetryInbox gives a claimed row back, to be tried again after a while, with the
// reason it failed for. It returns [ErrLeaseLost] when it was lost.
func (t *Tx) RetryInbox(ctx context.Context, r InboxRow, after time.Duration, reason string) error {
	return t.leaveInbox(ctx, r, `UPDATE inbox SET state = 'pending', next_at = ?, reason = ?, lease_until = NULL
		WHERE `+myItem, at(t.wall.Add(after)), reason)
}

// BuryInbox keeps a claimed row as a dead letter, with its body, the reason, and
// the reference that the person was given. It returns [ErrLeaseLost] when it was
// lost.
func (t *Tx) BuryInbox(ctx context.Context, r InboxRow, reference, reason string) error {
	return t.leaveInbox(ctx, r, `UPDATE inbox SET state = 'dead', reference = ?, reason = ?, ended_at = ?,
		lease_until = NULL WHERE `+myItem, reference, reason, at(t.wall))
}

// ExtendInbox prolongs the lease of a claimed row, counted from now. It returns
// [ErrLeaseLost] when it was lost.
func (t *Tx) ExtendInbox(ctx context.Context, r InboxRow, lease time.Duration) error {
	return t.leaveInbox(ctx, r, `UPDATE inbox SET lease_until = ?
		WHERE `+myItem, at(t.wall.Add(lease)))
}

// myItem holds for a row while a claim of it lasts. The attempts, which only
// grow, tell claims of one holder apart.
const myItem = `id = ? AND state = 'running' AND holder = ? AND attempts = ?`

func (t *Tx) leaveInbox(ctx context.Context, r InboxRow, query string, args ...any) error {
	n, err := t.exec(ctx, query, append(args, r.ID, r.Holder, r.Attempts)...)
	if err == nil && n == 0 {
		err = ErrLeaseLost
	}
	return wrap(err, "inbox row %d", r.ID)
}
