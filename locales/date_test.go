package locales_test

import (
	"testing"
	"time"

	"steward/locales"
)

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func TestDay(t *testing.T) {
	c, today := load(t), day(2018, 11, 20)
	for _, tt := range []struct {
		day    time.Time
		zh, en string
	}{
		{day(2018, 12, 15), "12月15日（周六）", "Saturday, 15 December"},
		{day(2018, 11, 26), "11月26日（周一）", "Monday, 26 November"},
		{day(2019, 3, 3), "2019年3月3日（周日）", "Sunday, 3 March 2019"},
		{day(2017, 12, 31), "2017年12月31日（周日）", "Sunday, 31 December 2017"},
	} {
		if got := c.Printer("").Day(tt.day, today); got != tt.zh {
			t.Errorf("%v: %s, want %s", tt.day, got, tt.zh)
		}
		if got := c.Printer("en").Day(tt.day, today); got != tt.en {
			t.Errorf("%v: %s, want %s", tt.day, got, tt.en)
		}
	}
}

// TestEveryDay walks a year: every month and weekday has its word.
func TestEveryDay(t *testing.T) {
	c, said := load(t), map[string]bool{}
	for d := day(2018, 1, 1); d.Year() == 2018; d = d.AddDate(0, 0, 1) {
		for _, lang := range locales.Languages() {
			said[c.Printer(lang).Day(d, d)] = true
		}
	}
	if len(said) != 2*365 {
		t.Errorf("%d different days, want %d", len(said), 2*365)
	}
}

func TestMoment(t *testing.T) {
	c := load(t)
	at, zone := time.Date(2018, 11, 20, 1, 5, 0, 0, time.UTC), time.FixedZone("Asia/Shanghai", 8*60*60)
	for lang, want := range map[string][4]string{
		"":   {"11月20日09:05", "2018年11月20日09:05", "11月20日（周二）9时05分", "11月20日（周二）9时"},
		"en": {"20 November, 09:05", "20 November 2018, 09:05", "Tuesday, 20 November, 9:05", "Tuesday, 20 November, 9:00"},
	} {
		p, local := c.Printer(lang), at.In(zone)
		got := [4]string{
			p.Moment(local, local), p.Moment(local, local.AddDate(1, 0, 0)), p.AsOf(local, local),
			p.AsOf(local.Truncate(time.Hour), local),
		}
		if got != want {
			t.Errorf("%q says %q, want %q", lang, got, want)
		}
	}
}

func TestCountdown(t *testing.T) {
	c, sat, fri, mon := load(t), day(2018, 12, 15), day(2018, 12, 14), day(2018, 11, 26)
	for _, tt := range []struct {
		name   string
		c      locales.Countdown
		zh, en string
	}{
		{"ahead", locales.Countdown{Due: mon, LastWorkday: mon, Today: day(2018, 11, 20), Days: 6, Workdays: 4},
			"11月26日（周一）截止，还剩4个工作日", "due on Monday, 26 November; 4 working days left"},
		{"one left", locales.Countdown{Due: mon, LastWorkday: mon, Today: day(2018, 11, 23), Days: 3, Workdays: 1, Exact: true},
			"11月26日（周一）截止，还剩3天，其中工作日1个", "due on Monday, 26 November; days left: 3, of which 1 is a working day"},
		{"due on a day off", locales.Countdown{Due: sat, LastWorkday: fri, Today: day(2018, 11, 29), Days: 16, Workdays: 11},
			"12月15日（周六）截止，最后一个工作日为12月14日（周五），还剩11个工作日",
			"due on Saturday, 15 December; the last working day is Friday, 14 December; 11 working days left"},
		{"last working day", locales.Countdown{Due: sat, LastWorkday: fri, Today: fri, Days: 1},
			"12月15日（周六）截止，今天是最后一个工作日", "due on Saturday, 15 December; today is the last working day"},
		{"no working day left", locales.Countdown{Due: day(2018, 12, 16), LastWorkday: fri, Today: sat, Days: 1},
			"12月16日（周日）截止，截止前已无工作日", "due on Sunday, 16 December; no working day is left before that"},
		{"the day itself", locales.Countdown{Due: sat, LastWorkday: fri, Today: sat},
			"12月15日（周六），今天截止", "due today, Saturday, 15 December"},
		{"late, no working day since", locales.Countdown{Due: sat, LastWorkday: fri, Today: day(2018, 12, 16), Days: -1, Late: true},
			"12月15日（周六）截止，已逾期1天", "due on Saturday, 15 December; 1 day overdue"},
		{"late", locales.Countdown{Due: sat, LastWorkday: fri, Today: day(2018, 12, 18), Days: -3, Workdays: -2, Late: true},
			"12月15日（周六）截止，已逾期2个工作日", "due on Saturday, 15 December; 2 working days overdue"},
		{"past and done", locales.Countdown{Due: sat, LastWorkday: fri, Today: day(2018, 12, 18), Days: -3, Workdays: -1},
			"已于12月15日（周六）截止", "closed on Saturday, 15 December"},
	} {
		if got := c.Printer("").Countdown(tt.c); got != tt.zh {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.zh)
		}
		if got := c.Printer("en").Countdown(tt.c); got != tt.en {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.en)
		}
	}
}
