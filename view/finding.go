package view

import (
	"steward/rules"
	"steward/rules/answer"
)

// findings writes what is wrong with a domain, or that nothing is.
func (d *drawing) findings(r rules.DomainReport) {
	for _, f := range r.Findings {
		d.line(d.finding(f))
	}
	switch {
	case len(r.Findings) > 0:
	case r.Standing == rules.Conforms:
		d.line(d.say("status.fine"))
	default:
		d.line(d.say("status.unverified"))
	}
}

// finding says what is wrong and what the directive asks for.
func (d *drawing) finding(f rules.Finding) ink {
	return d.say("finding.line", "finding", d.say("finding."+findingKey(f), "suffix", clean(f.Suffix), "holder", clean(f.Holder)), "remedy", d.say("remedy."+string(f.Remedy)))
}

// findingKey names the words of a finding: by its class, but where it is only
// for reference or for a person to decide they are others.
func findingKey(f rules.Finding) string {
	switch {
	case f.Class == rules.StructureClass && f.Weight == rules.Reference:
		return "alias"
	case f.Class == rules.SurplusClass && f.Remedy == rules.OfficeDecides:
		return "contested"
	case f.Class == rules.HolderClass && f.Weight == rules.InPrinciple:
		return "outsider"
	}
	return string(f.Class)
}

// suggestion names conforming domains that a unit could apply for.
func (d *drawing) suggestion(a answer.Suggestion) {
	if len(a.InUse) > 0 {
		d.line(d.say("suggestion.used", "unit", d.unit(a.Unit), "names", d.list(names(a.InUse)...)))
	}
	switch {
	case len(a.Names) > 0:
		d.line(d.say("suggestion.head", "unit", d.unit(a.Unit), "first", d.proposed(a.Names[0])))
	case len(a.InUse) == 0:
		d.line(d.say("suggestion.none", "unit", d.unit(a.Unit)))
	}
	if len(a.Names) > 1 {
		d.line(d.say("suggestion.rest", "names", d.list(d.alsoProposed(a.Names[1:])...)))
	}
	switch {
	case len(a.Names) == 0:
	case a.Suffix == "":
		d.line(d.say("suggestion.portal"))
	default:
		d.line(d.say("suggestion.shape", "suffix", clean(a.Suffix)))
	}
	d.ground(a.Ground)
	d.press(a.Buttons...)
}

// proposed names a domain to apply for first, and what speaks for it.
func (d *drawing) proposed(p rules.Proposal) ink {
	return d.say("suggestion.for", "name", strong(clean(p.Name)), "why", d.why(p))
}

func (d *drawing) alsoProposed(all []rules.Proposal) []ink {
	var set []ink
	for _, p := range all {
		set = append(set, d.say("suggestion.for", "name", name(p.Name), "why", d.why(p)))
	}
	return set
}

func (d *drawing) why(p rules.Proposal) ink {
	return d.say("suggestion.why."+string(p.Why), "of", clean(p.Of))
}

// names sets domains as code, a row's worth of them at most.
func names(domains []string) []ink {
	var set []ink
	for _, dom := range domains[:min(len(domains), answer.Rows)] {
		set = append(set, name(dom))
	}
	return set
}
