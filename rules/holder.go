package rules

import "steward/rules/naming"

// A HolderKind says what the body is that holds a domain (持有单位), beside the
// unit that reports of it (填报单位): the directive binds an inner body or an
// organ like the unit, an institution by its functions, and others not at all.
type HolderKind string

// The kinds of holder. Those of institutions and of vertical units are judged as
// units of that kind are.
const (
	HeldByUnit        HolderKind = "unit"                 // the reporting unit itself, or its office (一)
	HeldByInner       HolderKind = "inner_body"           // 内设机构
	HeldByOrgan       HolderKind = "organ"                // 行政机关 below it: a county's department, a town
	HeldByAdmin       HolderKind = "institution_admin"    // 承担行政职能的事业单位
	HeldByNonAdmin    HolderKind = "institution_nonadmin" // 不承担行政职能的事业单位
	HeldByVertical    HolderKind = "vertical"             // 垂直管理单位
	HeldByOutsider    HolderKind = "outsider"             // no government body: a company, a person
	HeldByNobodyKnown HolderKind = ""                     // nobody has settled it, and the name does not tell
)

// HolderKinds lists the kinds that the inventory may state.
func HolderKinds() []HolderKind {
	return []HolderKind{
		HeldByUnit, HeldByInner, HeldByOrgan, HeldByAdmin, HeldByNonAdmin, HeldByVertical, HeldByOutsider,
	}
}

// HolderOf returns what holds a domain: as the office has settled it, else as far
// as the holder's name tells beside the unit's. Of the city's own portal, which
// has no reporting unit, whoever runs it is the unit.
func HolderOf(u Unit, d Domain) HolderKind {
	switch {
	case d.HolderKind != "":
		return d.HolderKind
	case d.Holder == "", u.Code == "":
		return HeldByUnit
	}
	switch naming.BodyOf(d.Holder, u.Names(), u.Kind == County) {
	case naming.Itself:
		return HeldByUnit
	case naming.InnerBody:
		return HeldByInner
	case naming.OrganBelow:
		return HeldByOrgan
	case naming.Outside:
		return HeldByOutsider
	}
	return HeldByNobodyKnown
}

// holder is what holds the domain that is looked at.
func (l look) holder() HolderKind { return HolderOf(l.unit, l.domain) }

// A seat is whom the rules are put to: a kind of unit, or a body below one of
// which no kind of unit is made.
type seat string

const (
	organSeat   seat = "organ"   // is bound, but whether 二(二)b means it is open
	unknownSeat seat = "unknown" // bound or not: a person decides
	outsideSeat seat = "outside"
)

// seat returns whom the rules are put to for the domain. An inner body is bound as
// its unit is, 二(二)a.
func (l look) seat() seat {
	switch l.holder() {
	case HeldByUnit, HeldByInner:
		return seat(l.unit.Kind)
	case HeldByOrgan:
		return organSeat
	case HeldByAdmin:
		return seat(InstitutionAdmin)
	case HeldByNonAdmin:
		return seat(InstitutionNonAdmin)
	case HeldByVertical:
		return seat(Vertical)
	case HeldByOutsider:
		return outsideSeat
	}
	return unknownSeat
}

func (l look) isVertical() bool { return l.seat() == seat(Vertical) }

// inner is 二, 一部门一网站: an inner body has no site beside its department's. That
// goal names no step, so that a person decides what becomes of the domain. One
// that has to go anyway needs no decision.
func (l look) inner() (Finding, bool) {
	return Finding{
		Class: InnerClass, Article: goal, Weight: InPrinciple, Remedy: OfficeDecides, Holder: l.domain.Holder,
	}, l.holder() == HeldByInner && l.unit.Kind != InstitutionNonAdmin && l.keepable(l.domain)
}

// held is 二(一) on the holder: a domain may not be handed over to others, so one
// that an outsider holds is for a person to decide; and what nobody has settled
// is to be, before more is said.
func (l look) held() (Finding, bool) {
	f := Finding{
		Class: HolderClass, Article: principles, Weight: Reference, Remedy: OfficeDecides, Holder: l.domain.Holder,
	}
	switch l.seat() {
	case outsideSeat:
		f.Weight = InPrinciple
		return f, true
	case unknownSeat:
		return f, true
	}
	return Finding{}, false
}
