package db

import (
	"context"
	"fmt"
	"time"

	"steward/rules"
	"steward/rules/calendar"
)

// A Booking is one entry of the office's: material of a unit came in by a medium
// (结尾), or, with On zero, an earlier entry is taken back.
type Booking struct {
	Unit   string
	Kind   rules.ObligationKind
	Medium rules.Medium
	On     calendar.Date // the true day of receipt
	By     string        // person's id
	At     time.Time     // when it was entered; set by [Tx.BookIntake]
}

// BookIntake enters a booking, and writes it down in the log, which only grows.
func (t *Tx) BookIntake(ctx context.Context, b Booking) error {
	var err error
	if b.On.IsZero() {
		_, err = t.exec(ctx, `DELETE FROM intakes WHERE kind = ? AND unit = ? AND medium = ?`,
			string(b.Kind), b.Unit, string(b.Medium))
	} else {
		_, err = t.exec(ctx, `INSERT INTO intakes (kind, unit, medium, received_on) VALUES (?, ?, ?, ?)
			ON CONFLICT (kind, unit, medium) DO UPDATE SET received_on = excluded.received_on`,
			string(b.Kind), b.Unit, string(b.Medium), day{b.On})
	}
	if err == nil {
		_, err = t.exec(ctx, `INSERT INTO intake_log (kind, unit, medium, received_on, booked_by, booked_at)
			VALUES (?, ?, ?, ?, ?, ?)`,
			string(b.Kind), b.Unit, string(b.Medium), day{b.On}, b.By, at(t.now))
	}
	if err != nil {
		return fmt.Errorf("book %s intake of unit %s: %w", b.Medium, b.Unit, err)
	}
	return nil
}

// UndoIntake takes back what is booked for the unit, kind and medium of b; the
// log keeps both.
func (t *Tx) UndoIntake(ctx context.Context, b Booking) error {
	b.On = calendar.Date{}
	return t.BookIntake(ctx, b)
}

type intakeRow struct {
	Kind   string `db:"kind"`
	Unit   string `db:"unit"`
	Medium string `db:"medium"`
	On     day    `db:"received_on"`
}

// IntakesOf returns what is booked for a unit, by the obligation's kind; kinds
// without any booking are left out.
func (t *Tx) IntakesOf(ctx context.Context, unit string) (map[rules.ObligationKind]rules.Intake, error) {
	all, err := t.intakes(ctx, `WHERE unit = ?`, unit)
	if err != nil {
		return nil, fmt.Errorf("intakes of unit %s: %w", unit, err)
	}
	of := map[rules.ObligationKind]rules.Intake{}
	for kind, byUnit := range all {
		of[kind] = byUnit[unit]
	}
	return of, nil
}

// Intakes returns all that is booked, by the obligation's kind and the unit's
// code; units without any booking are left out.
func (t *Tx) Intakes(ctx context.Context) (map[rules.ObligationKind]map[string]rules.Intake, error) {
	all, err := t.intakes(ctx, ``)
	if err != nil {
		return nil, fmt.Errorf("intakes: %w", err)
	}
	return all, nil
}

func (t *Tx) intakes(ctx context.Context, where string, args ...any) (map[rules.ObligationKind]map[string]rules.Intake, error) {
	var rows []intakeRow
	if err := t.list(ctx, &rows, `SELECT kind, unit, medium, received_on FROM intakes `+where, args...); err != nil {
		return nil, err
	}
	all := map[rules.ObligationKind]map[string]rules.Intake{}
	for _, r := range rows {
		kind := rules.ObligationKind(r.Kind)
		if all[kind] == nil {
			all[kind] = map[string]rules.Intake{}
		}
		in := all[kind][r.Unit]
		in.Unit, in.Kind = r.Unit, kind
		if rules.Medium(r.Medium) == rules.Paper {
			in.Paper = r.On.Date
		} else {
			in.Electronic = r.On.Date
		}
		all[kind][r.Unit] = in
	}
	return all, nil
}

// IntakeLog returns every booking for a unit and an obligation, oldest first.
func (t *Tx) IntakeLog(ctx context.Context, unit string, kind rules.ObligationKind) ([]Booking, error) {
	var rows []struct {
		intakeRow
		By string  `db:"booked_by"`
		At instant `db:"booked_at"`
	}
	err := t.list(ctx, &rows, `SELECT kind, unit, medium, received_on, booked_by, booked_at FROM intake_log
		WHERE kind = ? AND unit = ? ORDER BY id`, string(kind), unit)
	if err != nil {
		return nil, fmt.Errorf("intake log %s of unit %s: %w", kind, unit, err)
	}
	log := make([]Booking, len(rows))
	for i, r := range rows {
		log[i] = Booking{r.Unit, kind, rules.Medium(r.Medium), r.On.Date, r.By, r.At.Time}
	}
	return log, nil
}
