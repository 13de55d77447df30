package rules

import (
	"slices"
	"strings"
	"time"

	"steward/rules/calendar"
)

// An ObligationKind names something that units owe by a legal date.
type ObligationKind string

// The obligations with a date in the directive; the names are those of the
// deadlines that people ask for.
const (
	Coordinator ObligationKind = "coordinator" // 附件2, 三(三)
	Cleanup     ObligationKind = "cleanup"     // 清理与材料, 结尾
)

// An Obligation (应办事项) is one unit's, with its date.
type Obligation struct {
	Kind    ObligationKind
	Unit    string
	Due     calendar.Date // the day named; the day itself counts
	Article string
	Known   time.Time // since when it binds: the campaign's start
}

// A Light (办理时限) says how near the date is. Nothing without a legal date
// has one.
type Light string

// The lights: on schedule, at most five working days left, the date has passed.
const (
	Green  Light = "green"
	Yellow Light = "yellow"
	Red    Light = "red"
)

// A Countdown says what is left until a date, as people are told it.
type Countdown struct {
	Due         calendar.Date
	LastWorkday calendar.Date // the due date, or the last working day before it
	Days        int           // calendar days left, negative when past
	Workdays    int           // working days left after today, up to the due date
	Light       Light         // none while Checking
	// Checking says that the date has passed and that the office has not said yet
	// that all that came in is booked: nobody is late.
	Checking bool
}

// StartStep is the name of the first step of every ladder.
const StartStep = "start"

// DelayedStep is a step that is told after its day: its own words no longer hold.
const DelayedStep = "delayed"

// lateMark begins the names of the steps after the date.
const lateMark = "late-"

// Late reports whether the step is one after the date. It is said only when the
// office has checked what came in by the date, see [IntakeCheck].
func (s Step) Late() bool { return IsLate(s.Name) }

// IsLate is [Step.Late] of a step's name.
func IsLate(step string) bool { return strings.HasPrefix(step, lateMark) }

// Hearers returns who of a unit is told a step: the liaison, and after the date
// the office head too, as the offices are 第一责任主体 (一); never the head.
func Hearers(step string) []Role {
	if IsLate(step) {
		return []Role{Liaison, OfficeHead}
	}
	return []Role{Liaison}
}

// An IntakeCheck (收件核对完毕) says that the office has booked all that came in for a
// date. Nobody is told that they are late before: what lies on a desk unbooked
// was handed in.
type IntakeCheck struct {
	Kind ObligationKind
	Due  calendar.Date
	By   string // person's id
	At   time.Time
}

// Checked reports whether the office has checked what came in for a date.
func Checked(checks []IntakeCheck, kind ObligationKind, due calendar.Date) bool {
	return slices.ContainsFunc(checks, func(c IntakeCheck) bool { return c.Kind == kind && c.Due == due })
}

// NotPassed is why a date can't be checked off yet: it is still to pass. A locale key
// below "intake.".
const NotPassed = "not_passed"

// Checkable returns why the office can't say that all that came in for a date is
// booked, or "".
func Checkable(d *Directive, kind ObligationKind, today calendar.Date) string {
	dl, ok := d.Deadline(kind)
	switch {
	case !ok:
		return NotOwed
	case !today.After(dl.Due):
		return NotPassed
	}
	return ""
}

// A Step is one rung of a ladder: the moment at which people are reminded.
type Step struct {
	Name string    // "start", "10", "0", "late-1"…
	At   time.Time // UTC
}
