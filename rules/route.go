package rules

// RouteOf returns the topic of the route by which a unit registers and cancels
// its domains: 二(三)a for counties, 二(三)c for vertical units, else 二(三)b.
func RouteOf(u Unit) string {
	switch u.Kind {
	case County:
		return "county_route"
	case Vertical:
		return "vertical"
	default:
		return "department_route"
	}
}
