// Package reminders says what has fallen due. It is derived from state: the
// steps of each obligation follow from the rules, and the next one is cached in
// the database so that a sweep reads only what is due.
//
// Invariants:
//   - Each step is examined once and stamped, also when there was nobody to tell.
//   - Several that fall due for one person at one time are one message.
//   - A step that was missed because nothing ran is said at the next morning,
//     once, and only the latest of them.
//   - What is no longer true when it is sent is dropped, with the reason.
//
// A loop only ticks: [Reminders.Run] does the work, at the instant of its
// transactions.
package reminders

import (
	"context"
	"log/slog"
	"time"

	"steward/db"
	"steward/rules"
)

// Options is what the reminders are made of.
type Options struct {
	DB   *db.DB
	Book rules.Book
	// Terms say how long personal data are kept, see [Reminders.Tidy]. Zero is for
	// ever.
	Terms db.Terms
	Log   *slog.Logger
}

// Reminders finds what has fallen due and puts it into the outbox.
type Reminders struct {
	db    *db.DB
	book  rules.Book
	terms db.Terms
	log   *slog.Logger
}

// New returns the reminders on a database.
func New(o Options) *Reminders {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Reminders{db: o.DB, book: o.Book, terms: o.Terms, log: o.Log}
}

// A Report says what one run did.
type Report struct {
	Steps    int // examined and stamped
	Messages int // put into the outbox
	Moved    int // missed, and moved to the next morning
}

func (r Report) plus(other Report) Report {
	return Report{r.Steps + other.Steps, r.Messages + other.Messages, r.Moved + other.Moved}
}

// batch is how many steps one transaction takes.
const batch = 500

// Run says everything that is due now, in order. It returns when nothing that
// is due is left.
func (r *Reminders) Run(ctx context.Context) (Report, error) {
	var total Report
	for {
		var done Report
		err := r.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
			var err error
			done, err = r.sweep(ctx, tx)
			return err
		})
		total = total.plus(done)
		if err != nil || done == (Report{}) {
			return total, err
		}
	}
}

// Next returns when the next step falls due; false when nothing is planned.
func (r *Reminders) Next(ctx context.Context) (at time.Time, ok bool, err error) {
	err = r.db.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		at, ok, err = tx.NextDue(ctx)
		return err
	})
	return at, ok, err
}

// sweep takes what deputies are told, so that they know why they are reminded, then
// one batch of units' steps, then what the office is told of a date, then the brief.
func (r *Reminders) sweep(ctx context.Context, tx *db.Tx) (Report, error) {
	done, err := r.deputiesDue(ctx, tx)
	if err != nil || done != (Report{}) {
		return done, err
	}
	if done, err = r.announcedDue(ctx, tx); err != nil || done != (Report{}) {
		return done, err
	}
	rows, err := tx.DueObligations(ctx, batch)
	if err != nil {
		return Report{}, err
	}
	done, err = r.unitsDue(ctx, tx, rows)
	if err != nil || len(rows) > 0 {
		return done, err
	}
	if done, err = r.checksDue(ctx, tx); err != nil || done != (Report{}) {
		return done, err
	}
	return r.briefDue(ctx, tx)
}
