package outbox

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"steward/db"
)

// Later says that nothing was sent, and when to try again.
type Later struct{ After time.Duration }

func (l *Later) Error() string { return fmt.Sprintf("held for %s", l.After) }

// Refused says that nothing was sent and never will be.
type Refused struct{ Reason string }

func (r *Refused) Error() string { return "refused: " + r.Reason }

const (
	// maxAttempts is how often something whose outcome stays open is tried
	// before it is in doubt, or, when it is certain not to have left, dropped.
	maxAttempts = 12
	firstPause  = time.Second
	longPause   = 5 * time.Minute
)

// send delivers one claimed message and records what came of it.
func (o *Outbox) send(ctx context.Context, row db.MessageRow) {
	p, drop, err := o.load(ctx, row)
	switch {
	case err != nil:
		err = o.again(ctx, row, err, row.Unsure)
	case drop != "":
		err = o.record(ctx, func(ctx context.Context, tx *db.Tx) error { return tx.DropMessage(ctx, row, drop) })
	default:
		err = o.attempt(ctx, row, p)
	}
	if err != nil && !errors.Is(err, db.ErrLeaseLost) {
		o.log.ErrorContext(ctx, "outbox: what came of a message could not be recorded; its lease settles it",
			"message", row.ID, "error", err)
	}
}

// load reads the facts anew. drop is the reason when the message is no longer
// true, or nobody knows how to draw it.
func (o *Outbox) load(ctx context.Context, row db.MessageRow) (p Parcel, drop string, err error) {
	kind, known := o.kinds[row.Kind]
	if !known {
		return p, "unknown_kind", nil
	}
	p = Parcel{Message: messageOf(row), Again: row.Unsure, Sent: Receipt(row.Post)}
	err = o.db.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		drop, err = o.fill(ctx, tx, kind, &p)
		return err
	})
	return p, drop, err
}

func (o *Outbox) fill(ctx context.Context, tx *db.Tx, kind Kind, p *Parcel) (drop string, err error) {
	if p.Message.Edits != 0 {
		original, ok, err := tx.Message(ctx, p.Message.Edits)
		if err != nil || !ok || original.Post.TS == "" {
			return "nothing_to_edit", err
		}
		p.Edit = Receipt(original.Post)
		p.Message.CreatedAt = original.CreatedAt
	}
	if kind.StillTrue != nil {
		ok, reason, err := kind.StillTrue(ctx, tx, p.Message)
		if err != nil || !ok {
			return reason, err
		}
	}
	if p.Reader, _, err = tx.Person(ctx, p.Message.To.Person); err != nil {
		return "", err
	}
	p.Answer, err = kind.Load(ctx, tx, p.Message)
	return "", err
}

// attempt takes the parcel to Slack and records the outcome.
func (o *Outbox) attempt(ctx context.Context, row db.MessageRow, p Parcel) error {
	p.Note = func(ctx context.Context, r Receipt) error {
		return o.record(ctx, func(ctx context.Context, tx *db.Tx) error { return tx.NotePost(ctx, row, db.Post(r)) })
	}
	sent, err := o.deliver(ctx, p)
	var later *Later
	var refused *Refused
	switch {
	case err == nil:
		return o.record(ctx, func(ctx context.Context, tx *db.Tx) error { return tx.MessageSent(ctx, row, db.Post(sent)) })
	case errors.As(err, &refused):
		o.log.WarnContext(ctx, "outbox: refused", "message", row.ID, "kind", row.Kind, "reason", refused.Reason)
		return o.record(ctx, func(ctx context.Context, tx *db.Tx) error { return tx.DropMessage(ctx, row, refused.Reason) })
	case errors.As(err, &later):
		return o.record(ctx, func(ctx context.Context, tx *db.Tx) error {
			return tx.RetryMessage(ctx, row, db.Retry{After: later.After, Unsure: row.Unsure, Reason: err.Error()})
		})
	default:
		return o.again(ctx, row, err, true)
	}
}

// again queues the message for another attempt, unless there have been enough:
// then it is in doubt when it may have reached Slack, else dropped.
func (o *Outbox) again(ctx context.Context, row db.MessageRow, cause error, unsure bool) error {
	o.log.WarnContext(ctx, "outbox: not delivered", "message", row.ID, "kind", row.Kind, "attempt", row.Attempts, "error", cause)
	return o.record(ctx, func(ctx context.Context, tx *db.Tx) error {
		switch {
		case row.Attempts < maxAttempts:
			return tx.RetryMessage(ctx, row, db.Retry{After: pause(row.Attempts), Unsure: unsure, Reason: cause.Error()})
		case unsure:
			return tx.DoubtMessage(ctx, row, cause.Error())
		default:
			return tx.DropMessage(ctx, row, cause.Error())
		}
	})
}

// pause doubles with each attempt, up to a limit, and strays by a quarter.
func pause(attempt int) time.Duration {
	d := min(firstPause<<min(max(attempt-1, 0), 16), longPause)
	return d + rand.N(d/4+1) //nolint:gosec // jitter needs no secret
}

// record writes what came of a message, in a transaction of its own.
func (o *Outbox) record(ctx context.Context, fn func(context.Context, *db.Tx) error) error {
	return o.db.InTx(ctx, fn)
}

// Preview returns what is queued for an address in this transaction, loaded, in
// the order in which it would be sent. Nothing is sent.
func (o *Outbox) Preview(ctx context.Context, tx *db.Tx, to Address) ([]Parcel, error) {
	rows, err := tx.QueuedFor(ctx, db.MessageRow{Person: to.Person, Channel: to.Channel}.Address())
	if err != nil {
		return nil, err
	}
	var parcels []Parcel
	for _, row := range rows {
		kind, known := o.kinds[row.Kind]
		if !known {
			return nil, fmt.Errorf("nobody draws messages of the kind %s", row.Kind)
		}
		p := Parcel{Message: messageOf(row)}
		drop, err := o.fill(ctx, tx, kind, &p)
		if err != nil {
			return nil, err
		}
		if drop == "" {
			parcels = append(parcels, p)
		}
	}
	return parcels, nil
}
