package db

import (
	"context"
	"errors"

	"steward/rules"
)

// Rename notes in the trail that a unit got another name; the unit itself is
// written by [Tx.ImportUnits].
func (t *Tx) Rename(ctx context.Context, r rules.Renaming, by string) error {
	err := t.unitChanged(ctx, by, "renamed", []any{r.Unit, r.From, r.To, day{r.Since}})
	return wrap(err, "rename unit %s", r.Unit)
}

// Succeed lets a unit go up in its successor: the domains go over, the people as
// [rules.Following] says, and whoever answered to the unit answers to the
// successor. What the unit owed stays under its own code: see [rules.Owed]. It
// returns the people as they are now.
func (t *Tx) Succeed(ctx context.Context, m rules.Merger, by string) ([]rules.Person, error) {
	heir, err := t.Answering(ctx, m.Into) // which may have been merged since
	if err != nil {
		return nil, wrap(err, "heir of %s", m.Into)
	}
	people, err := t.people(ctx, `WHERE unit = ?`, m.Unit)
	if err != nil {
		return nil, wrap(err, "people of %s", m.Unit)
	}
	staff, err := t.people(ctx, `WHERE unit = ?`, heir)
	if err != nil {
		return nil, wrap(err, "people of %s", heir)
	}
	following := rules.Following(people, staff, heir)
	err = errors.Join(
		t.run(ctx, `UPDATE units SET successor = ? WHERE code = ?`, m.Into, m.Unit),
		t.run(ctx, `UPDATE units SET heir = ? WHERE code = ? OR heir = ?`, heir, m.Unit, m.Unit),
		t.run(ctx, `UPDATE domains SET unit = ? WHERE unit = ?`, heir, m.Unit),
		t.PutPeople(ctx, following),
		t.unitChanged(ctx, by, "merged", []any{m.Unit, m.Name, m.IntoName, day{m.On}}),
		t.written(ctx, unitRegister),
	)
	return following, wrap(err, "merge unit %s into %s", m.Unit, m.Into)
}

func (t *Tx) run(ctx context.Context, query string, args ...any) error {
	_, err := t.exec(ctx, query, args...)
	return err
}

// unitChanged writes one line of the trail: code, before, after, day.
func (t *Tx) unitChanged(ctx context.Context, by, change string, what []any) error {
	return t.run(ctx, `INSERT INTO unit_changes (unit, before, after, changed_on, change, recorded_by, recorded_at)
		VALUES (?, ?, ?, ?, ?, ?, ?)`, append(what, change, by, at(t.now))...)
}

// A UnitChange is one line of the trail of what happened to a unit.
type UnitChange struct {
	Unit    string  `db:"unit"`
	Change  string  `db:"change"` // "renamed" or "merged"
	Before  string  `db:"before"` // the name until then
	After   string  `db:"after"`  // the name since, or the successor's
	On      day     `db:"changed_on"`
	By      string  `db:"recorded_by"` // "" from the command line
	Written instant `db:"recorded_at"`
}

// UnitChanges returns the trail of one unit, oldest first.
func (t *Tx) UnitChanges(ctx context.Context, unit string) ([]UnitChange, error) {
	var rows []UnitChange
	err := t.list(ctx, &rows, `SELECT unit, change, before, after, changed_on, recorded_by, recorded_at
		FROM unit_changes WHERE unit = ? ORDER BY id`, unit)
	return rows, wrap(err, "changes of unit %s", unit)
}

type heirRow struct {
	Code string `db:"code"`
	Heir string `db:"heir"`
}

// also gives people the units that theirs answers for.
func (t *Tx) also(ctx context.Context, people []rules.Person, where string, args []any) error {
	var rows []heirRow
	err := t.list(ctx, &rows, `SELECT code, heir FROM units WHERE heir IN (SELECT unit FROM people `+where+`)
		ORDER BY position, code`, args...)
	if err != nil || len(rows) == 0 {
		return err
	}
	of := map[string][]string{}
	for _, r := range rows {
		of[r.Heir] = append(of[r.Heir], r.Code)
	}
	for i, p := range people {
		people[i].Also = of[p.Unit]
	}
	return nil
}

// Answering returns the code of the unit that answers for another today: its
// heir's when it was merged, else its own.
func (t *Tx) Answering(ctx context.Context, code string) (string, error) {
	var heir string
	_, err := t.get(ctx, &heir, `SELECT COALESCE(heir, code) FROM units WHERE code = ?`, code)
	if heir == "" {
		heir = code
	}
	return heir, err
}

// Predecessors returns the units that were merged into one, those before them
// too, in the inventory's order.
func (t *Tx) Predecessors(ctx context.Context, code string) ([]rules.Unit, error) {
	var rows []unitRow
	err := t.list(ctx, &rows, unitSelect+`WHERE heir = ? ORDER BY position, code`, code)
	if err != nil {
		return nil, wrap(err, "predecessors of %s", code)
	}
	return mapped(rows, unitRow.unit)
}
