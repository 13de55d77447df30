package handlers_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"steward/db"
	"steward/db/dbtest"
	"steward/handlers"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
)

// The people of the tests: roles of two coordinating bodies, of a department,
// and of the city.
const (
	wxbLiaison = "WXBLIAISON"
	wxbHead    = "WXBHEAD"
	bbLiaison  = "BBLIAISON"
	jtjLiaison = "JTJLIAISON"
	jtjOffice  = "JTJOFFICE"
	admin      = "ADMIN"
	reviewer   = "REVIEWER"
	leader     = "LEADER"
	stranger   = "STRANGER"
)

func units() []rules.Unit {
	return []rules.Unit{
		{Code: "wxb", Name: "宿州市互联网信息办公室", Aliases: []string{"网信办"}, Kind: rules.Department, Label: "wxb", Coordinating: true},
		{Code: "bb", Name: "宿州市机构编制委员会办公室", Aliases: []string{"编办"}, Kind: rules.Department, Label: "bb", Coordinating: true},
		{Code: "jtj", Name: "宿州市教育体育局", Aliases: []string{"教体局"}, Kind: rules.Department, Label: "jytyj"},
	}
}

func people() []rules.Person {
	in := func(id, unit string, role rules.Role) rules.Person {
		return rules.Person{ID: id, Unit: unit, Roles: []rules.Role{role}}
	}
	return []rules.Person{
		in(wxbLiaison, "wxb", rules.Liaison), in(wxbHead, "wxb", rules.Head), in(bbLiaison, "bb", rules.Liaison),
		in(jtjLiaison, "jtj", rules.Liaison), in(jtjOffice, "jtj", rules.OfficeHead),
		in(admin, "", rules.Admin), in(reviewer, "", rules.Reviewer), in(leader, "", rules.Leader),
	}
}

// rig is the desk on a database, on the first morning of the campaign.
type rig struct {
	t    *testing.T
	db   *db.DB
	desk *handlers.Handlers
	book rules.Book
	now  time.Time
	had  int64
}

func each(t *testing.T, fn func(r *rig)) {
	t.Helper()
	d, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		r := &rig{t: t, book: rules.Book{Directive: d, Calendar: calendar.Builtin()}}
		r.now = calendar.Date{Year: 2018, Month: time.November, Day: 20}.At(9, 30)
		r.db = dbtest.Open(t, address, db.Options{Now: func() time.Time { return r.now }})
		r.desk = handlers.New(handlers.Options{Book: r.book})
		r.do(r.seed)
		fn(r)
	})
}

func (r *rig) seed(ctx context.Context, tx *db.Tx) error {
	if err := tx.PutUnits(ctx, units()); err != nil {
		return err
	}
	if err := tx.PutPeople(ctx, people()); err != nil {
		return err
	}
	return tx.PutObligations(ctx, rules.Obligations(r.book.Directive, units(), nil, r.now))
}

func (r *rig) do(fn func(context.Context, *db.Tx) error) {
	r.t.Helper()
	if err := r.db.InTx(context.Background(), fn); err != nil {
		r.t.Fatal(err)
	}
}

// put is a message that a turn put: to whom, of which kind, about what.
type put struct {
	person, kind string
	refs         map[string]any
}

// turn handles one thing and returns the messages that it put.
func (r *rig) turn(in handlers.Incoming) []put {
	r.t.Helper()
	r.do(func(ctx context.Context, tx *db.Tx) error { return r.desk.Handle(ctx, tx, in) })
	return r.puts()
}

func (r *rig) puts() (out []put) {
	r.t.Helper()
	r.do(func(ctx context.Context, tx *db.Tx) error {
		out = nil
		rows, err := tx.Messages(ctx, r.had, 100)
		for _, m := range rows {
			p := put{person: m.Person, kind: m.Kind}
			if err := json.Unmarshal(m.Refs, &p.refs); err != nil {
				return err
			}
			out = append(out, p)
		}
		if len(rows) > 0 {
			r.had = rows[len(rows)-1].ID
		}
		return err
	})
	return out
}

func (r *rig) say(who, text string) []put {
	r.t.Helper()
	return r.turn(handlers.Incoming{Kind: handlers.KindMessage, User: who, Channel: "D" + who, ChannelType: "im", Text: text})
}

func (r *rig) press(who string, a answer.Action, value string) []put {
	r.t.Helper()
	return r.turn(handlers.Incoming{
		Kind: handlers.KindAction, User: who, Channel: "D" + who, ChannelType: "im",
		Action: string(a), Value: value, MessageTS: "1.000001",
	})
}

// kinds are those of the messages, with the key of a refusal or notice.
func kinds(puts []put) []string {
	out := []string{}
	for _, p := range puts {
		name := p.kind
		if key, ok := p.refs["key"].(string); ok {
			name += ":" + key
		}
		out = append(out, name)
	}
	return out
}
