package rules

import (
	"slices"
	"time"
)

// NoDuty alone among a unit's duties, says that it owes nothing.
const NoDuty ObligationKind = "none"

// Owes reports whether a unit owes what a deadline asks for; holds says whether
// it has a domain. Annex 2 is owed by the four bodies of 三(三). The clean-up
// material is owed by everybody whom 结尾 addresses, a unit without a site
// included (零报告), but not by vertical units, whose domains their superior
// department manages (二(三)c), nor by an institution without administrative
// functions that holds no domain. What the office has set for a unit goes before
// the rule. A unit that was merged comes to owe nothing more; see [Owed] for what
// it owed before.
func Owes(dl Deadline, u Unit, holds bool) bool {
	if u.Gone() {
		return false
	}
	if len(u.Duties) > 0 {
		return slices.Contains(u.Duties, dl.Kind)
	}
	switch dl.Owner {
	case CoordinatingBodies:
		return u.Coordinating
	case MaterialUnits:
		return u.Kind != Vertical && (u.Kind != InstitutionNonAdmin || holds)
	}
	return false
}

// ObligationsOf returns what one unit owes under the directive, in the order of
// its deadlines; known is when the campaign began, or the unit came under it.
func ObligationsOf(d *Directive, u Unit, domains []Domain, known time.Time) []Obligation {
	var owed []Obligation
	for _, dl := range d.Deadlines {
		if Owes(dl, u, len(domains) > 0) {
			owed = append(owed, Obligation{
				Kind: dl.Kind, Unit: u.Code, Due: dl.Due, Article: dl.Article, Known: known.UTC(),
			})
		}
	}
	return owed
}

// Obligations returns what all units owe, in the order of the units; domains is
// by unit code.
func Obligations(d *Directive, units []Unit, domains map[string][]Domain, known time.Time) []Obligation {
	var owed []Obligation
	for _, u := range units {
		owed = append(owed, ObligationsOf(d, u, domains[u.Code], known)...)
	}
	return owed
}

// Finished reports whether a unit has done what an obligation asks. The clean-up
// material is in when both intakes are booked: 纸质件和电子文档, 结尾. For
// 附件2 the directive names one paper, 三(三): it is done when the office has
// confirmed that it came in; submitted, from the form alone, does not do.
func Finished(o Obligation, in Intake, submitted bool) bool {
	return stageOf(o.Kind, in, submitted) == complete
}

// A stage is how far a unit is with an obligation.
type stage int

const (
	missing stage = iota
	partly
	complete
)

func stageOf(kind ObligationKind, in Intake, submitted bool) stage {
	switch {
	case in.Complete(kind):
		return complete
	case submitted || in.Any():
		return partly
	}
	return missing
}
