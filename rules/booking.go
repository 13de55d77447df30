package rules

import (
	"slices"

	"steward/rules/calendar"
)

// The reasons why an intake can't be booked; locale keys below "intake.problem.".
const (
	NotOwed  = "not_owed" // the unit does not owe it, or not by that medium
	InFuture = "future"   // the day of receipt is still to come
	TooEarly = "early"    // the directive had not been issued
)

// An IntakeBooking is what the office is about to enter: material of a unit came in by
// a medium on a day.
type IntakeBooking struct {
	Kind   ObligationKind
	Medium Medium
	On     calendar.Date
}

// Bookable returns why the booking can't be entered, or "". An intake is booked
// with its true day of receipt, which is neither to come nor before the
// directive.
func Bookable(d *Directive, f UnitFacts, b IntakeBooking, today calendar.Date) string {
	switch _, owed := f.Owes(b.Kind); {
	case !owed, !slices.Contains(MediaOf(b.Kind), b.Medium):
		return NotOwed
	case b.On.After(today):
		return InFuture
	case b.On.Before(d.Issued):
		return TooEarly
	}
	return ""
}

// BookingAct is who-may for booking: 附件2 goes to 市政府办公室 (三(三)), the
// clean-up material to 市政府信息办 (结尾).
func BookingAct(kind ObligationKind) Act {
	if kind == Coordinator {
		return ConfirmPaper
	}
	return BookIntake
}
