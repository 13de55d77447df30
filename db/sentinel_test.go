package db_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"steward/db"
	"steward/db/dbtest"
	"steward/rules"
)

// A key that is not the database's is noticed when it is opened, before anything
// is read or sealed. A new one in front seals from then on; what the old one
// sealed still opens, and both are needed.
func TestKeysAreTurnedOver(t *testing.T) {
	t.Parallel()
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		oldKey, newKey, strange := db.NewKey(), db.NewKey(), db.NewKey()
		for _, c := range []struct {
			keys    []db.Key
			missing string // which key is missed, when not all are there
		}{
			{[]db.Key{oldKey}, ""},
			{[]db.Key{strange}, oldKey.String()},
			{[]db.Key{newKey}, oldKey.String()},
			{[]db.Key{oldKey}, ""}, // the others have left nothing behind
			{[]db.Key{newKey, oldKey}, ""},
			{[]db.Key{newKey}, oldKey.String()},
			{[]db.Key{oldKey}, newKey.String()},
			{[]db.Key{oldKey, newKey}, ""},
		} {
			for _, readOnly := range []bool{false, true} {
				d, err := db.Open(t.Context(), address, db.Options{Keys: c.keys, ReadOnly: readOnly})
				if err == nil {
					check(t, d.Close())
				}
				var wrong *db.ErrKey
				if errors.As(err, &wrong) != (c.missing != "") || wrong != nil && wrong.Missing != c.missing {
					t.Errorf("%v: %v, want missing %q", c.keys, err, c.missing)
				}
				if wrong != nil && !strings.Contains(err.Error(), "STEWARD_KEY") {
					t.Errorf("it does not say what to do: %v", err)
				}
			}
		}
	})
}

// A reader leaves nothing behind, not even which key it came with.
func TestAReaderAddsNoKey(t *testing.T) {
	t.Parallel()
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		check(t, dbtest.Open(t, address, db.Options{}).Close())
		both := []db.Key{db.NewKey(), dbtest.Key()}
		check(t, dbtest.Open(t, address, db.Options{Keys: both, ReadOnly: true}).Close())
		dbtest.Open(t, address, db.Options{})
	})
}

// Two that open a new database with different keys: one is refused.
func TestTwoKeysAtOnce(t *testing.T) {
	t.Parallel()
	address := dbtest.Postgres(t)
	errs := make([]error, 4)
	together(len(errs), func(i int) {
		d, err := db.Open(context.Background(), address, db.Options{Keys: []db.Key{db.NewKey()}})
		if errs[i] = err; err == nil {
			errs[i] = errors.Join(d.Close())
		}
	})
	opened := 0
	for _, err := range errs {
		var wrong *db.ErrKey
		if err == nil {
			opened++
		} else if !errors.As(err, &wrong) {
			t.Error(err)
		}
	}
	same(t, "opened", opened, 1)
}

// One name that can't be opened is missing, and no more than that.
func TestANameThatCannotBeOpened(t *testing.T) {
	t.Parallel()
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		d := dbtest.Open(t, address, db.Options{})
		putPeople(t, d)
		dbtest.Spoil(t, address, `UPDATE people SET name = (SELECT name FROM people WHERE id = 'U3') WHERE id = 'U2'`)
		want := people()
		want[1].Name = ""
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			same(t, "roster", must[[]rules.Person](t)(tx.Roster(ctx)), want)
			same(t, "liaisons", must[[]rules.Person](t)(tx.People(ctx, "sz-jtj", rules.Liaison)), want[1:2])
			p, ok, err := tx.Person(ctx, "U2")
			check(t, err)
			same(t, "person", []any{p, ok}, []any{want[1], true})
		})
	})
}

// Of what came in, one row that can't be opened is claimed like the others.
func TestARowThatCannotBeOpenedIsClaimed(t *testing.T) {
	t.Parallel()
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		d := dbtest.Open(t, address, db.Options{})
		putInbox(t, d, said("a", "D1", 1), said("b", "D2", 2))
		dbtest.Spoil(t, address, `UPDATE inbox SET body = (SELECT body FROM inbox WHERE key = 'b') WHERE key = 'a'`)
		rows := claimInbox(t, d, "w", 9)
		same(t, "claimed", keysOf(rows), []string{"a", "b"})
		_, err := d.Unseal(rows[0])
		same(t, "unsealable", errors.Is(err, db.ErrUnsealable), true)
		same(t, "the other", string(must[[]byte](t)(d.Unseal(rows[1]))), "张某，科长 b")
		write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.BuryInbox(ctx, rows[0], "7K2F", err.Error())) })
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			same(t, "dead letters", keysOf(must[[]db.InboxRow](t)(tx.DeadLetters(ctx, 9))), []string{"a"})
		})
	})
}
