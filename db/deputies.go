package db

import (
	"context"
	"fmt"

	"steward/rules"
	"steward/rules/calendar"
)

type deputyRow struct {
	ID      string `db:"id"`
	Person  string `db:"person"`
	Deputy  string `db:"deputy"`
	From    day    `db:"from_day"`
	To      day    `db:"to_day"`
	NamedBy string `db:"named_by"`
}

const deputyColumns = `id, person, deputy, from_day, to_day, named_by`

func (r deputyRow) deputyship() (rules.Deputyship, error) {
	return rules.Deputyship{
		ID: r.ID, Person: r.Person, Deputy: r.Deputy, From: r.From.Date, To: r.To.Date, NamedBy: r.NamedBy,
	}, nil
}

// NewDeputy records who stands in for whom (AB角), and returns it with its id.
func (t *Tx) NewDeputy(ctx context.Context, s rules.Deputyship) (rules.Deputyship, error) {
	var err error
	if s.ID, err = t.db.code(idSize); err != nil {
		return s, err
	}
	_, err = t.exec(ctx, `INSERT INTO deputies (`+deputyColumns+`, named_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		s.ID, s.Person, s.Deputy, day{s.From}, day{s.To}, s.NamedBy, at(t.now))
	return s, wrap(err, "name %s deputy of %s", s.Deputy, s.Person)
}

// EndDeputy ends a deputyship before its time; one that has ended stays so.
func (t *Tx) EndDeputy(ctx context.Context, id string) error {
	_, err := t.exec(ctx, `UPDATE deputies SET ended_at = ? WHERE id = ? AND ended_at IS NULL`, at(t.now), id)
	return wrap(err, "end deputyship %s", id)
}

// Deputyship returns one by its id, also one that is over; false when there is
// none, or when it was ended.
func (t *Tx) Deputyship(ctx context.Context, id string) (rules.Deputyship, bool, error) {
	all, err := t.deputies(ctx, `id = ?`, id)
	if err != nil || len(all) == 0 {
		return rules.Deputyship{}, false, err
	}
	return all[0], true, nil
}

// Deputyships returns those that concern a person on either side and are not
// over today, by their first day.
func (t *Tx) Deputyships(ctx context.Context, person string) ([]rules.Deputyship, error) {
	return t.deputies(ctx, `to_day >= ? AND (person = ? OR deputy = ?)`, t.today(), person, person)
}

// standingIn returns the deputyships of today in which one of these stands in or
// is stood in for.
func (t *Tx) standingIn(ctx context.Context, side string, ids []string) (standing []rules.Deputyship, err error) {
	one := func(id string) ([]any, error) { return []any{id}, nil }
	err = chunks(ids, 1, one, func(places string, args []any) error {
		args = append(args, t.today(), t.today())
		some, err := t.deputies(ctx, side+` IN (VALUES `+places+`) AND from_day <= ? AND to_day >= ?`, args...)
		standing = append(standing, some...)
		return err
	})
	return standing, err
}

func (t *Tx) deputies(ctx context.Context, where string, args ...any) ([]rules.Deputyship, error) {
	var rows []deputyRow
	err := t.list(ctx, &rows, `SELECT `+deputyColumns+` FROM deputies
		WHERE ended_at IS NULL AND `+where+` ORDER BY from_day, id`, args...)
	if err != nil {
		return nil, fmt.Errorf("deputies: %w", err)
	}
	return mapped(rows, deputyRow.deputyship)
}

// today is the day of the transaction in Shanghai, by which deputies change.
func (t *Tx) today() day { return day{calendar.DateOf(t.now)} }

// stands adds to people whom they stand in for today, among their own unit's.
func (t *Tx) stands(ctx context.Context, people []rules.Person) error {
	standing, err := t.standingIn(ctx, `deputy`, idsOf(people))
	if err != nil || len(standing) == 0 {
		return err
	}
	away := make([]string, len(standing))
	for i, s := range standing {
		away[i] = s.Person
	}
	var principals []rules.Person
	one := func(id string) ([]any, error) { return []any{id}, nil }
	err = chunks(away, 1, one, func(places string, args []any) error {
		some, err := t.holders(ctx, `WHERE id IN (VALUES `+places+`)`, args...)
		principals = append(principals, some...)
		return err
	})
	if err != nil {
		return err
	}
	for _, s := range standing {
		for i := range people {
			if people[i].ID == s.Deputy {
				people[i].For = append(people[i].For, standsFor(s, people[i], principals)...)
			}
		}
	}
	return nil
}

func standsFor(s rules.Deputyship, deputy rules.Person, principals []rules.Person) (stands []rules.Stand) {
	for _, p := range principals {
		if p.ID == s.Person && p.Unit == deputy.Unit {
			stands = append(stands, rules.Stand{ID: p.ID, Roles: p.Roles})
		}
	}
	return stands
}

func idsOf(people []rules.Person) []string {
	ids := make([]string, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	return ids
}

// OnDuty returns those to whom it falls today what goes to a role in a unit: its
// holders, and in the place of those who are away their deputies.
func (t *Tx) OnDuty(ctx context.Context, unit string, role rules.Role) ([]rules.Person, error) {
	holders, err := t.People(ctx, unit, role)
	if err != nil {
		return nil, err
	}
	standing, err := t.standingIn(ctx, `person`, idsOf(holders))
	if err != nil || len(standing) == 0 {
		return holders, err
	}
	deputies := map[string]rules.Person{}
	for _, s := range standing {
		p, known, err := t.Person(ctx, s.Deputy)
		if err != nil {
			return nil, err
		}
		if known {
			deputies[s.Deputy] = p
		}
	}
	return rules.OnDuty(holders, standing, func(id string) (rules.Person, bool) {
		p, ok := deputies[id]
		return p, ok
	}), nil
}

// PutBehalf records that a person did something, such as "submission/4K2F", for
// somebody whom they stand in for.
func (t *Tx) PutBehalf(ctx context.Context, subject, person, behalf string) error {
	_, err := t.exec(ctx, `INSERT INTO behalf (subject, person, behalf, at) VALUES (?, ?, ?, ?)
		ON CONFLICT (subject, person) DO NOTHING`, subject, person, behalf, at(t.now))
	return wrap(err, "record on whose behalf %s was done", subject)
}

// Behalf returns for whom something was done; false when the person did it by
// their own right.
func (t *Tx) Behalf(ctx context.Context, subject string) (behalf string, ok bool, err error) {
	ok, err = t.get(ctx, &behalf, `SELECT behalf FROM behalf WHERE subject = ? ORDER BY at, person LIMIT 1`, subject)
	return behalf, ok, wrap(err, "on whose behalf %s was done", subject)
}

// deputyTimer names the timer of a deputyship's next change.
const deputyTimer = "deputy/"

// DeputyTimer is the name under which [Tx.SetTimer] plans what is said when a
// deputyship begins or ends.
func DeputyTimer(id string) string { return deputyTimer + id }

// DueDeputies returns the ids of the deputyships whose timer is due.
func (t *Tx) DueDeputies(ctx context.Context) ([]string, error) {
	return t.dueTimers(ctx, deputyTimer)
}

// HandBack gives back to somebody what their deputy has begun for the unit and
// may go on with no more, once the deputyship is over.
func (t *Tx) HandBack(ctx context.Context, s rules.Deputyship) error {
	deputy, known, err := t.Person(ctx, s.Deputy)
	if err != nil || !known || rules.MayFileAlone(deputy) {
		return err
	}
	begun, err := t.BegunSessions(ctx, deputy)
	if err != nil {
		return err
	}
	for _, row := range begun {
		if _, err := t.HandSession(ctx, row, s.Person); err != nil {
			return err
		}
	}
	return nil
}
