// Package outbox tells people what was decided. A message is put in the
// transaction of the decision and sent after its commit, as often as it takes.
//
// Invariants:
//   - What was put is sent, dropped with a reason, or in doubt and shown to
//     people; never silently lost (law 8).
//   - To one address messages go in the order in which they were put; nothing
//     overtakes one that waits to be tried again.
//   - Facts are loaded anew when a message is sent, and what is no longer true
//     is dropped with the reason.
//   - An attempt that may have reached Slack is followed by one that looks
//     first ([Parcel.Again]); which looks how is the deliverer's matter.
//
// It knows no Slack: it is handed how to load, whether it is still true, and how
// to deliver.
package outbox

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"steward/db"
	"steward/rules"
	"steward/rules/answer"
)

// A Kind says how a kind of message is loaded when it is sent, and whether it is
// still true then; StillTrue may be nil, which is always.
type Kind struct {
	Load      func(ctx context.Context, tx *db.Tx, m Message) (answer.Answer, error)
	StillTrue func(ctx context.Context, tx *db.Tx, m Message) (ok bool, reason string, err error)
}

// A Parcel is a message with its answer, ready to be delivered.
type Parcel struct {
	Message Message
	Answer  answer.Answer
	Reader  rules.Person // the addressee as the roster knows them; zero for a channel
	Again   bool         // an earlier attempt may have reached Slack: look first
	Sent    Receipt      // what earlier attempts are known to have done
	Edit    Receipt      // where the message stands that this one draws anew
	// Note records a part of what was done as soon as it is known.
	Note func(ctx context.Context, r Receipt) error
}

// A Receipt is where a message stands in Slack.
type Receipt struct{ Channel, TS, File string }

// Deliver takes a parcel to Slack. Its errors say what is known: [Later] and
// [Refused] had no effect, any other leaves it open.
type Deliver func(ctx context.Context, p Parcel) (Receipt, error)

// Options is what an outbox is made of. Deliver may be nil where nothing is to
// be sent.
type Options struct {
	Kinds   map[string]Kind
	Deliver Deliver
	Workers int           // deliveries at one time; 0 means 8
	Lease   time.Duration // how long a delivery may take before it is taken for dead; 0 means 2 minutes
	Log     *slog.Logger
}

const (
	defaultWorkers = 8
	defaultLease   = 2 * time.Minute
	// poll is how long the loop sleeps at most: a message put by another
	// process wakes nobody here.
	poll = time.Second
)

// Outbox is the delivery of messages on one database.
type Outbox struct {
	db      *db.DB
	kinds   map[string]Kind
	deliver Deliver
	workers int
	lease   time.Duration
	holder  string
	log     *slog.Logger

	wake chan struct{}
	slot chan struct{} // one token a running delivery
	stop context.CancelFunc
	done sync.WaitGroup
}

// New returns an outbox; it sends nothing before [Outbox.Start].
func New(d *db.DB, o Options) *Outbox {
	if o.Workers == 0 {
		o.Workers = defaultWorkers
	}
	if o.Lease == 0 {
		o.Lease = defaultLease
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Outbox{
		db: d, kinds: o.Kinds, deliver: o.Deliver, workers: o.Workers, lease: o.Lease,
		holder: "outbox-" + rand.Text(), log: o.Log,
		wake: make(chan struct{}, 1), slot: make(chan struct{}, o.Workers),
	}
}

// Start begins to deliver, until ctx ends or [Outbox.Stop].
func (o *Outbox) Start(ctx context.Context) {
	ctx, o.stop = context.WithCancel(ctx)
	o.done.Go(func() { o.loop(ctx) })
}

// Stop claims no more and waits for the deliveries that are under way.
func (o *Outbox) Stop(ctx context.Context) error {
	if o.stop == nil {
		return nil
	}
	o.stop()
	ended := make(chan struct{})
	go func() { o.done.Wait(); close(ended) }()
	select {
	case <-ended:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("outbox: deliveries are still under way: %w", ctx.Err())
	}
}

// Wake says that something was put. It never blocks.
func (o *Outbox) Wake() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// Idle reports whether nothing can be sent now and nothing is being sent. What
// waits for a later attempt does not count.
func (o *Outbox) Idle(ctx context.Context) (idle bool, err error) {
	err = o.db.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		s, err := tx.OutboxState(ctx)
		idle = s.Ready == 0 && s.Busy == 0
		return err
	})
	return idle, err
}

// loop claims and delivers. After a delivery it looks again: what waited behind
// it may go now.
func (o *Outbox) loop(ctx context.Context) {
	o.release(ctx)
	for ctx.Err() == nil {
		rows, err := o.claim(ctx)
		if err != nil && ctx.Err() == nil {
			o.log.ErrorContext(ctx, "outbox: nothing could be claimed; it is tried again", "error", err)
		}
		for _, row := range rows {
			o.begin(ctx, row)
		}
		if len(rows) == 0 {
			o.rest(ctx)
		}
	}
}

// release frees, where this process is the only one, what an earlier one died
// with.
func (o *Outbox) release(ctx context.Context) {
	if o.db.Replicas() {
		return
	}
	err := o.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { return tx.ReleaseMessages(ctx, o.holder) })
	if err != nil && ctx.Err() == nil {
		o.log.ErrorContext(ctx, "outbox: what was under way waits for its lease", "error", err)
	}
}

// claim takes as many messages as there are free workers; it waits for one.
func (o *Outbox) claim(ctx context.Context) (rows []db.MessageRow, err error) {
	free := o.workers - len(o.slot)
	if free == 0 {
		return nil, nil
	}
	err = o.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		rows, err = tx.ClaimMessages(ctx, db.Claim{Holder: o.holder, Lease: o.lease, Limit: free})
		return err
	})
	return rows, err
}

// begin delivers a claimed message beside the loop. The end of the loop lets it
// finish.
func (o *Outbox) begin(ctx context.Context, row db.MessageRow) {
	o.slot <- struct{}{}
	o.done.Go(func() {
		defer o.Wake()
		defer func() { <-o.slot }()
		o.send(context.WithoutCancel(ctx), row)
	})
}

// rest waits until something is put, or a while.
func (o *Outbox) rest(ctx context.Context) {
	timer := time.NewTimer(poll)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-o.wake:
	case <-timer.C:
	}
}
