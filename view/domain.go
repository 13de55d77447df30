package view

import (
	"steward/rules"
	"steward/rules/answer"
)

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
	var held ink
	if h := a.Report.Domain.Holder; h != "" {
		held = d.say("domain.held", "holder", clean(h))
	}
	d.line(d.dots(strong(clean(a.Report.Domain.Name)), owner, held,
		d.say("standing."+string(a.Report.Standing)), d.light(a.Countdown, false)))
	d.findings(a.Report)
	d.line(d.domainFacts(a))
	d.suggested(a.Suggested)
	d.announced(a.Announced)
	d.consents(a.Consents)
	d.others(a)
	d.ground(a.Grounds...)
	d.press(a.Buttons...)
}

// unknownDomain judges a name that is not in the inventory by its form alone.
func (d *drawing) unknownDomain(a answer.DomainStatus) {
	d.line(d.say("domain.unknown", "domain", strong(clean(a.Name))))
	key := "domain.decide"
	if a.Report.Standing == rules.MustChange {
		key = "domain.unfit"
	}
	for _, f := range a.Report.Findings {
		d.line(d.say(key, "finding", d.finding(f)))
	}
	if len(a.Report.Findings) == 0 {
		d.line(d.say("domain.fit"))
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
	if a.Countdown.Days < 0 {
		before = d.countdown(a.Countdown, false)
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
