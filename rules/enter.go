package rules

// A Membership is how somebody stands to the workspace in which they speak.
type Membership string

// The memberships. Those who may not be served are reasons too, locale keys below
// "refused.".
const (
	Member   Membership = ""          // one of its own people
	Guest    Membership = "guest"     // let into single channels
	OtherOrg Membership = "other_org" // of another organisation, in a channel that is shared with it
)

// MayEnter reports whether somebody of a membership is served at all, and if not
// why. It comes before [May]: also who is on the roster is served in the city's
// own workspace alone, by an account of its own.
func MayEnter(m Membership) Verdict {
	if m == Member {
		return Verdict{OK: true}
	}
	return Verdict{Reason: string(m)}
}
