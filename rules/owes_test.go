package rules

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestOwes(t *testing.T) {
	d := theDirective(t)
	material, _ := d.Deadline(Cleanup)
	annex, _ := d.Deadline(Coordinator)
	for _, c := range []struct {
		kind  UnitKind
		holds bool
		want  bool
	}{
		{County, true, true}, {County, false, true},
		{Department, true, true}, {Department, false, true},
		{InstitutionAdmin, true, true}, {InstitutionAdmin, false, true},
		{InstitutionNonAdmin, true, true}, {InstitutionNonAdmin, false, false},
		{Vertical, true, false}, {Vertical, false, false},
	} {
		u := Unit{Code: "u", Kind: c.kind}
		if got := Owes(material, u, c.holds); got != c.want {
			t.Errorf("%s, holds a domain %v: owes the material %v", c.kind, c.holds, got)
		}
		if Owes(annex, u, c.holds) {
			t.Errorf("%s owes annex 2 without being one of the four", c.kind)
		}
		u.Coordinating = true
		if !Owes(annex, u, c.holds) {
			t.Errorf("%s, one of the four, owes no annex 2", c.kind)
		}
	}
	if Owes(Deadline{Owner: "everybody"}, Unit{Kind: County}, true) {
		t.Error("a county owes what no owner owes")
	}
}

func TestObligationsOfTheInventory(t *testing.T) {
	d := theDirective(t)
	units, domains := inventory(t)
	known := time.Date(2018, time.November, 20, 9, 0, 0, 0, time.FixedZone("", 8*60*60))
	byKind := map[ObligationKind][]string{}
	for _, o := range Obligations(d, units, domains, known) {
		byKind[o.Kind] = append(byKind[o.Kind], o.Unit)
		dl, _ := d.Deadline(o.Kind)
		if o.Due != dl.Due || o.Article != dl.Article || o.Known.Location() != time.UTC || !o.Known.Equal(known) {
			t.Errorf("%+v", o)
		}
	}
	if want := []string{"sz-wxb", "sz-bb", "sz-gaj", "sz-jxw"}; !cmp.Equal(want, byKind[Coordinator]) {
		t.Errorf("annex 2 is owed by %v", byKind[Coordinator])
	}
	if n := len(byKind[Cleanup]); n != 49 {
		t.Errorf("%d of %d units owe the material, want 49", n, len(units))
	}
	for _, code := range []string{"sz-qxj", "sz-swju", "sz-yzj", "sz-gbt"} {
		if slices.Contains(byKind[Cleanup], code) {
			t.Errorf("%s owes the material", code)
		}
	}
}

func TestFinishedAndProgress(t *testing.T) {
	day := date(t, "2018-12-03")
	for _, c := range []struct {
		name      string
		kind      ObligationKind
		intake    Intake
		submitted bool
		want      string
	}{
		{"nothing", Cleanup, Intake{}, false, "missing"},
		{"form alone", Cleanup, Intake{}, true, "partly"},
		{"paper alone", Cleanup, Intake{Paper: day}, false, "partly"},
		{"mail alone", Cleanup, Intake{Electronic: day}, true, "partly"},
		{"both", Cleanup, Intake{Paper: day, Electronic: day}, false, "complete"},
		{"nothing", Coordinator, Intake{}, false, "missing"},
		{"submitted", Coordinator, Intake{}, true, "partly"},
		{"confirmed", Coordinator, Intake{Paper: day}, true, "complete"},
		{"confirmed, never submitted", Coordinator, Intake{Paper: day}, false, "complete"},
	} {
		t.Run(string(c.kind)+" "+c.name, func(t *testing.T) {
			o := Obligation{Kind: c.kind, Unit: "u"}
			if got := Finished(o, c.intake, c.submitted); got != (c.want == "complete") {
				t.Errorf("finished: %v, want %s", got, c.want)
			}
			other := Obligation{Kind: "other", Unit: "v"}
			p := ProgressOf(c.kind, []Obligation{o, other}, map[string]Intake{"u": c.intake}, map[string]bool{"u": c.submitted})
			got := map[string][]string{"complete": p.Complete, "partly": p.Partly, "missing": p.Missing}
			for stage, codes := range got {
				if want := stage == c.want; (len(codes) == 1) != want || len(codes) > 1 {
					t.Errorf("%s counts %v, want %s", stage, codes, c.want)
				}
			}
			if !cmp.Equal(p.Owed, []string{"u"}) || p.Late != nil {
				t.Errorf("owed %v, late %v", p.Owed, p.Late)
			}
		})
	}
}

func TestGoalRates(t *testing.T) {
	units, domains := inventory(t)
	want := []Rate{{Kind: County, Met: 2, Of: 5}, {Kind: Department, Met: 8, Of: 11}}
	if diff := cmp.Diff(want, GoalRates(theDirective(t), units, domains)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestGoalRatesOfOneDepartment(t *testing.T) {
	u := Unit{Code: "u", Kind: Department}
	closed := site("a.ahsz.gov.cn")
	closed.SiteStatus = Closed
	for _, c := range []struct {
		name    string
		domains []Domain
		met, of int
	}{
		{"none", nil, 0, 0},
		{"closed", []Domain{closed}, 0, 0},
		{"good", []Domain{site("a.ahsz.gov.cn")}, 1, 1},
		{"good, with an alias", []Domain{mainSite("a.ahsz.gov.cn"), site("www.a.ahsz.gov.cn")}, 1, 1},
		{"good, another closed", []Domain{mainSite("a.ahsz.gov.cn"), closed}, 1, 1},
		{"good, and Chinese", []Domain{mainSite("a.ahsz.gov.cn"), site("a局.政务")}, 1, 1},
		{"Chinese alone", []Domain{site("a局.政务")}, 0, 1},
		{"good, and another", []Domain{mainSite("a.ahsz.gov.cn"), site("a.com")}, 0, 1},
		{"bad", []Domain{mainSite("www.a.gov.cn")}, 0, 1},
	} {
		got := GoalRates(theDirective(t), []Unit{u}, map[string][]Domain{"u": c.domains})[1]
		if got.Met != c.met || got.Of != c.of {
			t.Errorf("%s: %d of %d, want %d of %d", c.name, got.Met, got.Of, c.met, c.of)
		}
	}
}
