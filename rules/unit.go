package rules

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
}

// Short returns the unit's usual short name, or its full name when it has none.
func (u Unit) Short() string {
	if len(u.Aliases) > 0 {
		return u.Aliases[0]
	}
	return u.Name
}
