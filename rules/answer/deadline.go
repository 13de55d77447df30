package answer

import (
	"time"

	"steward/rules"
	"steward/rules/calendar"
)

// Deadline answers when something is due and what must be handed in, for one
// unit or (Unit zero) in general.
type Deadline struct {
	Kind      rules.ObligationKind
	Unit      rules.Unit
	Owed      bool // whether the unit owes it
	Countdown rules.Countdown
	Intake    rules.Intake
	Submitted time.Time // of the form in the system; zero when not
	HandIn    rules.Contact
	Ground    Ground
	Article   string
	Buttons   []Button
}

// Articles returns the provision that sets the date.
func (a Deadline) Articles() []string { return []string{a.Article} }

// Todo lists what a unit still owes, soonest first.
type Todo struct {
	Unit    rules.Unit
	Items   []Duty
	Merged  []Todo // what is still open of units that were merged into this one
	Domains int    // domains of the unit that must change
	Buttons []Button
	Cites   []string
}

// Articles returns the provisions of the items.
func (a Todo) Articles() []string { return a.Cites }

// A Duty is one obligation of a unit as people see it.
type Duty struct {
	Kind      rules.ObligationKind
	Step      string // the step it is shown for; "" outside reminders
	Seal      bool   // the words turn to the seal (用印)
	Countdown rules.Countdown
	Intake    rules.Intake
	Submitted time.Time
	Ground    Ground
	Article   string
}

// Reminder (提醒) is one morning's message to one person: everything that fell
// due for them, together.
type Reminder struct {
	Unit       rules.Unit
	Day        calendar.Date
	Items      []Duty
	Directive  string    // number of the directive, for the receipt
	AskReceipt bool      // whether 已收悉 is asked for
	Received   time.Time // when the reader gave the receipt; zero when not yet
	Buttons    []Button
	Cites      []string
}

// Articles returns the provisions of the items.
func (a Reminder) Articles() []string { return a.Cites }
