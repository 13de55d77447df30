package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"steward/rules"
)

type unitRow struct {
	Code         string `db:"code"`
	Name         string `db:"name"`
	Aliases      string `db:"aliases"`
	Kind         string `db:"kind"`
	Label        string `db:"label"`
	Coordinating bool   `db:"coordinating"`
	Former       string `db:"former"`
	Successor    string `db:"successor"`
	Ended        day    `db:"ended_on"`
	Duties       string `db:"duties"`
	HeirName     string `db:"heir_name"`
}

const unitSelect = `SELECT code, name, aliases, kind, label, coordinating, former, COALESCE(successor, '') AS successor,
		ended_on, duties, COALESCE((SELECT h.name FROM units h WHERE h.code = units.heir), '') AS heir_name FROM units `

func (r unitRow) unit() (rules.Unit, error) {
	u := rules.Unit{
		Code: r.Code, Name: r.Name, Kind: rules.UnitKind(r.Kind), Label: r.Label, Coordinating: r.Coordinating,
		Successor: r.Successor, Ended: r.Ended.Date, SuccessorName: r.HeirName,
	}
	if r.Duties != "" {
		for d := range strings.SplitSeq(r.Duties, ",") {
			u.Duties = append(u.Duties, rules.ObligationKind(d))
		}
	}
	if err := json.Unmarshal([]byte(r.Aliases), &u.Aliases); err != nil {
		return rules.Unit{}, fmt.Errorf("aliases of unit %s: %w", r.Code, err)
	}
	if r.Former == noFormer {
		return u, nil
	}
	if err := json.Unmarshal([]byte(r.Former), &u.Former); err != nil {
		return rules.Unit{}, fmt.Errorf("former names of unit %s: %w", r.Code, err)
	}
	return u, nil
}

// noFormer is the JSON of no former names.
const noFormer = "[]"

// PutUnits adds units, or changes those that are there. Their place in the
// inventory is their place in the list.
func (t *Tx) PutUnits(ctx context.Context, units []rules.Unit) error {
	err := putUnits(changedUnit+", position = excluded.position").insert(ctx, t, numbered(units))
	return wrap(errors.Join(err, t.written(ctx)), "put units")
}

// ImportUnits writes what an import has found: new units come behind the others,
// changed ones keep their place. Who was merged is settled by [Tx.Succeed].
func (t *Tx) ImportUnits(ctx context.Context, d rules.Diff[rules.Unit]) error {
	if d.Size() == 0 {
		return nil
	}
	last, err := t.last(ctx, `SELECT COALESCE(MAX(position), -1) FROM units`)
	if err != nil {
		return wrap(err, "import units")
	}
	put := putUnits(changedUnit)
	err = put.insert(ctx, t, numberedFrom(last+1, slices.Concat(d.Added, d.Changed)))
	return wrap(errors.Join(err, t.written(ctx)), "import units")
}

const changedUnit = `ON CONFLICT (code) DO UPDATE SET name = excluded.name, aliases = excluded.aliases,
	kind = excluded.kind, label = excluded.label, coordinating = excluded.coordinating, former = excluded.former,
	ended_on = excluded.ended_on, duties = excluded.duties`

// putUnits leaves the successor out: it may stand further down in the list.
func putUnits(tail string) batch[place[rules.Unit]] {
	return batch[place[rules.Unit]]{
		head:    `INSERT INTO units (code, name, aliases, kind, label, coordinating, former, ended_on, duties, position) VALUES`,
		columns: 10, tail: tail, values: unitValues,
	}
}

func (t *Tx) last(ctx context.Context, query string) (n int, err error) {
	_, err = t.get(ctx, &n, query)
	return n, err
}

// The names of the registers.
const (
	unitRegister   = "units"
	domainRegister = "domains"
)

// written counts that the units were written.
func (t *Tx) written(ctx context.Context) error { return t.count(ctx, unitRegister) }

func (t *Tx) count(ctx context.Context, register string) error {
	_, err := t.exec(ctx, `INSERT INTO registers (name, version) VALUES (?, 1)
		ON CONFLICT (name) DO UPDATE SET version = registers.version + 1`, register)
	return err
}

// UnitsVersion counts how often units were put: as long as it stays, [Tx.Units]
// returns the same.
func (t *Tx) UnitsVersion(ctx context.Context) (version int64, err error) {
	_, err = t.get(ctx, &version, `SELECT version FROM registers WHERE name = ?`, unitRegister)
	return version, wrap(err, "version of the units")
}

func unitValues(n place[rules.Unit]) ([]any, error) {
	u := n.row
	aliases, err := json.Marshal(u.Aliases)
	former := []byte(noFormer)
	if err == nil && len(u.Former) > 0 {
		former, err = json.Marshal(u.Former)
	}
	duties := make([]string, len(u.Duties))
	for i, d := range u.Duties {
		duties[i] = string(d)
	}
	return []any{
		u.Code, u.Name, string(aliases), string(u.Kind), u.Label, u.Coordinating, string(former),
		day{u.Ended}, strings.Join(duties, ","), n.at,
	}, err
}

// Unit returns the unit with the code; false when there is none.
func (t *Tx) Unit(ctx context.Context, code string) (rules.Unit, bool, error) {
	var r unitRow
	ok, err := t.get(ctx, &r, unitSelect+`WHERE code = ?`, code)
	if err != nil {
		return rules.Unit{}, false, fmt.Errorf("unit %q: %w", code, err)
	}
	if !ok {
		return rules.Unit{}, false, nil
	}
	u, err := r.unit()
	return u, err == nil, err
}

// Units returns all units, in the inventory's order.
func (t *Tx) Units(ctx context.Context) ([]rules.Unit, error) {
	var rows []unitRow
	if err := t.list(ctx, &rows, unitSelect+`ORDER BY position, code`); err != nil {
		return nil, fmt.Errorf("units: %w", err)
	}
	return mapped(rows, unitRow.unit)
}

// A place is a row with its number in the list that it came in.
type place[T any] struct {
	at  int
	row T
}

func numbered[T any](rows []T) []place[T] { return numberedFrom(0, rows) }

func numberedFrom[T any](start int, rows []T) []place[T] {
	out := make([]place[T], len(rows))
	for i, r := range rows {
		out[i] = place[T]{start + i, r}
	}
	return out
}

// mapped turns rows into values; nil when there are none.
func mapped[R, T any](rows []R, one func(R) (T, error)) ([]T, error) {
	var out []T
	for _, r := range rows {
		v, err := one(r)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}
