package view

import (
	"steward/rules"
	"steward/rules/answer"
)

// standings in the order in which people ask about them.
func standings() []rules.Standing {
	return []rules.Standing{rules.MustChange, rules.Undecided, rules.Unverified, rules.Conforms}
}

// unitStatus says how a unit's domains stand: how many of each standing, then
// each with what is wrong.
func (d *drawing) unitStatus(a answer.UnitStatus) {
	if a.Asked.Gone() {
		d.past(a.Asked)
	}
	if a.Page.Total == 0 {
		d.noDomains(a)
		return
	}
	head := d.say("status.head", "unit", strong(clean(a.Unit.Name)), "n", a.Page.Total)
	d.line(d.dots(head, d.counts(a.Counts), d.light(a.Countdown, false)))
	for _, r := range a.Domains {
		d.line(d.say("status.row", "domain", strong(clean(r.Domain.Name)), "standing", d.say("standing."+string(r.Standing))))
		d.findings(r)
	}
	d.suggested(a.Suggested)
	d.announced(a.Announced)
	d.reportedChanges(a.Changes)
	d.consents(a.Consents)
	d.material(a.Countdown)
	d.past(a.Unit)
	d.pageLine(a.Page)
	d.ground(a.Grounds...)
	d.press(a.Buttons...)
}

// noDomains answers for a unit without a domain: it reports all the same
// (零报告).
func (d *drawing) noDomains(a answer.UnitStatus) {
	d.line(d.dots(strong(d.say("status.none", "unit", d.unit(a.Unit))), d.light(a.Countdown, false)))
	if !a.Countdown.Due.IsZero() {
		d.line(d.say("status.without"))
	}
	d.consents(a.Consents)
	d.material(a.Countdown)
	d.past(a.Unit)
	d.press(a.Buttons...)
}

func (d *drawing) counts(counts map[rules.Standing]int) ink {
	var phrases []ink
	for _, s := range standings() {
		if counts[s] > 0 {
			phrases = append(phrases, d.say("status.count", "standing", d.say("standing."+string(s)), "count", counts[s]))
		}
	}
	return d.join("join.clause", phrases)
}

func (d *drawing) material(c rules.Countdown) {
	if !c.Due.IsZero() {
		d.line(d.say("status.material", "countdown", d.countdown(c, false)))
	}
}

func (d *drawing) suggested(domain string) {
	if domain != "" {
		d.line(d.say("status.suggested", "domain", name(domain)))
	}
}

// pageLine says which part of a list this is, where it has several.
func (d *drawing) pageLine(p answer.Page) {
	if p.Of > 1 {
		d.small(d.say("page.line", "page", p.Number, "of", p.Of, "total", p.Total))
	}
}
