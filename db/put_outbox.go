package db

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// A Placed says what became of a message that was put.
type Placed struct {
	ID    int64    // 0 when every occasion of it had been put before: then it is not put
	Fresh []string // the occasions that had not been put before, sorted; the message owns them
}

// PutMessage puts one message, as [Tx.PutMessages] does.
func (t *Tx) PutMessage(ctx context.Context, m MessageRow) (Placed, error) {
	placed, err := t.PutMessages(ctx, []MessageRow{m})
	if err != nil {
		return Placed{}, err
	}
	return placed[0], nil
}

// PutMessages puts messages into the outbox, in order, as part of the caller's
// decision (law 1), and returns what became of each. An occasion is said once
// (law 2): a message whose every key was put before, also earlier in the list,
// is left out. One without keys, such as a reply, is always put.
func (t *Tx) PutMessages(ctx context.Context, messages []MessageRow) ([]Placed, error) {
	messages = slices.Clone(messages)
	for i := range messages {
		var err error
		if messages[i].UID, err = t.db.code(idSize); err != nil {
			return nil, err
		}
	}
	fresh, err := t.putOccasions(ctx, messages)
	if err != nil {
		return nil, fmt.Errorf("put messages: %w", err)
	}
	out := slices.DeleteFunc(slices.Clone(messages), func(m MessageRow) bool {
		return len(m.Keys) > 0 && len(fresh[m.UID]) == 0
	})
	ids, err := t.insertMessages(ctx, out)
	if err != nil {
		return nil, fmt.Errorf("put messages: %w", err)
	}
	placed := make([]Placed, len(messages))
	for i, m := range messages {
		placed[i] = Placed{ids[m.UID], fresh[m.UID]}
	}
	return placed, nil
}

type occasion struct {
	Key     string `db:"key"`
	Message string `db:"message"`
}

// putOccasions writes the keys down for their messages, and returns those that
// were new, by message. On PostgreSQL a key that another transaction is putting
// makes this one wait: sorted, two lists do not wait for each other.
func (t *Tx) putOccasions(ctx context.Context, messages []MessageRow) (map[string][]string, error) {
	var all []occasion
	for _, m := range messages {
		for _, k := range m.Keys {
			all = append(all, occasion{k, m.UID})
		}
	}
	slices.SortStableFunc(all, func(a, b occasion) int { return cmp.Compare(a.Key, b.Key) })
	fresh := map[string][]string{}
	err := chunks(all, 2, func(o occasion) ([]any, error) { return []any{o.Key, o.Message}, nil },
		func(places string, args []any) error {
			var rows []occasion
			err := t.list(ctx, &rows, `INSERT INTO occasions (key, message) VALUES `+places+`
				ON CONFLICT (key) DO NOTHING RETURNING key, message`, args...)
			for _, o := range rows {
				fresh[o.Message] = append(fresh[o.Message], o.Key)
			}
			return err
		})
	for _, keys := range fresh {
		slices.Sort(keys)
	}
	return fresh, err
}

// insertMessages returns the new ids by uid.
func (t *Tx) insertMessages(ctx context.Context, messages []MessageRow) (map[string]int64, error) {
	const head = `INSERT INTO outbox (uid, kind, address, person, channel, thread, lang, refs, card, edits,
		created_at, state, attempts, unsure, next_at) VALUES `
	ids := map[string]int64{}
	err := chunks(messages, 15, t.messageValues, func(places string, args []any) error {
		var rows []struct {
			ID  int64  `db:"id"`
			UID string `db:"uid"`
		}
		err := t.list(ctx, &rows, head+places+` RETURNING id, uid`, args...)
		for _, r := range rows {
			ids[r.UID] = r.ID
		}
		return err
	})
	return ids, err
}

func (t *Tx) messageValues(m MessageRow) ([]any, error) {
	var edits any
	if m.Edits != 0 {
		edits = m.Edits
	}
	return []any{
		m.UID, m.Kind, m.Address(), m.Person, m.Channel, m.Thread, m.Lang, string(m.Refs), m.Card, edits,
		at(t.now), MessageQueued, 0, false, at(t.wall),
	}, nil
}

// Said reports whether an occasion was put before, whatever came of its message.
func (t *Tx) Said(ctx context.Context, key string) (bool, error) {
	var message string
	ok, err := t.get(ctx, &message, `SELECT message FROM occasions WHERE key = ?`, key)
	return ok, wrap(err, "occasion %s", key)
}

// WillBeDrawn reports whether a message, or a redraw of it, still waits in the
// outbox: then what this transaction changes will be in it, since the row is
// held until the commit, and it need not be drawn anew.
func (t *Tx) WillBeDrawn(ctx context.Context, id int64) (bool, error) {
	var found int64
	ok, err := t.get(ctx, &found, `SELECT id FROM outbox WHERE state = 'queued' AND (id = ? OR edits = ?)
		ORDER BY id DESC LIMIT 1`+t.skipLocked(), id, id)
	return ok, wrap(err, "waiting draws of message %d", id)
}
