package answer

import "steward/rules"

// Announcements tells how far a unit's announcements are.
type Announcements struct {
	Unit    rules.Unit
	Rows    []rules.Announcement
	Ground  Ground
	Article string
	Buttons []Button
}

// Articles returns the provision under which domains are announced.
func (a Announcements) Articles() []string { return []string{a.Article} }
