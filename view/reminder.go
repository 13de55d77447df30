package view

import (
	"steward/rules"
	"steward/rules/answer"
)

// reminder is one morning's message: each item with what to do now, the receipt,
// and the rest of the buttons.
func (d *drawing) reminder(a answer.Reminder) {
	d.line(strong(d.reminderHead(a.Items)))
	if a.Unit.Gone() {
		d.line(d.say("unit.gone.reminder", "unit", a.Unit.Name, "day", d.day(a.Unit.Ended), "to", a.Unit.SuccessorName))
	}
	d.standing()
	rest := a.Buttons
	for _, duty := range a.Items {
		rest = d.reminderItem(duty, rest)
	}
	rest = d.receipt(a, rest)
	d.ground(groundsOf(a.Items)...)
	d.press(rest...)
}

// standing says for whom somebody is reminded who hands in for nobody by their own
// right.
func (d *drawing) standing() {
	r := d.at.Reader
	if d.at.Personal && len(r.For) > 0 && !rules.MayFileAlone(r) {
		d.line(d.say("begun.for", "person", mention(r.For[0].ID)))
	}
}

// reminderHead counts what is still to be done today.
func (d *drawing) reminderHead(items []answer.Duty) ink {
	open := 0
	for _, duty := range items {
		if !duty.Intake.Complete(duty.Kind) {
			open++
		}
	}
	switch {
	case open > 0:
		return d.say("reminder.some", "n", open)
	case len(items) > 0:
		return d.say("reminder.finished")
	}
	return d.say("reminder.none")
}

// reminderItem writes one item with its own button beside it, and returns the
// buttons that are left.
func (d *drawing) reminderItem(duty answer.Duty, left []answer.Button) []answer.Button {
	text := d.duty(duty)
	var own answer.Button
	if !duty.Intake.Complete(duty.Kind) {
		text += "\n" + d.advice(duty)
		own, left = takeForm(left, duty.Kind)
	}
	d.beside(text, own)
	return left
}

// advice says what to do now: by the step of the ladder, or what is still
// missing once something has come in.
func (d *drawing) advice(duty answer.Duty) ink {
	if !duty.Submitted.IsZero() {
		return d.sent(duty.Submitted)
	}
	advice := d.say("reminder." + string(duty.Kind) + "." + phase(duty))
	if duty.Intake.Any() {
		advice = d.received(duty.Kind, duty.Intake) + "\n" + advice
	}
	return advice
}

// phase names the words of a step: the start, the last serving day, when it is
// time for the seal, or still ahead of that.
func phase(duty answer.Duty) string {
	switch {
	case duty.Countdown.Checking:
		return "checking"
	case duty.Countdown.Light == rules.Red:
		return "late"
	case duty.Step == "0":
		return "final"
	case duty.Intake.Any():
		return "rest"
	case duty.Seal:
		return "seal"
	case duty.Step == rules.StartStep:
		return "start"
	}
	return "ahead"
}

// receipt asks for 已收悉, or shows when it was given, in the button's place. It
// returns the buttons that are left.
func (d *drawing) receipt(a answer.Reminder, left []answer.Button) []answer.Button {
	if !a.Received.IsZero() {
		_, left = take(left, answer.GiveReceipt, "")
		d.line(d.say("reminder.received", "moment", d.moment(a.Received)))
		return left
	}
	give, left := take(left, answer.GiveReceipt, "")
	if give.Action == "" {
		return left
	}
	words := d.say("reminder.seen")
	if a.AskReceipt {
		words = d.say("reminder.receipt", "number", a.Directive)
	}
	d.beside(words, give)
	return left
}
