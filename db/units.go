package db

import (
	"context"
	"encoding/json"
	"fmt"

	"steward/rules"
)

type unitRow struct {
	Code         string `db:"code"`
	Name         string `db:"name"`
	Aliases      string `db:"aliases"`
	Kind         string `db:"kind"`
	Label        string `db:"label"`
	Coordinating bool   `db:"coordinating"`
}

const unitColumns = `code, name, aliases, kind, label, coordinating`

func (r unitRow) unit() (rules.Unit, error) {
	u := rules.Unit{Code: r.Code, Name: r.Name, Kind: rules.UnitKind(r.Kind), Label: r.Label, Coordinating: r.Coordinating}
	if err := json.Unmarshal([]byte(r.Aliases), &u.Aliases); err != nil {
		return rules.Unit{}, fmt.Errorf("aliases of unit %s: %w", r.Code, err)
	}
	return u, nil
}

// PutUnits adds units, or changes those that are there. Their place in the
// inventory is their place in the list.
func (t *Tx) PutUnits(ctx context.Context, units []rules.Unit) error {
	upsert := batch[place[rules.Unit]]{
		head:    `INSERT INTO units (` + unitColumns + `, position) VALUES`,
		columns: 7,
		tail: `ON CONFLICT (code) DO UPDATE SET name = excluded.name, aliases = excluded.aliases,
			kind = excluded.kind, label = excluded.label, coordinating = excluded.coordinating,
			position = excluded.position`,
		values: unitValues,
	}
	err := upsert.insert(ctx, t, numbered(units))
	if err == nil {
		err = t.written(ctx, unitRegister)
	}
	return wrap(err, "put units")
}

// unitRegister names the units among the registers.
const unitRegister = "units"

// written counts that a register was written.
func (t *Tx) written(ctx context.Context, register string) error {
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
	return []any{u.Code, u.Name, string(aliases), string(u.Kind), u.Label, u.Coordinating, n.at}, err
}

// Unit returns the unit with the code; false when there is none.
func (t *Tx) Unit(ctx context.Context, code string) (rules.Unit, bool, error) {
	var r unitRow
	ok, err := t.get(ctx, &r, `SELECT `+unitColumns+` FROM units WHERE code = ?`, code)
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
	if err := t.list(ctx, &rows, `SELECT `+unitColumns+` FROM units ORDER BY position, code`); err != nil {
		return nil, fmt.Errorf("units: %w", err)
	}
	return mapped(rows, unitRow.unit)
}

// A place is a row with its number in the list that it came in.
type place[T any] struct {
	at  int
	row T
}

func numbered[T any](rows []T) []place[T] {
	out := make([]place[T], len(rows))
	for i, r := range rows {
		out[i] = place[T]{i, r}
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
