package rules

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"steward/rules/calendar"
)

func TestUnitFacts(t *testing.T) {
	b := Book{Directive: theDirective(t), Calendar: calendar.Builtin()}
	units, domains := inventory(t)
	known := shanghai(t, "2018-11-20 09:00")
	day := date(t, "2018-12-03")
	u := units[8] // 市网信办, one of the four
	f := UnitFacts{
		Unit: u, Domains: domains[u.Code],
		Obligations: ObligationsOf(b.Directive, u, domains[u.Code], known),
		Intakes:     map[ObligationKind]Intake{Coordinator: {Unit: u.Code, Kind: Coordinator, Paper: day}},
		Submitted:   map[ObligationKind]time.Time{Cleanup: known},
	}
	for kind, finished := range map[ObligationKind]bool{Coordinator: true, Cleanup: false} {
		o, ok := f.Owes(kind)
		if !ok || o.Unit != u.Code || f.Finished(o) != finished {
			t.Errorf("%s: %+v, owed %v, finished %v", kind, o, ok, f.Finished(o))
		}
	}
	if _, ok := f.Owes("other"); ok {
		t.Error("something else is owed")
	}
	o, _ := f.Owes(Cleanup)
	if n := len(b.Steps(o, o.Due.At(0, 0))); n != 5 {
		t.Errorf("%d steps", n)
	}
	if c := b.Countdown(o.Due, shanghai(t, "2018-12-07 00:30")); c.Workdays != 5 || c.Light != Yellow {
		t.Errorf("countdown half an hour after midnight in Shanghai: %+v", c)
	}
	if u.Short() != "市网信办" || (Unit{Name: "某局"}).Short() != "某局" {
		t.Errorf("called %s", u.Short())
	}
}

func TestReportsKeepTheOrder(t *testing.T) {
	b := Book{Directive: theDirective(t), Calendar: calendar.Builtin()}
	_, domains := inventory(t)
	f := UnitFacts{Unit: Unit{Code: "sz-jtj", Kind: Department}, Domains: domains["sz-jtj"]}
	var got []string
	for _, r := range f.Reports(b) {
		got = append(got, r.Domain.Name+" "+string(r.Standing))
	}
	want := []string{"www.szjyty.gov.cn must_change", "szjy.net.cn must_change"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCityFacts(t *testing.T) {
	units, domains := inventory(t)
	day, known := date(t, "2018-12-03"), shanghai(t, "2018-11-20 09:00")
	f := CityFacts{
		Units: units, Domains: domains,
		Obligations: Obligations(theDirective(t), units, domains, known),
		Intakes: map[ObligationKind]map[string]Intake{Cleanup: {
			"sz-yq": {Paper: day, Electronic: day}, "sz-ds": {Paper: day},
		}},
		Submitted: map[ObligationKind]map[string]time.Time{Cleanup: {"sz-xx": known, "sz-lb": {}}},
	}
	p := f.Progress(Cleanup)
	if len(p.Owed) != 49 || len(p.Missing) != 46 {
		t.Errorf("%d owed, %d missing", len(p.Owed), len(p.Missing))
	}
	if !cmp.Equal(p.Complete, []string{"sz-yq"}) || !cmp.Equal(p.Partly, []string{"sz-ds", "sz-xx"}) {
		t.Errorf("complete %v, partly %v", p.Complete, p.Partly)
	}
	if f.Unit("sz-xx").Name != "萧县人民政府" || f.Unit("nobody").Code != "" {
		t.Error("units are not found by code")
	}
}

func TestIntakeOn(t *testing.T) {
	paper, mail := date(t, "2018-12-03"), date(t, "2018-12-04")
	i := Intake{Paper: paper, Electronic: mail}
	if i.On(Paper) != paper || i.On(Electronic) != mail {
		t.Errorf("paper %s, electronic %s", i.On(Paper), i.On(Electronic))
	}
}
