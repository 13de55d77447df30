package view_test

import (
	"slices"
	"testing"
	"time"

	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
	"steward/rules/form"
	"steward/view"
)

// A sample is one answer in one state, with its golden files' name.
type sample struct {
	name string
	at   view.Place
	a    answer.Answer
}

// samples are all answers in the states that people meet.
func samples(t *testing.T) []sample {
	w := newWorld(t)
	return slices.Concat(w.duties(), w.reminders(), w.statuses(), w.forms(), w.desk(), w.reports(), w.people(), w.adjustments(), w.consents(), w.taken(), w.plain())
}

// A world is the directive, a calendar and a few units.
type world struct {
	book rules.Book
	unit map[string]rules.UnitFacts
}

func newWorld(t *testing.T) *world {
	t.Helper()
	d, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{book: rules.Book{Directive: d, Calendar: calendar.Builtin()}, unit: map[string]rules.UnitFacts{}}
	w.add(rules.Unit{Code: "sz-wxb", Name: "宿州市互联网信息办公室", Aliases: []string{"市网信办"}, Kind: rules.Department, Label: "wxb", Coordinating: true})
	w.add(rules.Unit{Code: "sz-jtj", Name: "宿州市教育体育局", Aliases: []string{"市教体局"}, Kind: rules.Department, Label: "jytyj"},
		site("www.szjyty.gov.cn", "宿州教育体育网", true), site("szjy.net.cn", "宿州教育信息网", false))
	w.add(rules.Unit{Code: "sz-sfj", Name: "宿州市司法局", Kind: rules.Department, Label: "sfj"},
		site("sfj.ahsz.gov.cn", "宿州市司法局", true))
	w.add(rules.Unit{Code: "sz-slyy", Name: "宿州市立医院", Kind: rules.InstitutionNonAdmin},
		site("www.szsly.gov.cn", "宿州市立医院", true))
	w.add(rules.Unit{Code: "sz-gtj", Name: "宿州市国土资源局", Kind: rules.Department, Label: "gtj"}, closed("www.szgtzy.gov.cn"))
	w.add(rules.Unit{Code: "sz-qxj", Name: "宿州市气象局", Kind: rules.Vertical}, site("www.szqx.gov.cn", "宿州气象", true))
	w.add(rules.Unit{Code: "sz-lb", Name: "灵璧县人民政府", Kind: rules.County},
		site("www.lingbi.gov.cn", "灵璧县人民政府网", true), shop("lbqishi.com"), site("lingbi.gov.cn.cn", "灵璧旧站", false),
		site("lingbi.com", "灵璧在线", false), site("lb1.com", "灵璧一", false), site("lb2.com", "灵璧二", false), site("lb3.com", "灵璧三", false))
	return w
}

func site(name, of string, main bool) rules.Domain {
	return rules.Domain{Name: name, SiteName: of, SiteStatus: rules.Running, Purpose: rules.Government, Main: main}
}

func closed(name string) rules.Domain {
	d := site(name, "宿州市国土资源局", true)
	d.SiteStatus = rules.Closed
	return d
}

func shop(name string) rules.Domain {
	d := site(name, "灵璧奇石商城", false)
	d.Purpose = rules.Commercial
	return d
}

func (w *world) add(u rules.Unit, domains ...rules.Domain) {
	for i := range domains {
		domains[i].Unit = u.Code
	}
	w.unit[u.Code] = rules.UnitFacts{
		Unit: u, Domains: domains, Obligations: rules.ObligationsOf(w.book.Directive, u, domains, on(2018, 11, 20, 9, 0)),
		Intakes: map[rules.ObligationKind]rules.Intake{}, Submitted: map[rules.ObligationKind]time.Time{},
		Checks: checked(),
	}
}

// checked says that the office has checked what came in for either date.
func checked() []rules.IntakeCheck {
	at := on(2018, 12, 17, 9, 20)
	return []rules.IntakeCheck{
		{Kind: rules.Coordinator, Due: day(2018, 11, 26), By: "U1", At: at},
		{Kind: rules.Cleanup, Due: day(2018, 12, 15), By: "U1", At: at},
	}
}

// unchecked is a unit's facts before the office has checked anything.
func (w *world) unchecked(code string) rules.UnitFacts {
	f := w.unit[code]
	f.Checks = nil
	return f
}

// with is a unit's facts with an intake.
func (w *world) with(code string, in rules.Intake) rules.UnitFacts {
	f := w.unit[code]
	f.Intakes = map[rules.ObligationKind]rules.Intake{in.Kind: in}
	return f
}

// sent is a unit's facts with 附件2 submitted here.
func (w *world) sent(code string, at time.Time) rules.UnitFacts {
	f := w.unit[code]
	f.Submitted = map[rules.ObligationKind]time.Time{rules.Coordinator: at}
	return f
}

// city is all units, with intakes for the first so many of those that owe the
// material.
func (w *world) city(complete, partly int) rules.CityFacts {
	f := rules.CityFacts{
		Domains:   map[string][]rules.Domain{},
		Intakes:   map[rules.ObligationKind]map[string]rules.Intake{rules.Cleanup: {}, rules.Coordinator: {}},
		Submitted: map[rules.ObligationKind]map[string]time.Time{rules.Coordinator: {"sz-wxb": on(2018, 11, 21, 10, 12)}},
		Checks:    checked(),
	}
	for _, code := range []string{"sz-wxb", "sz-jtj", "sz-sfj", "sz-slyy", "sz-gtj", "sz-qxj", "sz-lb"} {
		u := w.unit[code]
		f.Units = append(f.Units, u.Unit)
		f.Domains[code] = u.Domains
		f.Obligations = append(f.Obligations, u.Obligations...)
		if _, owed := u.Owes(rules.Cleanup); !owed {
			continue
		}
		switch {
		case complete > 0:
			f.Intakes[rules.Cleanup][code] = both(code)
			complete--
		case partly > 0:
			f.Intakes[rules.Cleanup][code] = paper(code)
			partly--
		}
	}
	return f
}

func paper(code string) rules.Intake {
	return rules.Intake{Unit: code, Kind: rules.Cleanup, Paper: day(2018, 12, 10)}
}

func both(code string) rules.Intake {
	in := paper(code)
	in.Electronic = day(2018, 12, 11)
	return in
}

func day(y int, m time.Month, d int) calendar.Date { return calendar.Date{Year: y, Month: m, Day: d} }

func on(y int, m time.Month, d, hour, minute int) time.Time { return day(y, m, d).At(hour, minute) }

// liaison reads as the liaison of a unit, in a direct message.
func liaison(unit string, now time.Time) view.Place {
	return view.Place{Now: now, Personal: true, Reader: rules.Person{ID: "U1", Unit: unit, Roles: []rules.Role{rules.Liaison}}}
}

// official reads as one of the city's own people.
func official(role rules.Role, now time.Time) view.Place {
	return view.Place{Now: now, Personal: true, Reader: rules.Person{ID: "U2", Roles: []rules.Role{role}}}
}

func coordinatorForm() *form.Definition { return form.Coordinator() }
