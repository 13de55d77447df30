package view

import (
	"steward/rules"
	"steward/rules/answer"
)

// consenting is a head's consent on its way to the record, or on record.
func (d *drawing) consenting(a answer.Consenting) {
	matter := d.matter(a.Record)
	switch a.State {
	case answer.ConsentAsks:
		d.line(strong(d.say("consent.asks", "unit", d.unit(a.Unit))))
		d.line(d.wanting(a))
		d.line(matter)
	case answer.ConsentNew:
		d.line(strong(d.say("consent.new", "unit", d.unit(a.Unit))))
		d.line(d.dots(matter, d.fact("consent.day", d.day(a.Record.On)), d.say("consent.scanned")))
	default:
		head := d.say("consent.done", "unit", d.unit(a.Unit))
		if a.State == answer.ConsentOff {
			head = d.say("consent.struck", "unit", d.unit(a.Unit))
		}
		d.line(strong(head))
		d.line(d.dots(matter, d.fact("consent.day", d.day(a.Record.On)), d.say("consent.how."+a.Record.How())))
		d.line(d.recordedBy(a.Record))
		if a.State == answer.ConsentOff {
			d.line(d.say("consent.off", "by", d.mentioned([]string{a.Record.StruckBy}), "at", d.moment(a.Record.Struck)))
		}
	}
	d.ground(a.Ground)
	d.press(a.Buttons...)
}

// wanting says what stands against a record, or, where several things were not said,
// which; and, before either, that a file is no scan.
func (d *drawing) wanting(a answer.Consenting) ink {
	if len(a.Missing) == 0 || a.Problem == rules.ConsentKind || a.Problem == rules.ConsentWhat {
		return d.say("consent.problem."+a.Problem, "file", a.File)
	}
	var names []ink
	for _, f := range a.Missing {
		names = append(names, d.say("dialog.field."+string(f)))
	}
	return d.say("consent.missing", "fields", d.list(names...))
}

// matter is what was consented to; "" while that was not said.
func (d *drawing) matter(c rules.Consent) ink {
	m := rules.MatterOf(c.Subject)
	switch {
	case m.Business == "":
		return clean(m.Domain)
	case m.Domain == "":
		return d.say("dialog.choice.consent.what." + string(m.Business))
	}
	return d.say("consent.matter."+string(m.Business), "domain", name(m.Domain))
}

// recordedBy says who put it on record, for whom, when, and where the scan is.
func (d *drawing) recordedBy(c rules.Consent) ink {
	by := d.mentioned([]string{c.By})
	if c.Behalf != "" {
		by = d.say("consent.behalf", "by", by, "for", d.mentioned([]string{c.Behalf}))
	}
	line := d.say("consent.by", "by", by, "at", d.moment(c.At))
	if c.Scan == "" {
		return line
	}
	return d.dots(line, d.say("consent.scan", "file", c.Scan))
}

// consents are the lines of a card that tell what a unit's head has consented to:
// the newest; how many there are in all is said.
func (d *drawing) consents(records []rules.Consent) {
	first := max(0, len(records)-answer.Rows)
	for _, c := range records[first:] {
		d.line(d.say("consent.line", "matter", d.matter(c), "day", d.day(c.On), "how", d.say("consent.how."+c.How()), "at", d.moment(c.At)))
	}
	if first > 0 {
		d.small(d.say("consent.more", "number", len(records)))
	}
}
