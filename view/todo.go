package view

import "steward/rules/answer"

// todo lists what a unit still owes, soonest first.
func (d *drawing) todo(a answer.Todo) {
	if len(a.Items) == 0 {
		d.line(strong(d.say("todo.none", "unit", d.unit(a.Unit))))
	} else {
		d.line(strong(d.say("todo.some", "unit", d.unit(a.Unit), "n", len(a.Items))))
	}
	d.duties(a.Items)
	grounds := groundsOf(a.Items)
	for _, m := range a.Merged {
		d.line(d.say("unit.gone.todo", "unit", m.Unit.Name, "day", d.day(m.Unit.Ended), "own", d.unit(a.Unit)))
		d.duties(m.Items)
		grounds = append(grounds, groundsOf(m.Items)...)
	}
	if a.Domains > 0 {
		d.line(d.say("todo.domains", "n", a.Domains))
	}
	d.ground(grounds...)
	d.press(a.Buttons...)
}

func (d *drawing) duties(items []answer.Duty) {
	for _, duty := range items {
		d.line(d.duty(duty))
		if duty.Intake.Any() {
			d.line(d.received(duty.Kind, duty.Intake))
		}
		d.line(d.sent(duty.Submitted))
	}
}

// duty is one obligation with its light, its date and where it goes.
func (d *drawing) duty(duty answer.Duty) ink {
	finished := duty.Intake.Complete(duty.Kind)
	if finished {
		return d.say("reminder.done", "name", d.say(dutyKey(duty.Kind, "name")), "done", d.say(dutyKey(duty.Kind, "done")))
	}
	key, light := "todo.item", d.light(duty.Countdown, false)
	if light == "" {
		key = "todo.unlit"
	}
	return d.say(key, "light", light, "name", d.say(dutyKey(duty.Kind, "name")),
		"countdown", d.countdown(duty.Countdown, false), "organ", d.say(dutyKey(duty.Kind, "organ")))
}

func groundsOf(duties []answer.Duty) []answer.Ground {
	var grounds []answer.Ground
	for _, duty := range duties {
		grounds = append(grounds, duty.Ground)
	}
	return grounds
}
