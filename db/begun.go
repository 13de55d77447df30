package db

import (
	"context"
	"fmt"
)

// A Begun is a filling that is not over, without what was filled in.
type Begun struct {
	ID    string `db:"id"`
	Form  string `db:"form"`
	State string `db:"state"` // open or saved
}

// BegunForms returns what a person has begun, open or saved, the one touched last
// first.
func (t *Tx) BegunForms(ctx context.Context, person string) ([]Begun, error) {
	var begun []Begun
	err := t.list(ctx, &begun, `SELECT id, form, state FROM form_sessions
		WHERE person = ? AND state IN ('open', 'saved') ORDER BY touched DESC`, person)
	if err != nil {
		return nil, fmt.Errorf("forms that %s has begun: %w", person, err)
	}
	return begun, nil
}

// OpenSessions returns the fillings that hear what a person says, the one touched
// last first.
func (t *Tx) OpenSessions(ctx context.Context, person string) ([]SessionRow, error) {
	return t.sessionsOf(ctx, `SELECT id FROM form_sessions WHERE person = ? AND state = 'open' ORDER BY touched DESC`, person)
}

// ColleagueSessions returns what others have begun of a form for a unit, the one
// changed last first. What someone had begun who has left is not among it, see
// [Tx.OrphanSession].
func (t *Tx) ColleagueSessions(ctx context.Context, unit, formID, person string) ([]SessionRow, error) {
	return t.sessionsOf(ctx, `SELECT id FROM form_sessions
		WHERE unit = ? AND form = ? AND person NOT IN (?, ?) AND state IN ('open', 'saved') ORDER BY changed_at DESC, id`,
		unit, formID, person, orphan(unit))
}

func (t *Tx) sessionsOf(ctx context.Context, query string, args ...any) ([]SessionRow, error) {
	var ids []string
	if err := t.list(ctx, &ids, query, args...); err != nil {
		return nil, fmt.Errorf("form sessions: %w", err)
	}
	rows := make([]SessionRow, 0, len(ids))
	for _, id := range ids {
		row, _, err := t.Session(ctx, id)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}
