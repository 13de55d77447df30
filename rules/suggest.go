package rules

import (
	"steward/rules/domain"
	"steward/rules/naming"
)

// mostSuggestions is how many names are proposed at once.
const mostSuggestions = 3

// Suggest returns conforming names that a unit may apply for, best first, at
// most three: the label it is known by, then initials and full pinyin of its
// names. A department is under the city's suffix (二(二)b); a county's portal is
// www.□□□.gov.cn. Vertical units, whose names others allocate (二(三)c), and
// institutions without administrative functions (二(一)) get none. What taken
// reports is left out; a nil taken means that nothing is.
func Suggest(d *Directive, u Unit, taken func(name string) bool) []string {
	if u.Code == "" || u.Kind == Vertical || u.Kind == InstitutionNonAdmin {
		return nil
	}
	var names []string
	for _, label := range labelsOf(d, u) {
		name := nameFor(d, u, label)
		if len(names) == mostSuggestions {
			break
		}
		if wellFormed(d, u, name) && (taken == nil || !taken(name)) {
			names = append(names, name)
		}
	}
	return names
}

func nameFor(d *Directive, u Unit, label string) string {
	if u.Kind == County {
		return "www." + label + ".gov.cn"
	}
	return label + "." + d.Suffix
}

func labelsOf(d *Directive, u Unit) []string {
	var labels []string
	if u.Label != "" {
		labels = append(labels, u.Label)
	}
	for _, c := range naming.Candidates(append([]string{u.Name}, u.Aliases...), d.City) {
		if c.Label != u.Label {
			labels = append(labels, c.Label)
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
