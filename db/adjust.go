package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"steward/rules"
)

type adjustmentRow struct {
	ID       int64   `db:"id"`
	Unit     string  `db:"unit"`
	Change   string  `db:"change"`
	Before   string  `db:"before"`
	After    string  `db:"after"`
	Into     string  `db:"successor"`
	On       day     `db:"changed_on"`
	Moved    string  `db:"moved"`
	By       string  `db:"recorded_by"`
	At       instant `db:"recorded_at"`
	UndoneBy string  `db:"undone_by"`
	Undone   instant `db:"undone_at"`
}

func (r adjustmentRow) adjustment() (rules.Adjustment, error) {
	a := rules.Adjustment{
		ID: r.ID, Unit: r.Unit, Change: r.Change, Before: r.Before, After: r.After, Into: r.Into, On: r.On.Date,
		By: r.By, At: r.At.Time, UndoneBy: r.UndoneBy, Undone: r.Undone.Time,
	}
	err := json.Unmarshal([]byte(r.Moved), &a.Moved)
	return a, wrap(err, "what adjustment %d moved", r.ID)
}

// putAdjustment keeps what was recorded of a unit, and writes its line of the trail.
func (t *Tx) putAdjustment(ctx context.Context, a rules.Adjustment) error {
	moved, err := json.Marshal(a.Moved)
	if err != nil {
		return err
	}
	return errors.Join(
		t.run(ctx, `INSERT INTO adjustments
			(unit, change, before, after, successor, changed_on, moved, recorded_by, recorded_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			a.Unit, a.Change, a.Before, a.After, a.Into, day{a.On}, string(moved), a.By, at(t.now)),
		t.unitChanged(ctx, a.By, a.Change, []any{a.Unit, a.Before, a.After, day{a.On}}),
	)
}

// Adjustment returns the last change of a unit that was recorded; false when there
// is none.
func (t *Tx) Adjustment(ctx context.Context, unit string) (rules.Adjustment, bool, error) {
	var r adjustmentRow
	ok, err := t.get(ctx, &r, `SELECT id, unit, change, before, after, successor, changed_on, moved, recorded_by,
		recorded_at, undone_by, undone_at FROM adjustments WHERE unit = ? ORDER BY id DESC LIMIT 1`, unit)
	if err != nil || !ok {
		return rules.Adjustment{}, false, wrap(err, "adjustment of %s", unit)
	}
	a, err := r.adjustment()
	return a, err == nil, err
}

// Present loads how things stand now that a change would be taken back.
func (t *Tx) Present(ctx context.Context, a rules.Adjustment) (s rules.Present, err error) {
	s.People = map[string]rules.Person{}
	if s.Unit, _, err = t.Unit(ctx, a.Unit); err != nil {
		return s, err
	}
	if s.Heir, err = t.Answering(ctx, a.Unit); err != nil {
		return s, err
	}
	domains, err := t.DomainsOf(ctx, s.Heir)
	for _, d := range domains {
		s.Domains = append(s.Domains, d.Name)
	}
	for _, m := range a.Moved.People {
		p, on, perr := t.Person(ctx, m.ID)
		if err = errors.Join(err, perr); on {
			s.People[m.ID] = p
		}
	}
	if err == nil {
		s.Trace, err = t.trace(ctx, a.Unit)
	}
	return s, err
}

// trace counts what was done under a unit's name.
func (t *Tx) trace(ctx context.Context, unit string) (tr rules.Trace, err error) {
	counts := []struct {
		into  *int
		table string
	}{{&tr.Booked, "intake_log"}, {&tr.Submitted, "submissions"}, {&tr.Consents, "consents"}}
	for _, c := range counts {
		if _, err := t.get(ctx, c.into, `SELECT COUNT(*) FROM `+c.table+` WHERE unit = ?`, unit); err != nil {
			return tr, wrap(err, "trace of %s in %s", unit, c.table)
		}
	}
	var begun []struct {
		ID       string `db:"id"`
		Revision int    `db:"revision"`
	}
	err = t.list(ctx, &begun, `SELECT id, revision FROM form_sessions WHERE unit = ? AND state IN ('open', 'saved')`, unit)
	for _, b := range begun {
		if tr.Forms == nil {
			tr.Forms = map[string]int{}
		}
		tr.Forms[b.ID] = b.Revision
	}
	return tr, wrap(err, "trace of %s", unit)
}

// TakeBack undoes a change, which [rules.Adjustment.Kept] must have allowed: the
// unit is what it was, and of a merger its domains, people and begun forms are its
// own again. Names of people who had gone off the roster are not known any more.
func (t *Tx) TakeBack(ctx context.Context, a rules.Adjustment, by string) error {
	u, ok, err := t.Unit(ctx, a.Unit)
	if err != nil || !ok {
		return wrap(errors.Join(err, ErrNotFound), "unit %s", a.Unit)
	}
	put := putUnits(changedUnit)
	err = put.insert(ctx, t, numbered([]rules.Unit{a.Returned(u)}))
	if err == nil && a.Change == "merged" {
		err = t.separate(ctx, a)
	}
	if err == nil {
		_, err = t.Settle(ctx)
	}
	n, nerr := t.exec(ctx, `UPDATE adjustments SET undone_by = ?, undone_at = ? WHERE id = ? AND undone_at IS NULL`,
		by, at(t.now), a.ID)
	if err = errors.Join(err, nerr); err == nil && n == 0 {
		err = ErrStale
	}
	if err == nil {
		err = errors.Join(t.unitChanged(ctx, by, "un"+a.Change, []any{a.Unit, a.After, a.Before, day{a.On}}),
			t.written(ctx))
	}
	return wrap(err, "take back what was recorded of %s", a.Unit)
}

func (t *Tx) separate(ctx context.Context, a rules.Adjustment) error {
	err := t.run(ctx, `UPDATE units SET successor = NULL, heir = NULL WHERE code = ?`, a.Unit)
	for _, code := range a.Moved.Heirs {
		err = errors.Join(err, t.run(ctx, `UPDATE units SET heir = ? WHERE code = ?`, a.Unit, code))
	}
	err = errors.Join(err, t.count(ctx, domainRegister))
	for _, name := range a.Moved.Domains {
		err = errors.Join(err, t.run(ctx, `UPDATE domains SET unit = ? WHERE name = ?`, a.Unit, name))
	}
	for _, m := range a.Moved.People {
		if err != nil {
			return err
		}
		err = t.moveBack(ctx, a, m)
	}
	return err
}

func (t *Tx) moveBack(ctx context.Context, a rules.Adjustment, m rules.MovedPerson) error {
	p, on, err := t.Person(ctx, m.ID)
	if err != nil {
		return err
	}
	if !on {
		p = rules.Person{ID: m.ID, Language: m.Language}
	}
	p.Unit, p.Roles = a.Unit, m.Before
	if err := t.ChangePerson(ctx, p, a.By); err != nil {
		return err
	}
	for _, id := range m.Forms {
		row, ok, err := t.Session(ctx, id)
		if err == nil && ok && row.Person == orphan(row.Unit) {
			_, err = t.HandSession(ctx, row, m.ID)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Settle makes good what changes of the roster leave behind: deputyships of two who
// are of one unit no more have ended, and what is begun is kept, see [Tx.Strand].
func (t *Tx) Settle(ctx context.Context) (map[string][]string, error) {
	err := t.run(ctx, `UPDATE deputies SET ended_at = ? WHERE ended_at IS NULL AND to_day >= ? AND NOT EXISTS (
		SELECT 1 FROM people a JOIN people d ON COALESCE(a.unit, '') = COALESCE(d.unit, '')
		WHERE a.id = deputies.person AND d.id = deputies.deputy)`, at(t.now), t.today())
	if err != nil {
		return nil, wrap(err, "end deputyships")
	}
	return t.Strand(ctx)
}

// Strand keeps for the units' next what those have begun who may not go on with
// it: they have left, belong elsewhere, or have lost their part. It returns the
// ids of what it kept, by person. Nothing that is open waits for nobody.
func (t *Tx) Strand(ctx context.Context) (map[string][]string, error) {
	var begun []struct {
		ID     string `db:"id"`
		Person string `db:"person"`
		Unit   string `db:"unit"`
	}
	err := t.list(ctx, &begun, `SELECT id, person, unit FROM form_sessions
		WHERE state IN ('open', 'saved') AND person NOT LIKE 'unit/%' ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("what is begun: %w", err)
	}
	known, kept := map[string]rules.Person{}, map[string][]string{}
	for _, b := range begun {
		p, have := known[b.Person]
		if !have {
			if p, _, err = t.Person(ctx, b.Person); err != nil {
				return nil, err
			}
			known[b.Person] = p
		}
		if rules.May(p, rules.FileForm, b.Unit).OK {
			continue
		}
		row, _, err := t.Session(ctx, b.ID)
		if err == nil {
			_, err = t.HandSession(ctx, row, "")
		}
		if err != nil {
			return nil, err
		}
		kept[b.Person] = append(kept[b.Person], b.ID)
	}
	return kept, nil
}
