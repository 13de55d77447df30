package db

import (
	"context"
	"fmt"
	"time"
)

// A Receipt (收悉) is a person's press of 「已收悉」. It is the product's own, and
// no 公文签收.
type Receipt struct {
	Subject string // what was received: a directive's id, or a message
	Person  string // id
	Given   time.Time
}

// PutReceipt records that a person received a subject now, and reports whether
// it is their first receipt for it: a later one changes nothing.
func (t *Tx) PutReceipt(ctx context.Context, person, subject string) (bool, error) {
	n, err := t.exec(ctx, `INSERT INTO receipts (subject, person, given_at) VALUES (?, ?, ?)
		ON CONFLICT (subject, person) DO NOTHING`, subject, person, at(t.now))
	if err != nil {
		return false, fmt.Errorf("put receipt of %s for %s: %w", person, subject, err)
	}
	return n == 1, nil
}

// Receipt returns when a person gave the receipt for a subject; false when not
// yet.
func (t *Tx) Receipt(ctx context.Context, person, subject string) (time.Time, bool, error) {
	var given instant
	ok, err := t.get(ctx, &given, `SELECT given_at FROM receipts WHERE subject = ? AND person = ?`, subject, person)
	if err != nil {
		return time.Time{}, false, fmt.Errorf("receipt of %s for %s: %w", person, subject, err)
	}
	return given.Time, ok, nil
}

// ReceiptsFor returns all receipts for subjects, by subject, oldest first.
func (t *Tx) ReceiptsFor(ctx context.Context, subjects []string) (map[string][]Receipt, error) {
	of := map[string][]Receipt{}
	err := chunks(subjects, 1, func(s string) ([]any, error) { return []any{s}, nil },
		func(places string, args []any) error {
			var rows []struct {
				Subject string  `db:"subject"`
				Person  string  `db:"person"`
				Given   instant `db:"given_at"`
			}
			err := t.list(ctx, &rows, `SELECT subject, person, given_at FROM receipts
				WHERE subject IN (VALUES `+places+`) ORDER BY given_at, person`, args...)
			for _, r := range rows {
				of[r.Subject] = append(of[r.Subject], Receipt{r.Subject, r.Person, r.Given.Time})
			}
			return err
		})
	return of, wrap(err, "receipts")
}

// Receipts returns all receipts for a subject, oldest first.
func (t *Tx) Receipts(ctx context.Context, subject string) ([]Receipt, error) {
	var rows []struct {
		Person string  `db:"person"`
		Given  instant `db:"given_at"`
	}
	err := t.list(ctx, &rows, `SELECT person, given_at FROM receipts
		WHERE subject = ? ORDER BY given_at, person`, subject)
	if err != nil {
		return nil, fmt.Errorf("receipts for %s: %w", subject, err)
	}
	out := make([]Receipt, len(rows))
	for i, r := range rows {
		out[i] = Receipt{subject, r.Person, r.Given.Time}
	}
	return out, nil
}
