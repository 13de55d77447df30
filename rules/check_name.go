package rules

import (
	"slices"

	"steward/rules/domain"
)

// Bearer returns the code of the unit that a name under the city's suffix stands
// for, by the label that the inventory gives it; "" when there is none.
func Bearer(d *Directive, units []Unit, name string) string {
	label, under := domain.Label(domain.WithoutWWW(name), d.Suffix)
	if !under {
		return ""
	}
	for _, u := range units {
		if u.Label != "" && u.Label == label {
			return u.Code
		}
	}
	return ""
}

// CheckName says what the directive says of a name that is not in the inventory.
// Of the zero unit only what holds for every unit is said: 二(一), the suffix.
func CheckName(d *Directive, u Unit, dom Domain) DomainReport {
	judged := u
	if u.Code == "" {
		judged = Unit{Kind: Department}
	}
	report := Check(d, judged, dom, nil)
	if u.Code == "" {
		report.Findings = slices.DeleteFunc(report.Findings, func(f Finding) bool { return f.Class != SuffixClass })
		if len(report.Findings) == 0 {
			report.Standing = Conforms
		}
	}
	if report.Standing == Conforms {
		report.Standing = Unverified
	}
	return report
}
