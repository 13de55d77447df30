package rules

import (
	"slices"

	"steward/rules/calendar"
)

// An Announcement (公告) is one that a unit has recorded: of an adjusted domain, on
// its home page, for three months (二(二)b).
type Announcement struct {
	Domain      string // the old one
	Posted      calendar.Date
	Until       calendar.Date // the three months are full
	Cancellable calendar.Date // the old domain may be cancelled from then; no date by which it must
}

// Full reports whether the three months are over on a day, so that the old domain
// may be cancelled. Until then 「公告期内」 is on schedule, and after it nothing is
// late.
func (a Announcement) Full(today calendar.Date) bool { return !today.Before(a.Cancellable) }

// AnnouncementsOf returns what reports of announcements say, by when they are full.
// Of a domain that was announced again the last report counts.
func AnnouncementsOf(b Book, reports []map[string]string) []Announcement {
	var as []Announcement
	for _, values := range reports {
		on, err := calendar.ParseDate(values["posted.on"])
		if err != nil {
			continue
		}
		follow := FollowOf(b, Announced, values)
		as = slices.DeleteFunc(as, func(a Announcement) bool { return a.Domain == values["posted.domain"] })
		as = append(as, Announcement{Domain: values["posted.domain"], Posted: on, Until: follow.Until, Cancellable: follow.Cancellable})
	}
	slices.SortStableFunc(as, func(x, y Announcement) int { return x.Until.Compare(y.Until) })
	return as
}
