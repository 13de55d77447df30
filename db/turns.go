package db

import (
	"context"
	"maps"
	"slices"
	"time"
)

// A named instant, of the machine's time.
type turnRow struct {
	Name string  `db:"name"`
	At   instant `db:"at"`
}

// ChangeTurns hands fn those of the names under which an instant is kept, and keeps
// what fn makes of them: it may set and delete names of the list. Instants are the
// machine's, in whole microseconds. Until the transaction ends nobody else changes
// any of that subject.
func (t *Tx) ChangeTurns(ctx context.Context, subject string, names []string, fn func(at map[string]time.Time)) error {
	if err := t.Lock(ctx, "turns/"+subject); err != nil {
		return wrap(err, "turns of %s", subject)
	}
	var rows []turnRow
	err := chunks(names, 1, func(name string) ([]any, error) { return []any{name}, nil },
		func(places string, args []any) error {
			return t.list(ctx, &rows, `SELECT name, at FROM turns WHERE name IN (VALUES `+places+`)`, args...)
		})
	if err != nil {
		return wrap(err, "turns of %s", subject)
	}
	before := map[string]time.Time{}
	for _, r := range rows {
		before[r.Name] = r.At.Time
	}
	after := maps.Clone(before)
	fn(after)
	return wrap(t.keepTurns(ctx, before, after), "turns of %s", subject)
}

// keepTurns writes what has changed.
func (t *Tx) keepTurns(ctx context.Context, before, after map[string]time.Time) error {
	var set []turnRow
	for _, name := range slices.Sorted(maps.Keys(after)) {
		if was, there := before[name]; !there || !was.Equal(utc(after[name])) {
			set = append(set, turnRow{name, at(after[name])})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if _, stays := after[name]; stays {
			continue
		}
		if _, err := t.exec(ctx, `DELETE FROM turns WHERE name = ?`, name); err != nil {
			return err
		}
	}
	return batch[turnRow]{
		head: `INSERT INTO turns (name, at) VALUES`, columns: 2,
		tail:   `ON CONFLICT (name) DO UPDATE SET at = excluded.at`,
		values: func(r turnRow) ([]any, error) { return []any{r.Name, r.At}, nil },
	}.insert(ctx, t, set)
}

// ForgetTurns forgets the instants that are longer past than so long.
func (t *Tx) ForgetTurns(ctx context.Context, past time.Duration) error {
	_, err := t.exec(ctx, `DELETE FROM turns WHERE name IN (SELECT name FROM turns WHERE at < ?`+t.skipLocked()+`)`,
		at(t.wall.Add(-past)))
	return wrap(err, "forget turns")
}
