package rules

import (
	"maps"
	"slices"
	"time"

	"steward/rules/calendar"
)

// A Change is what the office wants to record of one unit (机构调整): that it goes
// up in another, or gets another name, since a day.
type Change struct {
	Unit string        `json:"unit"`           // code
	Into string        `json:"into,omitempty"` // code of the successor, for a merger
	Name string        `json:"name,omitempty"` // the new full name, for a renaming
	On   calendar.Date `json:"on"`
}

// The kinds of changes.
const (
	Merged  = "merged"
	Renamed = "renamed"
)

// Kind tells which of the two a change is, by what it names.
func (c Change) Kind() string {
	if c.Into != "" {
		return Merged
	}
	return Renamed
}

// The reasons of a [Refusal] that only a change by word of the office has.
const (
	changeNothing = "same_name"
	changeTaken   = "name_taken"
	changeLong    = "name_long"
)

// longestName is how many characters the full name of a unit may have.
const longestName = 60

// PlanChange says what a change would do to the units stored, as a file with that
// one row would: it is refused for the same reasons.
func PlanChange(c Change, stored []Unit, today calendar.Date) Plan {
	r := Register{Kind: UnitRegister, Lines: []int{0}, Columns: map[string]bool{"successor": true}}
	at := slices.IndexFunc(stored, func(u Unit) bool { return u.Code == c.Unit })
	if at < 0 {
		r.Refuse(0, "code", "no_such_unit", "value", c.Unit)
		return Plan{Kind: r.Kind, Refused: r.Refused}
	}
	u := stored[at]
	if u.Gone() {
		r.Refuse(0, "", "already_merged", "value", u.Name, "successor", u.SuccessorName)
		return Plan{Kind: r.Kind, Refused: r.Refused}
	}
	if c.Into != "" {
		u.Successor, u.Ended = c.Into, c.On
	} else {
		r.rename(&u, c, stored)
	}
	r.Units = []Unit{u}
	p := PlanUnits(r, stored, today)
	p.Refused = append(r.Refused, p.Refused[len(r.Refused):]...)
	return p
}

// rename gives the unit its new name, or refuses it.
func (r *Register) rename(u *Unit, c Change, stored []Unit) {
	switch {
	case c.Name == "" || c.Name == u.Name:
		r.Refuse(0, "name", changeNothing, "value", u.Name)
	case len([]rune(c.Name)) > longestName:
		r.Refuse(0, "name", changeLong, "value", c.Name)
	case c.On.IsZero():
		r.Refuse(0, "", "needs_day")
	}
	for _, o := range stored {
		if o.Code != u.Code && o.Name == c.Name && !o.Gone() {
			r.Refuse(0, "name", changeTaken, "value", c.Name)
		}
	}
	if u.wasCalled(u.Name) { // it returns to this name once more
		u.Former = slices.DeleteFunc(slices.Clone(u.Former), func(f FormerName) bool { return f.Name == u.Name })
	}
	u.Former = append(slices.Clone(u.Former), FormerName{u.Name, c.On})
	u.Name = c.Name
}

// An Adjustment is a change of a unit that was recorded, with what it moved, so
// that it can be taken back while nothing has followed from it.
type Adjustment struct {
	ID       int64
	Change   string // "merged" or "renamed"
	Unit     string // code
	Before   string // its name until then
	After    string // its name since, or the successor's
	Into     string // code of the successor; "" for a renaming
	On       calendar.Date
	By       string // "" is the command line
	At       time.Time
	Moved    Moved
	UndoneBy string
	Undone   time.Time // zero while it stands
}

// Moved is what a merger carried over, and how the unit's papers stood then.
type Moved struct {
	Heir    string        `json:"heir,omitempty"` // who answers for the unit since
	Domains []string      `json:"domains,omitempty"`
	People  []MovedPerson `json:"people,omitempty"`
	Heirs   []string      `json:"heirs,omitempty"` // the units for which it answered itself
	Trace   Trace         `json:"trace"`
}

// A MovedPerson is one of the unit's people: what they were, and are since.
type MovedPerson struct {
	ID       string   `json:"id"`
	Language string   `json:"language,omitempty"`
	Before   []Role   `json:"before"`
	After    []Role   `json:"after,omitempty"` // none: off the roster
	Forms    []string `json:"forms,omitempty"` // begun by them and kept for the unit's next
}

// A Trace is how far the unit's papers are: what is done under its name leaves one.
type Trace struct {
	Booked    int            `json:"booked,omitempty"`    // entries in the log of intakes
	Submitted int            `json:"submitted,omitempty"` // forms handed in
	Consents  int            `json:"consents,omitempty"`  // recorded from paper
	Forms     map[string]int `json:"forms,omitempty"`     // begun ones, with their revision
}

func (t Trace) equal(o Trace) bool {
	return t.Booked == o.Booked && t.Submitted == o.Submitted && t.Consents == o.Consents && maps.Equal(t.Forms, o.Forms)
}

// The reasons why a change can't be taken back; locale keys below "adjust.kept.".
const (
	KeptUndone  = "undone"  // it was taken back already
	KeptLater   = "later"   // the unit or its successor was changed again
	KeptDomains = "domains" // a domain that came over is elsewhere
	KeptPeople  = "people"  // one of the people has another unit or role
	KeptWork    = "work"    // something was filled in, handed in, booked or recorded
)

// Present is how things stand now that a change would be taken back.
type Present struct {
	Unit    Unit
	Heir    string            // who answers for the unit
	Domains []string          // of the heir
	People  map[string]Person // on the roster, by id
	Trace   Trace
}

// Kept returns why the change can't be taken back, or "": nothing may have
// followed from it.
func (a Adjustment) Kept(now Present) string {
	switch {
	case !a.Undone.IsZero():
		return KeptUndone
	case a.Change == "renamed":
		return a.renamedSince(now)
	case now.Unit.Successor != a.Into || now.Heir != a.Moved.Heir || now.Unit.Name != a.Before:
		return KeptLater
	}
	for _, name := range a.Moved.Domains {
		if !slices.Contains(now.Domains, name) {
			return KeptDomains
		}
	}
	for _, m := range a.Moved.People {
		p, on := now.People[m.ID]
		if on != (len(m.After) > 0) || on && (p.Unit != a.Moved.Heir || !slices.Equal(p.Roles, m.After)) {
			return KeptPeople
		}
	}
	if !a.Moved.Trace.equal(now.Trace) {
		return KeptWork
	}
	return ""
}

func (a Adjustment) renamedSince(now Present) string {
	switch {
	case now.Unit.Name != a.After || now.Unit.Gone():
		return KeptLater
	case now.Trace.Submitted != a.Moved.Trace.Submitted:
		return KeptWork
	}
	return ""
}

// Returned is the unit as it is when the change is taken back.
func (a Adjustment) Returned(u Unit) Unit {
	if a.Change == "merged" {
		u.Successor, u.Ended, u.SuccessorName = "", calendar.Date{}, ""
		return u
	}
	u.Name = a.Before
	u.Former = slices.DeleteFunc(slices.Clone(u.Former), func(f FormerName) bool { return f.Name == a.Before && f.Until == a.On })
	return u
}
