package db

import (
	"context"
	"fmt"
	"time"

	"steward/rules"
)

// A DueRow is an obligation whose next step has come.
type DueRow struct {
	rules.Obligation
	Step string // its name
	At   time.Time
}

// DueObligations returns the obligations whose next step has come by [Tx.Now],
// unit by unit: all of a unit's, so that they can be one message, and of as many
// units, those that wait longest first, as at most limit steps belong to. More
// than limit rows come only when one unit's last ones go over it. On PostgreSQL
// the rows are locked, and what another replica has locked is left out.
func (t *Tx) DueObligations(ctx context.Context, limit int) ([]DueRow, error) {
	const due = `SELECT kind, unit, due, article, known_at, next_step, next_at FROM obligations
		WHERE next_at <= ? AND unit IN (
			SELECT unit FROM obligations WHERE next_at <= ? ORDER BY next_at, unit LIMIT ?)
		ORDER BY unit, next_at, kind`
	var rows []struct {
		obligationRow
		Step string  `db:"next_step"`
		At   instant `db:"next_at"`
	}
	if err := t.list(ctx, &rows, due+t.skipLocked(), at(t.now), at(t.now), limit); err != nil {
		return nil, fmt.Errorf("due obligations: %w", err)
	}
	out := make([]DueRow, len(rows))
	for i, r := range rows {
		o, err := r.obligation()
		if err != nil {
			return nil, err
		}
		out[i] = DueRow{o, r.Step, r.At.Time}
	}
	return out, nil
}

// SetNext caches an obligation's next step; none when more is false. The step
// that stood there counts as examined, unless it is the same one moved.
func (t *Tx) SetNext(ctx context.Context, o rules.Obligation, next rules.Step, more bool) error {
	if !more {
		next = rules.Step{}
	}
	const set = `UPDATE obligations SET
		examined = CASE WHEN next_step IN ('', ?) THEN examined ELSE examined || next_step || ',' END,
		next_step = ?, next_at = ?
		WHERE kind = ? AND unit = ?`
	n, err := t.exec(ctx, set, next.Name, next.Name, at(next.At), string(o.Kind), o.Unit)
	if err == nil && n == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("set next step of %s of unit %s: %w", o.Kind, o.Unit, err)
	}
	return nil
}

// NextStep returns the cached next step of an obligation; false when none is
// left.
func (t *Tx) NextStep(ctx context.Context, o rules.Obligation) (rules.Step, bool, error) {
	var r struct {
		Name string  `db:"next_step"`
		At   instant `db:"next_at"`
	}
	const next = `SELECT next_step, next_at FROM obligations WHERE kind = ? AND unit = ? AND next_at IS NOT NULL`
	ok, err := t.get(ctx, &r, next, string(o.Kind), o.Unit)
	if err != nil {
		return rules.Step{}, false, fmt.Errorf("next step of %s of unit %s: %w", o.Kind, o.Unit, err)
	}
	return rules.Step{Name: r.Name, At: r.At.Time}, ok, nil
}

// skipLocked ends a query for rows to work on. SQLite has no such words and no
// need of them: its writer is alone.
func (t *Tx) skipLocked() string {
	if t.db.engine == postgresEngine {
		return ` FOR UPDATE SKIP LOCKED`
	}
	return ``
}
