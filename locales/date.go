package locales

import (
	"strconv"
	"strings"
	"time"
)

// Day returns a day with its weekday, and with its year when that is not
// today's: 12月15日（周六）. Both times are read in their own location.
func (p *Printer) Day(d, today time.Time) string {
	key := "date.day"
	if d.Year() != today.Year() {
		key = "date.day_year"
	}
	return p.T(key, "year", strconv.Itoa(d.Year()), "month", p.month(d), "day", d.Day(), "weekday", p.weekday(d))
}

// Moment returns a day and a time of day, without the weekday: 11月20日09:05.
func (p *Printer) Moment(t, now time.Time) string {
	key := "date.moment"
	if t.Year() != now.Year() {
		key = "date.moment_year"
	}
	return p.T(key, "year", strconv.Itoa(t.Year()), "month", p.month(t), "day", t.Day(), "clock", t.Format("15:04"))
}

// AsOf returns the day and hour that figures are of: 12月3日（周一）9时.
func (p *Printer) AsOf(t, now time.Time) string {
	key := "date.hour"
	if t.Minute() != 0 {
		key = "date.minute"
	}
	return p.T(key, "day", p.Day(t, now), "hour", t.Hour(), "minute", t.Format("04"))
}

func (p *Printer) month(t time.Time) string {
	return p.T("month.m" + strconv.Itoa(int(t.Month())))
}

func (p *Printer) weekday(t time.Time) string {
	return p.T("weekday." + strings.ToLower(t.Weekday().String()))
}

// A Countdown is what is left until a date, to be put in words. Times are days,
// read in their own location.
type Countdown struct {
	Due         time.Time
	LastWorkday time.Time // the due day, or the last working day before it
	Today       time.Time
	Days        int  // days left, negative when past
	Workdays    int  // working days left after today; when past, how many ago, negative
	Late        bool // the date has passed and what was due has not come
	Checking    bool // the date has passed, and what came in is being checked
	Exact       bool // say the days as well as the working days
}

// Countdown puts what is left in words, with the date and its weekday, as a
// clause without its full stop.
func (p *Printer) Countdown(c Countdown) string {
	n := c.Workdays
	switch {
	case c.Days < 0 && c.Late && n == 0:
		n = -c.Days
	case n < 0:
		n = -n
	}
	return p.T("countdown."+c.phase(), "due", p.Day(c.Due, c.Today), "last", p.Day(c.LastWorkday, c.Today),
		"days", max(c.Days, 0), "n", n)
}

func (c Countdown) phase() string {
	switch {
	case c.Days < 0 && c.Checking:
		return "checking"
	case c.Days < 0 && !c.Late:
		return "passed"
	case c.Days < 0 && c.Workdays == 0:
		return "late_days"
	case c.Days < 0:
		return "late"
	case c.Days == 0:
		return "today"
	case c.Workdays == 0 && sameDay(c.LastWorkday, c.Today):
		return "last"
	case c.Workdays == 0:
		return "no_workday"
	}
	return c.ahead()
}

// ahead names the words for a date with working days before it: the last of
// them is named when the date itself is none.
func (c Countdown) ahead() string {
	phase := "workday"
	if !sameDay(c.LastWorkday, c.Due) {
		phase = "offday"
	}
	if c.Exact {
		phase += "_exact"
	}
	return phase
}

func sameDay(a, b time.Time) bool {
	return a.Year() == b.Year() && a.YearDay() == b.YearDay()
}
