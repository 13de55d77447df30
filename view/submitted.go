package view

import (
	"time"

	"steward/rules"
	"steward/rules/answer"
	"steward/rules/form"
)

// formEvent says what became of a form.
func (d *drawing) formEvent(a answer.FormEvent) {
	if a.Event == "handed" && a.Person != "" && d.at.Personal {
		d.line(d.say("form.event.handed_to", "form", d.title(a.Form), "person", a.Person))
	} else {
		d.line(d.say("form.event."+a.Event, "form", d.title(a.Form)))
	}
	d.press(a.Buttons...)
	d.besides(a.Others)
}

// besides are the forms that wait besides.
func (d *drawing) besides(others []answer.OpenForm) {
	for _, o := range others {
		d.beside(d.say("form.besides", "form", d.title(o.Form)), o.Resume)
	}
}

// whichForm asks which form a message is for.
func (d *drawing) whichForm(a answer.WhichForm) {
	if len(a.Buttons) == 0 {
		d.line(d.say("form.which.settled"))
		return
	}
	said := clean(a.Said)
	if !d.at.Personal {
		said = d.say("form.hidden")
	}
	d.line(strong(d.say("form.which.head", "said", said)))
	d.line(d.say("form.which.how"))
	keys := d.keys(a.Buttons)
	for i, def := range a.Forms {
		keys[i].label = d.title(def)
	}
	d.add(part{kind: buttons, buttons: keys})
}

// handOver asks whether somebody goes on with what a colleague has begun.
func (d *drawing) handOver(a answer.HandOver) {
	person := clean(a.Person)
	if a.Person == "" || !d.at.Personal {
		person = d.say("form.handover.colleague")
	}
	d.line(strong(d.title(a.Form)))
	if a.Step.Number == 0 {
		d.line(d.say("form.handover.filled", "person", person))
	} else {
		d.line(d.say("form.handover.ask", "person", person, "number", a.Step.Number, "of", a.Step.Of))
	}
	if a.Kept {
		d.line(d.say("form.handover.kept"))
	}
	d.press(a.Buttons...)
}

// submitted tells that a form was handed in here; the document comes with it.
func (d *drawing) submitted(a answer.Submitted) {
	d.line(strong(opened(d.paper(a.Form))))
	if a.Form.Duty == coordinator {
		d.line(d.say("form.submitted"))
	} else {
		d.line(d.say("form.handed." + a.Form.ID))
	}
	d.follow(a.Follow)
	if !a.Countdown.Due.IsZero() {
		d.line(lit(d.light(a.Countdown, false), d.say("deadline.when", "countdown", opened(d.countdown(a.Countdown, false)))))
	}
	d.line(d.receiptOf(a.Form, a.Code, a.Version, a.At))
	d.press(a.Buttons...)
	d.besides(a.Others)
}

// follow says what follows from a report by law.
func (d *drawing) follow(f rules.Follow) {
	if !f.Due.IsZero() {
		d.line(d.say("form.follow.due", "day", d.day(f.Due)))
	}
	if !f.Until.IsZero() {
		d.line(d.say("form.follow.announced", "until", d.day(f.Until), "day", d.day(f.Cancellable)))
	}
}

// incoming tells the office that a form has come in, without names.
func (d *drawing) incoming(a answer.Incoming) {
	d.line(d.say("form.incoming", "unit", strong(clean(a.Unit.Name)), "form", d.paper(a.Form)))
	d.line(d.receiptOf(a.Form, a.Code, a.Version, a.At))
	if a.OnBehalf {
		d.line(d.say("form.behalf"))
	}
	if a.Form.Duty != coordinator {
		d.told(a.Cells)
		d.follow(a.Follow)
		d.press(a.Buttons...)
		return
	}
	d.line(d.dots(
		d.fact("form.persons", d.say("form.count", "n", a.Filled)),
		d.received(coordinator, a.Intake)))
	d.press(a.Buttons...)
}

// told is what a report says, a line for each row or field.
func (d *drawing) told(cells []form.Cell) {
	for i, c := range cells {
		switch {
		case c.Field.Row == "":
			d.line(d.fact("form.field."+c.Field.Label, d.value(c)))
		case i == 0 || cells[i-1].Field.Row != c.Field.Row:
			d.line(d.cellsOf(c.Field, cells))
		}
	}
}

// coordinator is the obligation whose paper the forms here are: only the sealed
// sheet counts.
const coordinator = "coordinator"

// receiptOf ties a sealed paper to its submission.
func (d *drawing) receiptOf(def *form.Definition, code string, version int, at time.Time) ink {
	var times ink
	if !def.Each {
		times = d.say("form.version", "version", version)
	}
	return d.dots(d.fact("form.code", clean(code)), times, d.fact("form.at", d.moment(at)))
}

func (d *drawing) paper(def *form.Definition) ink {
	if def.Paper == "" {
		return d.title(def)
	}
	return d.say("form.paper", "form", d.title(def), "paper", def.Paper)
}

// blank comes with an empty form as a document.
func (d *drawing) blank(a answer.Blank) {
	d.line(d.say("form.attached", "form", d.paper(a.Form)))
}
