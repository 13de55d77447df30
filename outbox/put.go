package outbox

import (
	"context"
	"fmt"

	"steward/db"
)

// Put puts a message into the outbox, as part of the caller's decision (law 1),
// and returns its id. Occasions that were told of before are left out; when all
// of them were, nothing is put and the id is 0. Nothing is sent before the
// commit; wake the outbox after it.
func Put(ctx context.Context, tx *db.Tx, m Message) (int64, error) {
	row, err := m.row()
	if err != nil {
		return 0, err
	}
	placed, err := tx.PutMessage(ctx, row)
	if err != nil {
		return 0, fmt.Errorf("put %s: %w", m.Kind, err)
	}
	return placed.ID, nil
}

// Redraw has a message drawn anew where it stands, once the caller's transaction
// is committed. A message that is still to be sent, or a redraw that is, will
// show the change anyway: nothing is added then, nor for a message that was
// dropped. The id may be that of a redraw.
func Redraw(ctx context.Context, tx *db.Tx, id int64) error {
	original, ok, err := originalOf(ctx, tx, id)
	if err != nil || !ok {
		return err
	}
	waits, err := tx.WillBeDrawn(ctx, original.ID) // holds the row: read it after
	if err != nil {
		return fmt.Errorf("redraw message %d: %w", id, err)
	}
	if original, ok, err = tx.Message(ctx, original.ID); err != nil || !ok {
		return err
	}
	if waits && !mayStand(original) || !willStand(original) {
		return nil
	}
	_, err = tx.PutMessage(ctx, db.MessageRow{
		Kind: original.Kind, Person: original.Person, Channel: original.Channel, Thread: original.Thread,
		Lang: original.Lang, Refs: []byte("{}"), Edits: original.ID,
	})
	if err != nil {
		return fmt.Errorf("redraw message %d: %w", id, err)
	}
	return nil
}

func originalOf(ctx context.Context, tx *db.Tx, id int64) (db.MessageRow, bool, error) {
	r, ok, err := tx.Message(ctx, id)
	if err == nil && ok && r.Edits != 0 {
		r, ok, err = tx.Message(ctx, r.Edits)
	}
	return r, ok, err
}

// mayStand reports whether a message that is still queued may have been posted
// already, wholly or in part. What a look finds is not drawn again, so such a
// message has to be redrawn although it waits.
func mayStand(r db.MessageRow) bool {
	return r.State == db.MessageQueued && (r.Unsure || r.Post.TS != "")
}

// willStand reports whether there is, or will be, something to draw anew. A
// message that was sent and has no ts is no message of a channel: a home tab,
// which is drawn when it is opened.
func willStand(r db.MessageRow) bool {
	switch r.State {
	case db.MessageQueued, db.MessageSending:
		return true
	case db.MessageSent:
		return r.Post.TS != ""
	default:
		return false
	}
}
