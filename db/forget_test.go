package db_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"steward/db"
	"steward/db/dbtest"
	"steward/rules"
	"steward/rules/form"
)

// What was filled in about two people of a unit. The head is on Slack as U3.
func filled() map[string]string {
	return map[string]string{
		"head.name": "教体局主要负责人", "head.post": "局长", "head.qq": "10013800", "head.phone": "13800138000",
		"contact.name": "李联系", "contact.post": "科员", "contact.qq": "20013900", "contact.phone": "0557-3900139",
	}
}

func rowsIn(row string) map[string]string {
	values := map[string]string{}
	for id, v := range filled() {
		if strings.HasPrefix(id, row+".") {
			values[id] = v
		}
	}
	return values
}

// fill has U2 begin a filling, hand it in, and say something that is not handled.
func fill(t *testing.T, d *db.DB) (session, code string) {
	t.Helper()
	write(t, d, func(ctx context.Context, tx *db.Tx) {
		s := must[db.SessionRow](t)(tx.NewSession(ctx, db.SessionRow{
			Person: "U2", Unit: "sz-jtj", State: db.SessionOpen,
			Session: form.Session{Form: "coordinator", Values: filled()},
		}))
		sub := must[db.Submission](t)(tx.PutSubmission(ctx, db.Submission{
			Form: "coordinator", Unit: "sz-jtj", Person: "U2", Values: filled(),
		}))
		session, code = s.ID, sub.Code
	})
	letter := said("dead", "D2", 1)
	letter.Person, letter.Body = "U2", []byte("联系人李联系，手机13900139000")
	putInbox(t, d, letter)
	rows := claimInbox(t, d, "w", 1)
	write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.BuryInbox(ctx, rows[0], "7K2F", "no reason")) })
	return session, code
}

// kept is what can still be read of what fill wrote.
type kept struct {
	Name    string
	Filling map[string]string
	Cleared bool
	Values  map[string]string
	Erased  []string
	Letter  string
}

func look(t *testing.T, d *db.DB, session, code string) (k kept) {
	t.Helper()
	read(t, d, func(ctx context.Context, tx *db.Tx) {
		p, _, err := tx.Person(ctx, "U3")
		check(t, err)
		s, _, err := tx.Session(ctx, session)
		check(t, err)
		sub, _, err := tx.Submission(ctx, code)
		check(t, err)
		k = kept{p.Name, s.Session.Values, s.Cleared, sub.Values, sub.Erased, string(inboxRow(t, d, "dead").Body)}
	})
	return k
}

const letterText = "联系人李联系，手机13900139000"

// To forget one person leaves what is others'.
func TestForget(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		forget func(context.Context, *db.Tx) (db.Forgotten, error)
		done   db.Forgotten
		kept   kept
	}{
		"nobody of that name": {
			func(ctx context.Context, tx *db.Tx) (db.Forgotten, error) {
				return tx.ForgetNamed(ctx, "sz-jtj", "王无名")
			},
			db.Forgotten{},
			kept{"教体局主要负责人", filled(), false, filled(), nil, letterText},
		},
		"of that name elsewhere": {
			func(ctx context.Context, tx *db.Tx) (db.Forgotten, error) {
				return tx.ForgetNamed(ctx, "sz-wxb", "王联系")
			},
			db.Forgotten{},
			kept{"教体局主要负责人", filled(), false, filled(), nil, letterText},
		},
		"who is named in forms": {
			func(ctx context.Context, tx *db.Tx) (db.Forgotten, error) {
				return tx.ForgetNamed(ctx, "sz-jtj", "李联系")
			},
			db.Forgotten{Keys: 2, Drafts: 1, Bodies: 1},
			kept{"教体局主要负责人", nil, true, rowsIn("head"), []string{"contact"}, ""},
		},
		"who is on the roster and named": {
			func(ctx context.Context, tx *db.Tx) (db.Forgotten, error) { return tx.Forget(ctx, "U3") },
			db.Forgotten{Keys: 3, Drafts: 1, Roster: true},
			kept{"", nil, true, rowsIn("contact"), []string{"head"}, letterText},
		},
		"who filled it in": {
			func(ctx context.Context, tx *db.Tx) (db.Forgotten, error) { return tx.Forget(ctx, "U2") },
			db.Forgotten{Keys: 2, Drafts: 1, Bodies: 1, Roster: true},
			kept{"教体局主要负责人", nil, true, filled(), nil, ""},
		},
		"a stranger": {
			func(ctx context.Context, tx *db.Tx) (db.Forgotten, error) { return tx.Forget(ctx, "U9") },
			db.Forgotten{},
			kept{"教体局主要负责人", filled(), false, filled(), nil, letterText},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				putPeople(t, d)
				session, code := fill(t, d)
				same(t, "before", look(t, d, session, code),
					kept{"教体局主要负责人", filled(), false, filled(), nil, letterText})
				write(t, d, func(ctx context.Context, tx *db.Tx) {
					same(t, "done", must[db.Forgotten](t)(c.forget(ctx, tx)), c.done)
				})
				check(t, d.Scrub(t.Context()))
				same(t, "kept", look(t, d, session, code), c.kept)
				write(t, d, func(ctx context.Context, tx *db.Tx) {
					same(t, "again", must[db.Forgotten](t)(c.forget(ctx, tx)).Keys, 0)
				})
			})
		})
	}
}

// Who was forgotten and comes back has a new key: what is said of them now can be
// read, what was said before cannot.
func TestForgottenAndBack(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putPeople(t, d)
		_, first := fill(t, d)
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			must[db.Forgotten](t)(tx.Forget(ctx, "U3"))
		})
		var second string
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			check(t, tx.PutPeople(ctx, people()))
			second = must[db.Submission](t)(tx.PutSubmission(ctx, db.Submission{
				Form: "coordinator", Unit: "sz-jtj", Person: "U2", Values: filled(),
			})).Code
		})
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			same(t, "roster", must[[]rules.Person](t)(tx.Roster(ctx)), people())
			before, _, err := tx.Submission(ctx, first)
			check(t, err)
			now, _, err := tx.Submission(ctx, second)
			check(t, err)
			same(t, "before", before.Erased, []string{"head"})
			same(t, "now", now.Values, filled())
		})
	})
}

// What a thief has: nothing personal while it is kept, and of who was erased not
// even the wrapped key, in no page and no log.
func TestNothingPersonalInTheFiles(t *testing.T) {
	t.Parallel()
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		d := dbtest.Open(t, address, db.Options{})
		putPeople(t, d)
		fill(t, d)
		dump := dbtest.Dump(t, address)
		for _, v := range append(personal(), "手机13900139000", "13900139000") {
			if strings.Contains(dump, v) {
				t.Errorf("%s stands in the database", v)
			}
		}
		wrapped := wrappedKeys(t, address, "owner = 'person/U3'")
		if len(wrapped) != 1 || !strings.Contains(dump, wrapped[0]) {
			t.Fatal("the wrapped key was to be found before")
		}
		write(t, d, func(ctx context.Context, tx *db.Tx) { must[db.Forgotten](t)(tx.Forget(ctx, "U3")) })
		check(t, d.Scrub(t.Context()))
		if strings.Contains(dbtest.Dump(t, address), wrapped[0]) {
			t.Error("an erased key is still in the files")
		}
	})
}

// personal is every value of the form, and every name of the roster.
func personal() []string {
	var values []string
	for id, v := range filled() {
		if !strings.HasSuffix(id, ".post") {
			values = append(values, v)
		}
	}
	for _, p := range people() {
		if len(p.Name) > len("信息办") { // which is a word of the directive's, too
			values = append(values, p.Name)
		}
	}
	return values
}

// A row's values put into another row, or another's paper, do not open there.
func TestCellsStayInTheirPlace(t *testing.T) {
	t.Parallel()
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		d := dbtest.Open(t, address, db.Options{})
		putPeople(t, d)
		_, code := fill(t, d)
		var cells map[string]json.RawMessage
		raw := dbtest.Cells(t, address, `SELECT cells FROM submissions`)
		check(t, json.Unmarshal([]byte(raw[0]), &cells))
		cells["head"] = cells["contact"]
		moved := must[[]byte](t)(json.Marshal(cells))
		dbtest.Spoil(t, address, `UPDATE submissions SET cells = `+literal(address, moved))
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			if _, _, err := tx.Submission(ctx, code); err == nil {
				t.Error("a value opened in another row")
			}
		})
	})
}
