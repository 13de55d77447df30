package db

import (
	"context"
	"fmt"
	"strings"

	"steward/rules"
)

type obligationRow struct {
	Kind    string  `db:"kind"`
	Unit    string  `db:"unit"`
	Due     day     `db:"due"`
	Article string  `db:"article"`
	Known   instant `db:"known_at"`
}

const obligationColumns = `kind, unit, due, article, known_at`

func (r obligationRow) obligation() (rules.Obligation, error) {
	return rules.Obligation{
		Kind: rules.ObligationKind(r.Kind), Unit: r.Unit, Due: r.Due.Date, Article: r.Article, Known: r.Known.Time,
	}, nil
}

// PutObligations adds obligations, without a next step. Of one that is there,
// date and article are changed, as when a calendar is amended; since when it is
// known, its next step and what was examined stay.
func (t *Tx) PutObligations(ctx context.Context, obligations []rules.Obligation) error {
	return t.PlanObligations(ctx, obligations, make([]rules.Step, len(obligations)))
}

// PlanObligations is [Tx.PutObligations] with the first step of each; the zero
// step is none.
func (t *Tx) PlanObligations(ctx context.Context, obligations []rules.Obligation, first []rules.Step) error {
	upsert := batch[place[rules.Obligation]]{
		head:    `INSERT INTO obligations (` + obligationColumns + `, examined, next_step, next_at) VALUES`,
		columns: 8,
		tail:    `ON CONFLICT (kind, unit) DO UPDATE SET due = excluded.due, article = excluded.article`,
		values: func(n place[rules.Obligation]) ([]any, error) {
			o, step := n.row, first[n.at]
			return []any{string(o.Kind), o.Unit, day{o.Due}, o.Article, at(o.Known), "", step.Name, at(step.At)}, nil
		},
	}
	err := upsert.insert(ctx, t, numbered(obligations))
	if err != nil {
		return fmt.Errorf("put obligations: %w", err)
	}
	return nil
}

// DropObligation takes away what a unit does not owe any more.
func (t *Tx) DropObligation(ctx context.Context, o rules.Obligation) error {
	_, err := t.exec(ctx, `DELETE FROM obligations WHERE kind = ? AND unit = ?`, string(o.Kind), o.Unit)
	if err != nil {
		return fmt.Errorf("drop obligation %s of unit %s: %w", o.Kind, o.Unit, err)
	}
	return nil
}

// Obligations returns all obligations, soonest first, each date's in the
// inventory's order.
func (t *Tx) Obligations(ctx context.Context) ([]rules.Obligation, error) {
	return t.obligations(ctx, `ORDER BY due, kind, (SELECT position FROM units WHERE code = unit), unit`)
}

// ObligationsOf returns a unit's obligations, soonest first.
func (t *Tx) ObligationsOf(ctx context.Context, unit string) ([]rules.Obligation, error) {
	return t.obligations(ctx, `WHERE unit = ? ORDER BY due, kind`, unit)
}

func (t *Tx) obligations(ctx context.Context, rest string, args ...any) ([]rules.Obligation, error) {
	var rows []obligationRow
	if err := t.list(ctx, &rows, `SELECT `+obligationColumns+` FROM obligations `+rest, args...); err != nil {
		return nil, fmt.Errorf("obligations: %w", err)
	}
	return mapped(rows, obligationRow.obligation)
}

// Examined returns the steps of an obligation that were looked at, in order,
// whether or not there was anybody to tell.
func (t *Tx) Examined(ctx context.Context, o rules.Obligation) ([]string, error) {
	var names string
	ok, err := t.get(ctx, &names, `SELECT examined FROM obligations WHERE kind = ? AND unit = ?`, string(o.Kind), o.Unit)
	if err != nil {
		return nil, fmt.Errorf("examined steps of %s of unit %s: %w", o.Kind, o.Unit, err)
	}
	if !ok || names == "" {
		return nil, nil
	}
	return strings.Split(strings.TrimSuffix(names, ","), ","), nil
}
