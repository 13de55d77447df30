package outbox

import (
	"errors"
	"fmt"
	"strings"
)

// An Occasion is one reason to tell one person something, once (law 2): what it
// is, about whom or what, for which date, at which step. Date, "2018-12-14", and
// Step may be empty.
type Occasion struct{ Kind, Subject, Date, Step, Recipient string }

var errOccasion = errors.New("occasion without kind, subject or recipient")

// Key returns kind/subject/date/step/recipient. A stroke within a part is
// written %2F, and % is %25, so that two occasions never share a key.
func (o Occasion) Key() string {
	parts := []string{o.Kind, o.Subject, o.Date, o.Step, o.Recipient}
	for n, p := range parts {
		p = strings.ReplaceAll(p, "%", "%25")
		parts[n] = strings.ReplaceAll(p, "/", "%2F")
	}
	return strings.Join(parts, "/")
}

// check refuses an occasion that would be told once for all people, or once for
// all subjects.
func (o Occasion) check() error {
	if o.Kind == "" || o.Subject == "" || o.Recipient == "" {
		return fmt.Errorf("%w: %+v", errOccasion, o)
	}
	return nil
}
