package view

import (
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
)

// announcements is a line for each: until when it is announced, or since when the
// old domain may be cancelled. Nothing of it has a date by which it must be done.
func (d *drawing) announcements(a answer.Announcements) {
	d.line(strong(d.say("announced.head", "unit", d.unit(a.Unit))))
	d.announced(a.Rows)
	d.ground(a.Ground)
	d.press(a.Buttons...)
}

// announced is a line for each announcement of a unit or domain.
func (d *drawing) announced(rows []rules.Announcement) {
	for _, row := range rows[:min(len(rows), answer.Rows)] {
		state := "running"
		if row.Full(calendar.DateOf(d.at.Now)) {
			state = "full"
		}
		d.line(d.say("announced."+state, "domain", name(row.Domain), "posted", d.day(row.Posted),
			"until", d.day(row.Until), "day", d.day(row.Cancellable)))
	}
	if len(rows) > answer.Rows {
		d.line(d.say("announced.more", "number", len(rows)-answer.Rows))
	}
}

// reportedChanges is a line for each change of registration data that was reported.
func (d *drawing) reportedChanges(rows []rules.ReportedChange) {
	for _, row := range rows[:min(len(rows), answer.Rows)] {
		d.line(d.say("announced.change", "domain", name(row.Domain), "on", d.day(row.On), "reported", d.day(row.Reported), "due", d.day(row.Due)))
	}
}
