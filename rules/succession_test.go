package rules_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"steward/rules"
	"steward/rules/calendar"
)

func on(month time.Month, day int) calendar.Date {
	return calendar.Date{Year: 2018, Month: month, Day: day}
}

// bodies are three that stand, and one that was merged into the last of them.
func bodies() []rules.Unit {
	return []rules.Unit{
		{Code: "lfw", Name: "旅游发展委员会", Kind: rules.Department},
		{Code: "wgx", Name: "文化广电新闻出版局", Kind: rules.Department},
		{Code: "wlj", Name: "文化和旅游局", Kind: rules.Department},
		{Code: "old", Name: "旅游局", Kind: rules.Department, Successor: "wlj", Ended: on(11, 1), SuccessorName: "文化和旅游局"},
	}
}

func register(columns []string, units ...rules.Unit) rules.Register {
	r := rules.Register{Kind: rules.UnitRegister, Units: units, Columns: map[string]bool{}}
	for i := range units {
		r.Lines = append(r.Lines, i+2)
	}
	for _, c := range columns {
		r.Columns[c] = true
	}
	return r
}

func reasons(p rules.Plan) []string {
	var out []string
	for _, f := range p.Refused {
		out = append(out, f.Column+" "+f.Reason)
	}
	return out
}

func TestPlanUnitsRefuses(t *testing.T) {
	ends := func(code, into string, day calendar.Date) rules.Unit {
		return rules.Unit{Code: code, Name: "名", Kind: rules.Department, Successor: into, Ended: day}
	}
	today := on(11, 30)
	for _, c := range []struct {
		name string
		row  rules.Unit
		want []string
	}{
		{"merged today", ends("lfw", "wlj", today), nil},
		{"tomorrow", ends("lfw", "wlj", on(12, 1)), []string{"ended_on still_to_come"}},
		{"no date", ends("lfw", "wlj", calendar.Date{}), []string{"ended_on needs_date"}},
		{"no successor", ends("lfw", "", today), []string{"successor needs_successor"}},
		{"into itself", ends("lfw", "lfw", today), []string{"successor own_successor"}},
		{"into nobody", ends("lfw", "xyz", today), []string{"successor no_such_unit"}},
		{"into one that was gone by then", ends("lfw", "old", today), []string{"successor unit_gone"}},
		{"into one that went later", ends("lfw", "old", on(10, 1)), nil},
		{"elsewhere than recorded", ends("old", "wgx", today), []string{"successor already_merged"}},
		{"not any more", ends("old", "", calendar.Date{}), []string{"successor already_merged"}},
		{"a name until tomorrow", rules.Unit{Code: "lfw", Name: "名", Former: []rules.FormerName{{Name: "旧", Until: on(12, 1)}}},
			[]string{"former_names still_to_come"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := rules.PlanUnits(register([]string{"successor", "former_names"}, c.row), bodies(), today)
			if diff := cmp.Diff(c.want, reasons(p)); diff != "" {
				t.Errorf("refused (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSuccessorsInACircleAreRefused(t *testing.T) {
	a, b := bodies()[0], bodies()[1]
	a.Successor, a.Ended, b.Successor, b.Ended = b.Code, on(11, 2), a.Code, on(11, 2)
	p := rules.PlanUnits(register([]string{"successor"}, a, b), bodies(), on(11, 30))
	if diff := cmp.Diff([]string{"successor unit_gone", "successor unit_gone"}, reasons(p)); diff != "" {
		t.Errorf("refused (-want +got):\n%s", diff)
	}
}

func TestRenaming(t *testing.T) {
	row := bodies()[0]
	row.Name = "文化旅游委员会"
	plain := rules.PlanUnits(register(nil, row), bodies(), on(11, 30))
	want := []rules.Renaming{{Unit: "lfw", From: "旅游发展委员会", To: "文化旅游委员会", Since: on(11, 30)}}
	if diff := cmp.Diff(want, plain.Renamed); diff != "" {
		t.Errorf("renamed (-want +got):\n%s", diff)
	}
	row.Former = []rules.FormerName{{Name: "旅游发展委员会", Until: on(11, 15)}}
	dated := rules.PlanUnits(register([]string{"former_names"}, row), bodies(), on(11, 30))
	if got := dated.Renamed[0].Since; got != on(11, 15) {
		t.Errorf("the file says since 11-15, the plan %v", got)
	}
	u := dated.Units.Changed[0]
	if before, since := u.NameOn(on(11, 14)), u.NameOn(on(11, 15)); before != "旅游发展委员会" || since != "文化旅游委员会" {
		t.Errorf("called %s before and %s since", before, since)
	}
	again := rules.PlanUnits(register(nil, rules.Unit{Code: u.Code, Name: u.Name, Kind: u.Kind}), []rules.Unit{u}, on(12, 1))
	if again.Units.Same != 1 || len(again.Renamed) > 0 {
		t.Errorf("the same file again: %+v", again)
	}
}

// TestColumnsThatAreNotThereStay: a file without the newer columns takes nothing
// away.
func TestColumnsThatAreNotThereStay(t *testing.T) {
	kept := bodies()
	kept[0].Duties = []rules.ObligationKind{rules.NoDuty}
	rows := bodies()
	rows[3].Successor, rows[3].Ended = "", calendar.Date{}
	if p := rules.PlanUnits(register(nil, rows...), kept, on(11, 30)); p.Units.Same != 4 || len(p.Refused) > 0 {
		t.Errorf("plan %+v", p)
	}
	held := []rules.Domain{{Name: "a.gov.cn", Unit: "lfw", Holder: "旅游质监所"}}
	r := rules.Register{Kind: rules.DomainRegister, Domains: []rules.Domain{{Name: "a.gov.cn", Unit: "lfw"}}, Lines: []int{2}}
	if p := rules.PlanDomains(r, map[string]rules.Unit{"lfw": kept[0]}, held); p.Domains.Same != 1 {
		t.Errorf("plan %+v", p)
	}
}

func TestRowsOfUnitsThatAreNot(t *testing.T) {
	units := map[string]rules.Unit{}
	for _, u := range bodies() {
		units[u.Code] = u
	}
	r := rules.Register{Lines: []int{2, 3, 4}, Domains: []rules.Domain{{Name: "a", Unit: "xyz"}, {Name: "b", Unit: "old"}, {Name: "c"}}}
	p := rules.PlanDomains(r, units, nil)
	if diff := cmp.Diff([]string{"unit no_such_unit", "unit unit_gone"}, reasons(p)); diff != "" || len(p.Domains.Added) != 1 {
		t.Errorf("refused (-want +got):\n%s, added %v", diff, p.Domains.Added)
	}
}

func TestPlanPeople(t *testing.T) {
	on := []rules.Person{{ID: "U1", Roles: []rules.Role{rules.Admin}}, {ID: "U2", Roles: []rules.Role{rules.Admin}}}
	r := rules.Register{Lines: []int{2, 3, 4, 5}, People: []rules.Person{
		{ID: "U1", Roles: []rules.Role{rules.Admin}}, {ID: "U2"}, {ID: "U3", Roles: []rules.Role{rules.Leader}}, {ID: "U4"},
	}}
	p := rules.PlanPeople(r, nil, on, nil)
	if added, changed, same := p.Counts(); added != 1 || changed != 1 || same != 2 {
		t.Errorf("added %d, changed %d, same %d; want 1 that comes, 1 that leaves, 2", added, changed, same)
	}
}

// TestFollowing: a body has one head, and nobody is left without a role on the
// roster.
func TestFollowing(t *testing.T) {
	people := []rules.Person{
		{ID: "L", Unit: "lfw", Roles: []rules.Role{rules.Liaison}},
		{ID: "H", Unit: "lfw", Roles: []rules.Role{rules.Head}},
		{ID: "O", Unit: "lfw", Roles: []rules.Role{rules.OfficeHead, rules.Liaison}},
	}
	staff := []rules.Person{{ID: "X", Unit: "wlj", Roles: []rules.Role{rules.Head, rules.OfficeHead}}}
	for _, c := range []struct {
		staff []rules.Person
		want  [][]rules.Role
	}{
		{nil, [][]rules.Role{{rules.Liaison}, {rules.Head}, {rules.OfficeHead, rules.Liaison}}},
		{staff, [][]rules.Role{{rules.Liaison}, {}, {rules.Liaison}}},
	} {
		var got [][]rules.Role
		for _, p := range rules.Following(people, c.staff, "wlj") {
			if p.Unit != "wlj" {
				t.Errorf("%s is still of %s", p.ID, p.Unit)
			}
			got = append(got, slices.Clone(p.Roles))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("roles beside %v (-want +got):\n%s", c.staff, diff)
		}
	}
}

// TestOwedAfterMergers: what was open stays with the old name, the new body owes
// nothing twice, and the office's setting goes before the rule.
func TestOwedAfterMergers(t *testing.T) {
	d, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	start := on(11, 20).At(9, 0)
	before := bodies()[:2]
	had := rules.Owed(d, rules.Stored{Units: before}, start)
	after := bodies()[:3]
	after[0].Successor, after[0].Ended = "wlj", on(11, 30)
	owers := func(units []rules.Unit) []string {
		var out []string
		for _, o := range rules.Owed(d, rules.Stored{Units: units, Obligations: had}, start) {
			out = append(out, o.Unit+" "+string(o.Kind))
		}
		return out
	}
	for _, c := range []struct {
		name   string
		duties map[int][]rules.ObligationKind
		want   []string
	}{
		{"by the rule", nil, []string{"lfw cleanup", "wgx cleanup"}},
		{"the new body owes its own", map[int][]rules.ObligationKind{2: {rules.Cleanup}}, []string{"lfw cleanup", "wgx cleanup", "wlj cleanup"}},
		{"the old one is let off", map[int][]rules.ObligationKind{0: {rules.NoDuty}}, []string{"wgx cleanup"}},
		{"another owes annex 2", map[int][]rules.ObligationKind{1: {rules.Coordinator}}, []string{"lfw cleanup", "wgx coordinator"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			units := slices.Clone(after)
			for i, duties := range c.duties {
				units[i].Duties = duties
			}
			if diff := cmp.Diff(c.want, owers(units)); diff != "" {
				t.Errorf("owed (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhoActsForTheMerged(t *testing.T) {
	p := rules.Person{ID: "L", Unit: "wlj", Also: []string{"lfw"}, Roles: []rules.Role{rules.Liaison}}
	for unit, want := range map[string]bool{"wlj": true, "lfw": true, "wgx": false} {
		if got := rules.May(p, rules.FileForm, unit).OK; got != want {
			t.Errorf("files for %s: %v, want %v", unit, got, want)
		}
	}
}

func TestOutcomeKeepsTheFirst(t *testing.T) {
	var r rules.Register
	for i := range 700 {
		r.Refuse(i+2, "", "needed")
	}
	if o := (rules.Plan{Refused: r.Refused}).Outcome(); o.Total != 700 || len(o.Refused) != 500 {
		t.Errorf("%d of %d", len(o.Refused), o.Total)
	}
}
