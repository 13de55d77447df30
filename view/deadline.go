package view

import (
	"time"

	"steward/rules"
	"steward/rules/answer"
)

// deadline says when something is due, what must be handed in, and to whom.
func (d *drawing) deadline(a answer.Deadline) {
	// What is not owed, or not any more, is nobody's delay; that comes first then.
	settled := !a.Owed && (a.Unit.Code != "" || a.Countdown.Days < 0)
	d.line(d.dots(strong(d.say(dutyKey(a.Kind, "title"))), d.another(a.Unit), d.light(a.Countdown, settled)))
	when, standing := d.say("deadline.when", "countdown", opened(d.exactly(a.Countdown, settled))), d.standingOf(a)
	if settled {
		when, standing = standing, when
	}
	d.line(when)
	d.line(standing)
	d.line(d.fact("deadline.what", d.say(dutyKey(a.Kind, "what"))))
	d.line(d.fact("deadline.where", d.recipient(a.Kind, a.HandIn)))
	if a.Unit.Code == "" {
		d.line(d.fact("deadline.owners", d.say(dutyKey(a.Kind, "owners"))))
	}
	d.ground(a.Ground)
	d.press(a.Buttons...)
}

// another names a unit that is not the reader's own.
func (d *drawing) another(u rules.Unit) ink {
	if d.own(u) {
		return ""
	}
	return clean(u.Name)
}

// standingOf says how far the unit is with what it owes.
func (d *drawing) standingOf(a answer.Deadline) ink {
	switch {
	case a.Unit.Code == "":
		return ""
	case a.Intake.Complete(a.Kind):
		return d.say("deadline.done", "done", opened(d.say(dutyKey(a.Kind, "done"))))
	case !a.Owed:
		return d.say("deadline.unowed", "unit", d.unit(a.Unit))
	case !a.Submitted.IsZero():
		return d.say("deadline.submitted", "unit", d.unit(a.Unit), "moment", d.moment(a.Submitted))
	case a.Intake.Any():
		return d.received(a.Kind, a.Intake)
	}
	return ""
}

// recipient is where material goes: the office that the directive names with its
// address, for what goes there; else the organ alone.
func (d *drawing) recipient(kind rules.ObligationKind, c rules.Contact) ink {
	if kind != rules.Cleanup || c.Office == "" {
		return d.say(dutyKey(kind, "organ"))
	}
	return d.say("deadline.contact", "office", c.Office, "address", c.Address,
		"person", c.Person, "phone", c.Phone, "mail", c.Mail)
}

// received says what has come in and what has not.
func (d *drawing) received(kind rules.ObligationKind, in rules.Intake) ink {
	if kind == rules.Cleanup && !in.Any() {
		return d.fact("intake.label", d.say("intake.nothing"))
	}
	return d.fact("intake.label", d.join("join.comma", d.media(kind, in)))
}

// media is one phrase for each way in which an obligation's material comes in.
func (d *drawing) media(kind rules.ObligationKind, in rules.Intake) []ink {
	var phrases []ink
	for _, m := range rules.MediaOf(kind) {
		medium := d.say("intake." + string(m))
		if on := in.On(m); on.IsZero() {
			phrases = append(phrases, d.say("intake.lacks", "medium", medium))
		} else {
			phrases = append(phrases, d.say("intake.has", "medium", medium, "day", d.day(on)))
		}
	}
	return phrases
}

func dutyKey(kind rules.ObligationKind, what string) string {
	return "duty." + string(kind) + "." + what
}

// sent says when a form was submitted here; "" when it wasn't.
func (d *drawing) sent(at time.Time) ink {
	if at.IsZero() {
		return ""
	}
	return d.say("reminder.submitted", "moment", d.moment(at))
}
