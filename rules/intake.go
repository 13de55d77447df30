package rules

import "steward/rules/calendar"

// A Medium is one of the two ways material comes in: 纸质件和电子文档 (结尾).
type Medium string

// The two intakes, booked apart.
const (
	Paper      Medium = "paper"
	Electronic Medium = "electronic"
)

// MediaOf lists what an obligation asks for: 纸质件和电子文档 for the clean-up
// material (结尾); for 附件2, which is sealed, the paper alone (三(三)).
func MediaOf(kind ObligationKind) []Medium {
	if kind == Coordinator {
		return []Medium{Paper}
	}
	return []Medium{Paper, Electronic}
}

// An Intake is what the office has booked for one unit and one obligation.
// A zero date means: not booked.
type Intake struct {
	Unit       string
	Kind       ObligationKind
	Paper      calendar.Date
	Electronic calendar.Date
}

// Complete reports whether all that the obligation asks for is booked.
func (i Intake) Complete(kind ObligationKind) bool {
	for _, m := range MediaOf(kind) {
		if i.On(m).IsZero() {
			return false
		}
	}
	return true
}

// Any reports whether at least one intake is booked.
func (i Intake) Any() bool { return !i.Paper.IsZero() || !i.Electronic.IsZero() }

// On returns the date booked for the medium; zero when not booked.
func (i Intake) On(m Medium) calendar.Date {
	if m == Paper {
		return i.Paper
	}
	return i.Electronic
}
