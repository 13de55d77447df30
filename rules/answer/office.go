package answer

import (
	"time"

	"steward/rules"
	"steward/rules/calendar"
)

// IntakeCard is the office's card for booking one unit's material in: a date
// picker and a button for each medium that is not booked yet.
type IntakeCard struct {
	Unit      rules.Unit
	Kind      rules.ObligationKind
	Intake    rules.Intake
	Today     calendar.Date // what the date picker starts with
	Countdown rules.Countdown
	MayBook   bool
	Problem   string // locale key below "intake.problem.": future, early, missing, not_owed; "" when fine
	Ground    Ground
	Article   string
	Buttons   []Button
}

// Articles returns the provision that asks for the material.
func (a IntakeCard) Articles() []string { return []string{a.Article} }

// IntakeList is the office's list of who owes material, page by page.
type IntakeList struct {
	Kind     rules.ObligationKind
	Rows     []IntakeRow
	Page     Page
	Progress rules.Progress
	Missing  bool // only those that have not handed everything in
	Find     Finder
	Check    Check
	Call     Call
	Article  string
	Buttons  []Button
}

// A Check says how it stands with 收件核对完毕, for the office; the zero value before the
// date, and when all is in.
type Check struct {
	Due     calendar.Date // the date that has passed
	Checked time.Time     // zero while the office has not said so
}

// A Call is what the office can say to those who have not handed in; of nobody before
// the check.
type Call struct {
	Units  []rules.Unit // those on the page
	Number string       // 文号
	Due    calendar.Date
	HandIn rules.Contact
}

// Articles returns the provision that asks for the material.
func (a IntakeList) Articles() []string { return []string{a.Article} }

// An IntakeRow is one unit in the list.
type IntakeRow struct {
	Unit   rules.Unit
	Intake rules.Intake
	Open   Button
}

// IntakeBooked tells the unit what the office has booked.
type IntakeBooked struct {
	Unit    rules.Unit
	Kind    rules.ObligationKind
	Medium  rules.Medium
	On      calendar.Date // the true date of receipt; zero: the booking was taken back
	Intake  rules.Intake
	HandIn  rules.Contact
	Article string
}

// Articles returns the provision that asks for the material.
func (a IntakeBooked) Articles() []string { return []string{a.Article} }

// Brief (工作专报) is what leaders read: how many of how many.
type Brief struct {
	At           time.Time
	Material     rules.Progress
	Coordinators rules.Progress
	Goal         []rules.Rate // 一县一门户, 一部门一网站
	Findings     map[rules.Class]int
	Countdown    rules.Countdown // to the date of the material
	FormDue      rules.Countdown // to the date of 附件2
	Cites        []string
	Grounds      []Ground
	Buttons      []Button
}

// Articles returns the provisions that the figures rest on.
func (a Brief) Articles() []string { return a.Cites }

// ProgressReport answers how far the city, or one unit, is.
type ProgressReport struct {
	Kind      rules.ObligationKind
	Unit      rules.Unit // zero: the city
	Progress  rules.Progress
	Intake    rules.Intake
	Submitted time.Time
	Owed      bool
	Countdown rules.Countdown
	Ground    Ground
	Article   string
	Buttons   []Button
}

// Articles returns the provision that sets the date.
func (a ProgressReport) Articles() []string { return []string{a.Article} }
