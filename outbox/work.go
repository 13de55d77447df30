package outbox

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"strings"
	"time"

	"steward/db"
)

// A step is a place where a process may die; tests make it die there.
type step string

const (
	beforeClaim   step = "before the claim"
	afterClaim    step = "after the claim"
	beforeDeliver step = "loaded, before the delivery"
	afterDeliver  step = "delivered, before it is recorded"
	inRecord      step = "recorded, before the commit"
	afterRecord   step = "after the commit"
)

const (
	// maxFailing is how long a delivery whose outcome stays open is tried before
	// it is in doubt, by the machine's time: longer than an outage, or a weekend.
	maxFailing = 3 * 24 * time.Hour
	// maxLoads is how often a message that can't even be loaded is tried: what
	// is wrong there is wrong here, and others wait behind it.
	maxLoads   = 5
	firstPause = time.Second
	longPause  = 5 * time.Minute
	// recordWithin bounds the transactions that record outcomes. They are made
	// also when the deliveries were cut off.
	recordWithin = 5 * time.Second
	// maxReason is how many letters of an error are kept with a message.
	maxReason = 300
)

// An outcome is what the end of an attempt writes down.
type outcome func(ctx context.Context, tx *db.Tx) error

// work takes one claimed message to its end, or to its next attempt.
func (b *Outbox) work(ctx context.Context, row db.MessageRow) {
	err := b.record(ctx, b.attempt(ctx, row))
	switch {
	case err == nil:
		b.at(afterRecord)
	case errors.Is(err, db.ErrLeaseLost):
		b.o.Log.WarnContext(ctx, "message was taken over", "message", row.ID)
	default:
		b.o.Log.ErrorContext(ctx, "outcome of a message not recorded; its lease brings it back", "message", row.ID, "err", err)
	}
}

// attempt loads and delivers, and returns what is to be recorded. It leaves off
// before the lease ends, counted from the claim, so that another process that
// takes the message over finds nobody at it. ctx ends only with the process.
func (b *Outbox) attempt(ctx context.Context, row db.MessageRow) outcome {
	within, cancel := context.WithTimeout(ctx, row.LeaseUntil.Sub(b.db.Wall())-b.o.Lease/4)
	defer cancel()
	p, drop, err := b.load(within, row)
	switch {
	case err != nil && ctx.Err() != nil:
		return retry(row, db.Retry{Unsure: row.Unsure, Free: true, Reason: reasonOf(err)})
	case err != nil && row.Loads+1 < maxLoads:
		b.o.Log.WarnContext(ctx, "message can't be loaded; it is tried again", "message", row.ID, "kind", row.Kind, "err", err)
		return retry(row, db.Retry{After: pause(row.Loads + 1), Unsure: row.Unsure, Load: true, Reason: reasonOf(err)})
	case err != nil:
		b.o.Log.ErrorContext(ctx, "message can't be loaded", "message", row.ID, "kind", row.Kind, "err", err)
		if p, drop = lookFor(p), reasonOf(err); !p.LookOnly {
			return end(row, drop)
		}
	case drop != "" && !p.LookOnly:
		return end(row, drop)
	}
	b.at(beforeDeliver)
	sent, err := b.deliver(within, row, p)
	b.at(afterDeliver)
	if err == nil && p.LookOnly && sent.TS == "" {
		row.Unsure = false // the look has settled it
		return end(row, drop)
	}
	return b.settle(ctx, row, sent, err)
}

// lookFor makes a parcel that can't be loaded one to be looked for, if it may stand
// in Slack, is not noted there, and is known well enough.
func lookFor(p Parcel) Parcel {
	p.Answer = nil
	p.LookOnly = p.Again && p.Sent.TS == "" && p.Message.Edits == 0 && p.Message.Identity() != ""
	return p
}

// deliver hands the parcel over.
func (b *Outbox) deliver(ctx context.Context, row db.MessageRow, p Parcel) (sent Receipt, err error) {
	defer caught(&err)
	p.Note = func(ctx context.Context, r Receipt) error {
		if r.File == "" {
			return nil // a look finds the message, and what comes next writes it down
		}
		return b.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { return tx.NotePost(ctx, row, db.Post(r)) })
	}
	return b.o.Deliver(ctx, p)
}

// settle turns the end of a delivery into what is recorded.
func (b *Outbox) settle(ctx context.Context, row db.MessageRow, sent Receipt, err error) outcome {
	var later *Later
	var refused *Refused
	var doubt *Doubt
	if level := slog.LevelWarn; err != nil {
		if errors.As(err, &later) {
			level = slog.LevelDebug // its turn is yet to come
		}
		b.o.Log.Log(ctx, level, "message not delivered", "message", row.ID, "kind", row.Kind, "attempt", row.Attempts, "err", err)
	}
	stands := sent.TS != "" || row.Post.TS != ""
	switch {
	case err == nil:
		return func(ctx context.Context, tx *db.Tx) error { return tx.MessageSent(ctx, row, db.Post(sent)) }
	case errors.As(err, &refused) && row.Edits == 0 && stands:
		// The message stands without its document: that is for people to see.
		return noted(row, sent, doubted(row, reasonOf(err)))
	case errors.As(err, &refused):
		row.Unsure = row.Unsure && !refused.Absent // else no look could be had
		return noted(row, sent, end(row, refused.Reason))
	case errors.As(err, &doubt):
		return noted(row, sent, doubted(row, doubt.Reason))
	case errors.As(err, &later):
		return noted(row, sent, retry(row, db.Retry{
			After: max(later.After, shortest), Unsure: row.Unsure && !later.Absent, Free: true, Reason: reasonOf(err),
		}))
	case ctx.Err() == nil && !row.FailingSince.IsZero() && b.db.Wall().Sub(row.FailingSince) >= maxFailing:
		row.Unsure = true
		return noted(row, sent, end(row, reasonOf(err)))
	default:
		return noted(row, sent, retry(row, db.Retry{After: pause(row.Attempts), Unsure: true, Reason: reasonOf(err)}))
	}
}

// shortest keeps a deliverer that says "at once" from turning in circles.
const shortest = 100 * time.Millisecond

// end drops a message, unless it stands without all that belongs to it, or may do:
// then it is in doubt. A redraw changes nothing that the next one would not change
// too.
func end(row db.MessageRow, reason string) outcome {
	if (row.Unsure || row.Post.TS != "") && row.Edits == 0 {
		return doubted(row, reason)
	}
	return func(ctx context.Context, tx *db.Tx) error { return tx.DropMessage(ctx, row, reason) }
}

func doubted(row db.MessageRow, reason string) outcome {
	return func(ctx context.Context, tx *db.Tx) error { return tx.DoubtMessage(ctx, row, reason) }
}

func retry(row db.MessageRow, r db.Retry) outcome {
	return func(ctx context.Context, tx *db.Tx) error { return tx.RetryMessage(ctx, row, r) }
}

// noted first writes down what stands in Slack already.
func noted(row db.MessageRow, sent Receipt, then outcome) outcome {
	return func(ctx context.Context, tx *db.Tx) error {
		if err := tx.NotePost(ctx, row, db.Post(sent)); err != nil {
			return err
		}
		return then(ctx, tx)
	}
}

// pause doubles with each attempt up to a limit, and strays by a quarter, so
// that what failed together is not tried together.
func pause(attempt int) time.Duration {
	d := min(firstPause<<min(max(attempt-1, 0), 16), longPause)
	return d + rand.N(d/4+1)
}

// reasonOf is what is kept of an error: enough to find it in the log by.
func reasonOf(err error) string {
	first, _, _ := strings.Cut(err.Error(), "\n")
	letters := []rune(first)
	return string(letters[:min(len(letters), maxReason)])
}
