package rules

import (
	"strconv"
	"time"

	"steward/rules/calendar"
)

// CountdownTo returns what is left until a date on a day. The date itself does
// not move when it is a day off; LastWorkday says by when it can be served. The
// light is yellow from warnWithin working days left, and red once the date has
// passed.
func CountdownTo(due, today calendar.Date, cal *calendar.Calendar, warnWithin int) Countdown {
	c := Countdown{
		Due: due, LastWorkday: cal.OnOrBefore(due),
		Days: today.DaysUntil(due), Workdays: cal.WorkdaysAfter(today, due), Light: Green,
	}
	switch {
	case c.Days < 0:
		c.Light = Red
	case c.Workdays <= warnWithin:
		c.Light = Yellow
	}
	return c
}

// Steps returns the ladder of an obligation, earliest first: the start on the
// first working morning on which it is known, then the directive's rungs so many
// working days before the serving day, each in the morning. A rung whose morning
// has come by the start is not made up for.
func Steps(d *Directive, o Obligation, cal *calendar.Calendar) []Step {
	start := firstMorning(o.Known, d.MorningAt, cal)
	steps := []Step{{Name: StartStep, At: start}}
	dl, ok := d.Deadline(o.Kind)
	if !ok {
		return steps
	}
	serving := cal.OnOrBefore(o.Due)
	for _, n := range dl.Ladder {
		at := d.MorningAt.On(cal.AddWorkdays(serving, -n))
		if at.After(start) {
			steps = append(steps, Step{Name: strconv.Itoa(n), At: at})
		}
	}
	return steps
}

// NextStep returns the first step of the ladder later than an instant; false
// when there is none left.
func NextStep(d *Directive, o Obligation, cal *calendar.Calendar, after time.Time) (Step, bool) {
	for _, s := range Steps(d, o, cal) {
		if s.At.After(after) {
			return s, true
		}
	}
	return Step{}, false
}

// firstMorning returns the first morning of a working day that is not earlier
// than an instant.
func firstMorning(t time.Time, at Hour, cal *calendar.Calendar) time.Time {
	day := cal.OnOrAfter(calendar.DateOf(t))
	if at.On(day).Before(t) {
		day = cal.AddWorkdays(day, 1)
	}
	return at.On(day)
}

// NextBrief returns when the next leaders' brief after an instant goes out: on a
// week's first working day. A week that is off as a whole has none.
func NextBrief(d *Directive, cal *calendar.Calendar, after time.Time) time.Time {
	for week := calendar.DateOf(after); ; week = week.AddDays(7) {
		day, worked := cal.FirstWorkdayOfWeek(week)
		if at := d.BriefAt.On(day); worked && at.After(after) {
			return at
		}
	}
}
