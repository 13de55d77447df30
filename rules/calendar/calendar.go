package calendar

import (
	"maps"
	"slices"
	"time"
)

// A kind says how a notice changes a day.
type kind bool

const (
	holiday kind = false // a day off, whatever the weekday
	workday kind = true  // a Saturday or Sunday that is worked
)

// A table is one source's days, year by year.
type table struct {
	source string
	days   map[Date]kind
}

// A Calendar knows which days are worked. It is never changed after it was
// made, so that many may read it at once.
type Calendar struct {
	years map[int]table
}

// Weekends returns a calendar without any notice: Monday to Friday are worked.
func Weekends() *Calendar { return &Calendar{years: map[int]table{}} }

// Over returns a calendar that takes the years c has data for from c, and every
// other year from base. It serves to replace years of the built-in table by a
// file, for an amended or a new notice.
func (c *Calendar) Over(base *Calendar) *Calendar {
	years := maps.Clone(base.years)
	maps.Copy(years, c.years)
	return &Calendar{years: years}
}

// Known reports whether there is a notice for the year. Without one, weekends
// alone are days off, and whoever shows a date of that year says so.
func (c *Calendar) Known(year int) bool {
	_, ok := c.years[year]
	return ok
}

// Source returns where the year's days come from, with the version; "" for a
// year without data.
func (c *Calendar) Source(year int) string { return c.years[year].source }

// Years returns the years that there is a notice for, ascending.
func (c *Calendar) Years() []int { return slices.Sorted(maps.Keys(c.years)) }

// IsWorkday reports whether the day is worked.
func (c *Calendar) IsWorkday(d Date) bool {
	if k, ok := c.years[d.Year].days[d]; ok {
		return k == workday
	}
	return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
}

// OnOrBefore returns the day itself when it is worked, else the last worked day
// before it: the serving day of a legal date that falls on a day off.
func (c *Calendar) OnOrBefore(d Date) Date { return c.seek(d, -1) }

// OnOrAfter returns the day itself when it is worked, else the next one that is.
func (c *Calendar) OnOrAfter(d Date) Date { return c.seek(d, 1) }

func (c *Calendar) seek(d Date, step int) Date {
	for !c.IsWorkday(d) {
		d = d.AddDays(step)
	}
	return d
}

// AddWorkdays returns the n-th working day after d; day 1 is the next one, as
// terms like 20个工作日 are counted. Negative n counts back from d; 0 is d.
func (c *Calendar) AddWorkdays(d Date, n int) Date {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for ; n > 0; n-- {
		d = c.seek(d.AddDays(step), step)
	}
	return d
}

// WorkdaysAfter returns how many working days lie after from, up to and with
// to: what is left of a term on the day from. It is negative when to is
// earlier: the working days after to, up to and with from.
func (c *Calendar) WorkdaysAfter(from, to Date) int {
	if to.Before(from) {
		return -c.WorkdaysAfter(to, from)
	}
	n := 0
	for d := from; d.Before(to); {
		d = d.AddDays(1)
		if c.IsWorkday(d) {
			n++
		}
	}
	return n
}

// announceMonths is how long an adjusted domain is announced before the old one
// is cancelled: 公告3个月, 二(二)b.
const announceMonths = 3

// AnnouncedUntil returns the day on which three months of announcement are full.
func AnnouncedUntil(posted Date) Date { return posted.AddMonths(announceMonths) }

// CancellableFrom returns the first day on which the old domain may be
// cancelled (二(二)b): the day after the three months are full, moved forward to
// a working day, so that the announcement is never cut short.
func (c *Calendar) CancellableFrom(posted Date) Date {
	return c.OnOrAfter(AnnouncedUntil(posted).AddDays(1))
}

// FirstWorkdayOfWeek returns the first working day of the week, Monday to
// Sunday, that d lies in; false when the whole week is off.
func (c *Calendar) FirstWorkdayOfWeek(d Date) (Date, bool) {
	sinceMonday := (int(d.Weekday()) + 6) % 7
	monday := d.AddDays(-sinceMonday)
	first := c.OnOrAfter(monday)
	return first, monday.DaysUntil(first) < 7
}
