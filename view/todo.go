package view

import (
	"steward/rules"
	"steward/rules/answer"
)

// todo lists what a unit still owes, soonest first.
func (d *drawing) todo(a answer.Todo) {
	if len(a.Items) == 0 {
		d.line(strong(d.say("todo.none", "unit", d.unit(a.Unit))))
	} else {
		d.line(strong(d.say("todo.some", "unit", d.unit(a.Unit), "n", len(a.Items))))
	}
	for _, duty := range a.Items {
		d.line(d.duty(duty))
		if duty.Intake.Any() {
			d.line(d.received(duty.Kind, duty.Intake))
		}
		d.line(d.sent(duty.Submitted))
	}
	if a.Domains > 0 {
		d.line(d.say("todo.domains", "n", a.Domains))
	}
	d.ground(groundsOf(a.Items)...)
	d.press(a.Buttons...)
}

// duty is one obligation with its light, its date and where it goes.
func (d *drawing) duty(duty answer.Duty) ink {
	finished := done(duty.Kind, duty.Intake)
	if finished {
		return d.say("reminder.done", "name", d.say(dutyKey(duty.Kind, "name")), "done", d.say(dutyKey(duty.Kind, "done")))
	}
	return d.say("todo.item", "light", d.light(duty.Countdown, false), "name", d.say(dutyKey(duty.Kind, "name")),
		"countdown", d.countdown(duty.Countdown, false), "organ", d.say(dutyKey(duty.Kind, "organ")))
}

func groundsOf(duties []answer.Duty) []answer.Ground {
	var grounds []answer.Ground
	for _, duty := range duties {
		grounds = append(grounds, duty.Ground)
	}
	return grounds
}

// reminder is one morning's message: each item with what to do now, the receipt,
// and the rest of the buttons.
func (d *drawing) reminder(a answer.Reminder) {
	if len(a.Items) == 0 {
		d.line(strong(d.say("reminder.none")))
	} else {
		d.line(strong(d.say("reminder.some", "n", len(a.Items))))
	}
	rest := a.Buttons
	for _, duty := range a.Items {
		rest = d.reminderItem(duty, rest)
	}
	rest = d.receipt(a, rest)
	d.ground(groundsOf(a.Items)...)
	d.press(rest...)
}

// reminderItem writes one item with its own button beside it, and returns the
// buttons that are left.
func (d *drawing) reminderItem(duty answer.Duty, left []answer.Button) []answer.Button {
	text := d.duty(duty)
	var own answer.Button
	if !done(duty.Kind, duty.Intake) {
		text += "\n" + d.advice(duty)
		own, left = take(left, answer.FormStart, string(duty.Kind))
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
	case duty.Countdown.Light == rules.Red:
		return "late"
	case duty.Step == "0":
		return "final"
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
	if !a.AskReceipt {
		return left
	}
	give, left := take(left, answer.GiveReceipt, "")
	d.beside(d.say("reminder.receipt", "number", a.Directive), give)
	return left
}
