package outbox

import (
	"fmt"
	"time"
)

// Later says that nothing was sent, and when to try again: a 429 of Slack's, or a
// turn that is far off.
type Later struct {
	After time.Duration
	// Absent says that no earlier attempt sent it either: see [Refused].
	Absent bool
}

func (l *Later) Error() string { return fmt.Sprintf("held for %s", l.After) }

// Refused says that nothing was sent and never will be: the person is
// deactivated, the channel gone. Reason is Slack's code.
type Refused struct {
	Reason string
	// Absent says that no earlier attempt sent it either: it was looked for, where
	// that was due, and not found.
	Absent bool
}

func (r *Refused) Error() string { return "refused: " + r.Reason }

// Doubt says that nobody can find out whether it was sent.
type Doubt struct{ Reason string }

func (d *Doubt) Error() string { return "in doubt: " + d.Reason }
