package inbox

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"steward/db"
)

// A step is a place where a process may die; tests make it die there.
type step string

const (
	beforeClaim  step = "before the claim"
	afterClaim   step = "after the claim"
	beforeHandle step = "marked, before the handler"
	afterHandle  step = "handled, before the commit"
	afterCommit  step = "after the commit"
	beforeFail   step = "failed, before it is recorded"
	inFail       step = "failure recorded, before the commit"
)

// maxReason is how many letters of an error are kept with an item.
const maxReason = 300

var errTooOften = errors.New("tried too often, each time without an end")

// work handles one claimed row, or records why it could not be.
func (i *Inbox) work(ctx context.Context, r db.InboxRow) {
	var err error
	if r.Body, err = i.db.Unseal(r); err != nil {
		i.giveUp(ctx, r, err) // no further attempt would open it
		return
	}
	err = errTooOften // the process died at it so often that it is to blame
	if r.Attempts <= i.o.MaxAttempts {
		err = i.handle(ctx, r)
	}
	switch {
	case err == nil:
		i.at(afterCommit)
		i.o.Committed()
	case errors.Is(err, db.ErrLeaseLost):
		i.o.Log.WarnContext(ctx, "item was taken over", "key", r.Key)
	default:
		i.fail(ctx, r, err)
	}
}

// handle marks the row first, which holds it until the commit: its lease can't
// be given to another while the handler is at work. The handler's time begins
// with its transaction, so that none pays for another that is slow. A panic is
// an error.
func (i *Inbox) handle(ctx context.Context, r db.InboxRow) (err error) {
	defer caught(&err)
	it, err := i.prepare(ctx, r)
	if err != nil {
		return err
	}
	i.db.Lull(ctx)
	return i.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		ctx, cancel := context.WithTimeout(ctx, i.o.HandleWithin)
		defer cancel()
		if err := tx.HandleInbox(ctx, r); err != nil {
			return err
		}
		i.at(beforeHandle)
		if err := i.o.Handle(ctx, tx, it); err != nil {
			return err
		}
		i.at(afterHandle)
		return nil
	})
}

// prepareWithin bounds what is brought from outside: with the handler's own time
// it must fit into the lease.
const prepareWithin = 20 * time.Second

func (i *Inbox) prepare(ctx context.Context, r db.InboxRow) (Item, error) {
	ctx, cancel := context.WithTimeout(ctx, prepareWithin)
	defer cancel()
	it, err := i.o.Prepare(ctx, itemOf(r))
	if err != nil {
		return it, fmt.Errorf("prepare: %w", err)
	}
	return it, nil
}

// caught turns a panic into an error with its trace.
func caught(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
	}
}

func itemOf(r db.InboxRow) Item {
	return Item{Key: r.Key, Conversation: r.Conversation, TS: r.SlackTS, Kind: r.Kind, Person: r.Person, Body: r.Body}
}

// recordWithin bounds the transaction that records a failure. It is made also
// when the work was cut off, so that the next start need not wait for the lease.
const recordWithin = 5 * time.Second

// fail gives the row back to be tried again, or gives it up. When that fails
// too, the lease brings the row back.
func (i *Inbox) fail(ctx context.Context, r db.InboxRow, cause error) {
	i.at(beforeFail)
	after := i.o.Backoff[min(r.Attempts, len(i.o.Backoff))-1]
	if ctx.Err() != nil { // cut off by the end of the process: not its own fault
		after = 0
	}
	if after > 0 && r.Attempts >= i.o.MaxAttempts {
		i.giveUp(ctx, r, cause)
		return
	}
	i.o.Log.WarnContext(ctx, "item failed; it is tried again",
		"key", r.Key, "kind", r.Kind, "attempt", r.Attempts, "after", after, "err", cause)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), recordWithin)
	defer cancel()
	err := i.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		defer i.at(inFail)
		return tx.RetryInbox(ctx, r, after, reasonOf(cause))
	})
	if err != nil {
		i.o.Log.ErrorContext(ctx, "failure not recorded", "key", r.Key, "err", err)
	}
}

// giveUp keeps the row as a dead letter and has the person told, in one
// transaction. When the apology itself fails, the dead letter is kept without.
func (i *Inbox) giveUp(ctx context.Context, r db.InboxRow, cause error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), recordWithin)
	defer cancel()
	ref := Reference(r.Key)
	i.o.Log.ErrorContext(ctx, "item given up", "reference", ref, "key", r.Key, "kind", r.Kind, "err", cause)
	err := i.bury(ctx, r, cause, i.o.GiveUp)
	if err != nil && !errors.Is(err, db.ErrLeaseLost) {
		i.o.Log.ErrorContext(ctx, "no apology", "reference", ref, "err", err)
		err = i.bury(ctx, r, cause, func(context.Context, *db.Tx, Item, string) error { return nil })
	}
	if err != nil {
		i.o.Log.ErrorContext(ctx, "dead letter not kept; the lease brings it back", "reference", ref, "err", err)
		return
	}
	i.o.Committed()
}

func (i *Inbox) bury(ctx context.Context, r db.InboxRow, cause error,
	tell func(context.Context, *db.Tx, Item, string) error) (err error) {
	defer caught(&err)
	return i.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		ref := Reference(r.Key)
		if err := tx.BuryInbox(ctx, r, ref, reasonOf(cause)); err != nil {
			return err
		}
		defer i.at(inFail)
		return tell(ctx, tx, itemOf(r), ref)
	})
}

// reasonOf is what is kept of an error: enough to find it in the log by.
func reasonOf(err error) string {
	first, _, _ := strings.Cut(err.Error(), "\n")
	letters := []rune(first)
	return string(letters[:min(len(letters), maxReason)])
}
