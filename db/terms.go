package db

import (
	"context"
	"fmt"
	"time"

	"steward/rules/calendar"
)

// Terms say how long personal data are kept when nobody needs them any more, in
// whole days of domain time.
type Terms struct {
	Inbox      int // what was said and could not be handled, from the day it came in
	Drafts     int // a filling that was handed in or cancelled
	Unfinished int // a filling that nobody went on with
	Left       int // somebody who left the roster, or whom no form names any longer
}

// overdueBatch is how many fillings, days or people one transaction clears.
const overdueBatch = 500

// Overdue says what was cleared because its term was over.
type Overdue struct {
	Drafts int // fillings emptied
	Days   int // days whose bodies can't be read again
	People int // keys of people taken away
}

// ClearOverdue clears what is kept longer than its term, at most one batch of each
// kind; call it until there is nothing left. What still waits to be handled is
// kept, however old.
func (t *Tx) ClearOverdue(ctx context.Context, terms Terms) (Overdue, error) {
	f, err := t.clearDrafts(ctx, WhyTerm, `id IN (SELECT id FROM form_sessions WHERE session IS NOT NULL
		AND (changed_at <= ? AND state IN ('cancelled', 'submitted') OR changed_at <= ?)
		ORDER BY changed_at LIMIT `+fmt.Sprint(overdueBatch)+`)`,
		at(t.ago(terms.Drafts)), at(t.ago(terms.Unfinished)))
	done := Overdue{Drafts: f.Drafts}
	if err == nil {
		done.Days, err = t.clearDays(ctx, terms.Inbox)
	}
	if err == nil {
		done.People, err = t.clearLeft(ctx, terms.Left)
	}
	return done, wrap(err, "clear what is overdue")
}

func (t *Tx) ago(days int) time.Time { return t.now.AddDate(0, 0, -days) }

// clearDays empties what came in on days long past, and takes their keys away.
func (t *Tx) clearDays(ctx context.Context, days int) (int, error) {
	var keys []keyRow
	err := t.list(ctx, &keys, `SELECT key_id, owner, wrapped FROM data_keys
		WHERE wrapped IS NOT NULL AND owner > ? AND owner < ?`,
		ownerInbox, ownerInbox+calendar.DateOf(t.ago(days)).String())
	cleared := 0
	for _, k := range keys {
		if err != nil {
			return cleared, err
		}
		var waiting int
		err = t.tx.GetContext(ctx, &waiting, t.tx.Rebind(`SELECT COUNT(*) FROM inbox
			WHERE state IN ('pending', 'running') AND substr(body, 1, ?) = ?`), dataHeadSize, headOf(k.ID))
		if err != nil || waiting > 0 {
			continue
		}
		if _, err = t.exec(ctx, `UPDATE inbox SET body = NULL WHERE state = 'dead' AND substr(body, 1, ?) = ?`,
			dataHeadSize, headOf(k.ID)); err == nil {
			_, err = t.shred(ctx, WhyTerm, []string{k.Owner})
		}
		cleared++
	}
	return cleared, err
}

// clearLeft takes the keys of those away who left long ago.
func (t *Tx) clearLeft(ctx context.Context, days int) (int, error) {
	var owners []string
	err := t.list(ctx, &owners, `SELECT owner FROM data_keys
		WHERE wrapped IS NOT NULL AND released_at IS NOT NULL AND released_at <= ? ORDER BY released_at LIMIT ?`,
		at(t.ago(days)), overdueBatch)
	if err != nil {
		return 0, err
	}
	return t.shred(ctx, WhyTerm, owners)
}
