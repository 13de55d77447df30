package moves_test

import (
	"slices"
	"testing"
	"time"

	"steward/rules"
	"steward/rules/calendar"
	"steward/rules/moves"
)

// A trial is one move tried, in terms that the model understands.
type trial struct {
	state moves.State
	verb  moves.Verb
	role  rules.Role
	own   bool // of the unit
	way   moves.Way
	// bits
	replaced, consent, checked, against, paper, full, verified bool
	filed, consented, first, others, second                    bool // who moves filed it, consented, passed first; it is assigned to another; second returned it
	said                                                       bool // words, reasons, day, number, file and receiver are all there
}

// model says to which state a move leads, "-" for a refusal. It is written from the
// directive and the house's own separation of duties, as prose would say it.
func (c trial) model() moves.State {
	filer := c.own && (c.role == rules.Liaison || c.role == rules.OfficeHead)
	reviewer, office := c.role == rules.Reviewer, c.role == rules.Admin
	switch c.verb {
	case moves.File:
		switch {
		case c.state != moves.New || !filer:
			return "-"
		case c.way == moves.Doubtful:
			return moves.Deciding
		}
		return c.afterConsent()
	case moves.Withdraw:
		still := []moves.State{moves.Deciding, moves.Consent, moves.First, moves.Second, moves.Returned, moves.Ready}
		return c.ends(filer && slices.Contains(still, c.state), moves.Withdrawn)
	case moves.Admit, moves.Refer:
		if c.state != moves.Deciding || !office || !c.said {
			return "-"
		}
		if c.verb == moves.Refer {
			return moves.Elsewhere
		}
		return c.afterConsent()
	case moves.Agree:
		return c.ends(c.state == moves.Consent && c.role == rules.Head && c.own, moves.First)
	case moves.Record:
		return c.ends(c.state == moves.Consent && filer && c.consent, moves.First)
	case moves.Resubmit:
		to := moves.First
		if c.second {
			to = moves.Second
		}
		return c.ends(c.state == moves.Returned && filer && c.consent, to)
	case moves.Receive:
		before := []moves.State{moves.Consent, moves.First, moves.Second, moves.Returned, moves.Ready}
		return c.ends(slices.Contains(before, c.state) && (reviewer || office) && c.said, c.state)
	case moves.Check, moves.Pass, moves.Return, moves.Decline, moves.Reassign:
		return c.review(reviewer)
	default:
		return c.later(filer, reviewer, office)
	}
}

func (c trial) ends(ok bool, to moves.State) moves.State {
	if ok {
		return to
	}
	return "-"
}

func (c trial) afterConsent() moves.State {
	if c.consent {
		return moves.First
	}
	return moves.Consent
}

// review is for a reviewer who has no part in the application, of either review.
func (c trial) review(reviewer bool) moves.State {
	at := c.state == moves.First || c.state == moves.Second
	if !at || !reviewer {
		return "-"
	}
	if c.verb == moves.Reassign {
		return c.ends(c.said, c.state)
	}
	if c.filed || c.consented || c.others || c.state == moves.Second && c.first {
		return "-"
	}
	switch c.verb {
	case moves.Check:
		return c.state
	case moves.Return:
		return c.ends(c.said, moves.Returned)
	case moves.Decline:
		return c.ends(c.said, moves.Declined)
	}
	if !c.checked || c.against && !c.said {
		return "-"
	}
	switch {
	case c.state == moves.First:
		return moves.Second
	case c.way != moves.Holder:
		return moves.Ready
	case c.replaced:
		return moves.Announce
	}
	return moves.Registrar
}

func (c trial) later(filer, reviewer, office bool) moves.State {
	end := moves.Complete
	if c.replaced {
		end = moves.Reporting
	}
	body := moves.Registry
	switch c.way {
	case moves.City:
		body = moves.Office
	case moves.Holder:
		body = moves.Registrar
	}
	switch {
	case c.verb == moves.Send:
		return c.ends(c.state == moves.Ready && reviewer && c.paper && c.said, moves.Province)
	case c.verb == moves.Refuse:
		return c.ends(c.state == moves.Province && reviewer && c.said, moves.Declined)
	case c.verb == moves.Approve && c.replaced:
		return c.ends(c.state == moves.Province && reviewer && c.said, moves.Announce)
	case c.verb == moves.Approve:
		if body == moves.Registrar { // never gets here: such a domain isn't sent to the province
			body = moves.Registry
		}
		return c.ends(c.state == moves.Province && reviewer && c.said, body)
	case c.verb == moves.Proceed:
		return c.ends(c.state == moves.Announce && (reviewer || office) && c.full, body)
	case c.verb == moves.Verify:
		return c.ends(c.state == moves.Registry && reviewer && c.said, moves.Registry)
	case c.verb == moves.Report:
		return c.ends(c.state == moves.Reporting && filer && c.said, moves.Complete)
	case c.state == moves.Registry:
		return c.ends(reviewer && c.verified && c.said, end)
	case c.state == moves.Office:
		return c.ends(office && c.said, end)
	case c.state == moves.Registrar:
		return c.ends(filer && c.said, end)
	}
	return "-"
}

const conditions = 13

// with sets the conditions from the bits of a number.
func (c trial) with(bits int) trial {
	for i, b := range []*bool{
		&c.replaced, &c.consent, &c.checked, &c.against, &c.paper, &c.full, &c.verified,
		&c.filed, &c.consented, &c.first, &c.others, &c.second, &c.said,
	} {
		*b = bits>>i&1 == 1
	}
	return c
}

func today() time.Time { return calendar.Date{Year: 2019, Month: 3, Day: 4}.At(10, 0) }

// decide makes the facts of a trial and asks the rules.
func (c trial) decide(table moves.Lines) moves.Outcome {
	now, me, another := today(), "U1", "U2"
	a := moves.Application{State: c.state, Unit: "sz-jtj", Way: c.way, Replaced: c.replaced, Version: 7, Filers: []string{another}}
	a.Paper, a.Checked, a.Against = c.paper, c.checked, c.against
	by := rules.Person{ID: me, Roles: []rules.Role{c.role}}
	if rules.Fits(c.role, "x") {
		if by.Unit = "sz-czj"; c.own {
			by.Unit = "sz-jtj"
		}
	}
	if c.filed {
		a.Filers = []string{me, another}
	}
	if c.consented {
		a.Consenters = []string{"U3", me}
	}
	if c.first {
		a.FirstBy = me
	}
	if c.others {
		a.Assigned = another
	}
	if c.second {
		a.Back = moves.Second
	}
	if c.verified {
		a.Verified = calendar.Date{Year: 2019, Month: 3, Day: 1}
	}
	m := moves.Move{Verb: c.verb, By: by, Version: 7}
	if c.said {
		m.Words, m.Reasons, m.Number, m.File = "words", []moves.ReasonCode{moves.WrongName, moves.OtherReason}, "1", "F1"
		m.On, m.To = calendar.DateOf(now), rules.Person{ID: "U9", Roles: []rules.Role{rules.Reviewer}}
	}
	var f moves.Facts
	if c.consent {
		f.Consent = &rules.Consent{By: "U3"}
	}
	if f.Announced = (&rules.Announcement{Cancellable: calendar.DateOf(now).AddDays(1)}); c.full {
		f.Announced.Cancellable = calendar.DateOf(now)
	}
	return table.Decide(a, m, f, now)
}

// everyBits are all conditions, where the table has a line that a role may go: else
// none of them, each alone, each missing, and all, since nothing may open the way.
func everyBits(state moves.State, verb moves.Verb, role rules.Role) []int {
	const all = 1<<conditions - 1
	for _, l := range moves.Table() {
		if l.From == state && l.Verb == verb && slices.Contains(l.Who, role) {
			return upTo(all)
		}
	}
	few := []int{0, all}
	for i := range conditions {
		few = append(few, 1<<i, all&^(1<<i))
	}
	return few
}

func upTo(most int) []int {
	var bits []int
	for n := range most + 1 {
		bits = append(bits, n)
	}
	return bits
}

// TestEveryMove tries every state, move, role, unit and way under the conditions.
func TestEveryMove(t *testing.T) {
	allowed, table := 0, moves.Table()
	for _, state := range append(moves.States(), moves.New) {
		for _, verb := range table.Verbs() {
			for _, role := range append(rules.UnitRoles(), rules.CityRoles()...) {
				for _, bits := range everyBits(state, verb, role) {
					for _, way := range moves.Ways() {
						c := trial{state: state, verb: verb, role: role, way: way}.with(bits)
						for _, c.own = range []bool{true, false} {
							allowed += c.try(t, table)
						}
					}
				}
			}
		}
	}
	if allowed == 0 {
		t.Fatal("nothing is allowed")
	}
}

func (c trial) try(t *testing.T, table moves.Lines) int {
	t.Helper()
	want, got := c.model(), c.decide(table)
	switch {
	case got.Verdict.OK != (want != "-"), got.Verdict.OK && (got.Next.State != want || got.Next.Version != 8):
		t.Fatalf("%+v: %+v to %q, want %q", c, got.Verdict, got.Next.State, want)
	case !got.Verdict.OK && got.Verdict.Reason == "":
		t.Fatalf("%+v: refused without a reason", c)
	case got.Verdict.OK:
		return 1
	}
	return 0
}
