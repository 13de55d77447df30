package rules

import (
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
	Light       Light
}

// StartStep is the name of the first step of every ladder.
const StartStep = "start"

// DelayedStep is a step that is told after its day: its own words no longer hold.
const DelayedStep = "delayed"

// A Step is one rung of a ladder: the moment at which people are reminded.
type Step struct {
	Name string    // "start", "10", "0", "late-1"…
	At   time.Time // UTC
}
