package rules

// Progress (报送进度) counts the units that owe something.
type Progress struct {
	Kind     ObligationKind
	Owed     []string // unit codes, in the inventory's order
	Complete []string // both intakes booked (附件2: confirmed)
	Partly   []string // one intake booked (附件2: submitted, not confirmed)
	Missing  []string // nothing yet
	Late     []string // missing or partly, and the date has passed and been checked
}

// A Rate is one of the goals of 二: 一县一门户, 一部门一网站.
type Rate struct {
	Kind UnitKind // County or Department
	Met  int
	Of   int
}
