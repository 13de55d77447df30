package moves

import "slices"

// A ReasonCode says why an application is returned (退回补正). A locale key below
// "move.reason.".
type ReasonCode string

// The reasons for a return.
const (
	WrongName    ReasonCode = "name"    // the domain does not follow 二(二)b
	WrongSeal    ReasonCode = "seal"    // the unit's full name is not that of the seal
	NoConsent    ReasonCode = "consent" // the consent can't be read or is of something else
	WrongContact ReasonCode = "contact" // the contact is not 在职 staff of the unit
	WrongHolder  ReasonCode = "holder"  // applicant and holder differ without a reason
	Incomplete   ReasonCode = "missing" // material is missing
	OtherReason  ReasonCode = "other"   // as the words say, which must then be written
)

// ReasonCodes lists them.
func ReasonCodes() []ReasonCode {
	return []ReasonCode{WrongName, WrongSeal, NoConsent, WrongContact, WrongHolder, Incomplete, OtherReason}
}

// KnownReasons reports whether there are reasons, and each of them is one of ours.
func KnownReasons(codes []ReasonCode) bool {
	return len(codes) > 0 && !slices.ContainsFunc(codes, func(c ReasonCode) bool { return !slices.Contains(ReasonCodes(), c) })
}
