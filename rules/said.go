package rules

import (
	"time"

	"steward/rules/calendar"
)

// eveningHour is when a working day is over for people in Shanghai: what was
// missed until then waits for the morning.
const eveningHour = 18

// SaidAt returns when something planned for an instant is said, when it is
// noticed at now: at once on the day it was planned for, until the evening;
// after that on the next working morning.
func SaidAt(d *Directive, cal *calendar.Calendar, planned, now time.Time) time.Time {
	if planned.After(now) {
		return planned
	}
	today := calendar.DateOf(now)
	if calendar.DateOf(planned) == today && now.Before(today.At(eveningHour, 0)) {
		return now
	}
	day := cal.OnOrAfter(today)
	if morning := d.MorningAt.On(day); !morning.Before(now) {
		return morning
	}
	return d.MorningAt.On(cal.AddWorkdays(today, 1))
}
