package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"steward/rules/form"
)

// The states of a filling.
const (
	SessionOpen      = "open"
	SessionSaved     = "saved" // 保存，稍后填报
	SessionCancelled = "cancelled"
	SessionSubmitted = "submitted"
)

// A SessionRow is one person's filling of one form for a unit. What is filled in
// is personal and kept sealed, under a key of the filling's own.
type SessionRow struct {
	ID       string // set by [Tx.NewSession]
	Person   string
	Unit     string
	State    string
	Revision int // counts the saves, from 1
	Session  form.Session
	Changed  time.Time // set on saving
	Cleared  bool      // what was filled in is gone: erased, or its term was over
}

type sessionRow struct {
	ID       string  `db:"id"`
	Form     string  `db:"form"`
	Person   string  `db:"person"`
	Unit     string  `db:"unit"`
	State    string  `db:"state"`
	Revision int     `db:"revision"`
	Session  []byte  `db:"session"`
	Changed  instant `db:"changed_at"`
}

func sessionPlace(id string) string { return "form_sessions/" + id + "/session" }

// NewSession begins a filling, and returns it with its id and revision. A person
// has one begun filling of a form at a time, open or saved: another is refused
// by the database.
func (t *Tx) NewSession(ctx context.Context, s SessionRow) (SessionRow, error) {
	var err error
	if s.ID, err = t.db.code(idSize); err != nil {
		return SessionRow{}, err
	}
	s.Revision, s.Changed = 1, t.now
	sealed, err := t.sealSession(ctx, s.ID, s.Session)
	if err != nil {
		return SessionRow{}, err
	}
	_, err = t.exec(ctx, `INSERT INTO form_sessions
		(id, form, unit, person, state, revision, touched, session, changed_at)
		SELECT ?, ?, ?, ?, ?, ?, COALESCE(MAX(touched), 0) + 1, ?, ? FROM form_sessions WHERE person = ?`,
		s.ID, s.Session.Form, s.Unit, s.Person, s.State, s.Revision, sealed, at(s.Changed), s.Person)
	if err != nil {
		return SessionRow{}, fmt.Errorf("begin form %s of %s: %w", s.Session.Form, s.Person, err)
	}
	return s, nil
}

// SaveSession writes what was filled in and the state, and counts the revision
// up, in s too. It returns [ErrStale], and changes nothing, when the filling was
// saved by another since it was read.
func (t *Tx) SaveSession(ctx context.Context, s *SessionRow) error {
	sealed, err := t.sealSession(ctx, s.ID, s.Session)
	if err != nil {
		return err
	}
	const save = `UPDATE form_sessions SET state = ?, session = ?, changed_at = ?, revision = revision + 1,
		touched = (SELECT MAX(f.touched) FROM form_sessions AS f WHERE f.person = form_sessions.person) + 1
		WHERE id = ? AND revision = ?`
	n, err := t.exec(ctx, save, s.State, sealed, at(t.now), s.ID, s.Revision)
	if err == nil && n == 0 {
		err = ErrStale
	}
	if err != nil {
		return fmt.Errorf("save form session %s: %w", s.ID, err)
	}
	s.Revision++
	s.Changed = t.now
	return nil
}

// Session returns a filling by its id; false when there is none.
func (t *Tx) Session(ctx context.Context, id string) (SessionRow, bool, error) {
	return t.session(ctx, `WHERE id = ?`, id)
}

// OpenSession returns a person's begun filling of a form, open or saved; false
// when there is none.
func (t *Tx) OpenSession(ctx context.Context, person, formID string) (SessionRow, bool, error) {
	return t.session(ctx, `WHERE person = ? AND form = ? AND state IN ('open', 'saved')`, person, formID)
}

// LatestOpenSession returns the open filling that a person touched last; false
// when none is open.
func (t *Tx) LatestOpenSession(ctx context.Context, person string) (SessionRow, bool, error) {
	return t.session(ctx, `WHERE person = ? AND state = 'open' ORDER BY touched DESC LIMIT 1`, person)
}

func (t *Tx) session(ctx context.Context, where string, args ...any) (SessionRow, bool, error) {
	var r sessionRow
	const columns = `SELECT id, form, person, unit, state, revision, session, changed_at FROM form_sessions `
	ok, err := t.get(ctx, &r, columns+where, args...)
	if err != nil {
		return SessionRow{}, false, fmt.Errorf("form session: %w", err)
	}
	if !ok {
		return SessionRow{}, false, nil
	}
	s := SessionRow{
		ID: r.ID, Person: r.Person, Unit: r.Unit, State: r.State, Revision: r.Revision, Changed: r.Changed.Time,
	}
	plain, err := t.opened(ctx, sessionPlace(r.ID), r.Session)
	if errors.Is(err, ErrErased) || err == nil && plain == nil {
		s.Session, s.Cleared = form.Session{Form: r.Form}, true
		return s, true, nil
	}
	if err == nil {
		err = json.Unmarshal(plain, &s.Session)
	}
	if err != nil {
		return SessionRow{}, false, fmt.Errorf("form session %s: %w", r.ID, err)
	}
	return s, true, nil
}

func (t *Tx) sealSession(ctx context.Context, id string, s form.Session) ([]byte, error) {
	plain, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("write form session %s: %w", id, err)
	}
	k, err := t.keyFor(ctx, ownerDraft+id)
	if err != nil {
		return nil, err
	}
	return k.seal(t.db.random, sessionPlace(id), plain)
}
