package handlers

import (
	"context"
	"strings"

	"steward/rules/form"
)

// attach hands a file to the open form, if that takes one. False: it is about
// something else. What is said with it is heard after it. The file itself stays
// in Slack: the form knows it by its id.
func (t *turn) attach(ctx context.Context) (bool, error) {
	if len(t.in.Files) == 0 || t.in.inChannel() {
		return false, nil
	}
	row, open, err := t.openSession(ctx)
	if err != nil || !open {
		return false, err
	}
	def, _ := formOf(row, t.now())
	next, event, taken := form.Attach(def, row.Session, t.in.Files[0].ID, t.in.Files[0].Name)
	if !taken {
		return false, nil
	}
	row.Session = next
	if err := t.tx.SaveSession(ctx, &row); err != nil {
		return true, err
	}
	if event != form.Rejected && strings.TrimSpace(t.in.Text) != "" {
		return false, nil
	}
	return true, t.askNext(ctx, def, row, refs{})
}
