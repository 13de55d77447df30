package rules

import "slices"

// The states of a Join.
const (
	JoinDraft    = "draft"    // the unit or the role is still to be chosen
	JoinPending  = "pending"  // waits for the office
	JoinApproved = "approved" // 已登记
	JoinRefused  = "refused"  // 未予登记
)

// TheCity is what a newcomer chooses who belongs to no unit of the inventory but
// to the city's own offices.
const TheCity = "city"

// A Join is that somebody who is not on the roster says which unit they belong to
// and what they do, for the office to approve.
type Join struct {
	ID     string
	Person string
	Unit   string // code, or TheCity; "" while nothing is chosen
	Role   Role   // as asked; once approved, as given
	State  string
	Reason string // of a refusal, one of JoinReasons, or InWords
	Words  string // the office's own, where the reason is InWords; personal
	By     string // who decided
}

// JoinReasons lists why the office refuses; locale keys below "join.reason.".
func JoinReasons() []string { return []string{"unit", "role", "confirm"} }

// InWords is the reason of a refusal that the office gives in its own words.
const InWords = "words"

// UnitCode is the unit on the roster: "" for the city's own people.
func (j Join) UnitCode() string {
	if j.Unit == TheCity {
		return ""
	}
	return j.Unit
}

// MayHold reports whether the role is one of the unit that was chosen; unit is
// the zero Unit for the city.
func (j Join) MayHold(r Role, unit Unit) bool {
	return j.Unit != "" && unit.Code == j.UnitCode() && slices.Contains(RolesIn(unit), r)
}

// Decidable reports whether the office may still decide: exactly once.
func (j Join) Decidable() bool { return j.State == JoinPending }
