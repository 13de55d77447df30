package reminders_test

import (
	"context"
	"testing"

	"steward/db"
	"steward/reminders"
	"steward/rules"
	"steward/rules/form"
)

// TestTidy: what is over its term is cleared, all of it, also more than one
// transaction takes; without terms nothing ever is.
func TestTidy(t *testing.T) {
	each(t, func(r *rig) {
		const many = 501
		r.do(func(ctx context.Context, tx *db.Tx) error {
			for range many {
				_, err := tx.NewSession(ctx, db.SessionRow{
					Person: "WXB", Unit: "wxb", State: db.SessionCancelled, Session: form.Session{Form: "coordinator"},
				})
				if err != nil {
					return err
				}
			}
			return tx.PutPerson(ctx, rules.Person{ID: "JTJ", Name: "张某", Unit: "jtj", Roles: []rules.Role{rules.Liaison}})
		})
		r.do(func(ctx context.Context, tx *db.Tx) error { return tx.PutPerson(ctx, rules.Person{ID: "JTJ"}) })
		tidier := reminders.New(reminders.Options{DB: r.db, Terms: db.Terms{Inbox: 30, Drafts: 30, Unfinished: 60, Left: 90}})
		for _, c := range []struct {
			when string
			by   *reminders.Reminders
			want db.Overdue
		}{
			{"2018-12-20T08:59", tidier, db.Overdue{}},
			{"2019-12-20T09:00", r.rem, db.Overdue{}},
			{"2018-12-20T09:00", tidier, db.Overdue{Drafts: many}},
			{"2018-12-20T09:00", tidier, db.Overdue{}},
			{"2019-02-18T09:00", tidier, db.Overdue{People: 1}},
		} {
			r.now = at(c.when)
			done, err := c.by.Tidy(t.Context())
			if err != nil || done != c.want {
				t.Errorf("%s: %+v, %v; want %+v", c.when, done, err, c.want)
			}
		}
	})
}
