package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"steward/db"
	"steward/db/dbtest"
	"steward/handlers"
	"steward/papers"
	"steward/reminders"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
)

// living is a small city on a day: what becomes of its units and people is tried
// within one transaction, and taken back.
type living struct {
	*rapid.T

	ctx  context.Context
	tx   *db.Tx
	desk *handlers.Handlers
	rem  *reminders.Reminders
}

// livingUnits are five bodies, two of which coordinate.
func livingUnits() []rules.Unit {
	var units []rules.Unit
	for i, name := range []string{"甲局", "乙局", "丙局", "丁局", "戊局"} {
		units = append(units, rules.Unit{Code: fmt.Sprint("u", i), Name: "宿州市" + name, Kind: rules.Department, Coordinating: i < 2})
	}
	return units
}

func livingPeople() []rules.Person {
	people := []rules.Person{{ID: "ADMIN", Roles: []rules.Role{rules.Admin}}}
	for i, u := range livingUnits() {
		for _, role := range rules.UnitRoles()[:3-i%2] {
			people = append(people, rules.Person{ID: fmt.Sprint("P", u.Code, role), Unit: u.Code, Roles: []rules.Role{role}})
		}
	}
	return people
}

func (l *living) must(err error) {
	l.Helper()
	if err != nil {
		l.Fatal(err)
	}
}

func (l *living) seed() {
	l.must(l.tx.PutUnits(l.ctx, livingUnits()))
	l.must(l.tx.PutPeople(l.ctx, livingPeople()))
	var domains []rules.Domain
	for i := range 8 {
		domains = append(domains, rules.Domain{
			Name: fmt.Sprintf("d%d.gov.cn", i), Unit: fmt.Sprint("u", i%5), SiteStatus: rules.Running, Purpose: rules.Government,
		})
	}
	l.must(l.tx.PutDomains(l.ctx, domains))
	_, err := l.tx.StartCampaign(l.ctx, l.directive().ID, l.tx.Now())
	l.must(err)
	l.must(l.rem.Plan(l.ctx, l.tx))
}

func (l *living) directive() *rules.Directive {
	d, err := rules.Builtin()
	l.must(err)
	return d
}

func (l *living) unit() string { return fmt.Sprint("u", rapid.IntRange(0, 4).Draw(l.T, "unit")) }

func (l *living) roster() []rules.Person {
	people, err := l.tx.Roster(l.ctx)
	l.must(err)
	return people
}

func (l *living) person() rules.Person { return rapid.SampledFrom(l.roster()).Draw(l.T, "person") }

func (l *living) today() calendar.Date { return calendar.DateOf(l.tx.Now()) }

func (l *living) turn(in handlers.Incoming) {
	l.Helper()
	in.Channel, in.ChannelType, in.MessageTS = "D"+in.User, "im", "1.1"
	l.must(l.desk.Handle(l.ctx, l.tx, in))
}

func (l *living) press(who string, a answer.Action, value string, state map[string]string) {
	l.Helper()
	l.turn(handlers.Incoming{Kind: handlers.KindAction, User: who, Action: string(a), Value: value, State: state})
}

// file imports a register; what it refuses changes nothing.
func (l *living) file(r rules.Register) {
	l.Helper()
	r.Lines = make([]int, len(r.Units)+len(r.Domains)+len(r.People))
	plan, err := l.tx.PlanImport(l.ctx, r)
	l.must(err)
	l.must(l.desk.Import(l.ctx, l.tx, plan, "ADMIN"))
	l.must(l.rem.Plan(l.ctx, l.tx))
}

// change records a change of a unit, if it can be.
func (l *living) change(c rules.Change, kind string) bool {
	l.Helper()
	_, plan, err := handlers.ProposeChange(l.ctx, l.tx, c, kind)
	l.must(err)
	l.must(l.desk.Import(l.ctx, l.tx, plan, "ADMIN"))
	l.must(l.rem.Plan(l.ctx, l.tx))
	return len(plan.Merged)+len(plan.Renamed) > 0
}

func (l *living) takeBack(unit string) (done bool) {
	a, ok, err := l.tx.Adjustment(l.ctx, unit)
	l.must(err)
	if !ok {
		return false
	}
	kept, err := l.desk.TakeBack(l.ctx, l.tx, a, "ADMIN")
	l.must(err)
	l.must(l.rem.Plan(l.ctx, l.tx))
	return kept == ""
}

// acts are what can happen, each followed by a look at what must always be so.
func (l *living) acts() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"merge":     func(*rapid.T) { l.change(rules.Change{Unit: l.unit(), Into: l.unit(), On: l.today()}, "merged") },
		"rename":    func(*rapid.T) { l.change(rules.Change{Unit: l.unit(), Name: "新名", On: l.today()}, "renamed") },
		"take back": func(*rapid.T) { l.takeBack(l.unit()) },
		"merge and take back": func(t *rapid.T) {
			before, unit := l.stands(), l.unit()
			if l.change(rules.Change{Unit: unit, Into: l.unit(), On: l.today()}, "merged") {
				if !l.takeBack(unit) {
					t.Fatal("a merger from which nothing has followed can't be taken back")
				}
				if after := l.stands(); after != before {
					t.Fatalf("taken back, it was\n%s\nand is\n%s", before, after)
				}
			}
		},
		"move a domain": func(*rapid.T) {
			name := fmt.Sprintf("d%d.gov.cn", rapid.IntRange(0, 9).Draw(l.T, "domain"))
			l.file(rules.Register{Kind: rules.DomainRegister, Columns: map[string]bool{}, Domains: []rules.Domain{
				{Name: name, Unit: l.unit(), SiteStatus: rules.Running, Purpose: rules.Government},
			}})
		},
		"move a person": func(*rapid.T) { l.movePerson() },
		"leave":         func(*rapid.T) { l.press("ADMIN", answer.PersonLeave, l.person().ID, nil) },
		"account closed": func(*rapid.T) {
			if p := l.person(); p.ID != "ADMIN" {
				l.turn(handlers.Incoming{Kind: handlers.KindLeft, User: p.ID})
			}
		},
		"another role": func(*rapid.T) {
			role := rapid.SampledFrom(rules.UnitRoles()).Draw(l.T, "role")
			l.press("ADMIN", answer.PersonRole, answer.Join(l.person().ID, string(role)), nil)
		},
		"join":          func(*rapid.T) { l.join() },
		"name a deputy": func(*rapid.T) { l.nameDeputy() },
		"end a deputy":  func(*rapid.T) { l.endDeputy() },
		"begin a form": func(*rapid.T) {
			form := rapid.SampledFrom([]string{"coordinator", "application", "contact_change"}).Draw(l.T, "form")
			l.press(l.person().ID, answer.FormStart, form, nil)
		},
		"the same files again": func(t *rapid.T) { l.sameFiles(t) },

		"": func(t *rapid.T) { l.look(t) },
	}
}

func (l *living) movePerson() {
	p := l.person()
	if p.ID == "ADMIN" {
		return
	}
	p.Unit, p.Roles = l.unit(), nil
	if role := rapid.SampledFrom([]rules.Role{"", rules.Liaison, rules.OfficeHead, rules.Head}).Draw(l.T, "role"); role != "" {
		p.Roles = []rules.Role{role}
	}
	l.file(rules.Register{Kind: rules.PeopleRegister, Columns: map[string]bool{}, People: []rules.Person{p}})
}

// join is a newcomer who asks to be of a unit, whatever became of it, or the office
// that approves one who waits.
func (l *living) join() {
	pending, err := l.tx.PendingJoins(l.ctx)
	l.must(err)
	if len(pending) > 0 {
		l.press("ADMIN", answer.JoinApprove, answer.Join(pending[0].ID, string(rules.Liaison)), nil)
		return
	}
	who := fmt.Sprint("NEW", rapid.IntRange(0, 9).Draw(l.T, "newcomer"))
	if _, known, err := l.tx.Person(l.ctx, who); known || err != nil {
		l.must(err)
		return
	}
	l.turn(handlers.Incoming{Kind: handlers.KindMessage, User: who, Text: "？"})
	j, open, err := l.tx.OpenJoin(l.ctx, who)
	l.must(err)
	if !open {
		l.Fatal("a newcomer is not asked who they are")
	}
	l.press(who, answer.JoinUnit, answer.Join(l.unit(), j.ID), nil)
	l.press(who, answer.JoinRole, answer.Join(j.ID, string(rules.Liaison)), nil)
}

func (l *living) nameDeputy() {
	p, d := l.person(), l.person()
	to := l.today().AddDays(rapid.IntRange(0, 9).Draw(l.T, "days"))
	l.press(p.ID, answer.DeputyName, p.ID, map[string]string{
		string(answer.DeputyFind) + "#" + p.ID: answer.Join(d.ID, p.ID),
		string(answer.DeputyFrom):              l.today().String(), string(answer.DeputyTo): to.String(),
	})
}

func (l *living) endDeputy() {
	ships, err := l.tx.Deputyships(l.ctx, l.person().ID)
	l.must(err)
	if len(ships) > 0 {
		l.press("ADMIN", answer.DeputyEnd, ships[0].ID, nil)
	}
}

// look is what must always be so.
func (l *living) look(t *rapid.T) {
	units, err := l.tx.Units(l.ctx)
	l.must(err)
	gone := map[string]bool{}
	for _, u := range units {
		gone[u.Code] = u.Gone()
	}
	for _, u := range units {
		heir, err := l.tx.Answering(l.ctx, u.Code)
		l.must(err)
		if gone[heir] || !u.Gone() && heir != u.Code {
			t.Fatalf("%s is answered for by %s", u.Code, heir)
		}
	}
	domains, err := l.tx.Domains(l.ctx)
	l.must(err)
	for _, d := range domains {
		if was, known := gone[d.Unit]; was || !known {
			t.Fatalf("%s is of %q", d.Name, d.Unit)
		}
	}
	for _, p := range l.roster() {
		if gone[p.Unit] {
			t.Fatalf("%s is of %s, which is no more", p.ID, p.Unit)
		}
	}
	l.nothingWaits(t)
	l.lookAtDeputies(t)
}

// nothingWaits: what is begun or owed has somebody who does it, or its unit stands
// in the office's home as one with nobody.
func (l *living) nothingWaits(t *rapid.T) {
	stranded, err := l.tx.Strand(l.ctx)
	l.must(err)
	if len(stranded) > 0 {
		t.Fatalf("begun by those who may not go on: %v", stranded)
	}
	without, err := l.tx.UnitsWithout(l.ctx, rules.Filers()...)
	l.must(err)
	obligations, err := l.tx.Obligations(l.ctx)
	l.must(err)
	for _, o := range obligations {
		heir, err := l.tx.Answering(l.ctx, o.Unit)
		l.must(err)
		if slices.ContainsFunc(without, func(u rules.Unit) bool { return u.Code == heir }) {
			continue
		}
		var duty []rules.Person
		for _, role := range rules.Filers() {
			some, err := l.tx.OnDuty(l.ctx, o.Unit, role)
			l.must(err)
			duty = append(duty, some...)
		}
		if !slices.ContainsFunc(duty, func(p rules.Person) bool { return p.Known() && rules.May(p, rules.FileForm, o.Unit).OK }) {
			t.Fatalf("%s of %s waits for %v", o.Kind, o.Unit, duty)
		}
	}
}

// lookAtDeputies: who stands in is of the unit, and so is whom they stand in for.
func (l *living) lookAtDeputies(t *rapid.T) {
	known := map[string]rules.Person{}
	for _, p := range l.roster() {
		known[p.ID] = p
	}
	for id := range known {
		ships, err := l.tx.Deputyships(l.ctx, id)
		l.must(err)
		for _, s := range ships {
			p, on := known[s.Person]
			d, also := known[s.Deputy]
			if !on || !also || p.Unit != d.Unit {
				t.Fatalf("%s of %q stands in for %s of %q", s.Deputy, d.Unit, s.Person, p.Unit)
			}
		}
	}
}

// sameFiles: what is taken away and brought back changes nothing.
func (l *living) sameFiles(t *rapid.T) {
	units, err := l.tx.Units(l.ctx)
	l.must(err)
	domains, err := l.tx.Domains(l.ctx)
	l.must(err)
	for _, r := range []rules.Register{
		{Kind: rules.UnitRegister, Units: units}, {Kind: rules.DomainRegister, Domains: domains},
		{Kind: rules.PeopleRegister, People: l.roster()},
	} {
		var file bytes.Buffer
		l.must(papers.WriteCSV(&file, r))
		plan, err := l.tx.PlanImport(l.ctx, papers.ReadRegister(file.Bytes(), r.Kind))
		l.must(err)
		if added, changed, _ := plan.Counts(); added+changed+len(plan.Refused)+len(plan.Merged)+len(plan.Renamed) > 0 {
			t.Fatalf("the same %s again: %d added, %d changed, refused %v\n%s", r.Kind, added, changed, plan.Refused, file.String())
		}
	}
}

// stands is who and what belongs where, and who owes what.
func (l *living) stands() string {
	var out bytes.Buffer
	units, err := l.tx.Units(l.ctx)
	l.must(err)
	for _, u := range units {
		fmt.Fprintln(&out, u.Code, u.Name, u.Successor, u.Ended, u.Former)
	}
	domains, err := l.tx.Domains(l.ctx)
	l.must(err)
	for _, d := range domains {
		fmt.Fprintln(&out, d.Name, d.Unit)
	}
	for _, p := range l.roster() {
		fmt.Fprintln(&out, p.ID, p.Unit, p.Roles)
	}
	obligations, err := l.tx.Obligations(l.ctx)
	l.must(err)
	for _, o := range obligations {
		fmt.Fprintln(&out, o.Kind, o.Unit, o.Due)
	}
	return out.String()
}

// TestLiving: whatever becomes of units and people, every domain has one current
// unit, nothing open waits for nobody, and the same file twice changes nothing.
func TestLiving(t *testing.T) {
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		left, broken := 40, false // sequences; on PostgreSQL one takes a second
		if strings.HasSuffix(t.Name(), "postgres") {
			left = 6
		}
		now := calendar.Date{Year: 2018, Month: time.December, Day: 3}.At(10, 0)
		d := dbtest.Open(t, address, db.Options{Now: func() time.Time { return now }})
		book, err := theBook()
		if err != nil {
			t.Fatal(err)
		}
		rem := reminders.New(reminders.Options{DB: d, Book: book})
		desk := handlers.New(handlers.Options{Book: book, Plan: rem.Plan})
		rapid.Check(t, func(rt *rapid.T) {
			if left--; left < 0 && !broken {
				return
			}
			defer func() { broken = broken || rt.Failed() }()
			err := d.InTx(context.Background(), func(ctx context.Context, tx *db.Tx) error {
				l := &living{T: rt, ctx: ctx, tx: tx, desk: desk, rem: rem}
				l.seed()
				rt.Repeat(l.acts())
				return errUndo
			})
			if !errors.Is(err, errUndo) {
				rt.Fatal(err)
			}
		})
	})
}
