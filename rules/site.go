package rules

import "steward/rules/calendar"

// A SiteStatus is the state of the site behind a domain.
type SiteStatus string

// The states that the inventory knows.
const (
	Running SiteStatus = "running" // 在用
	Closed  SiteStatus = "closed"  // 已关停
	Idle    SiteStatus = "idle"    // 闲置
)

// A Purpose is what a domain is used for; anything but Government is class (c)
// of 二(二)a.
type Purpose string

// Purposes that the inventory knows; others are kept as written.
const (
	Government Purpose = "government"
	Commercial Purpose = "commercial"
)

// A Domain (域名) is one row of the inventory (台账).
type Domain struct {
	Name         string     // normal form, see package domain
	Unit         string     // code of the reporting unit (填报单位); "" for the city portal
	Holder       string     // name of the body below it that holds the domain (持有单位); "" is the unit itself
	HolderKind   HolderKind // what the office has settled that the holder is; "" leaves it to the name
	SiteName     string
	SiteStatus   SiteStatus
	Purpose      Purpose
	RegisteredOn calendar.Date // zero when unknown
	Registrar    string        // office, cnnic, conac, other
	Main         bool          // the site's main domain, as the inventory says
	Remark       string
}
