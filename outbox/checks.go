package outbox

import "steward/rules"

// CheckCard is the card that asks the office to check what came in for a date
// (收件核对完毕), and says when that was done.
func CheckCard(kind rules.ObligationKind) string { return "check/" + string(kind) }
