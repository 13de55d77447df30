package view

import (
	"maps"
	"slices"

	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
)

// brief is what leaders read: how many of how many.
func (d *drawing) brief(a answer.Brief) {
	asOf := ink(d.p.AsOf(calendar.Local(a.At), d.today()))
	d.line(strong(d.say("brief.head", "at", asOf)))
	key := "brief.material"
	if a.Countdown.Days < 0 {
		key = "brief.material_late"
	}
	d.line(d.say(key, d.tally(a.Material)...))
	if len(a.Coordinators.Owed) > 0 {
		d.line(d.say("brief.coordinators", d.tally(a.Coordinators)...))
	}
	d.line(d.rates(a.Goal))
	d.line(d.classes(a.Findings))
	d.line(d.briefDue(a.Countdown))
	d.ground(a.Grounds...)
	d.press(a.Buttons...)
}

func (d *drawing) briefDue(c rules.Countdown) ink {
	if c.Due.IsZero() {
		return ""
	}
	return d.say("brief.due", "countdown", d.countdown(c, true))
}

func (d *drawing) rates(goal []rules.Rate) ink {
	var phrases []ink
	for _, r := range goal {
		phrases = append(phrases, d.say("brief.rate", "goal", d.say("brief."+string(r.Kind)), "met", r.Met, "of", r.Of))
	}
	return d.dots(phrases...)
}

func (d *drawing) classes(findings map[rules.Class]int) ink {
	var phrases []ink
	for _, class := range slices.Sorted(maps.Keys(findings)) {
		if findings[class] > 0 {
			phrases = append(phrases, d.say("class."+string(class), "count", findings[class]))
		}
	}
	if len(phrases) == 0 {
		return d.say("brief.clean")
	}
	return d.say("brief.findings", "classes", d.list(phrases...))
}

// progress answers how far the city is, or one unit.
func (d *drawing) progress(a answer.ProgressReport) {
	if a.Unit.Code != "" {
		d.unitProgress(a)
		return
	}
	d.line(d.dots(strong(d.say("progress.head", "name", d.say(dutyKey(a.Kind, "name")))), d.light(a.Countdown, false)))
	d.line(d.say("progress."+progressKey(a), d.tally(a.Progress)...))
	d.line(d.say("deadline.when", "countdown", d.countdown(a.Countdown, true)))
	d.ground(a.Ground)
	d.press(a.Buttons...)
}

// progressKey chooses the words: 附件2 is confirmed, material comes in; before
// the date nobody is behind.
func progressKey(a answer.ProgressReport) string {
	key := "open"
	if a.Countdown.Days < 0 {
		key = "over"
	}
	if a.Kind == rules.Coordinator {
		return "coordinator_" + key
	}
	return key
}

// unitProgress says whether a unit has finished: yes or no first.
func (d *drawing) unitProgress(a answer.ProgressReport) {
	finished := done(a.Kind, a.Intake)
	unit := strong(d.unit(a.Unit))
	switch {
	case finished:
		d.line(d.say("progress.done", "unit", unit))
	case !a.Owed:
		d.line(d.say("deadline.unowed", "unit", unit))
	case a.Intake.Any() || !a.Submitted.IsZero():
		d.line(d.dots(d.say("progress.partly", "unit", unit), d.light(a.Countdown, false)))
	default:
		d.line(d.dots(d.say("progress.missing", "unit", unit), d.light(a.Countdown, false)))
	}
	if a.Owed || finished {
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
