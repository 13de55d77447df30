package db

import (
	"context"
	"fmt"

	"steward/rules"
)

// CheckIntakes records 「收件核对完毕」 for a date; who and for which date stand in c,
// when is now. The log only grows.
func (t *Tx) CheckIntakes(ctx context.Context, c rules.IntakeCheck) error {
	return t.putCheck(ctx, c, 1)
}

// UncheckIntakes takes it back.
func (t *Tx) UncheckIntakes(ctx context.Context, c rules.IntakeCheck) error {
	return t.putCheck(ctx, c, 0)
}

func (t *Tx) putCheck(ctx context.Context, c rules.IntakeCheck, checked int) error {
	const add = `INSERT INTO intake_checks (kind, due, checked, checked_by, checked_at) VALUES (?, ?, ?, ?, ?)`
	if _, err := t.exec(ctx, add, string(c.Kind), day{c.Due}, checked, c.By, at(t.now)); err != nil {
		return fmt.Errorf("check intakes of %s: %w", c.Kind, err)
	}
	return nil
}

// IntakeChecks returns for which dates the office has checked what came in, the
// earliest date first.
func (t *Tx) IntakeChecks(ctx context.Context) ([]rules.IntakeCheck, error) {
	var rows []struct {
		Kind string  `db:"kind"`
		Due  day     `db:"due"`
		By   string  `db:"checked_by"`
		At   instant `db:"checked_at"`
	}
	const last = `SELECT kind, due, checked_by, checked_at FROM intake_checks
		WHERE checked = 1 AND id IN (SELECT MAX(id) FROM intake_checks GROUP BY kind, due) ORDER BY due, kind`
	if err := t.list(ctx, &rows, last); err != nil {
		return nil, fmt.Errorf("intake checks: %w", err)
	}
	var checks []rules.IntakeCheck
	for _, r := range rows {
		checks = append(checks, rules.IntakeCheck{Kind: rules.ObligationKind(r.Kind), Due: r.Due.Date, By: r.By, At: r.At.Time})
	}
	return checks, nil
}

const checkTimer = "check/"

// CheckTimer is the name under which [Tx.SetTimer] plans what the office is told of a
// date that has passed.
func CheckTimer(kind rules.ObligationKind) string { return checkTimer + string(kind) }

// DueChecks returns the obligations whose timer of that name is due.
func (t *Tx) DueChecks(ctx context.Context) ([]rules.ObligationKind, error) {
	names, err := t.dueTimers(ctx, checkTimer)
	kinds := make([]rules.ObligationKind, len(names))
	for i, n := range names {
		kinds[i] = rules.ObligationKind(n)
	}
	return kinds, err
}
