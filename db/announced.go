package db

import (
	"context"
	"strings"
)

const announcedTimer = "announced/"

// AnnouncedTimer is the name under which [Tx.SetTimer] plans what is said when the
// three months of a recorded announcement are full. Code is its submission's.
func AnnouncedTimer(code string) string { return announcedTimer + code }

// DueAnnouncements returns the codes of the announcements whose timer is due.
func (t *Tx) DueAnnouncements(ctx context.Context) ([]string, error) {
	var names []string
	err := t.list(ctx, &names, `SELECT name FROM timers WHERE due_at <= ? AND name LIKE 'announced/%' ORDER BY due_at, name`, at(t.now))
	for i, n := range names {
		names[i] = strings.TrimPrefix(n, announcedTimer)
	}
	return names, wrap(err, "announcements that are full")
}
