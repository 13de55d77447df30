package answer

import (
	"time"

	"steward/rules"
	"steward/rules/calendar"
	"steward/rules/form"
)

// The actions on the roster.
const (
	JoinUnit    Action = "join.unit"    // value: unit/request; chosen by looking for it
	JoinCity    Action = "join.city"    // value: request; one of the city's own offices
	JoinRole    Action = "join.role"    // value: request/role
	JoinAgain   Action = "join.again"   // value: ""
	JoinApprove Action = "join.approve" // value: request/role
	JoinReasons Action = "join.reasons" // value: request; choose why not
	JoinRoles   Action = "join.roles"   // value: request; choose another role
	JoinRefuse  Action = "join.refuse"  // value: request/reason
	ShowRoster  Action = "roster.show"  // value: unit/page; "city" is the city's own, "" units without people
	RosterUnit  Action = "roster.unit"  // value: unit/…; chosen by looking for it
	ShowPerson  Action = "person.show"  // value: person
	PersonRole  Action = "person.role"  // value: person/role; given, or taken when they have it
	PersonLeave Action = "person.leave" // value: person
	DeputyDesk  Action = "deputy.desk"  // value: person, "" being the clicker
	DeputyFind  Action = "deputy.find"  // value: deputy/person; a choice alone does nothing
	DeputyFrom  Action = "deputy.from"  // the date picker of the first day
	DeputyTo    Action = "deputy.to"    // the date picker of the last day
	DeputyName  Action = "deputy.name"  // value: person; the rest from the fields
	DeputyEnd   Action = "deputy.end"   // value: deputyship
)

// Newcomer is a newcomer's own card: they choose their unit, then what they do, and
// see what became of it.
type Newcomer struct {
	Join    rules.Join
	Unit    rules.Unit // zero while none is chosen, and for the city's own
	Kept    bool       // what they asked first is kept, and answered after approval
	Office  rules.Contact
	Find    Finder
	Buttons []Button
}

// Articles returns nothing: the roster is the product's own.
func (Newcomer) Articles() []string { return nil }

// JoinRequest is the office's card of a newcomer; with Choose it asks for a role
// or a reason. Personal.
type JoinRequest struct {
	Join    rules.Join
	Unit    rules.Unit
	Asked   time.Time
	Decided time.Time
	Choose  string // "role", "reason"; "" is the card itself
	Buttons []Button
}

// Articles returns nothing.
func (JoinRequest) Articles() []string { return nil }

// JoinList is what waits for the office of newcomers.
type JoinList struct {
	Rows  []JoinRequest // the longest waiting
	Total int
}

// Articles returns nothing.
func (JoinList) Articles() []string { return nil }

// AwaitedList is whom the roster's file named by an address that is nobody's yet.
// Personal.
type AwaitedList struct {
	Rows  []AwaitedRow // the longest waiting
	Total int
}

// Articles returns nothing.
func (AwaitedList) Articles() []string { return nil }

// An AwaitedRow is one of them, with their unit; zero for the city's own.
type AwaitedRow struct {
	rules.Awaited

	Unit rules.Unit
}

// Roster is who is on the roster of a unit; without one, which units have nobody
// who hands in for them. Personal.
type Roster struct {
	Unit    rules.Unit
	City    bool // the city's own people
	People  []PersonRow
	Without []rules.Unit // one page of them
	Page    Page
	Find    Finder
	Buttons []Button
}

// Articles returns nothing.
func (Roster) Articles() []string { return nil }

// A PersonRow is one person of a list.
type PersonRow struct {
	Person rules.Person
	Open   Button
}

// PersonCard is the office's card of somebody on the roster. Personal.
type PersonCard struct {
	Person  rules.Person
	Unit    rules.Unit
	Buttons []Button
}

// Articles returns nothing.
func (PersonCard) Articles() []string { return nil }

// Deputies is where it is named who stands in for somebody (AB角). Personal.
type Deputies struct {
	Person  rules.Person
	Rows    []DeputyRow
	Today   calendar.Date
	Problem string // locale key below "deputy.problem."; "" when fine
	Find    Finder
	Buttons []Button
}

// Articles returns nothing.
func (Deputies) Articles() []string { return nil }

// A DeputyRow is one deputyship, with the two whom it concerns.
type DeputyRow struct {
	Ship   rules.Deputyship
	Person rules.Person
	Deputy rules.Person
	End    Button
}

// DeputyNews tells both sides that a deputyship was named, begins or has ended.
// Personal.
type DeputyNews struct {
	DeputyRow

	Event   string // locale key below "deputy.event."
	Buttons []Button
}

// Articles returns nothing.
func (DeputyNews) Articles() []string { return nil }

// Left tells that somebody is off the roster, and where what waited for them went.
type Left struct {
	Event   string // locale key below "left.": office, self, successor
	Unit    rules.Unit
	Roles   []rules.Role
	Forms   int  // begun forms that were handed on
	Handed  bool // to the deputy, not to the unit's next
	Nobody  bool // nobody is left who hands in for the unit
	Buttons []Button
}

// Articles returns nothing.
func (Left) Articles() []string { return nil }

// Waits is what waits for a reviewer: forms that came in and are not confirmed.
type Waits struct {
	Rows []WaitRow
	Page Page
}

// Articles returns nothing.
func (Waits) Articles() []string { return nil }

// A WaitRow is one thing that waits, since when.
type WaitRow struct {
	Unit  rules.Unit
	Kind  rules.ObligationKind
	Since time.Time
	Open  Button
}

// Begun is what the reader has begun to fill in, and for whom they stand in.
// Personal.
type Begun struct {
	Forms   []BegunForm
	For     []rules.Person // whom they stand in for today
	Deputy  DeputyRow      // who stands in for them; zero when nobody
	Buttons []Button
}

// Articles returns nothing.
func (Begun) Articles() []string { return nil }

// A BegunForm is one filling under way.
type BegunForm struct {
	Form   *form.Definition
	Due    rules.Countdown // what follows from what is filled in by law; zero: nothing does
	Resume Button
}

// Inventory says what the register holds, and leads to what the office does with it.
type Inventory struct {
	Units, Domains, Without int
	Buttons                 []Button
}

// BuildInventory counts the units that stand, and the domains.
func BuildInventory(f rules.CityFacts, without int) Inventory {
	a := Inventory{Without: without, Buttons: []Button{
		{Action: ExportPut, Value: Join("", AsXLSX)},
		{Action: AdjustMerge, Value: Join("dialog", "", "", ""), Label: "button.adjust.merge"},
		{Action: AdjustRename, Value: Join("dialog", "", "", ""), Label: "button.adjust.rename"},
		{Action: ShowViews, Value: Join("", "1")},
	}}
	for _, u := range f.Units {
		if !u.Gone() {
			a.Units++
		}
	}
	for _, d := range f.Domains {
		a.Domains += len(d)
	}
	return a
}

// Articles returns nothing.
func (Inventory) Articles() []string { return nil }
