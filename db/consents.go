package db

import (
	"context"
	"fmt"

	"steward/rules"
)

type consentRow struct {
	ID       string  `db:"id"`
	Unit     string  `db:"unit"`
	Subject  string  `db:"subject"`
	On       day     `db:"given_on"`
	Scan     string  `db:"scan"`
	By       string  `db:"recorded_by"`
	Behalf   string  `db:"behalf"`
	At       instant `db:"recorded_at"`
	StruckBy string  `db:"struck_by"`
	Struck   instant `db:"struck_at"`
}

const consentSelect = `SELECT id, unit, subject, given_on, scan, recorded_by, behalf, recorded_at, struck_by, struck_at
	FROM consents `

func (r consentRow) consent() (rules.Consent, error) {
	return rules.Consent{
		ID: r.ID, Unit: r.Unit, Subject: r.Subject, On: r.On.Date, Scan: r.Scan, By: r.By, Behalf: r.Behalf, At: r.At.Time,
		StruckBy: r.StruckBy, Struck: r.Struck.Time,
	}, nil
}

// PutConsent records a head's consent that was given on paper, and reports
// whether this call did: the record of a subject stands until it is struck out.
func (t *Tx) PutConsent(ctx context.Context, c rules.Consent) (rules.Consent, bool, error) {
	var err error
	if c.ID, err = t.db.code(idSize); err != nil {
		return c, false, err
	}
	c.At = t.now
	n, err := t.exec(ctx, `INSERT INTO consents (id, unit, subject, given_on, scan, recorded_by, behalf, recorded_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (unit, subject) WHERE struck_at IS NULL DO NOTHING`,
		c.ID, c.Unit, c.Subject, day{c.On}, c.Scan, c.By, c.Behalf, at(t.now))
	return c, n == 1, wrap(err, "record consent of unit %s to %s", c.Unit, c.Subject)
}

// StrikeConsent marks a record as a mistake, and reports whether this call did. The
// record itself stays.
func (t *Tx) StrikeConsent(ctx context.Context, id, by string) (bool, error) {
	n, err := t.exec(ctx, `UPDATE consents SET struck_by = ?, struck_at = ? WHERE id = ? AND struck_at IS NULL`, by, at(t.now), id)
	return n == 1, wrap(err, "strike out consent %s", id)
}

// Consent returns one record, also one that was struck out; false when there is
// none.
func (t *Tx) Consent(ctx context.Context, id string) (rules.Consent, bool, error) {
	all, err := t.consents(ctx, `WHERE id = ?`, id)
	if err != nil || len(all) == 0 {
		return rules.Consent{}, false, err
	}
	return all[0], true, nil
}

// Consents returns the records of a unit's head, and of the units that were merged
// into it, the oldest first, those struck out too.
func (t *Tx) Consents(ctx context.Context, unit string) ([]rules.Consent, error) {
	return t.consents(ctx, `WHERE unit = ? OR unit IN (SELECT code FROM units WHERE heir = ?) ORDER BY recorded_at, id`, unit, unit)
}

func (t *Tx) consents(ctx context.Context, where string, args ...any) ([]rules.Consent, error) {
	var rows []consentRow
	if err := t.list(ctx, &rows, consentSelect+where, args...); err != nil {
		return nil, fmt.Errorf("consents: %w", err)
	}
	return mapped(rows, consentRow.consent)
}
