// Package inbox keeps what came in from Slack, once, and has it handled: one at
// a time per conversation, each in one transaction with all that follows from it.
//
// Invariants:
//   - What [Inbox.Accept] returned for is durable, and is handled or kept as a
//     dead letter, whatever process dies in between.
//   - A key is accepted once; a repetition changes nothing.
//   - An item is marked handled in the transaction in which it is handled: both
//     happen or neither. Hence a handler must have no effect outside of it.
//   - Items of one conversation are handled one at a time, by Slack's time among
//     those that wait. One that waits to be tried again holds nothing back.
//   - One that keeps failing is kept, with a reference, and the person is told
//     (law 9). It never blocks others.
//
// Leases, back-off and time limits are the machine's time; what a handler
// decides by is the transaction's domain instant.
package inbox

import (
	"context"
	"crypto/rand"
	"log/slog"
	"time"

	"steward/db"
	"steward/pump"
)

// An Item is one thing that came in.
type Item struct {
	Key          string // the same thing has the same key, however often it comes
	Conversation string // what is handled one at a time
	TS           string // Slack's time of it, seconds and six digits: the order in a conversation
	Kind         string
	Person       string // Slack's id of who did it
	Body         []byte // what was said or pressed; sealed in the database, gone once handled
}

// Options is what an inbox is made of. Handle and GiveUp are needed.
type Options struct {
	// Prepare brings what an item needs from outside, before its transaction: it
	// may take its time, and changes nothing here. It is called again for the same
	// item when it, or Handle, failed. Nil: nothing is needed.
	Prepare func(ctx context.Context, it Item) (Item, error)
	// Handle handles one item in a transaction, in which the item is marked
	// handled too. It may be called again for the same item when it failed.
	Handle func(ctx context.Context, tx *db.Tx, it Item) error
	// GiveUp puts the apology for an item that failed for good, under the
	// reference by which its dead letter is found, see [Reference]. An item that
	// can't be unsealed has no Body.
	GiveUp func(ctx context.Context, tx *db.Tx, it Item, reference string) error
	// Committed is called after each transaction that may have put messages.
	Committed func()

	Workers      int             // 0 means 4
	Backoff      []time.Duration // between attempts, the last for all further; nil means 1 s, 5 s, 30 s
	MaxAttempts  int             // 0 means 5
	HandleWithin time.Duration   // 0 means 30 s
	Poll         time.Duration   // 0 means 1 s
	Log          *slog.Logger
	// At is told of each step before and after which the process may die, so that
	// a test can end it there. Nil in service.
	At func(step string)
}

// The defaults of [Options], and how long a claim holds: longer than a handler
// may take, so that it runs out for a dead process only.
const (
	defaultWorkers      = 4
	defaultAttempts     = 5
	defaultHandleWithin = 30 * time.Second
	leaseBeyond         = 30 * time.Second
)

func (o Options) filled() Options {
	if o.Committed == nil {
		o.Committed = func() {}
	}
	if o.Prepare == nil {
		o.Prepare = func(_ context.Context, it Item) (Item, error) { return it, nil }
	}
	if o.Workers == 0 {
		o.Workers = defaultWorkers
	}
	if len(o.Backoff) == 0 {
		o.Backoff = []time.Duration{time.Second, 5 * time.Second, 30 * time.Second}
	}
	if o.MaxAttempts == 0 {
		o.MaxAttempts = defaultAttempts
	}
	if o.HandleWithin == 0 {
		o.HandleWithin = defaultHandleWithin
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.At == nil {
		o.At = func(string) {}
	}
	return o
}

// An Inbox accepts items at any time, and handles them from Start until Stop.
type Inbox struct {
	o      Options
	db     *db.DB
	holder string // of this process's claims
	pump   *pump.Pump[db.InboxRow]
	letter letterbox
	at     func(step) // tests end the process here
}

// New returns an inbox on a database. Nothing is handled before Start.
func New(d *db.DB, o Options) *Inbox {
	i := &Inbox{o: o.filled(), db: d, holder: rand.Text(), letter: letterbox{clerk: make(chan struct{})}}
	i.at = func(s step) { i.o.At(string(s)) }
	i.pump = pump.New(pump.Options[db.InboxRow]{
		Workers: i.o.Workers, Poll: i.o.Poll, Log: i.o.Log,
		Begin: i.begin, Look: i.look, Claim: i.claim, Work: i.work,
	})
	return i
}

// Start begins to handle. When ctx ends, nothing more is taken up.
func (i *Inbox) Start(ctx context.Context) { i.pump.Start(ctx) }

// Stop takes nothing more up and returns when what is being handled is done.
// When ctx ends first, that is rolled back, and the error says so: the next
// start handles it.
func (i *Inbox) Stop(ctx context.Context) error { return i.pump.Stop(ctx) }

// Drain returns when all that can be handled at once is, also what is accepted
// meanwhile; what waits to be tried again waits on. When ctx ends first, the error
// says so.
func (i *Inbox) Drain(ctx context.Context) error { return i.pump.Drain(ctx) }

// begin frees what a former process had claimed when ours is the only one; with
// replicas the leases decide, as the others may be at work.
func (i *Inbox) begin(ctx context.Context) error {
	if i.db.Replicas() {
		return nil
	}
	return i.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		return tx.ReleaseInbox(ctx, i.holder)
	})
}

// look waits for a lull: while things come in, they are kept first.
func (i *Inbox) look(ctx context.Context) (l pump.Look, err error) {
	i.db.Lull(ctx)
	err = i.db.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		s, err := tx.InboxState(ctx)
		l.Ready = s.Ready > 0
		if err == nil && l.Ready && s.Busy > 0 {
			l.Ready, err = tx.FreeConversation(ctx) // else a claim for nothing
		}
		if !s.Next.IsZero() {
			l.Next = s.Next.Sub(tx.Wall())
			l.Ready = l.Ready || l.Next <= 0 // a lease has run out
		}
		return err
	})
	return l, err
}

func (i *Inbox) claim(ctx context.Context, limit int) (rows []db.InboxRow, err error) {
	i.at(beforeClaim)
	err = i.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		lease := i.o.HandleWithin + leaseBeyond
		rows, err = tx.ClaimInbox(ctx, db.Claim{Holder: i.holder, Lease: lease, Limit: limit})
		return err
	})
	i.at(afterClaim)
	return rows, err
}

// soon is how near a further attempt must be for the inbox to count as busy.
const soon = 10 * time.Second

// Idle reports whether nothing waits and nothing is being handled. An item that
// is tried again within ten seconds keeps the inbox busy; one that waits longer
// does not, so that what keeps failing holds no one up. Dead letters are done.
func (i *Inbox) Idle(ctx context.Context) (idle bool, err error) {
	err = i.db.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		s, err := tx.InboxState(ctx)
		idle = s.Ready == 0 && s.Busy == 0 && (s.Next.IsZero() || s.Next.Sub(tx.Wall()) > soon)
		return err
	})
	return idle, err
}
