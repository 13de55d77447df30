package view

import (
	"steward/rules/answer"
	"steward/rules/calendar"
)

// announcements is a line for each: until when it is announced, or since when the
// old domain may be cancelled. Nothing of it has a date by which it must be done.
func (d *drawing) announcements(a answer.Announcements) {
	d.line(strong(d.say("announced.head", "unit", d.unit(a.Unit))))
	for _, row := range a.Rows[:min(len(a.Rows), answer.Rows)] {
		state := "running"
		if row.Full(calendar.DateOf(d.at.Now)) {
			state = "full"
		}
		d.line(d.say("announced."+state, "domain", name(row.Domain), "posted", d.day(row.Posted),
			"until", d.day(row.Until), "day", d.day(row.Cancellable)))
	}
	if len(a.Rows) > answer.Rows {
		d.line(d.say("announced.more", "number", len(a.Rows)-answer.Rows))
	}
	d.ground(a.Ground)
	d.press(a.Buttons...)
}
