package rules

import (
	"strings"

	"steward/rules/domain"
)

// structure is 二(二)b: departments are at ○○○ under the city's suffix. It is put to the
// domain that stands for a site: the main one, or any under .gov.cn. Whether
// institutions with administrative functions, or departments of a county, are
// meant by 市政府各部门 is open, so for them a person decides. With www. in front a
// conforming name is an alias: a warning only.
func (l look) structure() (Finding, bool) {
	f := Finding{Class: StructureClass, Article: structured, Weight: Must, Remedy: ReplaceDomain, Suffix: l.d.Suffix}
	switch l.seat() {
	case seat(Department):
	case seat(InstitutionAdmin), organSeat:
		f.Weight, f.Remedy = InPrinciple, OfficeDecides
	default:
		return Finding{}, false
	}
	name := l.domain.Name
	if domain.IsChinese(name) || l.toCancel() || l.isSurplus() || l.structured() {
		return Finding{}, false
	}
	if _, alias := domain.Label(name, l.d.Suffix); alias {
		f.Weight, f.Remedy = Reference, OfficeDecides
		return f, true
	}
	return f, l.domain.Main || domain.OnGovCN(name)
}

// conformsUnder reports whether a name is ○○○ and the city's suffix.
func conformsUnder(d *Directive, name string) bool {
	label, ok := domain.Label(name, d.Suffix)
	return ok && name == label+"."+d.Suffix
}

// portal warns when the English domain of a county, or of the city itself, is
// not www.□□□.gov.cn. 116号 doesn't say so: it is 国办函〔2018〕55号, which we
// know from a repost, so it is for reference.
func (l look) portal() (Finding, bool) {
	government := l.seat() == seat(County) || l.seat() == ""
	return Finding{Class: PortalClass, Source: l.d.PortalBy, Weight: Reference, Remedy: OfficeDecides},
		government && domain.OnGovCN(l.domain.Name) && !l.toCancel() && !l.isSurplus() &&
			domain.Structure(l.domain.Name) != domain.Portal
}

// surplus is 二(一): of several domains of a site one is kept in each language,
// since a site may have a Chinese and an English one, and the others are
// cancelled. When it isn't clear which is the main one, a person decides.
func (l look) surplus() (Finding, bool) {
	f := Finding{Class: SurplusClass, Article: principles, Weight: Must, Remedy: CancelDomain}
	if l.contested() {
		f.Weight, f.Remedy = InPrinciple, OfficeDecides
		return f, true
	}
	return f, l.isSurplus()
}

// isSurplus reports whether another domain of the same site is the one to keep.
// A department's old name whose successor was registered after the directive is
// not surplus: it is being replaced, and has to be announced for three months.
func (l look) isSurplus() bool {
	kept, ok := l.kept()
	if !ok || kept.Name == l.domain.Name || !l.rival(kept) {
		return false
	}
	return !l.replacedBy(kept)
}

// replacedBy reports whether the domain to keep is a successor under the city's
// suffix that was not there before the directive, as far as is known.
func (l look) replacedBy(kept Domain) bool {
	before := !kept.RegisteredOn.IsZero() && kept.RegisteredOn.Before(l.d.Issued)
	return l.needsStructure() && l.of(kept).structured() && !l.structured() && !before
}

// contested reports whether the site has several domains that could be kept,
// this one among them, and none is marked as the main one.
func (l look) contested() bool {
	if _, ok := l.kept(); ok || !l.keepable(l.domain) {
		return false
	}
	for _, other := range l.all {
		if l.keepable(other) && l.rival(other) {
			return true
		}
	}
	return false
}

// kept returns the domain that the site keeps: the main one that conforms, else
// the only one that conforms, else the main one.
func (l look) kept() (Domain, bool) {
	var conforming, main []Domain
	for _, dom := range l.site() {
		if dom.Main {
			main = append(main, dom)
		}
		if l.of(dom).structured() {
			conforming = append(conforming, dom)
		}
		if dom.Main && l.of(dom).structured() {
			return dom, true
		}
	}
	switch {
	case len(conforming) == 1:
		return conforming[0], true
	case len(conforming) == 0 && len(main) == 1:
		return main[0], true
	}
	return Domain{}, false
}

// site returns the domains that could be kept for this domain's site.
func (l look) site() []Domain {
	var site []Domain
	for _, dom := range l.all {
		same := domain.IsChinese(dom.Name) == domain.IsChinese(l.domain.Name) && sameSite(dom, l.domain)
		if same && l.keepable(dom) {
			site = append(site, dom)
		}
	}
	return site
}

// keepable reports whether a domain may be a site's: not to be cancelled anyway,
// and under one of the two suffixes.
func (l look) keepable(dom Domain) bool {
	return domain.OnGovernmentSuffix(dom.Name) && !l.of(dom).toCancel()
}

// rival reports whether another domain contends for the same site in the same
// language; a name with and without www. is one.
func (l look) rival(other Domain) bool {
	return l.keepable(l.domain) && sameSite(other, l.domain) &&
		domain.IsChinese(other.Name) == domain.IsChinese(l.domain.Name) &&
		domain.WithoutWWW(other.Name) != domain.WithoutWWW(l.domain.Name)
}

// structured reports whether the name has the structure that its unit's kind
// asks for.
func (l look) structured() bool {
	switch {
	case domain.IsChinese(l.domain.Name):
		return true
	case l.needsStructure():
		return conformsUnder(l.d, l.domain.Name)
	}
	switch l.seat() {
	case organSeat: // under its county's portal, or under the city's
		return domain.Structure(l.domain.Name) == domain.UnderCity
	case seat(County), "":
		return domain.Structure(l.domain.Name) == domain.Portal
	}
	return true
}

func (l look) needsStructure() bool {
	return l.seat() == seat(Department) || l.seat() == seat(InstitutionAdmin)
}

func (l look) of(dom Domain) look {
	l.domain = dom
	return l
}

// sameSite compares the names of sites, without an addition in brackets such as
// (旧). A domain whose site nobody has named counts as its holder's one site,
// 一部门一网站.
func sameSite(a, b Domain) bool {
	x, y := siteName(a), siteName(b)
	return x == y && x != "" || (x == "" || y == "") && a.Holder == b.Holder
}

func siteName(d Domain) string {
	name := d.SiteName
	if i := strings.IndexAny(name, "("+string('（')); i >= 0 {
		name = name[:i]
	}
	return strings.TrimSpace(name)
}
