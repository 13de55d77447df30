package rules

import (
	"slices"
	"strings"

	"steward/rules/domain"
	"steward/rules/naming"
)

// Bearer returns the code of the unit that a name under the city's suffix stands
// for, by the label that the inventory gives it, or that a Chinese one does, by its
// name; "" when there is none.
func Bearer(d *Directive, units []Unit, name string) string {
	if label, ok := domain.ChineseLabel(name); ok {
		return bearerOf(units, label)
	}
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

func bearerOf(units []Unit, name string) string {
	for _, u := range units {
		if name != "" && !u.Gone() && slices.Contains(u.Names(), name) {
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

// StandsFor returns by what a name stands for a unit, as 二(二)b asks of a
// department's: pinyin or English of its name, or by its name as written; of one
// that it had before, that it did. It is a hint for a person, never a finding. The
// reason is "" where nothing is to be compared: there is no unit, or the name is
// neither under the city's suffix nor a county's portal.
func StandsFor(d *Directive, u Unit, name string) naming.Candidate {
	if label, ok := domain.ChineseLabel(name); ok && u.Code != "" {
		return inWriting(u, label)
	}
	label, under := domain.Label(name, d.Suffix)
	if u.Code == "" || !under && u.Kind != County {
		return naming.Candidate{}
	}
	if under && label == u.Label {
		return naming.Candidate{Label: label, Reason: naming.Listed}
	}
	now := fitting(d, append([]string{u.Name}, u.Aliases...), name)
	if now.Reason != naming.Unrelated && now.Reason != naming.Superior {
		return now
	}
	var old []string
	for _, f := range u.Former {
		old = append(old, f.Name)
	}
	if then := fitting(d, old, name); len(old) > 0 && then.Name != "" {
		return naming.Candidate{Label: then.Label, Name: then.Name, Reason: naming.Former}
	}
	return now
}

// fitting compares a name with what a unit is called: its label under the city's
// suffix, else its host as a place's.
func fitting(d *Directive, names []string, name string) naming.Candidate {
	if label, under := domain.Label(name, d.Suffix); under {
		return naming.Fits(label, names, d.City)
	}
	var last naming.Candidate
	for _, n := range names {
		m := naming.MatchHost(naming.Place{Name: n, Prefecture: d.City}, name)
		if m.OK {
			return naming.Candidate{Label: m.Label, Name: n, Reason: m.Reason}
		}
		if last.Reason == "" {
			last = naming.Candidate{Label: m.Label, Reason: m.Reason}
		}
	}
	return last
}

// inWriting compares a Chinese label with what the unit is and was called.
func inWriting(u Unit, label string) naming.Candidate {
	c := naming.Candidate{Label: label, Reason: naming.Unrelated}
	switch {
	case u.wasCalled(label):
		c.Name, c.Reason = label, naming.Former
	case slices.Contains(u.Names(), label):
		c.Name, c.Reason = label, naming.Written
	default:
		if m := naming.MatchHost(naming.Place{Name: strings.Join(u.Names(), "/")}, label+"."+domain.Government); m.OK {
			c.Name, c.Reason = label, m.Reason
		}
	}
	return c
}
