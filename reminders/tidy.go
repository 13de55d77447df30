package reminders

import (
	"context"

	"steward/db"
)

// Tidy clears the personal data whose term is over: fillings, what could not be
// handled, and people who have left. It returns when nothing overdue is left, and
// says what it cleared.
func (r *Reminders) Tidy(ctx context.Context) (db.Overdue, error) {
	var total db.Overdue
	if r.terms == (db.Terms{}) {
		return total, nil
	}
	for {
		var done db.Overdue
		err := r.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
			done, err = tx.ClearOverdue(ctx, r.terms)
			return err
		})
		total.Drafts, total.Days, total.People = total.Drafts+done.Drafts, total.Days+done.Days, total.People+done.People
		if err != nil {
			return total, err
		}
		if done == (db.Overdue{}) {
			break
		}
	}
	if total == (db.Overdue{}) {
		return total, nil
	}
	return total, r.db.Scrub(ctx)
}

func (r *Reminders) tidy(ctx context.Context) {
	done, err := r.Tidy(ctx)
	if err != nil && ctx.Err() == nil {
		r.log.ErrorContext(ctx, "clearing failed; it is tried again", "error", err)
	}
	if done != (db.Overdue{}) {
		r.log.InfoContext(ctx, "cleared, as its term was over", "drafts", done.Drafts, "days", done.Days, "people", done.People)
	}
}
