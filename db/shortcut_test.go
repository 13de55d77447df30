package db_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"steward/db"
	"steward/db/dbtest"
)

// keep keeps rows of these keys and reports which were new.
func keep(t *testing.T, d *db.DB, keys ...string) []bool {
	t.Helper()
	rows := make([]db.InboxRow, len(keys))
	for i, key := range keys {
		rows[i] = db.InboxRow{Key: key, Kind: "k", Conversation: "C", SlackTS: fmt.Sprint(i), Person: "U", Body: []byte("said " + key)}
	}
	fresh, err := d.KeepInbox(t.Context(), func() []db.InboxRow { return rows })
	if err != nil {
		t.Fatal(err)
	}
	return fresh
}

// The first is kept by the long way, as it makes the key of the day, and the
// others by the short one: what comes of them is the same.
func TestKeepInbox(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		before := d.Commits()
		for _, c := range []struct {
			keys  []string
			fresh []bool
		}{
			{[]string{"a"}, []bool{true}},
			{[]string{"b", "a", "c", "b"}, []bool{true, false, true, false}},
			{[]string{"c", "d"}, []bool{false, true}},
		} {
			if diff := cmp.Diff(c.fresh, keep(t, d, c.keys...)); diff != "" {
				t.Error(c.keys, diff)
			}
		}
		if n := d.Commits() - before; n != 3 {
			t.Errorf("%d commits", n)
		}
		var all []db.InboxRow
		for _, key := range []string{"a", "b", "c", "d"} {
			err := d.View(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				r, _, err := tx.Inbox(ctx, key)
				if want := "said " + key; string(r.Body) != want || r.State != db.InboxPending || r.ReceivedAt.IsZero() {
					t.Errorf("%s is kept as %+v", key, r)
				}
				r.Key, r.Body, r.ID, r.SlackTS = "", nil, 0, ""
				r.ReceivedAt, r.NextAt = time.Time{}, time.Time{}
				all = append(all, r)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, r := range all[1:] {
			if diff := cmp.Diff(all[0], r); diff != "" {
				t.Error(diff)
			}
		}
	})
}

// What fails on the short way leaves nothing, and the next goes through; so does
// one whose rows panic, as the connection is then another.
func TestKeepInboxFails(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLite(t), db.Options{})
	keep(t, d, "first")
	err := d.InTx(t.Context(), func(ctx context.Context, _ *db.Tx) error {
		_, err := d.KeepInbox(ctx, func() []db.InboxRow { return nil })
		return err
	})
	if !errors.Is(err, db.ErrNested) {
		t.Errorf("within a transaction: %v", err)
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic went nowhere")
			}
		}()
		_, err := d.KeepInbox(t.Context(), func() []db.InboxRow { panic("on purpose") })
		t.Error("it returned", err)
	}()
	for _, key := range []string{"second", "third"} {
		if diff := cmp.Diff([]bool{true}, keep(t, d, key)); diff != "" {
			t.Error(diff)
		}
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := d.KeepInbox(t.Context(), func() []db.InboxRow { return []db.InboxRow{{Key: "late"}} }); err == nil {
		t.Error("kept in a closed database")
	}
}
