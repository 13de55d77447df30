package db_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"steward/db"
	"steward/db/dbtest"
	"steward/rules"
)

func wrappedKeys(t *testing.T, address, where string) []string {
	t.Helper()
	return dbtest.Cells(t, address, `SELECT wrapped FROM data_keys WHERE wrapped IS NOT NULL AND `+where)
}

// literal writes bytes as either engine reads them.
func literal(address string, b []byte) string {
	if strings.HasPrefix(address, "postgres") {
		return fmt.Sprintf(`'\x%x'`, b)
	}
	return fmt.Sprintf(`X'%x'`, b)
}

// Keys are turned over beside those who write; then the old one is asked for no
// more and opens nothing, and everything can still be read.
func TestRotateKeys(t *testing.T) {
	t.Parallel()
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		oldKey, newKey := db.NewKey(), db.NewKey()
		d, err := db.Open(t.Context(), address, db.Options{Keys: []db.Key{oldKey}})
		check(t, err)
		putPeople(t, d)
		session, code := fill(t, d)
		want := look(t, d, session, code)
		check(t, d.Close())

		both := []db.Key{newKey, oldKey}
		early := dbtest.Open(t, address, db.Options{Keys: both, Existing: true})
		if _, err := early.RotateKeys(t.Context()); !errors.Is(err, db.ErrNewKeyUnknown) {
			t.Errorf("rotated before anybody serves with the new key: %v", err)
		}
		serving := dbtest.Open(t, address, db.Options{Keys: both})
		rotated := 0
		together(3, func(i int) {
			if i == 0 {
				rotated = must[int](t)(early.RotateKeys(t.Context()))
				return
			}
			for n := range 20 {
				p := rules.Person{ID: fmt.Sprintf("UNEW%d-%d", i, n), Name: "新同志", Roles: []rules.Role{rules.Reviewer}}
				write(t, serving, func(ctx context.Context, tx *db.Tx) { check(t, tx.PutPerson(ctx, p)) })
			}
		})
		if old := 5 + 1 + 1 + 1 + 2; rotated < old { // people, draft, index, day, named
			t.Errorf("%d keys were wrapped anew, want at least %d", rotated, old)
		}
		check(t, serving.Close())

		after := dbtest.Open(t, address, db.Options{Keys: []db.Key{newKey}})
		same(t, "kept", look(t, after, session, code), want)
		read(t, after, func(ctx context.Context, tx *db.Tx) {
			same(t, "roster", len(must[[]rules.Person](t)(tx.People(ctx, "", rules.Reviewer))), 41)
			uses := must[[]db.KeyUse](t)(tx.KeyUses(ctx))
			same(t, "in use", []any{len(uses), uses[0].Newest, "key " + uses[0].Key}, []any{1, true, newKey.String()})
		})
		_, err = db.Open(t.Context(), address, db.Options{Keys: []db.Key{oldKey}})
		var missing *db.ErrKey
		same(t, "the old key alone", errors.As(err, &missing), true)
	})
}

// One who had not heard of a rotation and goes on wrapping with the old key is
// found out at the next start, before anything is lost.
func TestAKeyThatIsUsedIsAskedFor(t *testing.T) {
	t.Parallel()
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		oldKey, newKey := db.NewKey(), db.NewKey()
		late := dbtest.Open(t, address, db.Options{Keys: []db.Key{oldKey}})
		must[int](t)(dbtest.Open(t, address, db.Options{Keys: []db.Key{newKey, oldKey}}).RotateKeys(t.Context()))
		putPeople(t, late)
		_, err := db.Open(t.Context(), address, db.Options{Keys: []db.Key{newKey}})
		var missing *db.ErrKey
		if !errors.As(err, &missing) || missing.Missing != oldKey.String() {
			t.Errorf("opened without a key that is used: %v", err)
		}
	})
}

// Each thing is cleared on the day its term is over, and not before.
func TestTerms(t *testing.T) {
	t.Parallel()
	terms := db.Terms{Inbox: 30, Drafts: 10, Unfinished: 60, Left: 365}
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		clock := newHand(start)
		d := dbtest.Open(t, address, db.Options{Now: clock.now})
		putPeople(t, d)
		open, code := fill(t, d)
		putInbox(t, d, said("waits", "D9", 9))
		ended := endedSession(t, d)
		pass := func(days int) (o db.Overdue) {
			clock.add(time.Duration(days) * 24 * time.Hour)
			write(t, d, func(ctx context.Context, tx *db.Tx) { o = must[db.Overdue](t)(tx.ClearOverdue(ctx, terms)) })
			return o
		}
		same(t, "day 9", pass(9), db.Overdue{})
		same(t, "day 10", pass(1), db.Overdue{Drafts: 1})
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			s, _, err := tx.Session(ctx, ended)
			check(t, err)
			same(t, "ended", []any{s.Cleared, s.Session.Form, s.State}, []any{true, "coordinator", db.SessionCancelled})
		})
		same(t, "day 31, but something waits", pass(21), db.Overdue{})
		same(t, "letter", look(t, d, open, code).Letter, letterText)
		rows := claimInbox(t, d, "w", 9)
		write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.HandleInbox(ctx, rows[0])) })
		same(t, "day 31", pass(0), db.Overdue{Days: 1})
		same(t, "day 60", pass(29), db.Overdue{Drafts: 1})
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			s, _, err := tx.Session(ctx, open)
			check(t, err)
			same(t, "unfinished", []any{s.Cleared, s.State}, []any{true, db.SessionCancelled})
		})
		same(t, "kept", look(t, d, open, code), kept{"教体局主要负责人", nil, true, filled(), nil, ""})

		write(t, d, func(ctx context.Context, tx *db.Tx) { // U3 leaves, and another is the contact
			check(t, tx.PutPerson(ctx, rules.Person{ID: "U3"}))
			next := filled()
			next["contact.name"] = "赵接任"
			must[db.Submission](t)(tx.PutSubmission(ctx, db.Submission{Form: "coordinator", Unit: "sz-jtj", Values: next}))
		})
		same(t, "a year less a day", pass(364), db.Overdue{})
		same(t, "a year", pass(1), db.Overdue{People: 2})
		same(t, "after a year", look(t, d, open, code), kept{"", nil, true, rowsIn("head"), []string{"contact"}, ""})
	})
}

// endedSession begins a filling and cancels it.
func endedSession(t *testing.T, d *db.DB) (id string) {
	t.Helper()
	write(t, d, func(ctx context.Context, tx *db.Tx) {
		s := db.SessionRow{Person: "U4", Unit: "sz-wxb", State: db.SessionOpen, Session: filling("王草稿")}
		s.Session.Form = "coordinator"
		s = must[db.SessionRow](t)(tx.NewSession(ctx, s))
		s.State, id = db.SessionCancelled, s.ID
		check(t, tx.SaveSession(ctx, &s))
	})
	return id
}

// A full view is kept once, and stays.
func TestViews(t *testing.T) {
	t.Parallel()
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		clock := newHand(start)
		d := dbtest.Open(t, address, db.Options{Now: clock.now})
		v := db.FullView{Key: "message/1", Viewer: "U2", Unit: "sz-jtj", Subject: "submission/A", Persons: "head,contact", Why: "document"}
		w := db.FullView{Key: "message/2", Viewer: "U4", Unit: "sz-wxb", Subject: "draft/B", Persons: "head", Why: "summary"}
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			check(t, tx.PutView(ctx, v))
			check(t, tx.PutView(ctx, w))
			check(t, tx.PutView(ctx, v))
		})
		v.At, w.At = clock.now().UTC(), clock.now().UTC()
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			list := must[[]db.FullView](t)
			same(t, "all", list(tx.Views(ctx, "", 9)), []db.FullView{v, w})
			same(t, "last", list(tx.Views(ctx, "", 1)), []db.FullView{w})
			same(t, "a unit's", list(tx.Views(ctx, "sz-jtj", 9)), []db.FullView{v})
		})
		for _, s := range []string{`DELETE FROM views`, `UPDATE views SET why = ''`} {
			if err := dbtest.Try(t, address, s); err == nil {
				t.Errorf("%s was done", s)
			}
		}
	})
}
