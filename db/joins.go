package db

import (
	"context"
	"errors"
	"fmt"
	"time"

	"steward/rules"
)

// A JoinRow is a newcomer's request, with what they asked first.
type JoinRow struct {
	rules.Join

	Question string // "" when there was none, or once it was decided
	Asked    time.Time
	Decided  time.Time // zero while it waits
}

type joinRow struct {
	ID       string  `db:"id"`
	Person   string  `db:"person"`
	Unit     string  `db:"unit"`
	Role     string  `db:"role"`
	State    string  `db:"state"`
	Question []byte  `db:"question"`
	Reason   string  `db:"reason"`
	Asked    instant `db:"asked_at"`
	By       string  `db:"decided_by"`
	Decided  instant `db:"decided_at"`
}

const joinSelect = `SELECT id, person, unit, role, state, question, reason, asked_at, decided_by, decided_at FROM joins `

func joinPlace(id string) string { return "joins/" + id }

// NewJoin begins a newcomer's request. A person has one at a time that is not
// decided: another is refused by the database.
func (t *Tx) NewJoin(ctx context.Context, j JoinRow) (JoinRow, error) {
	var err error
	if j.ID, err = t.db.code(idSize); err != nil {
		return j, err
	}
	j.State, j.Asked = rules.JoinDraft, t.now
	question, err := t.sealToday(ctx, joinPlace(j.ID), j.Question)
	if err != nil {
		return j, err
	}
	_, err = t.exec(ctx, `INSERT INTO joins (id, person, unit, role, state, question, asked_at)
		VALUES (?, ?, ?, ?, ?, ?, ?)`, j.ID, j.Person, j.Unit, string(j.Role), j.State, question, at(j.Asked))
	return j, wrap(err, "begin the request of %s", j.Person)
}

// SaveJoin writes what was chosen or decided. It returns [ErrStale], and changes
// nothing, when the request was decided before: it is decided once.
func (t *Tx) SaveJoin(ctx context.Context, j JoinRow) error {
	unit, err := t.Answering(ctx, j.Unit) // one that was merged is not joined any more
	if err != nil {
		return wrap(err, "unit of request %s", j.ID)
	}
	var decided any
	if j.State == rules.JoinApproved || j.State == rules.JoinRefused {
		decided = at(t.now)
	}
	n, err := t.exec(ctx, `UPDATE joins SET unit = ?, role = ?, state = ?, reason = ?, decided_by = ?, decided_at = ?,
		asked_at = CASE WHEN state = 'draft' THEN ? ELSE asked_at END WHERE id = ? AND state IN ('draft', 'pending')`,
		unit, string(j.Role), j.State, j.Reason, j.By, decided, at(t.now), j.ID)
	if err == nil && n == 0 {
		err = ErrStale
	}
	if err == nil && decided != nil {
		// What they asked is no longer needed; the office's words take its place.
		var words []byte
		if words, err = t.sealToday(ctx, joinPlace(j.ID), j.Words); err == nil {
			_, err = t.exec(ctx, `UPDATE joins SET question = ? WHERE id = ?`, words, j.ID)
		}
	}
	return wrap(err, "save request %s", j.ID)
}

// Join returns a request by its id; false when there is none.
func (t *Tx) Join(ctx context.Context, id string) (JoinRow, bool, error) {
	return t.join(ctx, `WHERE id = ?`, id)
}

// OpenJoin returns the request of a person that is not decided; false when there
// is none.
func (t *Tx) OpenJoin(ctx context.Context, person string) (JoinRow, bool, error) {
	return t.join(ctx, `WHERE person = ? AND state IN ('draft', 'pending')`, person)
}

func (t *Tx) join(ctx context.Context, where, arg string) (JoinRow, bool, error) {
	rows, err := t.joins(ctx, where, arg)
	if err != nil || len(rows) == 0 {
		return JoinRow{}, false, err
	}
	return rows[0], true, nil
}

// PendingJoins returns what waits for the office, the oldest first.
func (t *Tx) PendingJoins(ctx context.Context) ([]JoinRow, error) {
	return t.joins(ctx, `WHERE state = 'pending' ORDER BY asked_at, id`)
}

func (t *Tx) joins(ctx context.Context, where string, args ...any) ([]JoinRow, error) {
	var rows []joinRow
	if err := t.list(ctx, &rows, joinSelect+where, args...); err != nil {
		return nil, fmt.Errorf("requests: %w", err)
	}
	return mapped(rows, func(r joinRow) (JoinRow, error) {
		j := JoinRow{Join: rules.Join{
			ID: r.ID, Person: r.Person, Unit: r.Unit, Role: rules.Role(r.Role), State: r.State, Reason: r.Reason, By: r.By,
		}, Asked: r.Asked.Time, Decided: r.Decided.Time}
		if r.Question == nil {
			return j, nil
		}
		question, err := t.opened(ctx, joinPlace(r.ID), r.Question)
		if errors.Is(err, ErrErased) { // its term is over: they are asked to ask again
			err = nil
		}
		if j.State == rules.JoinRefused {
			j.Words = string(question)
		} else {
			j.Question = string(question)
		}
		return j, wrap(err, "question of request %s", r.ID)
	})
}

// sealToday seals words that somebody said, by the key of the day; none are nil.
func (t *Tx) sealToday(ctx context.Context, place, words string) ([]byte, error) {
	if words == "" {
		return nil, nil
	}
	k, err := t.dayKey(ctx)
	if err != nil {
		return nil, err
	}
	return k.seal(t.db.random, place, []byte(words))
}
