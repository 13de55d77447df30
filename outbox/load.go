package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"

	"steward/db"
)

// Why a message is dropped before it is tried, beside what StillTrue says.
const (
	nothingToEdit = "nothing_to_edit"
	untrue        = "no_longer_true"
)

var errUnknownKind = errors.New("nobody draws this kind of message")

// load reads the facts anew. drop is the reason for which the message is not to
// be sent, "" when it is.
func (b *Outbox) load(ctx context.Context, row db.MessageRow) (p Parcel, drop string, err error) {
	err = b.db.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		p, drop, err = b.read(ctx, tx, row)
		return err
	})
	return p, drop, err
}

// read is load within a transaction. What is handed in may panic; that is an
// error of this message alone.
func (b *Outbox) read(ctx context.Context, tx *db.Tx, row db.MessageRow) (p Parcel, drop string, err error) {
	defer caught(&err)
	original := row
	if row.Edits != 0 {
		var ok bool
		original, ok, err = tx.Message(ctx, row.Edits)
		if err != nil || !ok || original.Post.TS == "" {
			return p, nothingToEdit, err
		}
		p.Edit = Receipt(original.Post)
	}
	p.Message = messageOf(original)
	p.Message.ID, p.Message.Edits = row.ID, row.Edits
	p.Again, p.Sent = row.Unsure, Receipt(row.Post)
	return b.answer(ctx, tx, p)
}

// answer asks whether the message is still true, and makes its answer. One that
// may have been sent before it ceased to be true is looked for, so that what
// stands in Slack stands in the ledger.
func (b *Outbox) answer(ctx context.Context, tx *db.Tx, p Parcel) (Parcel, string, error) {
	kind, known := b.o.Kinds[p.Message.Kind]
	if !known {
		return p, "", fmt.Errorf("%w: %s", errUnknownKind, p.Message.Kind)
	}
	drop := ""
	if kind.StillTrue != nil && p.Sent.TS == "" {
		ok, reason, err := kind.StillTrue(ctx, tx, p.Message)
		if err != nil {
			return p, "", fmt.Errorf("is it still true: %w", err)
		}
		if !ok && reason == "" {
			reason = untrue
		}
		if !ok {
			drop = reason
		}
	}
	if drop != "" && (!p.Again || p.Message.Edits != 0) {
		return p, drop, nil
	}
	p.LookOnly = drop != ""
	var err error
	if p.Reader, _, err = tx.Person(ctx, p.Message.To.Person); err != nil {
		return p, "", fmt.Errorf("reader: %w", err)
	}
	if p.Answer, err = kind.Load(ctx, tx, p.Message); err != nil {
		return p, "", fmt.Errorf("load: %w", err)
	}
	return p, drop, nil
}

// caught turns a panic into an error with its trace.
func caught(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
	}
}

// messageOf is the message that a row holds. Occasions stay keys in the row.
func messageOf(r db.MessageRow) Message {
	return Message{
		Kind: r.Kind, To: Address{Person: r.Person, Channel: r.Channel, Thread: r.Thread},
		Refs: json.RawMessage(r.Refs), Card: r.Card, Lang: r.Lang, ID: r.ID, CreatedAt: r.CreatedAt, uid: r.UID,
	}
}

// Preview returns what is queued for an address in this transaction, loaded, in
// the order in which it would be sent. What is not true is left out; nothing is
// sent.
func (b *Outbox) Preview(ctx context.Context, tx *db.Tx, to Address) ([]Parcel, error) {
	rows, err := tx.QueuedFor(ctx, db.MessageRow{Person: to.Person, Channel: to.Channel}.Address())
	if err != nil {
		return nil, err
	}
	var parcels []Parcel
	for _, row := range rows {
		p, drop, err := b.read(ctx, tx, row)
		if err != nil {
			return nil, fmt.Errorf("preview %s: %w", row.Kind, err)
		}
		if drop == "" {
			parcels = append(parcels, p)
		}
	}
	return parcels, nil
}
