package db

import (
	"context"
	"encoding/json"
	"fmt"

	"steward/rules/form"
)

// A database that knew no data keys has sealed everything with the house's own.
// sealAnew seals that with data keys, at the first start, so that it can be erased
// and the house's keys be turned over. What can't be opened stays as it is.
func (d *DB) sealAnew(ctx context.Context) error {
	var found bool
	err := d.View(ctx, func(ctx context.Context, tx *Tx) (err error) {
		found, err = tx.oldSeals(ctx)
		return err
	})
	if err != nil || !found {
		return wrap(err, "look for old seals")
	}
	return wrap(d.InTx(ctx, func(ctx context.Context, tx *Tx) error {
		if err := tx.Lock(ctx, "seals"); err != nil {
			return err
		}
		for _, r := range tx.renewals() {
			if err := tx.renew(ctx, r); err != nil {
				return err
			}
		}
		return nil
	}), "seal anew")
}

// oldRow is a value that one of the house's own keys sealed.
type oldRow struct {
	ID     string `db:"id"`
	Unit   string `db:"unit"`
	Sealed []byte `db:"sealed"`
}

// A renewal seals one column anew.
type renewal struct {
	table string // as the old seals were bound to it
	find  string
	put   string
	seal  func(ctx context.Context, r oldRow, plain []byte) ([]byte, error)
}

func (t *Tx) renewals() []renewal {
	return []renewal{
		{"people", `SELECT id, '' AS unit, name AS sealed FROM people WHERE substr(name, 1, 1) = ?`,
			`UPDATE people SET name = ? WHERE id = ?`, t.renewPerson},
		{"form_sessions", `SELECT id, unit, session AS sealed FROM form_sessions WHERE substr(session, 1, 1) = ?`,
			`UPDATE form_sessions SET session = ? WHERE id = ?`, t.renewSession},
		{"submissions", `SELECT code AS id, unit, cells AS sealed FROM submissions WHERE substr(cells, 1, 1) = ?`,
			`UPDATE submissions SET cells = ? WHERE code = ?`, t.renewSubmission},
		{"inbox", `SELECT key AS id, '' AS unit, body AS sealed FROM inbox
			WHERE state IN ('pending', 'running', 'dead') AND substr(body, 1, 1) = ?`,
			`UPDATE inbox SET body = ? WHERE key = ?`, t.renewInbox},
	}
}

func (t *Tx) oldSeals(ctx context.Context) (bool, error) {
	for _, r := range t.renewals() {
		var row oldRow
		if found, err := t.get(ctx, &row, r.find+` LIMIT 1`, []byte{sealVersion}); found || err != nil {
			return found, err
		}
	}
	return false, nil
}

// renew opens each old value of a column, has it sealed anew, and puts it back.
func (t *Tx) renew(ctx context.Context, n renewal) error {
	var rows []oldRow
	if err := t.list(ctx, &rows, n.find, []byte{sealVersion}); err != nil {
		return err
	}
	for _, r := range rows {
		plain, err := t.db.safe.open(n.table+"/"+r.ID, r.Sealed)
		if err != nil {
			t.db.log.WarnContext(ctx, "a sealed value can't be opened; it stays as it is", "err", err)
			continue
		}
		sealed, err := n.seal(ctx, r, plain)
		if err != nil {
			return err
		}
		if _, err := t.exec(ctx, n.put, sealed, r.ID); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) renewPerson(ctx context.Context, r oldRow, plain []byte) ([]byte, error) {
	k, err := t.keyFor(ctx, ownerPerson+r.ID)
	if err != nil {
		return nil, err
	}
	return k.seal(t.db.random, personPlace(r.ID), plain)
}

func (t *Tx) renewSession(ctx context.Context, r oldRow, plain []byte) ([]byte, error) {
	var s form.Session
	if err := json.Unmarshal(plain, &s); err != nil {
		return nil, fmt.Errorf("form session %s: %w", r.ID, err)
	}
	return t.sealSession(ctx, r.ID, s)
}

func (t *Tx) renewSubmission(ctx context.Context, r oldRow, plain []byte) ([]byte, error) {
	s := Submission{Code: r.ID, Unit: r.Unit}
	if err := json.Unmarshal(plain, &s.Values); err != nil {
		return nil, fmt.Errorf("submission %s: %w", r.ID, err)
	}
	return t.sealCells(ctx, s)
}

func (t *Tx) renewInbox(ctx context.Context, r oldRow, plain []byte) ([]byte, error) {
	k, err := t.dayKey(ctx)
	if err != nil {
		return nil, err
	}
	return k.seal(t.db.random, inboxPlace(r.ID), plain)
}
