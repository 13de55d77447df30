package db

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// SetTimer sets the instant, in domain time, at which something is to be looked
// at again, such as the next brief; one of that name is moved. It never moves a
// legal date.
func (t *Tx) SetTimer(ctx context.Context, name string, due time.Time) error {
	_, err := t.exec(ctx, `INSERT INTO timers (name, due_at) VALUES (?, ?)
		ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at`, name, at(due))
	if err != nil {
		return fmt.Errorf("set timer %s: %w", name, err)
	}
	return nil
}

// DropTimer takes a timer away, if it is there.
func (t *Tx) DropTimer(ctx context.Context, name string) error {
	if _, err := t.exec(ctx, `DELETE FROM timers WHERE name = ?`, name); err != nil {
		return fmt.Errorf("drop timer %s: %w", name, err)
	}
	return nil
}

// Timer returns when a timer is due; false when it is not set.
func (t *Tx) Timer(ctx context.Context, name string) (time.Time, bool, error) {
	var due instant
	ok, err := t.get(ctx, &due, `SELECT due_at FROM timers WHERE name = ?`, name)
	if err != nil {
		return time.Time{}, false, fmt.Errorf("timer %s: %w", name, err)
	}
	return due.Time, ok, nil
}

// dueTimers returns what follows the prefix in the names of the timers that are due,
// the earliest first. The prefix holds no pattern of LIKE.
func (t *Tx) dueTimers(ctx context.Context, prefix string) ([]string, error) {
	var names []string
	const due = `SELECT name FROM timers WHERE due_at <= ? AND name LIKE ? ORDER BY due_at, name`
	if err := t.list(ctx, &names, due, at(t.now), prefix+"%"); err != nil {
		return nil, fmt.Errorf("timers %s that are due: %w", prefix, err)
	}
	for i, n := range names {
		names[i] = strings.TrimPrefix(n, prefix)
	}
	return names, nil
}

// NextDue returns the earliest instant, also one that has passed, at which a
// step of an obligation or a timer is due; false when nothing ever is.
func (t *Tx) NextDue(ctx context.Context) (time.Time, bool, error) {
	var next instant
	const earliest = `SELECT due FROM (
		SELECT MIN(next_at) AS due FROM obligations WHERE next_at IS NOT NULL
		UNION ALL SELECT MIN(due_at) FROM timers) AS all_due
		WHERE due IS NOT NULL ORDER BY due LIMIT 1`
	ok, err := t.get(ctx, &next, earliest)
	if err != nil {
		return time.Time{}, false, fmt.Errorf("next due instant: %w", err)
	}
	return next.Time, ok, nil
}
