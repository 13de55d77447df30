package rules

import (
	"slices"

	"steward/rules/calendar"
)

// longestDeputy is how many days a deputy may be named for at once: a longer
// absence is a change of roles.
const longestDeputy = 366

// The reasons why a deputy can't be named; locale keys below "deputy.problem.".
const (
	DeputyDates   = "dates"   // no period, or one that ends before it begins
	DeputyOver    = "over"    // the period has passed
	DeputyLong    = "long"    // longer than a year
	DeputySelf    = "self"    // themselves
	DeputyUnknown = "unknown" // not on the roster
	DeputyUnit    = "unit"    // of another unit
	DeputyTwice   = "twice"   // somebody else stands in already
	DeputyAway    = "away"    // is away themselves, or the one whom they stand in for is
)

// A Deputyship (AB角) is that somebody stands in for another on these days, the
// first and the last included. It ends by itself.
type Deputyship struct {
	ID      string
	Person  string // who is away
	Deputy  string // who stands in
	From    calendar.Date
	To      calendar.Date
	NamedBy string // the person themselves, or somebody of the office
}

// On reports whether the deputy stands in on a day.
func (s Deputyship) On(day calendar.Date) bool { return !day.Before(s.From) && !day.After(s.To) }

// MayStandIn reports whether somebody can be named to stand in for a person: one of
// the same unit. The city's own people are of several offices; a leader stands in for
// none but a leader.
func MayStandIn(person, deputy Person) bool {
	onlyLeads := len(deputy.Roles) == 1 && deputy.Holds(Leader)
	return person.Unit == deputy.Unit && (!onlyLeads || person.Holds(Leader))
}

func (s Deputyship) meets(o Deputyship) bool { return !o.To.Before(s.From) && !o.From.After(s.To) }

// Problem returns why a deputyship can't be named today, or "". Others are those
// named already that concern either of the two.
func (s Deputyship) Problem(person, deputy Person, others []Deputyship, today calendar.Date) string {
	switch {
	case s.From.IsZero() || s.To.IsZero() || s.To.Before(s.From):
		return DeputyDates
	case s.To.Before(today):
		return DeputyOver
	case s.To.After(s.From.AddDays(longestDeputy)):
		return DeputyLong
	case s.Person == s.Deputy:
		return DeputySelf
	case !person.Known() || !deputy.Known():
		return DeputyUnknown
	case !MayStandIn(person, deputy):
		return DeputyUnit
	}
	return s.clash(others)
}

// clash returns what stands in the way among the others. Nobody stands in for one
// who stands in, since what waits would wait for somebody who is away.
func (s Deputyship) clash(others []Deputyship) string {
	for _, o := range others {
		switch {
		case o.ID == s.ID && s.ID != "" || !s.meets(o):
		case o.Person == s.Person:
			return DeputyTwice
		case o.Person == s.Deputy || o.Deputy == s.Person:
			return DeputyAway
		}
	}
	return ""
}

// MayNameDeputy reports whether somebody may name who stands in for a person, or
// end it: the person themselves, or the office.
func MayNameDeputy(by, person Person) Verdict {
	if by.Known() && by.ID == person.ID {
		return Verdict{OK: true}
	}
	return May(by, KeepRoster, "")
}

// MayFileAlone reports whether somebody fills in and hands in by their own right,
// and not for another alone.
func MayFileAlone(p Person) bool { return slices.ContainsFunc(Filers(), p.Holds) }

// OnDuty puts those in the place of holders of a role who stand in for them; of
// each person once, in the order of the holders. A deputy who has left the roster
// stands in for nobody.
func OnDuty(holders []Person, standing []Deputyship, find func(id string) (Person, bool)) []Person {
	deputies := map[string]string{}
	for _, s := range standing {
		deputies[s.Person] = s.Deputy
	}
	var duty []Person
	seen := map[string]bool{}
	for _, p := range holders {
		if d, ok := find(deputies[p.ID]); ok && d.Unit == p.Unit {
			p = d
		}
		if !seen[p.ID] {
			seen[p.ID] = true
			duty = append(duty, p)
		}
	}
	return duty
}
