package rules

import (
	"slices"

	"steward/rules/domain"
)

// Progress (报送进度) counts the units that owe something.
type Progress struct {
	Kind     ObligationKind
	Owed     []string // unit codes, in the inventory's order
	Complete []string // both intakes booked (附件2: confirmed)
	Partly   []string // one intake booked (附件2: submitted, not confirmed)
	Missing  []string // nothing yet
	Late     []string // missing or partly, and the date has passed and been checked
}

// A Rate is one of the goals of 二: 一县一门户, 一部门一网站.
type Rate struct {
	Kind UnitKind // County or Department
	Met  int
	Of   int
}

// ProgressOf counts, in the order of the obligations, who has handed in what a
// kind of obligation asks for; intakes and submitted are by unit code. Late
// stays empty: who is late is said only after the office has checked its intakes
// for the date, which the caller knows.
func ProgressOf(kind ObligationKind, owed []Obligation, intakes map[string]Intake, submitted map[string]bool) Progress {
	p := Progress{Kind: kind}
	for _, o := range owed {
		if o.Kind != kind {
			continue
		}
		p.Owed = append(p.Owed, o.Unit)
		switch stageOf(kind, intakes[o.Unit], submitted[o.Unit]) {
		case complete:
			p.Complete = append(p.Complete, o.Unit)
		case partly:
			p.Partly = append(p.Partly, o.Unit)
		case missing:
			p.Missing = append(p.Missing, o.Unit)
		}
	}
	return p
}

// GoalRates returns the rates of 二, 一县一门户 and 一部门一网站, in this order:
// of the counties, and departments, with a live site, how many have one live
// English domain that conforms, and no other; domains is by unit code. A name
// with and without www. is one. A unit without a site is not counted.
func GoalRates(d *Directive, units []Unit, domains map[string][]Domain) []Rate {
	rates := []Rate{{Kind: County}, {Kind: Department}}
	for _, u := range units {
		for i := range rates {
			if u.Kind != rates[i].Kind || !hasSite(domains[u.Code]) {
				continue
			}
			rates[i].Of++
			if meetsGoal(d, u, domains[u.Code]) {
				rates[i].Met++
			}
		}
	}
	return rates
}

func hasSite(domains []Domain) bool { return slices.ContainsFunc(domains, live) }

func live(dom Domain) bool { return dom.SiteStatus == Running }

func meetsGoal(d *Directive, u Unit, domains []Domain) bool {
	names := map[string]bool{}
	for _, dom := range domains {
		if !live(dom) || domain.IsChinese(dom.Name) {
			continue
		}
		if Check(d, u, dom, domains).Standing != Conforms {
			return false
		}
		names[domain.WithoutWWW(dom.Name)] = true
	}
	return len(names) == 1
}
