package rules

import (
	"slices"
	"time"

	"steward/rules/calendar"
	"steward/rules/domain"
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

// FullMorning returns when a unit is told of a recorded announcement that its three
// months are full: in the morning of the day from which the old domain may be
// cancelled. False for a report that announces nothing.
func FullMorning(b Book, formID string, values map[string]string) (time.Time, bool) {
	day := FollowOf(b, formID, values).Cancellable
	return b.Directive.MorningAt.On(day), !day.IsZero()
}

// Of returns the announcements of one domain, with or without its www.
func Of(as []Announcement, name string) []Announcement {
	return slices.DeleteFunc(slices.Clone(as), func(a Announcement) bool { return !SameSite(a.Domain, name) })
}

// SameSite reports whether two names differ at most in their www.
func SameSite(a, b string) bool {
	return domain.WithoutWWW(a) == domain.WithoutWWW(b)
}

// A ReportedChange is a change of registration data that a unit has reported
// (三(二)), with the day by which it was to be.
type ReportedChange struct {
	Domain   string
	On       calendar.Date
	Due      calendar.Date
	Reported calendar.Date
}

// ChangesOf returns the changes that reports tell of, those whose date is still to
// come: later than that nobody asks for them.
func ChangesOf(b Book, reports []Reported, today calendar.Date) []ReportedChange {
	var changes []ReportedChange
	for _, r := range reports {
		on, err := calendar.ParseDate(r.Values["change.on"])
		due := FollowOf(b, DataChange, r.Values).Due
		if err == nil && !due.Before(today) {
			changes = append(changes, ReportedChange{Domain: r.Values["change.domain"], On: on, Due: due, Reported: r.On})
		}
	}
	return changes
}

// Reported is a report as it was handed in on a day.
type Reported struct {
	Values map[string]string
	On     calendar.Date
}
