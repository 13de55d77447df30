package rules

import (
	"slices"
	"time"

	"steward/rules/calendar"
)

// A Renaming is a unit that gets another full name; what it did before keeps
// the old one.
type Renaming struct {
	Unit  string        `json:"unit"` // code
	From  string        `json:"from"`
	To    string        `json:"to"`
	Since calendar.Date `json:"since"`
}

// A Merger (机构改革) is a unit that goes up in another, which answers for what
// was open. It is not 擅自转让 (二(一)): the office records it.
type Merger struct {
	Unit     string        `json:"unit"` // code
	Name     string        `json:"name"`
	Into     string        `json:"into"` // code of the successor
	IntoName string        `json:"into_name"`
	On       calendar.Date `json:"on"`
}

// PlanUnits compares a file of units with those stored, on a day: nothing that
// is still to come can be recorded. Columns that the file does not have stay as
// they are stored; a former name is never taken away, and a name that changes
// becomes one.
func PlanUnits(r Register, stored []Unit, today calendar.Date) Plan {
	p := Plan{Kind: r.Kind, Ignored: r.Ignored}
	known := make(map[string]Unit, len(stored)+len(r.Units))
	for _, u := range stored {
		known[u.Code] = u
	}
	after := make(map[string]Unit, len(known))
	for code, u := range known {
		after[code] = u
	}
	for i, u := range r.Units {
		before, is := known[u.Code]
		u = r.completed(u, before, is, today)
		r.Units[i], after[u.Code] = u, u
	}
	for i, u := range r.Units {
		before, is := known[u.Code]
		if r.succeeds(u, before, after, unitRow{r.Lines[i], today}) {
			p.change(u, before, is, after)
		}
	}
	p.Refused = r.inOrder()
	return p
}

// change notes what becomes of one unit.
func (p *Plan) change(u, before Unit, is bool, after map[string]Unit) {
	p.Units.note(is, is && sameUnit(u, before), u)
	if is && u.Name != before.Name {
		p.Renamed = append(p.Renamed, Renaming{u.Code, before.Name, u.Name, u.Former[len(u.Former)-1].Until})
	}
	if u.Gone() && before.Successor == "" {
		p.Merged = append(p.Merged, Merger{u.Code, u.Name, u.Successor, after[u.Successor].Name, u.Ended})
	}
}

// completed is a row with what its file leaves out, and with the name that it
// gives up.
func (r *Register) completed(u, before Unit, is bool, today calendar.Date) Unit {
	if !is {
		return u
	}
	if !r.Columns["duties"] {
		u.Duties = before.Duties
	}
	if !r.Columns["successor"] {
		u.Successor, u.Ended = before.Successor, before.Ended
	}
	given := u.Former
	u.Former = slices.Clone(before.Former)
	for _, f := range given {
		if !u.wasCalled(f.Name) {
			u.Former = append(u.Former, f)
		}
	}
	if u.Name != before.Name && !u.wasCalled(before.Name) {
		u.Former = append(u.Former, FormerName{before.Name, today})
	}
	slices.SortStableFunc(u.Former, func(a, b FormerName) int { return a.Until.Compare(b.Until) })
	return u
}

// unitRow is where a row stands, and on which day it is read.
type unitRow struct {
	line  int
	today calendar.Date
}

// succeeds checks what a row says of the unit's end and names; false when it is
// refused.
func (r *Register) succeeds(u, before Unit, after map[string]Unit, at unitRow) bool {
	had := len(r.Refused)
	for _, f := range u.Former {
		if f.Until.After(at.today) {
			r.Refuse(at.line, "former_names", "still_to_come", "value", f.Until.String())
		}
	}
	into, is := after[u.Successor]
	switch {
	case before.Gone() && (u.Successor != before.Successor || u.Ended != before.Ended):
		r.Refuse(at.line, "successor", "already_merged", "value", before.Name, "successor", before.SuccessorName)
	case u.Successor == "" && !u.Ended.IsZero():
		r.Refuse(at.line, "successor", "needs_successor")
	case u.Successor == "" || before.Gone():
	case u.Successor == u.Code:
		r.Refuse(at.line, "successor", "own_successor")
	case !is:
		r.Refuse(at.line, "successor", "no_such_unit", "value", u.Successor)
	case into.Gone() && (into.Ended.Before(u.Ended) || circles(u, after)):
		r.Refuse(at.line, "successor", "unit_gone", "value", into.Name, "successor", after[into.Successor].Name)
	case u.Ended.IsZero():
		r.Refuse(at.line, "ended_on", "needs_date")
	case u.Ended.After(at.today):
		r.Refuse(at.line, "ended_on", "still_to_come", "value", u.Ended.String())
	}
	return len(r.Refused) == had
}

// circles reports whether the line of successors never ends at a unit that
// stands.
func circles(u Unit, after map[string]Unit) bool {
	for range after {
		if !u.Gone() {
			return false
		}
		u = after[u.Successor]
	}
	return u.Gone()
}

func sameUnit(a, b Unit) bool {
	return a.Name == b.Name && a.Kind == b.Kind && a.Label == b.Label && a.Coordinating == b.Coordinating &&
		a.Successor == b.Successor && a.Ended == b.Ended && slices.Equal(a.Aliases, b.Aliases) &&
		slices.Equal(a.Duties, b.Duties) && slices.Equal(a.Former, b.Former)
}

// Following is the people of a merged unit as they go over to its successor,
// whose own people are staff. Liaisons follow as they are. Who leads, as head or
// of the office, follows only where the successor has nobody who does: a body
// has one head, and no two may consent for it (二(三)b). Who has no role left
// goes off the roster.
func Following(people, staff []Person, into string) []Person {
	out := make([]Person, len(people))
	for i, p := range people {
		p.Unit, p.Also = into, nil
		p.Roles = slices.DeleteFunc(slices.Clone(p.Roles), func(r Role) bool {
			return r != Liaison && slices.ContainsFunc(staff, func(s Person) bool { return s.Has(r) })
		})
		out[i] = p
	}
	return out
}

// Stored is what is in the register when it is worked out who owes what.
type Stored struct {
	Units       []Unit
	Domains     map[string][]Domain // by unit code
	Obligations []Obligation
}

// Owed returns what all units owe now, by the inventory and by what they owed
// before: a unit that was merged keeps what was open, for its successor to do,
// under its old name; and a body that took others over owes nothing a second
// time that it has from them, unless it owed it itself or the office sets it.
func Owed(d *Directive, s Stored, known time.Time) []Obligation {
	had := map[string][]Obligation{}
	for _, o := range s.Obligations {
		had[o.Unit] = append(had[o.Unit], o)
	}
	taken := map[string][]Obligation{} // what came with the merged, by successor
	for _, u := range s.Units {
		if u.Gone() {
			taken[u.Successor] = append(taken[u.Successor], had[u.Code]...)
		}
	}
	var owed []Obligation
	for _, u := range s.Units {
		for _, o := range ObligationsOf(d, u, s.Domains[u.Code], known) {
			if len(u.Duties) == 0 && holdsKind(taken[u.Code], o.Kind) && !holdsKind(had[u.Code], o.Kind) {
				continue
			}
			owed = append(owed, o)
		}
		if u.Gone() {
			owed = append(owed, left(u, had[u.Code])...)
		}
	}
	return owed
}

func holdsKind(obligations []Obligation, kind ObligationKind) bool {
	return slices.ContainsFunc(obligations, func(o Obligation) bool { return o.Kind == kind })
}

// left is what a merged unit owed when it ended, unless the office has set
// otherwise.
func left(u Unit, had []Obligation) []Obligation {
	return slices.DeleteFunc(slices.Clone(had), func(o Obligation) bool {
		return len(u.Duties) > 0 && !slices.Contains(u.Duties, o.Kind)
	})
}
