package db_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"steward/db"
	"steward/db/dbtest"
	"steward/rules/form"
)

func TestWhatIsBegun(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		begin := func(ctx context.Context, tx *db.Tx, person, formID, state string) string {
			return must[db.SessionRow](t)(tx.NewSession(ctx, db.SessionRow{
				Person: person, Unit: "sz-jtj", State: state, Session: form.Session{Form: formID},
			})).ID
		}
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			first := begin(ctx, tx, "U1", "coordinator", db.SessionOpen)
			second := begin(ctx, tx, "U1", "application", db.SessionSaved)
			third := begin(ctx, tx, "U1", "incident", db.SessionOpen)
			begin(ctx, tx, "U1", "announcement", db.SessionCancelled)
			theirs := begin(ctx, tx, "U2", "application", db.SessionOpen)
			begin(ctx, tx, "U3", "application", db.SessionSubmitted)
			want := []db.Begun{{third, "incident", "open"}, {second, "application", "saved"}, {first, "coordinator", "open"}}
			if diff := cmp.Diff(want, must[[]db.Begun](t)(tx.BegunForms(ctx, "U1"))); diff != "" {
				t.Errorf("begun (-want +got):\n%s", diff)
			}
			open := must[[]db.SessionRow](t)(tx.OpenSessions(ctx, "U1"))
			if len(open) != 2 || open[0].ID != third || open[1].ID != first {
				t.Errorf("open: %v", open)
			}
			others := must[[]db.SessionRow](t)(tx.ColleagueSessions(ctx, "sz-jtj", "application", "U1"))
			if len(others) != 1 || others[0].ID != theirs {
				t.Errorf("a colleague's: %v", others)
			}
		})
	})
}
