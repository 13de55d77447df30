package rules

import (
	"slices"

	"steward/rules/domain"
)

// The provisions that findings rest on.
const (
	goal       = "二"
	principles = "二(一)"
	cancelNow  = "二(二)a"
	structured = "二(二)b"
	vertical   = "二(三)c"
)

func citedArticles() []string { return []string{goal, principles, cancelNow, structured, vertical} }

// A look is one domain among its unit's, under a directive.
type look struct {
	d      *Directive
	unit   Unit
	domain Domain
	all    []Domain // every domain of the unit
}

// Check says what the directive finds of a domain. Unit is the reporting unit,
// the zero Unit for the city's own portal; all are the domains of that unit,
// the domain among them. One domain may have several findings; they come in the
// order of the directive, those of 二(二)a first as the most pressing.
func Check(d *Directive, u Unit, dom Domain, all []Domain) DomainReport {
	l := look{d: d, unit: u, domain: dom, all: all}
	report := DomainReport{Domain: dom}
	if domain.Structure(dom.Name) == domain.NotADomain {
		report.Standing = Unverified
		return report
	}
	report.Findings = l.findings()
	report.Standing = l.standing(report.Findings)
	return report
}

// findings asks every rule. A vertical unit's domains are its superior
// department's to allocate and take back, so no other rule is put to them.
func (l look) findings() []Finding {
	if l.isVertical() {
		return []Finding{{Class: VerticalClass, Article: vertical, Weight: Reference, Remedy: ReferUp}}
	}
	var found []Finding
	for _, rule := range []func() (Finding, bool){
		l.suffix, l.closed, l.nonGovernment, l.inner, l.held, l.institution, l.surplus, l.idle, l.structure, l.portal,
	} {
		if f, ok := rule(); ok {
			found = append(found, f)
		}
	}
	return found
}

// standing sums up. A warning for reference alone leaves a domain conforming,
// but whether a vertical unit is one at all is for the office to decide.
func (l look) standing(found []Finding) Standing {
	has := func(w Weight) bool {
		return slices.ContainsFunc(found, func(f Finding) bool { return f.Weight == w })
	}
	switch {
	case has(Must):
		return MustChange
	case has(InPrinciple), l.isVertical():
		return Undecided
	case l.domain.SiteStatus == "", l.domain.Purpose == "", l.seat() == unknownSeat:
		return Unverified
	}
	return Conforms
}

// suffix is class (a) of 二(二)a: English domains not ending in .gov.cn, held by
// administrative organs and by institutions with administrative functions. A
// Chinese domain is never of this class; if not under .政务 it is against 二(一),
// which sets no date. Whether a holder is bound that nobody has settled, or that
// is no government body, a person decides.
func (l look) suffix() (Finding, bool) {
	if l.seat() == seat(InstitutionNonAdmin) || domain.OnGovernmentSuffix(l.domain.Name) {
		return Finding{}, false
	}
	f := Finding{Class: SuffixClass, Article: principles, Weight: Must, Remedy: CancelDomain}
	if s := l.seat(); s == unknownSeat || s == outsideSeat {
		f.Weight, f.Remedy = InPrinciple, OfficeDecides
		return f, true
	}
	if !domain.IsChinese(l.domain.Name) {
		f.Article, f.By = cancelNow, l.d.due(Cleanup)
	}
	return f, true
}

// closed is class (b) of 二(二)a, whoever holds the domain.
func (l look) closed() (Finding, bool) {
	return Finding{
		Class: ClosedClass, Article: cancelNow, Weight: Must, Remedy: CancelDomain, By: l.d.due(Cleanup),
	}, l.domain.SiteStatus == Closed
}

// nonGovernment is class (c) of 二(二)a, whoever holds the domain. A purpose
// that nobody has written down is not held against it.
func (l look) nonGovernment() (Finding, bool) {
	return Finding{
		Class: NonGovernment, Article: cancelNow, Weight: Must, Remedy: CancelDomain, By: l.d.due(Cleanup),
	}, l.domain.Purpose != Government && l.domain.Purpose != ""
}

// institution: without administrative functions 原则上 not on .gov.cn, 二(一).
func (l look) institution() (Finding, bool) {
	return Finding{Class: InstitutionClass, Article: principles, Weight: InPrinciple, Remedy: OfficeDecides},
		l.seat() == seat(InstitutionNonAdmin) && domain.OnGovCN(l.domain.Name)
}

// idle domains are cancelled promptly, 二(一); 及时 is no date.
func (l look) idle() (Finding, bool) {
	return Finding{Class: IdleClass, Article: principles, Weight: Must, Remedy: CancelDomain},
		l.domain.SiteStatus == Idle
}

// toCancel reports whether 二(二)a or 二(一) takes the domain away whatever its
// structure is, so that there is nothing to keep or to replace.
func (l look) toCancel() bool {
	unused := l.domain.SiteStatus == Closed || l.domain.SiteStatus == Idle
	abused := l.domain.Purpose != Government && l.domain.Purpose != ""
	return unused || abused
}
