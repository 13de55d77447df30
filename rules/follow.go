package rules

import (
	"steward/rules/calendar"
)

// changeDays is within how many working days a change of registration data is
// reported: 要在变更后的20个工作日内向市政府办公室报备 (三(二)).
const changeDays = 20

// A Follow is what follows from a report by law. Zero dates don't follow from it.
type Follow struct {
	Due         calendar.Date // by when a change is to be reported, 三(二)
	Until       calendar.Date // when three months of announcement are full, 二(二)b
	Cancellable calendar.Date // from when the old domain may be cancelled; no date by which it must
}

// FollowOf returns what follows from a report with these values; see package form
// for their ids.
func FollowOf(b Book, formID string, values map[string]string) Follow {
	switch formID {
	case DataChange:
		if on, err := calendar.ParseDate(values["change.on"]); err == nil {
			return Follow{Due: b.Calendar.AddWorkdays(on, changeDays)}
		}
	case Announced:
		if on, err := calendar.ParseDate(values["posted.on"]); err == nil {
			return Follow{Until: calendar.AnnouncedUntil(on), Cancellable: b.Calendar.CancellableFrom(on)}
		}
	}
	return Follow{}
}
