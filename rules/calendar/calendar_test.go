package calendar

import (
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func day(t *testing.T, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The terms are those that were counted by hand from the State Council's
// notices for 2018 and 2019.
func TestAddWorkdays(t *testing.T) {
	cal := Builtin()
	for _, c := range []struct {
		start string
		n     int
		due   string
	}{
		{"2018-11-20", 20, "2018-12-18"},
		{"2018-12-03", 20, "2018-12-29"}, // a Saturday that is worked
		{"2018-12-10", 20, "2019-01-08"},
		{"2018-12-28", 20, "2019-01-28"},
		{"2019-01-14", 20, "2019-02-14"},
		{"2019-02-01", 20, "2019-03-06"},
		{"2018-12-14", 3, "2018-12-19"},
		{"2018-12-28", 3, "2019-01-03"},
		{"2019-02-01", 3, "2019-02-11"},
		{"2018-12-14", -10, "2018-11-30"},
		{"2018-12-14", 0, "2018-12-14"},
		{"2019-04-30", 1, "2019-05-05"}, // May Day by the amendment of 2019-03-22
	} {
		if got := cal.AddWorkdays(day(t, c.start), c.n).String(); got != c.due {
			t.Errorf("%s + %d working days = %s, want %s", c.start, c.n, got, c.due)
		}
	}
}

func TestWorkdaysAfter(t *testing.T) {
	cal := Builtin()
	for _, c := range []struct {
		from, to string
		want     int
	}{
		{"2018-11-20", "2018-11-26", 4},
		{"2018-11-20", "2018-12-15", 18},
		{"2018-11-30", "2018-12-15", 10},
		{"2018-12-14", "2018-12-15", 0},
		{"2018-12-15", "2018-12-14", 0},
		{"2018-12-17", "2018-12-14", -1},
	} {
		if got := cal.WorkdaysAfter(day(t, c.from), day(t, c.to)); got != c.want {
			t.Errorf("working days after %s to %s = %d, want %d", c.from, c.to, got, c.want)
		}
	}
}

func TestCancellableFrom(t *testing.T) {
	cal := Builtin()
	for _, c := range []struct{ posted, full, from string }{
		{"2018-12-03", "2019-03-03", "2019-03-04"},
		{"2018-11-30", "2019-02-28", "2019-03-01"},
		{"2018-11-08", "2019-02-08", "2019-02-11"}, // full in the Spring Festival
		{"2018-11-15", "2019-02-15", "2019-02-18"}, // the next day is a Saturday
		{"2019-11-30", "2020-02-29", "2020-03-02"}, // leap year, then a Sunday
	} {
		posted := day(t, c.posted)
		if got := AnnouncedUntil(posted).String(); got != c.full {
			t.Errorf("announced on %s: full on %s, want %s", c.posted, got, c.full)
		}
		if got := cal.CancellableFrom(posted).String(); got != c.from {
			t.Errorf("announced on %s: cancellable from %s, want %s", c.posted, got, c.from)
		}
	}
}

func TestSeek(t *testing.T) {
	cal := Builtin()
	for _, c := range []struct{ on, before, after string }{
		{"2018-12-15", "2018-12-14", "2018-12-17"},
		{"2018-12-29", "2018-12-29", "2018-12-29"},
		{"2019-02-06", "2019-02-03", "2019-02-11"}, // Sunday 02-03 was worked
		{"2018-11-20", "2018-11-20", "2018-11-20"},
	} {
		d := day(t, c.on)
		if got := cal.OnOrBefore(d).String(); got != c.before {
			t.Errorf("on or before %s: %s, want %s", c.on, got, c.before)
		}
		if got := cal.OnOrAfter(d).String(); got != c.after {
			t.Errorf("on or after %s: %s, want %s", c.on, got, c.after)
		}
	}
}

func TestFirstWorkdayOfWeek(t *testing.T) {
	cal := Builtin()
	for _, c := range []struct {
		on, first string
		worked    bool
	}{
		{"2018-11-20", "2018-11-19", true},
		{"2018-11-25", "2018-11-19", true},  // a Sunday ends its week
		{"2019-01-01", "2019-01-02", true},  // Monday and Tuesday are off
		{"2018-10-03", "2018-10-08", false}, // the week of the National Day is off
		{"2019-02-05", "2019-02-11", false},
	} {
		first, worked := cal.FirstWorkdayOfWeek(day(t, c.on))
		if first.String() != c.first || worked != c.worked {
			t.Errorf("week of %s: %s %v, want %s %v", c.on, first, worked, c.first, c.worked)
		}
	}
}

func TestBuiltinYears(t *testing.T) {
	cal := Builtin()
	years := cal.Years()
	if len(years) != 25 || years[0] != 2002 || years[24] != 2026 {
		t.Errorf("years %v, want 2002 to 2026", years)
	}
	for _, y := range years {
		if n := len(cal.years[y].days); n < 20 {
			t.Errorf("%d has %d days, too few for a year's notice", y, n)
		}
		if cal.Source(y) != builtinSource {
			t.Errorf("%d comes from %q", y, cal.Source(y))
		}
	}
	if cal.Known(2027) || cal.Source(2027) != "" {
		t.Error("2027 is known, without a notice")
	}
	if cal.IsWorkday(day(t, "2027-05-02")) || !cal.IsWorkday(day(t, "2027-05-03")) {
		t.Error("2027 doesn't fall back to weekends")
	}
}

// What people are shown as the table's version is what is linked in.
func TestBuiltinSourceIsLinked(t *testing.T) {
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if want := "github.com/6tail/" + builtinSource; !strings.Contains(string(mod), want) {
		t.Errorf("go.mod does not require %s", want)
	}
}

func anyDate() *rapid.Generator[Date] {
	return rapid.Custom(func(t *rapid.T) Date {
		first := Date{2001, time.January, 1}
		return first.AddDays(rapid.IntRange(0, 27*365).Draw(t, "days"))
	})
}

func TestWorkdaysAreCountedBothWays(t *testing.T) {
	cal := Builtin()
	rapid.Check(t, func(t *rapid.T) {
		from := anyDate().Draw(t, "from")
		n := rapid.IntRange(0, 60).Draw(t, "n")
		to := cal.AddWorkdays(from, n)
		if got := cal.WorkdaysAfter(from, to); got != n {
			t.Fatalf("%s + %d = %s, but %d working days lie between", from, n, to, got)
		}
		if n > 0 && !cal.IsWorkday(to) {
			t.Fatalf("%s + %d = %s, a day off", from, n, to)
		}
		if cal.IsWorkday(from) && cal.AddWorkdays(to, -n) != from {
			t.Fatalf("%s + %d - %d = %s", from, n, n, cal.AddWorkdays(to, -n))
		}
		if back := cal.WorkdaysAfter(to, from); back != -n {
			t.Fatalf("back from %s to %s: %d, want %d", to, from, back, -n)
		}
	})
}

func TestSeekingSkipsOnlyDaysOff(t *testing.T) {
	cal := Builtin()
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "day")
		before, after := cal.OnOrBefore(d), cal.OnOrAfter(d)
		if !cal.IsWorkday(before) || !cal.IsWorkday(after) || before.After(d) || after.Before(d) {
			t.Fatalf("%s: before %s, after %s", d, before, after)
		}
		if !cal.IsWorkday(d) && cal.WorkdaysAfter(before, after) != 1 {
			t.Fatalf("a working day between %s and %s was skipped", before, after)
		}
		if cal.OnOrBefore(before) != before || cal.OnOrAfter(after) != after {
			t.Fatalf("%s: seeking again moves", d)
		}
	})
}

func TestCancellableIsNeverEarly(t *testing.T) {
	cal := Builtin()
	rapid.Check(t, func(t *rapid.T) {
		posted := anyDate().Draw(t, "posted")
		from, full := cal.CancellableFrom(posted), AnnouncedUntil(posted)
		if !from.After(full) || !cal.IsWorkday(from) || cal.WorkdaysAfter(full, from) != 1 {
			t.Fatalf("posted %s: full %s, cancellable from %s", posted, full, from)
		}
		if days := posted.DaysUntil(full); days < 89 || days > 92 {
			t.Fatalf("posted %s: %d days are no three months", posted, days)
		}
	})
}
