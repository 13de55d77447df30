package db

import (
	"context"
	"fmt"
	"time"
)

// A FullView is that somebody saw personal data in full: a document, a card in
// direct messages, a sheet. It holds no personal data itself, and is never changed.
type FullView struct {
	Key     string    // the same view has the same key, however often it is delivered
	Viewer  string    // Slack id
	Unit    string    // whose form it was
	Subject string    // "submission/<code>" or "draft/<id>"
	Persons string    // whose data: rows of the form, a comma between
	Why     string    // what it was shown for
	At      time.Time // set by [Tx.PutView]
}

// PutView keeps a full view, once.
func (t *Tx) PutView(ctx context.Context, v FullView) error {
	_, err := t.exec(ctx, `INSERT INTO views (key, viewer, unit, subject, persons, why, seen_at)
		VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING`,
		v.Key, v.Viewer, v.Unit, v.Subject, v.Persons, v.Why, at(t.now))
	return wrap(err, "keep view")
}

type viewRow struct {
	Key     string  `db:"key"`
	Viewer  string  `db:"viewer"`
	Unit    string  `db:"unit"`
	Subject string  `db:"subject"`
	Persons string  `db:"persons"`
	Why     string  `db:"why"`
	At      instant `db:"seen_at"`
}

const viewSelect = `SELECT key, viewer, unit, subject, persons, why, seen_at FROM views `

func (r viewRow) view() (FullView, error) {
	return FullView{r.Key, r.Viewer, r.Unit, r.Subject, r.Persons, r.Why, r.At.Time}, nil
}

// Views returns the last limit full views of a unit's data, "" being everybody's,
// in order.
func (t *Tx) Views(ctx context.Context, unit string, limit int) ([]FullView, error) {
	var rows []viewRow
	err := t.list(ctx, &rows, viewSelect+`
		WHERE id IN (SELECT id FROM views WHERE unit = ? OR ? = '' ORDER BY id DESC LIMIT ?) ORDER BY id`,
		unit, unit, limit)
	if err != nil {
		return nil, fmt.Errorf("views: %w", err)
	}
	return mapped(rows, viewRow.view)
}

// LatestViews returns at most limit full views of a unit's data, "" being
// everybody's, the newest first, without the newest skip; and how many there are.
func (t *Tx) LatestViews(ctx context.Context, unit string, skip, limit int) (views []FullView, total int, err error) {
	var rows []viewRow
	_, err = t.get(ctx, &total, `SELECT COUNT(*) FROM views WHERE unit = ? OR ? = ''`, unit, unit)
	if err == nil {
		err = t.list(ctx, &rows, viewSelect+`WHERE unit = ? OR ? = '' ORDER BY id DESC LIMIT ? OFFSET ?`, unit, unit, limit, skip)
	}
	if err != nil {
		return nil, 0, fmt.Errorf("latest views: %w", err)
	}
	views, err = mapped(rows, viewRow.view)
	return views, total, err
}
