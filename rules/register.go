package rules

import (
	"cmp"
	"slices"
	"strconv"
)

// A RegisterKind says what one file of the inventory lists.
type RegisterKind string

// The files of an inventory, in the order in which they rest on each other.
const (
	UnitRegister   RegisterKind = "units"
	DomainRegister RegisterKind = "domains"
	PeopleRegister RegisterKind = "people"
)

// A Refusal names a place of a file that cannot be taken, and why. Nothing of
// the file is taken then.
type Refusal struct {
	Line   int               `json:"line"`             // from 1, as the file's own program counts; 0: the file as a whole
	Column string            `json:"column,omitempty"` // "" when it is the row as a whole
	Reason string            `json:"reason"`           // locale key below "import.refused."
	Args   map[string]string `json:"args,omitempty"`   // placeholders of its words
}

// A Register is one file of the inventory as it was read: rows of its kind,
// each with its line.
type Register struct {
	Kind    RegisterKind
	Units   []Unit
	Domains []Domain
	People  []Person
	Lines   []int           // of each row
	Columns map[string]bool // those the file has; what it does not have stays as it is
	Ignored []string        // columns that nobody knows
	Refused []Refusal
}

// Refuse notes that a place cannot be taken. Args are names and values in turn.
func (r *Register) Refuse(line int, column, reason string, args ...string) {
	f := Refusal{Line: line, Column: column, Reason: reason}
	for i := 0; i+1 < len(args); i += 2 {
		if f.Args == nil {
			f.Args = map[string]string{}
		}
		f.Args[args[i]] = args[i+1]
	}
	r.Refused = append(r.Refused, f)
}

// inOrder returns the refusals by line, and of a line as they were found.
func (r *Register) inOrder() []Refusal {
	slices.SortStableFunc(r.Refused, func(a, b Refusal) int { return cmp.Compare(a.Line, b.Line) })
	return r.Refused
}

// A Diff is what a file would change of one kind of thing.
type Diff[T any] struct {
	Added   []T
	Changed []T // as they will be
	Same    int
}

// Size returns how many rows would be written.
func (d Diff[T]) Size() int { return len(d.Added) + len(d.Changed) }

func (d *Diff[T]) note(is bool, same bool, row T) {
	switch {
	case !is:
		d.Added = append(d.Added, row)
	case same:
		d.Same++
	default:
		d.Changed = append(d.Changed, row)
	}
}

// A Plan is what an import would do, or, with anything refused, why it does
// nothing.
type Plan struct {
	Kind    RegisterKind
	Units   Diff[Unit]
	Domains Diff[Domain]
	People  Diff[Person]
	Awaited Diff[Awaited] // people known by their address alone
	Renamed []Renaming
	Merged  []Merger
	Ignored []string
	Refused []Refusal
}

// Counts returns how many rows are added, changed, and the same as before.
func (p Plan) Counts() (added, changed, same int) {
	return len(p.Units.Added) + len(p.Domains.Added) + len(p.People.Added) + len(p.Awaited.Added),
		len(p.Units.Changed) + len(p.Domains.Changed) + len(p.People.Changed) + len(p.Awaited.Changed),
		p.Units.Same + p.Domains.Same + p.People.Same + p.Awaited.Same
}

// PlanDomains compares a file of domains with what is stored: the units, by
// code, and the domains.
func PlanDomains(r Register, units map[string]Unit, stored []Domain) Plan {
	p := Plan{Kind: r.Kind, Ignored: r.Ignored}
	known := make(map[string]Domain, len(stored))
	for _, d := range stored {
		known[d.Name] = d
	}
	for i, d := range r.Domains {
		if !r.knows(units, d.Unit, r.Lines[i]) {
			continue
		}
		before, is := known[d.Name]
		if !r.Columns["holder"] {
			d.Holder = before.Holder
		}
		if !r.Columns["holder_kind"] && d.Holder == before.Holder {
			d.HolderKind = before.HolderKind
		}
		p.Domains.note(is, d == before, d)
	}
	p.Refused = r.inOrder()
	return p
}

// PlanPeople compares a roster with the one that is stored, and with those who are
// awaited. Somebody without a role who is not on it stays off it.
func PlanPeople(r Register, units map[string]Unit, stored []Person, awaited []Awaited) Plan {
	p := Plan{Kind: r.Kind, Ignored: r.Ignored}
	met := meeting{awaited: make(map[string]Awaited, len(awaited)), plan: &p}
	for _, a := range awaited {
		met.awaited[a.Email] = a
	}
	known, seen := make(map[string]Person, len(stored)), make(map[string]int, len(r.People))
	for _, person := range stored {
		known[person.ID] = person
	}
	for i, person := range r.People {
		if !r.knows(units, person.Unit, r.Lines[i]) {
			continue
		}
		person, here := met.meet(person)
		if !here {
			continue
		}
		if line, twice := seen[person.ID]; twice {
			r.Refuse(r.Lines[i], "email", "twice", "value", r.People[i].Email, "line", strconv.Itoa(line))
			continue
		}
		seen[person.ID] = r.Lines[i]
		before, is := known[person.ID]
		if r.People[i].ID == "" { // an address alone: what the file leaves open stays
			person.Name, person.Language = cmp.Or(person.Name, before.Name), cmp.Or(person.Language, before.Language)
		}
		p.People.note(is || len(person.Roles) == 0, samePerson(person, before, is), person)
	}
	p.Refused = r.inOrder()
	return p
}

func samePerson(a, b Person, is bool) bool {
	if !is {
		return len(a.Roles) == 0
	}
	return a.Name == b.Name && a.Unit == b.Unit && a.Language == b.Language && slices.Equal(a.Roles, b.Roles)
}

// knows refuses the row of a unit that nobody knows, or that is no more; "" is
// the city's own.
func (r *Register) knows(units map[string]Unit, code string, line int) bool {
	if code == "" {
		return true
	}
	u, is := units[code]
	switch {
	case !is:
		r.Refuse(line, "unit", "no_such_unit", "value", code)
	case u.Gone():
		r.Refuse(line, "unit", "unit_gone", "value", u.Name, "successor", u.SuccessorName)
	default:
		return true
	}
	return false
}

// listedRefusals is how many refusals are kept to be shown; how many there are
// in all is told beside them.
const listedRefusals = 500

// An Outcome is a plan as people are shown it.
type Outcome struct {
	Kind    RegisterKind `json:"kind"`
	Added   int          `json:"added"`
	Changed int          `json:"changed"`
	Same    int          `json:"same"`
	Renamed []Renaming   `json:"renamed,omitempty"`
	Merged  []Merger     `json:"merged,omitempty"`
	Awaited int          `json:"awaited,omitempty"` // of those added and changed, known by their address alone
	Ignored []string     `json:"ignored,omitempty"`
	Refused []Refusal    `json:"refused,omitempty"` // the first of them
	Total   int          `json:"total,omitempty"`   // refused in all
}

// Outcome sums the plan up.
func (p Plan) Outcome() Outcome {
	o := Outcome{
		Kind: p.Kind, Renamed: p.Renamed, Merged: p.Merged, Ignored: p.Ignored,
		Refused: p.Refused[:min(len(p.Refused), listedRefusals)], Total: len(p.Refused),
	}
	o.Added, o.Changed, o.Same = p.Counts()
	for _, a := range slices.Concat(p.Awaited.Added, p.Awaited.Changed) {
		if !a.Removed() {
			o.Awaited++
		}
	}
	return o
}
