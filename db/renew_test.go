package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"steward/rules"
	"steward/rules/form"
)

// A database from before data keys: all of it is sealed anew at the first start,
// can be read, can be forgotten, and no longer needs the key that sealed it.
func TestOldSealsAreRenewed(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "steward.db")
	oldKey, newKey := NewKey(), NewKey()
	d, err := Open(t.Context(), path, Options{Keys: []Key{oldKey}})
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{"head.name": "张负责", "contact.name": "李联系", "contact.phone": "13800138000"}
	if err := d.InTx(t.Context(), func(ctx context.Context, tx *Tx) error { return putOld(ctx, tx, values) }); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	for _, keys := range [][]Key{{newKey, oldKey}, {newKey}} {
		d, err := Open(t.Context(), path, Options{Keys: keys})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.RotateKeys(t.Context()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"张同志", "李联系", "13800138000", "手机13900139000"}, readOld(t, d)); diff != "" {
			t.Error(diff)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// putOld writes as the version did that sealed with the house's keys.
func putOld(ctx context.Context, tx *Tx, values map[string]string) error {
	session, err := json.Marshal(form.Session{Form: "coordinator", Values: values})
	cells, err2 := json.Marshal(values)
	err = errors.Join(err, err2, tx.PutPerson(ctx, rules.Person{ID: "U1", Roles: []rules.Role{rules.Admin}}))
	for _, v := range []struct{ place, plain, put string }{
		{"people/U1", "张同志", `UPDATE people SET name = ?`},
		{"form_sessions/S1", string(session), `INSERT INTO form_sessions
			(id, form, unit, person, state, revision, touched, changed_at, session)
			VALUES ('S1', 'coordinator', 'u', 'U1', 'open', 1, 1, '2018-11-20T00:00:00.000000000Z', ?)`},
		{"submissions/C1", string(cells), `INSERT INTO submissions
			(code, form, unit, version, form_version, person, submitted_at, cells)
			VALUES ('C1', 'coordinator', 'u', 1, 1, 'U1', '2018-11-20T00:00:00.000000000Z', ?)`},
		{"inbox/k", "手机13900139000", `INSERT INTO inbox
			(key, kind, conversation, slack_ts, person, state, attempts, received_at, next_at, body)
			VALUES ('k', 'message', 'D1', '1', 'U1', 'pending', 0, '2018-11-20T00:00:00.000000000Z', '2018-11-20T00:00:00.000000000Z', ?)`},
	} {
		sealed, serr := tx.db.safe.seal(v.place, []byte(v.plain))
		if err = errors.Join(err, serr); err == nil {
			_, err = tx.exec(ctx, v.put, sealed)
		}
	}
	return err
}

func readOld(t *testing.T, d *DB) (read []string) {
	t.Helper()
	err := d.View(t.Context(), func(ctx context.Context, tx *Tx) error {
		p, _, err := tx.Person(ctx, "U1")
		s, _, err2 := tx.Session(ctx, "S1")
		sub, _, err3 := tx.Submission(ctx, "C1")
		in, _, err4 := tx.Inbox(ctx, "k")
		read = []string{p.Name, s.Session.Values["contact.name"], sub.Values["contact.phone"], string(in.Body)}
		return errors.Join(err, err2, err3, err4)
	})
	if err != nil {
		t.Error(err)
	}
	return read
}

// BenchmarkSealInbox is what sealing adds to a row that comes in, and what opening
// adds to its handling: one cipher each, under the key of the day.
func BenchmarkSealInbox(b *testing.B) {
	d, err := Open(b.Context(), Memory, Options{Keys: []Key{NewKey()}})
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	var k dataKey
	err = d.InTx(b.Context(), func(ctx context.Context, tx *Tx) (err error) {
		k, err = tx.dayKey(ctx)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	for _, size := range []int{300, 3000} {
		body := []byte(strings.Repeat("a", size))
		sealed, err := k.seal(d.random, inboxPlace("k"), body)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint("seal ", size), func(b *testing.B) {
			for b.Loop() {
				if _, err := k.seal(d.random, inboxPlace("k"), body); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprint("open ", size), func(b *testing.B) {
			for b.Loop() {
				if _, err := d.Unseal(InboxRow{Key: "k", Sealed: sealed}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
