// Package calendar counts days: civil dates in Asia/Shanghai, working days by
// the State Council's holiday notices, calendar months clamped to their end.
//
// Invariants:
//   - A [Date] has no time of day and no zone; the zone is met only in [DateOf]
//     and [Date.At], and is always Asia/Shanghai (UTC+8, without summer time
//     since 1991).
//   - A [Calendar] never invents a holiday: a year without data counts weekends
//     only, and [Calendar.Known] says so.
package calendar

import (
	"cmp"
	"fmt"
	"time"
)

const shanghaiOffset = 8 * 60 * 60

func shanghai() *time.Location { return time.FixedZone("Asia/Shanghai", shanghaiOffset) }

// A Date is a day of the Gregorian calendar. The zero Date means: none.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the day that an instant falls on in Asia/Shanghai.
func DateOf(t time.Time) Date {
	y, m, d := t.In(shanghai()).Date()
	return Date{y, m, d}
}

// Local returns the instant with Asia/Shanghai as its location, for showing.
func Local(t time.Time) time.Time { return t.In(shanghai()) }

// ParseDate reads "2018-12-15"; anything else, and days that no calendar has,
// is an error.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("date %q: not of the form YYYY-MM-DD", s)
	}
	return fromTime(t), nil
}

func fromTime(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

func (d Date) midnight() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// At returns the instant, in UTC, of a time of day on this date in Asia/Shanghai.
func (d Date) At(hour, minute int) time.Time {
	return time.Date(d.Year, d.Month, d.Day, hour, minute, 0, 0, shanghai()).UTC()
}

// IsZero reports whether the date is none.
func (d Date) IsZero() bool { return d == Date{} }

// String returns "2018-12-15", or "" for none.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.midnight().Format(time.DateOnly)
}

// MarshalText writes the date as [Date.String] does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what [Date.MarshalText] wrote.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	got, err := ParseDate(string(b))
	*d = got
	return err
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.midnight().Weekday() }

// AddDays returns the date so many days later, or earlier when n is negative.
func (d Date) AddDays(n int) Date { return fromTime(d.midnight().AddDate(0, 0, n)) }

// AddMonths returns the same day so many months later, or the last day of that
// month when it has no such day: the three months of 二(二)b from 2018-11-30
// are full on 2019-02-28.
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date{first.Year(), first.Month(), min(d.Day, last)}
}

// DaysUntil returns how many days lie between; negative when other is earlier.
func (d Date) DaysUntil(other Date) int {
	return int(other.midnight().Sub(d.midnight()) / (24 * time.Hour))
}

// Compare returns -1, 0 or +1 as the date is before, the same as, or after other.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// Before reports whether the date is earlier than other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After reports whether the date is later than other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }
