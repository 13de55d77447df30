package rules

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"steward/rules/calendar"
)

func nov(day int) calendar.Date { return calendar.Date{Year: 2018, Month: time.November, Day: day} }

func TestDeputyProblems(t *testing.T) {
	in := func(id, unit string) Person { return Person{ID: id, Unit: unit, Roles: []Role{Liaison}} }
	a, b, gone := in("A", "u"), in("B", "u"), Person{ID: "B"}
	ship := func(from, to int) Deputyship {
		return Deputyship{Person: "A", Deputy: "B", From: nov(from), To: nov(to)}
	}
	other := func(person, deputy string) []Deputyship {
		return []Deputyship{{ID: "X", Person: person, Deputy: deputy, From: nov(23), To: nov(24)}}
	}
	long := ship(22, 23)
	long.To = nov(22).AddDays(367)
	self := ship(22, 23)
	self.Deputy = "A"
	for name, c := range map[string]struct {
		ship   Deputyship
		deputy Person
		others []Deputyship
		want   string
	}{
		"a week":                        {ship(22, 28), b, nil, ""},
		"today alone":                   {ship(22, 22), b, nil, ""},
		"begun already":                 {ship(20, 22), b, nil, ""},
		"no days":                       {Deputyship{Person: "A", Deputy: "B"}, b, nil, DeputyDates},
		"no last day":                   {Deputyship{Person: "A", Deputy: "B", From: nov(22)}, b, nil, DeputyDates},
		"backwards":                     {ship(28, 22), b, nil, DeputyDates},
		"over":                          {ship(19, 21), b, nil, DeputyOver},
		"more than a year":              {long, b, nil, DeputyLong},
		"themselves":                    {self, a, nil, DeputySelf},
		"gone":                          {ship(22, 23), gone, nil, DeputyUnknown},
		"of another unit":               {ship(22, 23), in("B", "v"), nil, DeputyUnit},
		"another on one of the days":    {ship(24, 30), b, other("A", "C"), DeputyTwice},
		"another on other days":         {ship(25, 30), b, other("A", "C"), ""},
		"the deputy is away":            {ship(22, 23), b, other("B", "C"), DeputyAway},
		"the person stands in":          {ship(22, 23), b, other("C", "A"), DeputyAway},
		"the deputy stands in for more": {ship(22, 23), b, other("C", "B"), ""},
	} {
		if got := c.ship.Problem(a, c.deputy, c.others, nov(22)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestDeputiesHoldOnTheirDays: on the first and the last, and not beside.
func TestDeputiesHoldOnTheirDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.IntRange(1, 30).Draw(t, "from")
		to := rapid.IntRange(from, 30).Draw(t, "to")
		day := rapid.IntRange(1, 30).Draw(t, "day")
		s := Deputyship{From: nov(from), To: nov(to)}
		if got := s.On(nov(day)); got != (day >= from && day <= to) {
			t.Errorf("%v on %d: %v", s, day, got)
		}
	})
}

// TestStandingInGivesRights: a deputy may what the other may, in the same unit,
// and nothing without them; and it is known for whom.
func TestStandingInGivesRights(t *testing.T) {
	head := Person{ID: "H", Unit: "u", Roles: []Role{Head}}
	if May(head, FileForm, "u").OK {
		t.Fatal("a head files")
	}
	head.For = []Stand{{"L", []Role{Liaison}}}
	if !May(head, FileForm, "u").OK || May(head, FileForm, "v").OK {
		t.Error("standing in for the liaison does not give just what the liaison may")
	}
	if MayFileAlone(head) || head.Behalf(Filers()...) != "L" || head.Behalf(Head) != "" {
		t.Errorf("for whom: %q and %q", head.Behalf(Filers()...), head.Behalf(Head))
	}
	off := Person{ID: "H", Unit: "u", For: head.For}
	if May(off, FileForm, "u").OK {
		t.Error("who is off the roster stands in")
	}
}

func TestMayNameDeputy(t *testing.T) {
	a := Person{ID: "A", Unit: "u", Roles: []Role{Liaison}}
	for _, c := range []struct {
		by   Person
		want string
	}{
		{a, ""}, {person(Admin), ""}, {Person{ID: "B", Unit: "u", Roles: []Role{OfficeHead}}, OfficeOnly},
		{person(Leader), OfficeOnly}, {Person{ID: "A"}, NotOnRoster},
	} {
		if v := MayNameDeputy(c.by, a); v.OK != (c.want == "") || v.Reason != c.want {
			t.Errorf("by %+v: %+v, want %q", c.by, v, c.want)
		}
	}
}

// TestOnDuty: each is told once, a deputy in the place of who is away.
func TestOnDuty(t *testing.T) {
	in := func(id, unit string) Person { return Person{ID: id, Unit: unit, Roles: []Role{Liaison}} }
	known := map[string]Person{"C": in("C", "u"), "B": in("B", "u"), "V": in("V", "v")}
	find := func(id string) (Person, bool) { p, ok := known[id]; return p, ok }
	for name, c := range map[string]struct {
		standing []Deputyship
		want     []string
	}{
		"nobody away":               {nil, []string{"A", "B"}},
		"one away":                  {[]Deputyship{{Person: "A", Deputy: "C"}}, []string{"C", "B"}},
		"the other stands in":       {[]Deputyship{{Person: "A", Deputy: "B"}}, []string{"B"}},
		"the deputy has left":       {[]Deputyship{{Person: "A", Deputy: "Z"}}, []string{"A", "B"}},
		"the deputy has moved unit": {[]Deputyship{{Person: "A", Deputy: "V"}}, []string{"A", "B"}},
	} {
		var got []string
		for _, p := range OnDuty([]Person{in("A", "u"), in("B", "u")}, c.standing, find) {
			got = append(got, p.ID)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestRolesIn(t *testing.T) {
	for _, c := range []struct {
		join Join
		unit Unit
		role Role
		want bool
	}{
		{Join{Unit: "u"}, Unit{Code: "u"}, Liaison, true},
		{Join{Unit: "u"}, Unit{Code: "u"}, BodyContact, false},
		{Join{Unit: "u"}, Unit{Code: "u", Coordinating: true}, BodyContact, true},
		{Join{Unit: "u"}, Unit{Code: "u"}, Admin, false},
		{Join{Unit: "u"}, Unit{}, Liaison, false}, // the unit is gone
		{Join{Unit: TheCity}, Unit{}, Reviewer, true},
		{Join{Unit: TheCity}, Unit{}, Liaison, false},
		{Join{}, Unit{}, Admin, false}, // nothing was chosen
	} {
		if got := c.join.MayHold(c.role, c.unit); got != c.want {
			t.Errorf("%+v in %+v as %s: %v", c.join, c.unit, c.role, got)
		}
	}
	for state, want := range map[string]bool{JoinDraft: false, JoinPending: true, JoinApproved: false, JoinRefused: false} {
		if got := (Join{State: state}).Decidable(); got != want {
			t.Errorf("%s: %v", state, got)
		}
	}
}

func TestMayStandIn(t *testing.T) {
	of := func(unit string, roles ...Role) Person { return Person{ID: "X", Unit: unit, Roles: roles} }
	for _, c := range []struct {
		person, deputy Person
		want           bool
	}{
		{of("u", Liaison), of("u", Head), true},
		{of("u", Liaison), of("v", Liaison), false},
		{of("", Admin), of("", Reviewer), true},
		{of("", Admin), of("", Leader), false},
		{of("", Admin), of("", Leader, Admin), true},
		{of("", Leader), of("", Leader), true},
		{of("", Leader), of("", Admin), true},
	} {
		if MayStandIn(c.person, c.deputy) != c.want {
			t.Errorf("%+v for %+v: %v", c.deputy, c.person, !c.want)
		}
	}
}
