package rules

import (
	"steward/rules/domain"
	"steward/rules/naming"
)

// mostSuggestions is how many names are proposed at once.
const mostSuggestions = 3

// A Proposal is a name that a unit may apply for, and what speaks for it.
type Proposal struct {
	Name string
	Why  naming.Reason // by what the label stands for the unit
	Of   string        // the name that the label is read from; "" for [naming.Listed]
}

// Wishes returns conforming names that a unit may apply for, best first: the label
// it is known by, then initials, full pinyin and English of its names, then
// initials with the city's before them. A department is under the city's suffix
// (二(二)b); a county's portal is www.□□□.gov.cn. Vertical units, whose names
// others allocate (二(三)c), and institutions without administrative functions
// (二(一)) get none.
func Wishes(d *Directive, u Unit) []Proposal {
	if u.Code == "" || u.Kind == Vertical || u.Kind == InstitutionNonAdmin {
		return nil
	}
	var proposed []Proposal
	for _, c := range labelsOf(d, u) {
		if name := nameFor(d, u, c.Label); wellFormed(d, u, name) {
			proposed = append(proposed, Proposal{name, c.Reason, c.Name})
		}
	}
	return proposed
}

// Suggest returns the first of a unit's [Wishes] that are free, at most three.
// What taken reports is left out; a nil taken means that nothing is.
func Suggest(d *Directive, u Unit, taken func(name string) bool) []Proposal {
	var free []Proposal
	for _, p := range Wishes(d, u) {
		if len(free) < mostSuggestions && (taken == nil || !taken(p.Name)) {
			free = append(free, p)
		}
	}
	return free
}

func nameFor(d *Directive, u Unit, label string) string {
	if u.Kind == County {
		return "www." + label + ".gov.cn"
	}
	return label + "." + d.Suffix
}

func labelsOf(d *Directive, u Unit) []naming.Candidate {
	var labels []naming.Candidate
	if u.Label != "" {
		labels = append(labels, naming.Candidate{Label: u.Label, Reason: naming.Listed})
	}
	for _, c := range naming.Candidates(append([]string{u.Name}, u.Aliases...), d.City) {
		if c.Label != u.Label {
			labels = append(labels, c)
		}
	}
	return labels
}

// wellFormed reports whether the name has the structure that it should, which
// what DNS forbids never has.
func wellFormed(d *Directive, u Unit, name string) bool {
	if u.Kind == County {
		return domain.Structure(name) == domain.Portal
	}
	return conformsUnder(d, name) && domain.Structure(name) == domain.UnderCity
}
