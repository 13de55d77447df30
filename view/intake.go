package view

import (
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
)

// intakeCard is the office's card for one unit: what has come in, a date picker
// and a button for each medium.
func (d *drawing) intakeCard(a answer.IntakeCard) {
	finished := a.Intake.Complete(a.Kind)
	d.line(d.dots(d.say("booking.head", "unit", strong(d.unitName(a.Unit))), d.light(a.Countdown, finished)))
	if finished {
		d.line(d.say(dutyKey(a.Kind, "name")))
		d.line(d.received(a.Kind, a.Intake))
	} else if !a.Countdown.Due.IsZero() {
		d.line(d.say("booking.due", "name", d.say(dutyKey(a.Kind, "name")), "countdown", d.countdown(a.Countdown, finished)))
		d.line(d.received(a.Kind, a.Intake))
	}
	if a.Problem != "" {
		d.line(d.say("intake.problem." + a.Problem))
	} else if !a.MayBook {
		d.line(d.say("booking.readonly"))
	}
	d.ground(a.Ground)
	if a.MayBook {
		pick := part{kind: buttons, text: d.say("booking.pick"), date: a.Today, buttons: d.keys(a.Buttons)}
		if finished { // a date is picked for what is still to be booked
			pick.date = calendar.Date{}
		}
		d.add(pick)
	}
}

// intakeList lists who owes material, page by page, with its totals.
func (d *drawing) intakeList(a answer.IntakeList) {
	key := "list.all"
	if a.Missing {
		key = "list.missing"
	}
	d.line(strong(d.say(key, "name", d.say(dutyKey(a.Kind, "name")))))
	d.line(d.say("list.count", d.tally(a.Progress)...))
	if len(a.Rows) == 0 {
		d.line(d.say("list.none"))
	}
	for _, r := range a.Rows {
		d.beside(d.intakeRow(a.Kind, r), r.Open)
	}
	d.pageLine(a.Page)
	d.checked(a)
	if a.Find.Action != "" {
		d.add(part{kind: finder, text: d.say("intake.find"), find: a.Find})
	}
	d.press(a.Buttons...)
}

// checked says what a date that has passed asks of the office, and gives it the words for
// those who are late.
func (d *drawing) checked(a answer.IntakeList) {
	switch {
	case a.Check.Due.IsZero():
		return
	case a.Check.Checked.IsZero():
		d.line(d.say("list.unchecked", "due", d.day(a.Check.Due)))
	default:
		d.line(d.say("list.checked", "moment", d.moment(a.Check.Checked)))
	}
	if len(a.Call.Units) == 0 {
		return
	}
	var names []ink
	for _, u := range a.Call.Units {
		names = append(names, d.unitName(u))
	}
	d.line(d.say("list.call", "units", d.list(names...), "number", a.Call.Number, "due", d.day(a.Call.Due),
		"name", d.say(dutyKey(a.Kind, "name")), "organ", d.recipient(a.Kind, a.Call.HandIn)))
}

func (d *drawing) intakeRow(kind rules.ObligationKind, r answer.IntakeRow) ink {
	if kind == rules.Cleanup && !r.Intake.Any() {
		return d.dots(d.unitName(r.Unit), d.say("intake.nothing"))
	}
	return d.dots(d.unitName(r.Unit), d.join("join.comma", d.media(kind, r.Intake)))
}

// tally is the numbers of a progress, for words to choose from.
func (d *drawing) tally(p rules.Progress) []any {
	owed, complete := len(p.Owed), len(p.Complete)
	return []any{
		"owed", owed, "complete", complete, "partly", len(p.Partly), "missing", len(p.Missing),
		"reported", complete + len(p.Partly), "running", owed - complete, "open", owed - complete,
	}
}

// intakeBooked tells the unit what the office has booked, and what is still to
// come.
func (d *drawing) intakeBooked(a answer.IntakeBooked) {
	name, medium := d.say(dutyKey(a.Kind, "name")), d.say("intake."+string(a.Medium))
	if a.On.IsZero() {
		d.line(d.say("booking.undone", "name", name, "medium", medium))
	} else {
		d.line(d.say("booking.booked", "name", name, "medium", medium, "day", d.day(a.On)))
	}
	if a.Intake.Complete(a.Kind) {
		d.line(d.say("booking.complete", "done", opened(d.say(dutyKey(a.Kind, "done")))))
		return
	}
	var wanting []ink
	for _, m := range rules.MediaOf(a.Kind) {
		if a.Intake.On(m).IsZero() {
			wanting = append(wanting, d.say("intake."+string(m)))
		}
	}
	d.line(d.say("booking.wanting", "medium", d.list(wanting...), "organ", d.recipient(a.Kind, a.HandIn)))
}
