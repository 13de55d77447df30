package rules

import "slices"

// A Role is what a person does in the work on domains.
type Role string

// The roles. The first four belong to a unit; the others to the city.
const (
	Liaison     Role = "liaison"     // 联络员
	OfficeHead  Role = "office_head" // 单位办公室负责人
	Head        Role = "head"        // 单位主要负责人
	BodyContact Role = "contact"     // 协同部门联系人: of one of the four bodies of 三(三)
	Admin       Role = "admin"       // 市政府信息办
	Reviewer    Role = "reviewer"    // 市政府办公室审核人员
	Leader      Role = "leader"      // 市领导
)

// A Person is somebody on the roster.
type Person struct {
	ID       string // Slack user id
	Name     string // how the roster calls them; a role in the demo
	Unit     string // code of their unit; "" for the city's own people
	Roles    []Role
	Language string  // "zh-CN" or "en"; "" means zh-CN
	For      []Stand // whom they stand in for today (AB角)
	// Also are the codes of units that were merged into theirs: what was open
	// there is theirs to do. Set on loading.
	Also []string
	// Email is by what a roster's file names them; it is kept with those who are
	// [Awaited], and otherwise "".
	Email string
}

// ActsFor reports whether what a unit owes is the person's to do: of their own,
// and of those that were merged into it.
func (p Person) ActsFor(unit string) bool { return p.Unit == unit || slices.Contains(p.Also, unit) }

// A Stand is one for whom somebody stands in, with their roles.
type Stand struct {
	ID    string
	Roles []Role
}

// UnitRoles lists the roles that somebody of a unit may have.
func UnitRoles() []Role { return []Role{Liaison, OfficeHead, Head, BodyContact} }

// CityRoles lists the roles of the city's own people.
func CityRoles() []Role { return []Role{Admin, Reviewer, Leader} }

// RolesIn lists the roles that there are in a unit, the zero Unit being the city:
// only a coordinating body has a contact.
func RolesIn(u Unit) []Role {
	switch {
	case u.Code == "":
		return CityRoles()
	case u.Coordinating:
		return UnitRoles()
	default:
		return []Role{Liaison, OfficeHead, Head}
	}
}

// Has reports whether the person has the role, by right or as a deputy.
func (p Person) Has(r Role) bool {
	return p.Holds(r) || slices.ContainsFunc(p.For, func(s Stand) bool { return slices.Contains(s.Roles, r) })
}

// Holds reports whether the role is the person's own.
func (p Person) Holds(r Role) bool { return slices.Contains(p.Roles, r) }

// Behalf returns the id of the one for whom the person does what takes one of
// these roles; "" when they do it by right, or may not do it.
func (p Person) Behalf(roles ...Role) string {
	if slices.ContainsFunc(roles, p.Holds) {
		return ""
	}
	for _, s := range p.For {
		if slices.ContainsFunc(roles, func(r Role) bool { return slices.Contains(s.Roles, r) }) {
			return s.ID
		}
	}
	return ""
}

// Known reports whether the person is on the roster at all.
func (p Person) Known() bool { return len(p.Roles) > 0 }

// Fits reports whether a role is one of a unit's people, or, for unit "", of the
// city's own.
func Fits(r Role, unit string) bool {
	if unit == "" {
		return slices.Contains(CityRoles(), r)
	}
	return slices.Contains(UnitRoles(), r)
}
