package rules

import (
	"slices"
	"testing"
	"time"

	"steward/rules/calendar"
)

func storedUnits() []Unit {
	return []Unit{
		{Code: "a", Name: "甲局", Former: []FormerName{{"旧甲局", nov(1)}}},
		{Code: "b", Name: "乙局"},
		{Code: "gone", Name: "丙局", Successor: "b", Ended: nov(20), SuccessorName: "乙局"},
	}
}

func reasonsOf(p Plan) (reasons []string) {
	for _, f := range p.Refused {
		reasons = append(reasons, f.Reason)
	}
	return reasons
}

func TestPlanChange(t *testing.T) {
	for _, c := range []struct {
		name    string
		change  Change
		refused []string
	}{
		{"a merger", Change{Unit: "a", Into: "b", On: nov(22)}, nil},
		{"a merger of today", Change{Unit: "a", Into: "b", On: nov(23)}, nil},
		{"a merger to come", Change{Unit: "a", Into: "b", On: nov(24)}, []string{"still_to_come"}},
		{"a merger without a day", Change{Unit: "a", Into: "b"}, []string{"needs_date"}},
		{"into itself", Change{Unit: "a", Into: "a", On: nov(22)}, []string{"own_successor"}},
		{"into one that is no more", Change{Unit: "a", Into: "gone", On: nov(22)}, []string{"unit_gone"}},
		{"into nobody", Change{Unit: "a", Into: "x", On: nov(22)}, []string{"no_such_unit"}},
		{"of nobody", Change{Unit: "x", Into: "b", On: nov(22)}, []string{"no_such_unit"}},
		{"of one that was merged", Change{Unit: "gone", Into: "a", On: nov(22)}, []string{"already_merged"}},
		{"once more on another day", Change{Unit: "gone", Into: "b", On: nov(21)}, []string{"already_merged"}},
		{"a new name", Change{Unit: "a", Name: "新甲局", On: nov(22)}, nil},
		{"the name it had once", Change{Unit: "a", Name: "旧甲局", On: nov(22)}, nil},
		{"a name to come", Change{Unit: "a", Name: "新甲局", On: nov(24)}, []string{"still_to_come"}},
		{"the name it has", Change{Unit: "a", Name: "甲局", On: nov(22)}, []string{"same_name"}},
		{"another's name", Change{Unit: "a", Name: "乙局", On: nov(22)}, []string{"name_taken"}},
		{"the name of one that is no more", Change{Unit: "a", Name: "丙局", On: nov(22)}, nil},
		{"a name without a day", Change{Unit: "a", Name: "新甲局"}, []string{"needs_day"}},
		{"a new name for one that is no more", Change{Unit: "gone", Name: "新丙局", On: nov(22)}, []string{"already_merged"}},
	} {
		p := PlanChange(c.change, storedUnits(), nov(23))
		if got := reasonsOf(p); !slices.Equal(got, c.refused) {
			t.Errorf("%s: refused for %v, want %v", c.name, got, c.refused)
		}
		if done := len(p.Merged) + len(p.Renamed); (done == 1) != (len(c.refused) == 0) && len(c.refused) == 0 {
			t.Errorf("%s: %d changes", c.name, done)
		}
	}
}

func TestRenamingKeepsTheTrailOfNames(t *testing.T) {
	p := PlanChange(Change{Unit: "a", Name: "旧甲局", On: nov(22)}, storedUnits(), nov(23))
	u := p.Units.Changed[0]
	if u.Name != "旧甲局" || u.NameOn(nov(21)) != "甲局" || u.NameOn(calendar.Date{Year: 2018, Month: time.October, Day: 1}) != "旧甲局" {
		t.Errorf("%s, was %+v", u.Name, u.Former)
	}
	if r := p.Renamed[0]; r.From != "甲局" || r.Since != nov(22) {
		t.Errorf("recorded as %+v", r)
	}
}

func TestKept(t *testing.T) {
	merged := Adjustment{
		Change: "merged", Unit: "a", Before: "甲局", Into: "b",
		Moved: Moved{
			Heir: "b", Domains: []string{"a.com"}, Trace: Trace{Booked: 1, Forms: map[string]int{"S": 2}},
			People: []MovedPerson{{ID: "L", Before: []Role{Liaison}, After: []Role{Liaison}}, {ID: "H", Before: []Role{Head}}},
		},
	}
	now := func(change func(*Present)) Present {
		p := Present{
			Unit: Unit{Code: "a", Name: "甲局", Successor: "b"}, Heir: "b", Domains: []string{"b.com", "a.com"},
			People: map[string]Person{"L": {ID: "L", Unit: "b", Roles: []Role{Liaison}}},
			Trace:  Trace{Booked: 1, Forms: map[string]int{"S": 2}},
		}
		change(&p)
		return p
	}
	undone := merged
	undone.Undone = time.Unix(1, 0)
	renamed := Adjustment{Change: "renamed", Unit: "a", Before: "旧", After: "甲局"}
	for _, c := range []struct {
		want   string
		a      Adjustment
		change func(*Present)
	}{
		{"", merged, func(*Present) {}},
		{KeptUndone, undone, func(*Present) {}},
		{KeptLater, merged, func(p *Present) { p.Heir = "c" }},
		{KeptLater, merged, func(p *Present) { p.Unit.Successor = "" }},
		{KeptDomains, merged, func(p *Present) { p.Domains = []string{"b.com"} }},
		{KeptPeople, merged, func(p *Present) { delete(p.People, "L") }},
		{KeptPeople, merged, func(p *Present) { p.People["L"] = Person{Unit: "b", Roles: []Role{OfficeHead}} }},
		{KeptPeople, merged, func(p *Present) { p.People["H"] = Person{Unit: "b", Roles: []Role{Head}} }},
		{KeptWork, merged, func(p *Present) { p.Trace.Booked = 2 }},
		{KeptWork, merged, func(p *Present) { p.Trace.Forms = map[string]int{"S": 3} }},
		{KeptLater, renamed, func(*Present) {}},
		{"", renamed, func(p *Present) { p.Unit.Successor, p.Trace = "", Trace{} }},
		{KeptWork, renamed, func(p *Present) { p.Unit.Successor, p.Trace.Submitted = "", 1 }},
		{KeptLater, renamed, func(p *Present) { p.Unit = Unit{Code: "a", Name: "另名"} }},
	} {
		if got := c.a.Kept(now(c.change)); got != c.want {
			t.Errorf("%s: kept for %q, want %q", c.a.Change, got, c.want)
		}
	}
}
