package view

import (
	"steward/rules"
	"steward/rules/answer"
)

// progress answers how far the city is, or one unit.
func (d *drawing) progress(a answer.ProgressReport) {
	if a.Unit.Code != "" {
		d.unitProgress(a)
		return
	}
	d.line(d.dots(strong(d.say("progress.head", "name", d.say(dutyKey(a.Kind, "name")))), d.light(a.Countdown, a.Countdown.Days < 0)))
	d.line(d.say("progress."+progressKey(a), d.tally(a.Progress)...))
	d.line(d.say("deadline.when", "countdown", opened(d.countdown(a.Countdown, true))))
	d.ground(a.Ground)
	d.press(a.Buttons...)
}

// progressKey chooses the words: 附件2 is confirmed, material comes in; before
// the date nobody is behind.
func progressKey(a answer.ProgressReport) string {
	key := "open"
	switch {
	case a.Countdown.Checking:
		key = "checking"
	case a.Countdown.Days < 0:
		key = "over"
	}
	if a.Kind == rules.Coordinator {
		return "coordinator_" + key
	}
	return key
}

// unitProgress says whether a unit has finished: yes or no first.
func (d *drawing) unitProgress(a answer.ProgressReport) {
	finished := a.Intake.Complete(a.Kind)
	unit := strong(d.unit(a.Unit))
	switch {
	case finished:
		d.line(d.say("progress.done", "unit", unit))
	case !a.Owed:
		d.line(d.say("deadline.unowed", "unit", unit))
	case a.Countdown.Checking:
		d.line(d.say("progress.unchecked", "unit", unit))
	case a.Intake.Any() || !a.Submitted.IsZero():
		d.line(d.dots(d.say("progress.partly", "unit", unit), d.light(a.Countdown, false)))
	default:
		d.line(d.dots(d.say("progress.missing", "unit", unit), d.light(a.Countdown, false)))
	}
	switch {
	case a.Countdown.Checking && a.Owed && !finished: // what is there, and not what is not
		if a.Intake.Any() {
			d.line(d.received(a.Kind, a.Intake))
		}
		d.line(d.submittedAt(a))
	case a.Owed || finished:
		d.line(d.say("booking.due", "name", d.say(dutyKey(a.Kind, "name")), "countdown", d.countdown(a.Countdown, finished)))
		d.line(d.received(a.Kind, a.Intake))
		d.line(d.submittedAt(a))
	}
	d.ground(a.Ground)
	d.press(a.Buttons...)
}

func (d *drawing) submittedAt(a answer.ProgressReport) ink {
	if a.Submitted.IsZero() {
		return ""
	}
	return d.fact("form.at", d.moment(a.Submitted))
}
