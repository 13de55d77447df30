package db

import "context"

const announcedTimer = "announced/"

// AnnouncedTimer is the name under which [Tx.SetTimer] plans what is said when the
// three months of a recorded announcement are full. Code is its submission's.
func AnnouncedTimer(code string) string { return announcedTimer + code }

// DueAnnouncements returns the codes of the announcements whose timer is due.
func (t *Tx) DueAnnouncements(ctx context.Context) ([]string, error) {
	return t.dueTimers(ctx, announcedTimer)
}
