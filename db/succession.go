package db

import (
	"context"
	"errors"

	"steward/rules"
)

// Rename notes in the trail that a unit got another name; the unit itself is
// written by [Tx.ImportUnits].
func (t *Tx) Rename(ctx context.Context, r rules.Renaming, by string) error {
	a := rules.Adjustment{Unit: r.Unit, Change: "renamed", Before: r.From, After: r.To, On: r.Since, By: by}
	var err error
	if a.Moved.Trace, err = t.trace(ctx, r.Unit); err == nil {
		err = t.putAdjustment(ctx, a)
	}
	return wrap(err, "rename unit %s", r.Unit)
}

// Succeed lets a unit go up in its successor: the domains go over, the people as
// [rules.Following] says, what those had begun who go off the roster is kept for
// whoever goes on, and whoever answered to the unit answers to the successor. What
// the unit owed stays under its own code: see [rules.Owed]. It returns what it
// recorded, by which [Tx.TakeBack] undoes it.
func (t *Tx) Succeed(ctx context.Context, m rules.Merger, by string) (rules.Adjustment, error) {
	a := rules.Adjustment{
		Unit: m.Unit, Change: "merged", Before: m.Name, After: m.IntoName, Into: m.Into, On: m.On, By: by,
	}
	err := t.succeed(ctx, &a)
	return a, wrap(err, "merge unit %s into %s", m.Unit, m.Into)
}

func (t *Tx) succeed(ctx context.Context, a *rules.Adjustment) error {
	var err error
	if a.Moved, err = t.ToMove(ctx, a.Unit, a.Into); err != nil {
		return err
	}
	heir := a.Moved.Heir
	err = errors.Join(
		t.run(ctx, `UPDATE units SET successor = ? WHERE code = ?`, a.Into, a.Unit),
		t.run(ctx, `UPDATE units SET heir = ? WHERE code = ? OR heir = ?`, heir, a.Unit, a.Unit),
		t.run(ctx, `UPDATE domains SET unit = ? WHERE unit = ?`, heir, a.Unit),
		t.run(ctx, `UPDATE joins SET unit = ? WHERE unit = ? AND state IN ('draft', 'pending')`, heir, a.Unit),
		t.moveOver(ctx, a),
		t.written(ctx),
		t.count(ctx, domainRegister),
	)
	if err != nil {
		return err
	}
	kept, err := t.Settle(ctx)
	for i, m := range a.Moved.People {
		a.Moved.People[i].Forms = kept[m.ID]
	}
	if err == nil {
		a.Moved.Trace, err = t.trace(ctx, a.Unit)
	}
	if err != nil {
		return err
	}
	return t.putAdjustment(ctx, *a)
}

// ToMove returns what goes over with a unit that is merged into another.
func (t *Tx) ToMove(ctx context.Context, unit, into string) (m rules.Moved, err error) {
	if m.Heir, err = t.Answering(ctx, into); err != nil { // which may have been merged since
		return m, err
	}
	people, err := t.people(ctx, `WHERE unit = ?`, unit)
	staff, serr := t.people(ctx, `WHERE unit = ?`, m.Heir)
	domains, derr := t.DomainsOf(ctx, unit)
	if err = errors.Join(err, serr, derr); err != nil {
		return m, err
	}
	for i, p := range rules.Following(people, staff, m.Heir) {
		m.People = append(m.People, rules.MovedPerson{ID: p.ID, Language: p.Language, Before: people[i].Roles, After: p.Roles})
	}
	for _, d := range domains {
		m.Domains = append(m.Domains, d.Name)
	}
	if m.Trace, err = t.trace(ctx, unit); err != nil {
		return m, err
	}
	return m, t.list(ctx, &m.Heirs, `SELECT code FROM units WHERE heir = ? ORDER BY code`, unit)
}

// moveOver changes the people as it was worked out. Who goes off the roster has
// no home any more.
func (t *Tx) moveOver(ctx context.Context, a *rules.Adjustment) error {
	for _, m := range a.Moved.People {
		p, _, err := t.Person(ctx, m.ID)
		if err != nil {
			return err
		}
		p.Unit, p.Roles = a.Moved.Heir, m.After
		if len(m.After) == 0 {
			err = t.CloseHome(ctx, m.ID)
		}
		if err = errors.Join(err, t.ChangePerson(ctx, p, a.By)); err != nil {
			return err
		}
	}
	return nil
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
	Change  string  `db:"change"` // "renamed", "merged", or, taken back, "unrenamed", "unmerged"
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
