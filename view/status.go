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
	d.material(a.Countdown)
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
	d.material(a.Countdown)
	d.press(a.Buttons...)
}

func (d *drawing) counts(counts map[rules.Standing]int) ink {
	var phrases []ink
	for _, s := range standings() {
		if counts[s] > 0 {
			phrases = append(phrases, d.say("status.count", "standing", d.say("standing."+string(s)), "count", counts[s]))
		}
	}
	return d.list(phrases...)
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

// domainStatus is one domain's card.
func (d *drawing) domainStatus(a answer.DomainStatus) {
	if !a.Known {
		d.unknownDomain(a)
		return
	}
	owner := clean(a.Unit.Name)
	if a.Unit.Code == "" {
		owner = d.say("unit.portal")
	}
	d.line(d.dots(strong(clean(a.Report.Domain.Name)), owner,
		d.say("standing."+string(a.Report.Standing)), d.light(a.Countdown, false)))
	d.findings(a.Report)
	d.line(d.domainFacts(a))
	d.suggested(a.Suggested)
	d.others(a)
	d.ground(a.Grounds...)
	d.press(a.Buttons...)
}

// unknownDomain judges a name that is not in the inventory by its form alone.
func (d *drawing) unknownDomain(a answer.DomainStatus) {
	d.line(d.dots(strong(clean(a.Name)), d.say("standing."+string(a.Report.Standing))))
	d.line(d.say("domain.unknown"))
	for _, f := range a.Report.Findings {
		d.line(d.finding(f))
	}
	d.line(d.say("domain.report"))
	d.ground(a.Grounds...)
	d.press(a.Buttons...)
}

// domainFacts are at most four: the site, the next step, when the material is
// due, and that no time is set for the approval.
func (d *drawing) domainFacts(a answer.DomainStatus) ink {
	dom := a.Report.Domain
	var site, next, before, approval ink
	if dom.SiteName != "" {
		site = d.say("domain."+string(dom.SiteStatus), "site", dom.SiteName)
	}
	if a.Report.Standing == rules.MustChange && !a.Countdown.Due.IsZero() {
		next, approval = d.say("domain.form"), d.say("domain.unlimited")
	}
	if !a.Countdown.Due.IsZero() {
		before = d.say("domain.before", "day", d.day(a.Countdown.Due))
	}
	return d.dots(d.fact("domain.site", site), d.fact("domain.next", next),
		d.fact("domain.material", before), d.fact("domain.approval", approval))
}

// others names the unit's other domains that must change, a row's worth of them.
func (d *drawing) others(a answer.DomainStatus) {
	if len(a.Others) == 0 {
		return
	}
	var names []ink
	for _, r := range a.Others[:min(len(a.Others), answer.Rows)] {
		names = append(names, name(r.Domain.Name))
	}
	list := d.list(names...)
	if len(a.Others) > answer.Rows {
		list = d.say("domain.more", "domains", list)
	}
	d.line(d.say("domain.others", "unit", d.unit(a.Unit), "n", len(a.Others), "domains", list))
}
