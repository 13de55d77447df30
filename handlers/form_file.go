package handlers

import (
	"context"
	"strings"

	"steward/db"
	"steward/rules"
	"steward/rules/form"
)

// attach hands a file to the open form, if that takes one. False: it is about
// something else. What is said with it is heard after it. The file itself stays
// in Slack: the form knows it by its id.
func (t *turn) attach(ctx context.Context) (bool, error) {
	if len(t.in.Files) == 0 || t.in.inChannel() {
		return false, nil
	}
	open, err := t.mayTake(ctx)
	if err != nil || len(open) == 0 {
		return false, err
	}
	row, next, event, taken := t.taker(open)
	switch {
	case taken:
	case rules.May(t.who, rules.ImportRegister, "").OK:
		return false, nil // it may be an inventory
	default:
		if err := t.notice(ctx, "form.no_file"); err != nil {
			return true, err
		}
		return true, t.askNext(ctx, open[0], refs{Again: true})
	}
	row.Session = next
	if err := t.tx.SaveSession(ctx, &row); err != nil {
		return true, err
	}
	if event != form.Rejected && strings.TrimSpace(t.in.Text) != "" {
		return false, nil
	}
	return true, t.askNext(ctx, row, refs{})
}

// mayTake are the fillings to which a file may belong: the thread's, else all.
func (t *turn) mayTake(ctx context.Context) ([]db.SessionRow, error) {
	if row, ok, err := t.threadSession(ctx); ok || err != nil {
		return []db.SessionRow{row}, err
	}
	return t.openSessions(ctx)
}

// taker is the filling that a file belongs to: of several the one asked about last
// that takes one.
func (t *turn) taker(open []db.SessionRow) (row db.SessionRow, next form.Session, event form.Event, taken bool) {
	for _, row := range open {
		def, _ := formOf(row, t.now())
		if next, event, taken = form.Attach(def, row.Session, t.in.Files[0].ID, t.in.Files[0].Name); taken {
			return row, next, event, true
		}
	}
	return row, next, event, false
}
