package rules

import (
	"iter"
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

// Rungs walks the ladder of an obligation, earliest first: the start on the
// first working morning on which it is known; the directive's rungs so many
// working days before the serving day, each in the morning; and those after the
// date, in the afternoon, which never end where the directive repeats them. A
// rung whose time has come by the start is not made up for; and nobody is called
// late on the day on which they come to know.
func Rungs(d *Directive, o Obligation, cal *calendar.Calendar) iter.Seq[Step] {
	return func(yield func(Step) bool) {
		start := firstMorning(o.Known, d.MorningAt, cal)
		dl, ok := d.Deadline(o.Kind)
		if !yield(Step{StartStep, start}) || !ok {
			return
		}
		serving := cal.OnOrBefore(o.Due)
		for _, n := range dl.Ladder {
			at := d.MorningAt.On(cal.AddWorkdays(serving, -n))
			if at.After(start) && !yield(Step{strconv.Itoa(n), at}) {
				return
			}
		}
		for n := range dl.lateDays() {
			at := d.LateAt.On(cal.AddWorkdays(o.Due, n))
			if calendar.DateOf(at).After(calendar.DateOf(start)) && !yield(Step{lateMark + strconv.Itoa(n), at}) {
				return
			}
		}
	}
}

// lateDays walks the working days after the date on which a deadline's late
// steps stand: those that it names, then again and again as often as it says.
func (dl Deadline) lateDays() iter.Seq[int] {
	return func(yield func(int) bool) {
		last := 0
		for _, last = range dl.Late {
			if !yield(last) {
				return
			}
		}
		for dl.LateEvery > 0 {
			last += dl.LateEvery
			if !yield(last) {
				return
			}
		}
	}
}

// Steps returns the rungs of a ladder up to an instant, that one included.
func Steps(d *Directive, o Obligation, cal *calendar.Calendar, until time.Time) []Step {
	var steps []Step
	for s := range Rungs(d, o, cal) {
		if s.At.After(until) {
			break
		}
		steps = append(steps, s)
	}
	return steps
}

// NextStep returns the first step of the ladder later than an instant; false
// when there is none left.
func NextStep(d *Directive, o Obligation, cal *calendar.Calendar, after time.Time) (Step, bool) {
	for s := range Rungs(d, o, cal) {
		if s.At.After(after) {
			return s, true
		}
	}
	return Step{}, false
}

// HeldUntil returns when a late step that waits for the office's check is looked at
// again: in the next afternoon of a working day.
func HeldUntil(d *Directive, cal *calendar.Calendar, now time.Time) time.Time {
	return firstMorning(now.Add(time.Nanosecond), d.LateAt, cal)
}

// CheckStep is the name of the step at which the office is asked to check what came
// in for a date.
const CheckStep = "check"

// NextOfficeStep returns what the office is told next of a date, later than an
// instant: on the first working morning after it, to check what came in; and at each
// late step whom to call. False when there is nothing more.
func NextOfficeStep(d *Directive, dl Deadline, cal *calendar.Calendar, after time.Time) (Step, bool) {
	if at := d.MorningAt.On(cal.AddWorkdays(dl.Due, 1)); at.After(after) {
		return Step{CheckStep, at}, true
	}
	since := Obligation{Kind: dl.Kind, Due: dl.Due, Known: d.MorningAt.On(d.Issued)}
	return NextStep(d, since, cal, after)
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
