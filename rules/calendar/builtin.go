package calendar

import "github.com/6tail/lunar-go/HolidayUtil"

// The built-in table is that of lunar-go. A test compares the version with
// go.mod, so that what is shown to people is what is linked in.
const (
	builtinSource = "lunar-go v1.4.6"
	firstYear     = 2002
	lastYear      = 2026
)

// Builtin returns the calendar of the State Council's notices for 2002 to 2026,
// with working weekends. It carries the amendment of 2019-03-22, by which May
// Day 2019 became four days off, with 04-28 and 05-05 worked.
func Builtin() *Calendar {
	c := Weekends()
	for year := firstYear; year <= lastYear; year++ {
		c.years[year] = table{source: builtinSource, days: builtinDays(year)}
	}
	return c
}

func builtinDays(year int) map[Date]kind {
	days := map[Date]kind{}
	rows := HolidayUtil.GetHolidaysByYear(year)
	for e := rows.Front(); e != nil; e = e.Next() {
		h, ok := e.Value.(*HolidayUtil.Holiday)
		if !ok {
			continue
		}
		if d, err := ParseDate(h.GetDay()); err == nil {
			days[d] = kind(h.IsWork())
		}
	}
	return days
}
