// Package outbox tells people what was decided. A message is put in the
// transaction of the decision and sent after its commit, as often as it takes.
//
// Invariants:
//   - What was put is sent, dropped with a reason, or in doubt and shown to
//     people; never silently lost (law 8).
//   - To one address messages go in the order in which they were put; nothing
//     overtakes one that waits to be tried again. Addresses do not wait for
//     each other.
//   - Facts are loaded anew when a message is sent, and what is no longer true
//     is dropped with the reason.
//   - While Slack is away messages wait, and are in doubt only when looking, too,
//     has failed for days; while it does not let us in they wait for ever.
//   - An attempt that may have reached Slack, also one that ended with its
//     process, is followed by one that looks first ([Parcel.Again]). How to
//     look is the deliverer's matter.
//
// It knows no Slack: it is handed how to load, whether it is still true, and how
// to deliver. Leases and back-off are the machine's time.
package outbox

import (
	"context"
	"crypto/rand"
	"log/slog"
	"time"

	"steward/db"
	"steward/pump"
	"steward/rules"
	"steward/rules/answer"
)

// A Kind says how a kind of message is loaded when it is sent, and whether it is
// still true then; StillTrue may be nil, which is always. Both read one
// snapshot of the database.
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
	// LookOnly says that it is no longer true: if it isn't there, it must not be
	// sent. Only with Again.
	LookOnly bool
	Sent     Receipt // what earlier attempts are known to have done
	Edit     Receipt // where the message stands that this one draws anew
	// Note is told of a part of what was done as soon as it is known. A file is
	// kept at once, for it must not be shared before it is known; a message alone
	// with its outcome, since a look finds it. When Note fails, the delivery must
	// end with its error.
	Note func(ctx context.Context, r Receipt) error
}

// A Receipt is where a message stands in Slack. File is its document's id.
type Receipt struct{ Channel, TS, File string }

// Deliver takes a parcel to Slack and tells what stands there then, with an
// error too. One with LookOnly may have no Answer. Its errors say what is known: [Later] and [Refused] had no effect,
// [Doubt] can't be settled, any other leaves it open.
type Deliver func(ctx context.Context, p Parcel) (Receipt, error)

// Options is what an outbox is made of. Deliver may be nil where nothing is to
// be sent.
type Options struct {
	Kinds   map[string]Kind
	Deliver Deliver
	Workers int           // deliveries at one time; 0 means 8
	Lease   time.Duration // after which a delivery is taken for dead; it is ended before. 0 means 2 minutes
	Poll    time.Duration // 0 means 1 s
	Log     *slog.Logger
	// At is told of each step before and after which the process may die, so that
	// a test can end it there. Nil in service.
	At func(step string)
}

const (
	defaultWorkers = 8
	defaultLease   = 2 * time.Minute
)

// Outbox delivers messages from Start until Stop.
type Outbox struct {
	o      Options
	db     *db.DB
	holder string // of this process's claims
	pump   *pump.Pump[db.MessageRow]
	desk   ledgerDesk
	at     func(step) // tests end the process here
}

// New returns an outbox on a database; it sends nothing before [Outbox.Start].
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
	if o.At == nil {
		o.At = func(string) {}
	}
	b := &Outbox{o: o, db: d, holder: rand.Text(), at: func(s step) { o.At(string(s)) }}
	b.pump = pump.New(pump.Options[db.MessageRow]{
		Workers: o.Workers, Poll: o.Poll, Log: o.Log,
		Begin: b.begin, Look: b.look, Claim: b.claim, Work: b.work,
	})
	return b
}

// Start begins to deliver. When ctx ends nothing more is taken up.
func (b *Outbox) Start(ctx context.Context) { b.pump.Start(ctx) }

// Stop takes nothing more up and waits for the deliveries that are under way.
// When ctx ends first they are cut off, and the error says so: the next start
// looks what became of them.
func (b *Outbox) Stop(ctx context.Context) error { return b.pump.Stop(ctx) }

// Drain returns when all that can be sent at once is; what waits to be tried again
// waits on. When ctx ends first, the error says so.
func (b *Outbox) Drain(ctx context.Context) error { return b.pump.Drain(ctx) }

// Wake says that something was put and committed. It never blocks.
func (b *Outbox) Wake() { b.pump.Wake() }

// begin frees what a former process had claimed when ours is the only one; with
// replicas the leases decide, as the others may be at work.
func (b *Outbox) begin(ctx context.Context) error {
	if b.db.Replicas() {
		return nil
	}
	return b.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		return tx.ReleaseMessages(ctx, b.holder)
	})
}

// look waits for a lull: while things come in, they are kept first.
func (b *Outbox) look(ctx context.Context) (l pump.Look, err error) {
	b.db.Lull(ctx)
	err = b.db.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		s, err := tx.OutboxState(ctx)
		l.Ready = s.Ready > 0
		if !s.Next.IsZero() {
			l.Next = s.Next.Sub(tx.Wall())
			l.Ready = l.Ready || l.Next <= 0 // a lease has run out
		}
		return err
	})
	return l, err
}

func (b *Outbox) claim(ctx context.Context, limit int) (rows []db.MessageRow, err error) {
	b.at(beforeClaim)
	err = b.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		rows, err = tx.ClaimMessages(ctx, db.Claim{Holder: b.holder, Lease: b.o.Lease, Limit: limit})
		return err
	})
	b.at(afterClaim)
	return rows, err
}

// soon is how near a further attempt must be for the outbox to count as busy.
const soon = 10 * time.Second

// Idle reports whether nothing can be sent and nothing is being sent. A message
// that is tried again within ten seconds, as after a 429, keeps the outbox busy;
// one that waits longer does not, so that an outage holds no one up.
func (b *Outbox) Idle(ctx context.Context) (idle bool, err error) {
	err = b.db.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		s, err := tx.OutboxState(ctx)
		idle = s.Ready == 0 && s.Busy == 0 && (s.Next.IsZero() || s.Next.Sub(tx.Wall()) > soon)
		return err
	})
	return idle, err
}
