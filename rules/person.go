package rules

import "slices"

// A Role is what a person does in the work on domains.
type Role string

// The roles. The first three belong to a unit; the others to the city.
const (
	Liaison    Role = "liaison"     // 联络员
	OfficeHead Role = "office_head" // 单位办公室负责人
	Head       Role = "head"        // 单位主要负责人
	Admin      Role = "admin"       // 市政府信息办
	Reviewer   Role = "reviewer"    // 市政府办公室审核人员
	Leader     Role = "leader"      // 市领导
)

// A Person is somebody on the roster.
type Person struct {
	ID       string // Slack user id
	Name     string // how the roster calls them; a role in the demo
	Unit     string // code of their unit; "" for the city's own people
	Roles    []Role
	Language string // "zh-CN" or "en"; "" means zh-CN
}

// Has reports whether the person has the role.
func (p Person) Has(r Role) bool { return slices.Contains(p.Roles, r) }

// Known reports whether the person is on the roster at all.
func (p Person) Known() bool { return len(p.Roles) > 0 }
