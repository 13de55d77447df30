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

func people() []rules.Person {
	return []rules.Person{
		{ID: "U1ADMIN", Name: "信息办", Roles: []rules.Role{rules.Admin}},
		{ID: "U2", Name: "教体局联络员", Unit: "sz-jtj", Roles: []rules.Role{rules.Liaison, rules.OfficeHead}, Language: "en"},
		{ID: "U3", Name: "教体局主要负责人", Unit: "sz-jtj", Roles: []rules.Role{rules.Head}},
		{ID: "U4", Name: "网信办联络员", Unit: "sz-wxb", Roles: []rules.Role{rules.Liaison}},
		{ID: "U5", Name: "市领导", Roles: []rules.Role{rules.Leader, rules.Reviewer}},
	}
}

func putPeople(t *testing.T, d *db.DB) {
	t.Helper()
	putInventory(t, d)
	write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.PutPeople(ctx, people())) })
}

func TestRoster(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putPeople(t, d)
		all := people()
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			list := must[[]rules.Person](t)
			same(t, "roster", list(tx.Roster(ctx)), all)
			same(t, "liaison", list(tx.People(ctx, "sz-jtj", rules.Liaison)), all[1:2])
			same(t, "office head", list(tx.People(ctx, "sz-jtj", rules.OfficeHead)), all[1:2])
			same(t, "reviewer of the city", list(tx.People(ctx, "", rules.Reviewer)), all[4:])
			same(t, "nobody", list(tx.People(ctx, "sz-yq", rules.Liaison)), []rules.Person(nil))
			same(t, "a unit's head is not the city's", list(tx.People(ctx, "", rules.Head)), []rules.Person(nil))
		})
	})
}

func TestPersonOnTheRosterAndNot(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putPeople(t, d)
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			p, ok, err := tx.Person(ctx, "U2")
			check(t, err)
			same(t, "known", ok, true)
			same(t, "person", p, people()[1])
			p, ok, err = tx.Person(ctx, "U9")
			check(t, err)
			same(t, "stranger known", ok, false)
			same(t, "stranger", p, rules.Person{ID: "U9"})
		})
	})
}

func TestPutPersonReplacesRoles(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putPeople(t, d)
		moved := rules.Person{ID: "U2", Name: "新联络员", Unit: "sz-yq", Roles: []rules.Role{rules.Head}}
		write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.PutPerson(ctx, moved)) })
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			p, _, err := tx.Person(ctx, "U2")
			check(t, err)
			same(t, "person", p, moved)
			same(t, "old role", must[[]rules.Person](t)(tx.People(ctx, "sz-jtj", rules.Liaison)), []rules.Person(nil))
		})
	})
}

// Who has left is a stranger again, and nothing of them is kept on the roster.
func TestWithoutARoleOneIsOffTheRoster(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putPeople(t, d)
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			check(t, tx.PutPeople(ctx, []rules.Person{{ID: "U2", Name: "教体局联络员", Unit: "sz-jtj"}, {ID: "U9", Name: "从未在册"}, people()[0]}))
		})
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			all := people()
			same(t, "roster", must[[]rules.Person](t)(tx.Roster(ctx)), append(all[:1:1], all[2:]...))
			same(t, "liaison", must[[]rules.Person](t)(tx.People(ctx, "sz-jtj", rules.Liaison)), []rules.Person(nil))
			p, ok, err := tx.Person(ctx, "U2")
			check(t, err)
			same(t, "known", ok, false)
			same(t, "left", p, rules.Person{ID: "U2"})
		})
		write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.PutPerson(ctx, people()[1])) })
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			same(t, "back again", must[[]rules.Person](t)(tx.Roster(ctx)), people())
		})
	})
}

// Two rows of one id are not made into one: which is right is not known here.
func TestPutPeopleRefusesAnIDTwice(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putPeople(t, d)
		twice := []rules.Person{
			{ID: "U6", Name: "甲", Roles: []rules.Role{rules.Admin}},
			{ID: "U2", Name: "乙", Unit: "sz-yq", Roles: []rules.Role{rules.Head}},
			{ID: "U2", Name: "丙", Unit: "sz-yq"},
		}
		err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error { return tx.PutPeople(ctx, twice) })
		if !errors.Is(err, db.ErrTwice) || !strings.Contains(err.Error(), "U2") {
			t.Errorf("twice: %v", err)
		}
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			same(t, "roster", must[[]rules.Person](t)(tx.Roster(ctx)), people())
		})
	})
}

func TestSetLanguage(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putPeople(t, d)
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			check(t, tx.SetLanguage(ctx, "U3", "en"))
			if err := tx.SetLanguage(ctx, "U9", "en"); !errors.Is(err, db.ErrNotFound) {
				t.Errorf("language of a stranger: %v", err)
			}
		})
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			p, _, err := tx.Person(ctx, "U3")
			check(t, err)
			same(t, "language", p.Language, "en")
		})
	})
}

func TestDirectChannels(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, channel := range []string{"", "D1", "D2"} {
			write(t, d, func(ctx context.Context, tx *db.Tx) {
				got, ok, err := tx.DirectChannel(ctx, "U2")
				check(t, err)
				if channel == "" {
					same(t, "before", ok, false)
					channel = "D0"
				} else {
					same(t, "known", ok, got != "")
				}
				check(t, tx.PutDirectChannel(ctx, "U2", channel))
				got, ok, err = tx.DirectChannel(ctx, "U2")
				check(t, err)
				same(t, "known", ok, true)
				same(t, "channel", got, channel)
			})
		}
	})
}
