package db

import (
	"context"
	"errors"
	"fmt"

	"steward/rules"
)

type personRow struct {
	ID       string `db:"id"`
	Name     []byte `db:"name"`
	Unit     string `db:"unit"`
	Language string `db:"language"`
	KeyID    string `db:"key_id"` // of their living data key; "" when they have none
	Wrapped  []byte `db:"wrapped"`
}

type roleRow struct {
	Person string `db:"person"`
	Role   string `db:"role"`
}

const personSelect = `SELECT id, name, COALESCE(unit, '') AS unit, language,
	COALESCE(key_id, '') AS key_id, wrapped FROM people
	LEFT JOIN data_keys ON owner = 'person/' || id AND wrapped IS NOT NULL `

func personPlace(id string) string { return "people/" + id + "/name" }

// PutPeople adds people to the roster, or changes those that are on it, with
// their roles in order. Their units must be there already. Somebody without a
// role has left: they are taken off the roster, and their name with them; the term
// of their data key begins to run. It returns [ErrTwice], and changes nothing, when the list has an id twice.
func (t *Tx) PutPeople(ctx context.Context, people []rules.Person) error {
	ids := map[string]bool{}
	var on, off []rules.Person
	for _, p := range people {
		if ids[p.ID] {
			return fmt.Errorf("put people: %s: %w", p.ID, ErrTwice)
		}
		ids[p.ID] = true
		if len(p.Roles) == 0 {
			off = append(off, p)
		} else {
			on = append(on, p)
		}
	}
	err := t.dropPeople(ctx, off)
	if err == nil {
		err = t.upsertPeople(ctx, on)
	}
	if err == nil {
		err = t.putRoles(ctx, on)
	}
	return wrap(err, "put people")
}

// dropPeople takes people off the roster, with their roles. What they did stays.
func (t *Tx) dropPeople(ctx context.Context, people []rules.Person) error {
	owners, _ := mapped(people, func(p rules.Person) (string, error) { return ownerPerson + p.ID, nil })
	if err := t.release(ctx, owners, t.now); err != nil {
		return err
	}
	ids, _ := mapped(people, func(p rules.Person) (string, error) { return p.ID, nil })
	if err := t.dropAwaited(ctx, `person`, ids); err != nil {
		return err
	}
	return chunks(people, 1, func(p rules.Person) ([]any, error) { return []any{p.ID}, nil },
		func(places string, args []any) error {
			_, err := t.exec(ctx, `DELETE FROM people WHERE id IN (VALUES `+places+`)`, args...)
			return err
		})
}

func (t *Tx) upsertPeople(ctx context.Context, people []rules.Person) error {
	var owners []string
	for _, p := range people {
		if p.Name != "" {
			owners = append(owners, ownerPerson+p.ID)
		}
	}
	keys, err := t.keysFor(ctx, owners...)
	if err != nil {
		return err
	}
	upsert := batch[rules.Person]{
		head:    `INSERT INTO people (id, name, unit, language) VALUES`,
		columns: 4,
		tail: `ON CONFLICT (id) DO UPDATE SET name = excluded.name, unit = excluded.unit,
			language = excluded.language`,
		values: func(p rules.Person) ([]any, error) {
			name, err := keys[ownerPerson+p.ID].seal(t.db.random, personPlace(p.ID), []byte(p.Name))
			return []any{p.ID, name, null(p.Unit), p.Language}, err
		},
	}
	return upsert.insert(ctx, t, people)
}

// PutPerson adds one person to the roster, or changes them, as [Tx.PutPeople]
// does.
func (t *Tx) PutPerson(ctx context.Context, p rules.Person) error {
	return t.PutPeople(ctx, []rules.Person{p})
}

func (t *Tx) putRoles(ctx context.Context, people []rules.Person) error {
	err := chunks(people, 1, func(p rules.Person) ([]any, error) { return []any{p.ID}, nil },
		func(places string, args []any) error {
			_, err := t.exec(ctx, `DELETE FROM roles WHERE person IN (VALUES `+places+`)`, args...)
			return err
		})
	if err != nil {
		return err
	}
	var rows []place[roleRow]
	for _, p := range people {
		for i, r := range p.Roles {
			rows = append(rows, place[roleRow]{i, roleRow{p.ID, string(r)}})
		}
	}
	add := batch[place[roleRow]]{
		head:    `INSERT INTO roles (person, role, position) VALUES`,
		columns: 3,
		values: func(n place[roleRow]) ([]any, error) {
			return []any{n.row.Person, n.row.Role, n.at}, nil
		},
	}
	return add.insert(ctx, t, rows)
}

// SetLanguage sets the language a person is spoken to in: "zh-CN", "en", or ""
// for the default. It returns [ErrNotFound] for somebody not on the roster.
func (t *Tx) SetLanguage(ctx context.Context, id, language string) error {
	n, err := t.exec(ctx, `UPDATE people SET language = ? WHERE id = ?`, language, id)
	if err == nil && n == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("set language of %s: %w", id, err)
	}
	return nil
}

// Person returns somebody by their Slack user id. For one who is not on the
// roster it returns a person with that id, without a role, and false: they too
// get an answer. A name that can't be opened is left empty, here and in the lists.
func (t *Tx) Person(ctx context.Context, id string) (rules.Person, bool, error) {
	people, err := t.people(ctx, `WHERE id = ?`, id)
	if err != nil {
		return rules.Person{}, false, fmt.Errorf("person %s: %w", id, err)
	}
	if len(people) == 0 {
		return rules.Person{ID: id}, false, nil
	}
	return people[0], true, nil
}

// Roster returns everybody on the roster, by id.
func (t *Tx) Roster(ctx context.Context) ([]rules.Person, error) {
	people, err := t.people(ctx, ``)
	if err != nil {
		return nil, fmt.Errorf("roster: %w", err)
	}
	return people, nil
}

// People returns those who have a role in a unit, by id; for a unit that was
// merged those of the body that answers for it now, for unit "" the city's own
// people with the role.
func (t *Tx) People(ctx context.Context, unit string, role rules.Role) ([]rules.Person, error) {
	unit, err := t.Answering(ctx, unit)
	if err != nil {
		return nil, fmt.Errorf("unit %q: %w", unit, err)
	}
	where, args := `WHERE unit = ?`, []any{unit, string(role)} // by the index
	if unit == "" {
		where, args = `WHERE unit IS NULL`, args[1:]
	}
	people, err := t.people(ctx, where+`
		AND EXISTS (SELECT 1 FROM roles WHERE roles.person = people.id AND roles.role = ?)`, args...)
	if err != nil {
		return nil, fmt.Errorf("people of unit %q with role %s: %w", unit, role, err)
	}
	return people, nil
}

// people returns people with those whom they stand in for today.
func (t *Tx) people(ctx context.Context, where string, args ...any) ([]rules.Person, error) {
	people, err := t.holders(ctx, where, args...)
	if err == nil {
		err = t.stands(ctx, people)
	}
	return people, err
}

// holders returns people with the roles that are their own.
func (t *Tx) holders(ctx context.Context, where string, args ...any) ([]rules.Person, error) {
	var rows []personRow
	var roles []roleRow
	err := errors.Join(
		t.list(ctx, &rows, personSelect+where+` ORDER BY id`, args...),
		t.list(ctx, &roles, `SELECT person, role FROM roles
			WHERE person IN (SELECT id FROM people `+where+`) ORDER BY person, position`, args...),
	)
	if err != nil {
		return nil, err
	}
	of := map[string][]rules.Role{}
	for _, r := range roles {
		of[r.Person] = append(of[r.Person], rules.Role(r.Role))
	}
	people, err := mapped(rows, func(r personRow) (rules.Person, error) {
		return rules.Person{ID: r.ID, Name: t.name(ctx, r), Unit: r.Unit, Roles: of[r.ID], Language: r.Language}, nil
	})
	if err == nil && len(people) > 0 {
		err = t.also(ctx, people, where, args)
	}
	return people, err
}

// name is a person's name, or none when it was erased or can't be opened. Who
// someone is stands in the id, what they may do in their roles: for want of a name
// alone neither they nor all others of a list are to go without what they are due.
func (t *Tx) name(ctx context.Context, r personRow) string {
	if len(r.Name) == 0 || r.KeyID == "" {
		return ""
	}
	k, err := t.db.safe.unwrap(r.KeyID, ownerPerson+r.ID, r.Wrapped)
	var name []byte
	if err == nil {
		name, err = k.open(personPlace(r.ID), r.Name)
	}
	if err != nil {
		t.db.log.WarnContext(ctx, "a name can't be opened; the person goes without", "err", err)
	}
	return string(name)
}
