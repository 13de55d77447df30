package db

import (
	"context"
	"fmt"
	"slices"
)

// OpenHome keeps that a person has opened their home.
func (t *Tx) OpenHome(ctx context.Context, person string) error {
	_, err := t.exec(ctx, `INSERT INTO homes (person, opened_at) VALUES (?, ?)
		ON CONFLICT (person) DO UPDATE SET opened_at = excluded.opened_at`, person, at(t.now))
	return wrap(err, "open home of %s", person)
}

// CloseHome forgets it: their home is not drawn again before they open it.
func (t *Tx) CloseHome(ctx context.Context, person string) error {
	_, err := t.exec(ctx, `DELETE FROM homes WHERE person = ?`, person)
	return wrap(err, "close home of %s", person)
}

// StaleHomes returns the people of these units, "" being the city's own, who have
// opened their home, without those for whom a message of a kind, by which it is
// drawn, waits in the outbox. What this transaction changes will be in those that
// wait, since their rows are held until the commit. The homes are held too, so
// that of two transactions one sees what the other puts. Sorted by person.
func (t *Tx) StaleHomes(ctx context.Context, kind string, units ...string) ([]string, error) {
	slices.Sort(units)
	var opened, waiting []string
	one := func(s string) ([]any, error) { return []any{s}, nil }
	err := chunks(slices.Compact(units), 1, one, func(places string, args []any) error {
		var some []string
		err := t.list(ctx, &some, `SELECT homes.person FROM homes JOIN people ON people.id = homes.person
			WHERE COALESCE(people.unit, '') IN (VALUES `+places+`) ORDER BY homes.person`+t.forUpdateOf(`homes`), args...)
		opened = append(opened, some...)
		return err
	})
	if err != nil || len(opened) == 0 {
		return nil, wrap(err, "opened homes")
	}
	slices.Sort(opened)
	address := func(p string) ([]any, error) { return []any{MessageRow{Person: p}.Address()}, nil }
	err = chunks(opened, 1, address, func(places string, args []any) error {
		var some []string
		err := t.list(ctx, &some, `SELECT person FROM outbox WHERE state = 'queued' AND address IN (VALUES `+places+`)
			AND kind = ?`+t.skipLocked(), append(args, kind)...)
		waiting = append(waiting, some...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("homes that wait to be drawn: %w", err)
	}
	return slices.DeleteFunc(opened, func(p string) bool { return slices.Contains(waiting, p) }), nil
}

// forUpdateOf ends a query for rows of a table that are to be held until the end.
func (t *Tx) forUpdateOf(table string) string {
	if t.db.engine == postgresEngine {
		return ` FOR UPDATE OF ` + table
	}
	return ``
}
