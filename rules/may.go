package rules

import "slices"

// The reasons for which an act is refused; they are locale keys below "refused.".
const (
	NotOnRoster = "not_on_roster" // nobody knows the person
	OtherUnit   = "other_unit"    // the matter of another unit
	OfficeOnly  = "office_only"   // for 市政府信息办
	CityOnly    = "city_only"     // for the city's reviewers, office and leaders
	LeadersOnly = "leaders_only"  // for those whom the brief is drawn up for
	FilersOnly  = "filers_only"   // for a unit's liaison and office head
	UnitOnly    = "unit_only"     // for people of a unit
	UnknownAct  = "unknown_act"   // nothing that anybody may do
)

// A grant says who may do an act: with one of the roles of the city for any
// unit, with one of the unit's roles for their own.
type grant struct {
	city    []Role
	own     []Role
	reason  string // for those with neither
	article string // ground of that reason, if the directive has one
}

// Filers lists the roles that fill in and hand in for a unit.
func Filers() []Role { return []Role{Liaison, OfficeHead} }

// grantFor is the table of who may do what; [May] reads it.
func grantFor(act Act) (grant, bool) {
	office := []Role{Admin, Reviewer}
	switch act {
	case SeeFull, SeePersonal:
		return grant{city: office, own: UnitRoles(), reason: OfficeOnly}, true
	case FileForm:
		return grant{own: Filers(), reason: FilersOnly}, true
	case BookIntake:
		return grant{city: []Role{Admin}, reason: OfficeOnly, article: "结尾"}, true
	case ConfirmPaper:
		return grant{city: office, reason: OfficeOnly, article: "三(三)"}, true
	case SeeProgress:
		return grant{city: []Role{Admin, Reviewer, Leader}, own: UnitRoles(), reason: CityOnly}, true
	case AskBrief:
		return grant{city: []Role{Leader, Admin, Reviewer}, reason: LeadersOnly}, true
	case ImportRegister, ExportRegister, SeeViews:
		return grant{city: []Role{Admin}, reason: OfficeOnly}, true
	case GiveReceipt:
		return grant{own: UnitRoles(), reason: UnitOnly}, true
	case KeepRoster:
		return grant{city: []Role{Admin}, reason: OfficeOnly}, true
	case RecordPaper:
		return grant{own: Filers(), reason: FilersOnly}, true
	}
	return grant{}, false
}

// May reports whether a person may do an act on a unit, "" being the city as a
// whole, and if not why. It is the only place that decides this.
func May(p Person, act Act, unit string) Verdict {
	if !p.Known() {
		return Verdict{Reason: NotOnRoster}
	}
	g, known := grantFor(act)
	switch {
	case !known:
		return Verdict{Reason: UnknownAct}
	case hasAny(p, g.city):
		return Verdict{OK: true}
	case !hasAny(p, g.own) || unit == "":
		return Verdict{Reason: g.reason, Article: g.article}
	case !p.ActsFor(unit):
		return Verdict{Reason: OtherUnit}
	}
	return Verdict{OK: true}
}

// Acts lists every act that somebody may do.
func Acts() []Act {
	return []Act{
		SeeFull, SeePersonal, FileForm, BookIntake, SeeProgress, AskBrief, GiveReceipt, ConfirmPaper, KeepRoster, RecordPaper, ExportRegister, SeeViews,
	}
}

func hasAny(p Person, roles []Role) bool { return slices.ContainsFunc(roles, p.Has) }
