package db

import (
	"context"
	"fmt"
	"strings"
	"time"

	"steward/rules"
)

// A RosterChange is one line of the roster's log: who had which roles in which
// unit from then on, without a name.
type RosterChange struct {
	Person string
	Unit   string
	Roles  []rules.Role // none: they have left
	By     string       // a person's id, or how it became known
	At     time.Time    // set by [Tx.ChangePerson]
}

// ChangePerson puts somebody on the roster, changes them, or with no role takes
// them off it, and writes it down in the log, which only grows.
func (t *Tx) ChangePerson(ctx context.Context, p rules.Person, by string) error {
	if err := t.PutPerson(ctx, p); err != nil {
		return err
	}
	roles := make([]string, len(p.Roles))
	for i, r := range p.Roles {
		roles[i] = string(r)
	}
	_, err := t.exec(ctx, `INSERT INTO roster_log (person, unit, roles, changed_by, changed_at) VALUES (?, ?, ?, ?, ?)`,
		p.ID, p.Unit, strings.Join(roles, "|"), by, at(t.now))
	return wrap(err, "log the change of %s", p.ID)
}

// RosterLog returns what became of a person on the roster, oldest first.
func (t *Tx) RosterLog(ctx context.Context, person string) ([]RosterChange, error) {
	var rows []struct {
		Unit  string  `db:"unit"`
		Roles string  `db:"roles"`
		By    string  `db:"changed_by"`
		At    instant `db:"changed_at"`
	}
	err := t.list(ctx, &rows, `SELECT unit, roles, changed_by, changed_at FROM roster_log WHERE person = ? ORDER BY id`, person)
	if err != nil {
		return nil, fmt.Errorf("roster log of %s: %w", person, err)
	}
	log := make([]RosterChange, len(rows))
	for i, r := range rows {
		log[i] = RosterChange{Person: person, Unit: r.Unit, By: r.By, At: r.At.Time}
		for name := range strings.SplitSeq(r.Roles, "|") {
			if name != "" {
				log[i].Roles = append(log[i].Roles, rules.Role(name))
			}
		}
	}
	return log, nil
}

// PeopleOf returns everybody of a unit, by id; for "" the city's own people.
func (t *Tx) PeopleOf(ctx context.Context, unit string) ([]rules.Person, error) {
	people, err := t.people(ctx, `WHERE COALESCE(unit, '') = ?`, unit)
	return people, wrap(err, "people of unit %q", unit)
}

// UnitsWithout returns the units in which nobody has any of these roles, in the
// inventory's order, without those that were merged: others answer for them.
func (t *Tx) UnitsWithout(ctx context.Context, roles ...rules.Role) ([]rules.Unit, error) {
	names := make([]any, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	var rows []unitRow
	err := t.list(ctx, &rows, unitSelect+`WHERE successor IS NULL AND NOT EXISTS (
		SELECT 1 FROM people JOIN roles ON roles.person = people.id
		WHERE people.unit = units.code AND roles.role IN (VALUES `+tuples(len(roles), 1)+`)) ORDER BY position, code`, names...)
	if err != nil {
		return nil, fmt.Errorf("units without people: %w", err)
	}
	return mapped(rows, unitRow.unit)
}

// orphan is the place of the fillings of a unit that nobody goes on with.
func orphan(unit string) string { return "unit/" + unit }

// BegunSessions returns what a person has begun for the units that they act for,
// see [rules.Person.ActsFor], the latest first.
func (t *Tx) BegunSessions(ctx context.Context, p rules.Person) ([]SessionRow, error) {
	units := []any{p.ID, p.Unit}
	for _, u := range p.Also {
		units = append(units, u)
	}
	return t.sessionsOf(ctx, `SELECT id FROM form_sessions WHERE person = ? AND unit IN (VALUES `+tuples(len(units)-1, 1)+`)
		AND state IN ('open', 'saved') ORDER BY touched DESC`, units...)
}

// OrphanSession returns what a person who has left had begun for the unit; false
// when there is none of that form.
func (t *Tx) OrphanSession(ctx context.Context, unit, formID string) (SessionRow, bool, error) {
	return t.OpenSession(ctx, orphan(unit), formID)
}

// HandSession gives a begun filling, put aside, to another person; to "" until
// somebody of the unit goes on with it. Where they have begun that form
// themselves it is cancelled instead, and false comes back.
func (t *Tx) HandSession(ctx context.Context, s SessionRow, to string) (bool, error) {
	if to == "" {
		to = orphan(s.Unit)
	}
	_, begun, err := t.OpenSession(ctx, to, s.Session.Form)
	if err != nil {
		return false, err
	}
	state := SessionSaved
	if begun {
		to, state = s.Person, SessionCancelled
	}
	n, err := t.exec(ctx, `UPDATE form_sessions SET person = ?, state = ?, changed_at = ?, revision = revision + 1,
		touched = COALESCE((SELECT MAX(f.touched) FROM form_sessions AS f WHERE f.person = ?), 0) + 1
		WHERE id = ? AND revision = ?`, to, state, at(t.now), to, s.ID, s.Revision)
	if err == nil && n == 0 {
		err = ErrStale
	}
	return !begun, wrap(err, "hand form session %s on", s.ID)
}
