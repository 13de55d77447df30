package rules

import (
	"slices"

	"steward/rules/calendar"
)

// A UnitKind says which part of the directive binds a unit.
type UnitKind string

// The kinds of unit in a register. Which of them 二(二)b means by 市政府各部门
// is left to the office where it is open.
const (
	County              UnitKind = "county"               // 县、区人民政府
	Department          UnitKind = "department"           // 市政府部门、直属单位、开发区
	InstitutionAdmin    UnitKind = "institution_admin"    // 承担行政职能的事业单位
	InstitutionNonAdmin UnitKind = "institution_nonadmin" // 不承担行政职能的事业单位
	Vertical            UnitKind = "vertical"             // 实行垂直管理的国务院部门的基层单位
)

// UnitKinds lists every kind, in the order of the directive.
func UnitKinds() []UnitKind {
	return []UnitKind{County, Department, InstitutionAdmin, InstitutionNonAdmin, Vertical}
}

// A Unit (单位) reports to the city about its domains.
type Unit struct {
	Code         string   // stable key, such as "sz-jtj"
	Name         string   // full name, as on the seal
	Aliases      []string // short names; the first is the usual one
	Kind         UnitKind
	Label        string // the label it uses or would use under the city's suffix; "" when unknown
	Coordinating bool   // one of the four bodies of 三(三)

	// Duties is what the office has set that the unit owes, whatever the rule
	// says; [NoDuty] alone is nothing, and none leaves it to the rule, see [Owes].
	Duties []ObligationKind
	// Former are the names that the unit had, oldest first.
	Former []FormerName
	// Successor is the code of the body that the unit was merged into, since
	// Ended; both are zero for a unit that stands. It is no transfer in the sense
	// of 二(一): the office records it.
	Successor     string
	Ended         calendar.Date
	SuccessorName string // of the body that answers for it today; set on loading
}

// A FormerName is a name that a unit bore until it was renamed.
type FormerName struct {
	Name  string        `json:"name"`
	Until calendar.Date `json:"until"` // the first day on which it no longer held
}

// Gone reports whether the unit was merged into another.
func (u Unit) Gone() bool { return u.Successor != "" }

// Names returns all that the unit is called or was called: its full name, the
// short ones, and the former ones.
func (u Unit) Names() []string {
	names := append([]string{u.Name}, u.Aliases...)
	for _, f := range u.Former {
		names = append(names, f.Name)
	}
	return names
}

// NameOn returns the full name that the unit bore on a day.
func (u Unit) NameOn(day calendar.Date) string {
	for _, f := range u.Former {
		if day.Before(f.Until) {
			return f.Name
		}
	}
	return u.Name
}

// wasCalled reports whether a name stands among the former ones.
func (u Unit) wasCalled(name string) bool {
	return slices.ContainsFunc(u.Former, func(f FormerName) bool { return f.Name == name })
}

// Short returns the unit's usual short name, or its full name when it has none.
func (u Unit) Short() string {
	if len(u.Aliases) > 0 {
		return u.Aliases[0]
	}
	return u.Name
}
