package db

import (
	"context"
	"fmt"
	"time"

	"steward/rules"
)

// PutConsent records a head's consent that was given on paper, and reports
// whether this call did: the first record of a subject stands.
func (t *Tx) PutConsent(ctx context.Context, c rules.Consent) (bool, error) {
	n, err := t.exec(ctx, `INSERT INTO consents (unit, subject, given_on, scan, recorded_by, recorded_at)
		VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (unit, subject) DO NOTHING`,
		c.Unit, c.Subject, day{c.On}, c.Scan, c.By, at(t.now))
	return n == 1, wrap(err, "record consent of unit %s to %s", c.Unit, c.Subject)
}

// Consent returns the recorded consent of a unit's head to a subject, and when it
// was recorded; false when there is none.
func (t *Tx) Consent(ctx context.Context, unit, subject string) (rules.Consent, time.Time, bool, error) {
	var r struct {
		On   day     `db:"given_on"`
		Scan string  `db:"scan"`
		By   string  `db:"recorded_by"`
		At   instant `db:"recorded_at"`
	}
	ok, err := t.get(ctx, &r, `SELECT given_on, scan, recorded_by, recorded_at FROM consents WHERE unit = ? AND subject = ?`,
		unit, subject)
	if err != nil {
		return rules.Consent{}, time.Time{}, false, fmt.Errorf("consent of unit %s to %s: %w", unit, subject, err)
	}
	return rules.Consent{Unit: unit, Subject: subject, On: r.On.Date, Scan: r.Scan, By: r.By}, r.At.Time, ok, nil
}
