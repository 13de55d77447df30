package calendar

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDateOfIsInShanghai(t *testing.T) {
	for _, c := range []struct{ instant, want string }{
		{"2018-11-20T01:00:00Z", "2018-11-20"},
		{"2018-11-20T15:59:59Z", "2018-11-20"},
		{"2018-11-20T16:00:00Z", "2018-11-21"},
		{"2018-12-31T23:00:00-08:00", "2019-01-01"},
	} {
		at, err := time.Parse(time.RFC3339, c.instant)
		if err != nil {
			t.Fatal(err)
		}
		if got := DateOf(at).String(); got != c.want {
			t.Errorf("%s is on %s, want %s", c.instant, got, c.want)
		}
	}
	at := Date{2018, time.November, 20}.At(9, 0)
	if got := at.Format(time.RFC3339); got != "2018-11-20T01:00:00Z" {
		t.Errorf("nine in Shanghai is %s", got)
	}
	if got := Local(at).Format("15:04"); got != "09:00" {
		t.Errorf("shown as %s", got)
	}
}

func TestParseDateRefuses(t *testing.T) {
	for _, s := range []string{"", "2018-2-3", "2018-02-30", "20181215", "2018-12-15T00:00:00Z"} {
		if d, err := ParseDate(s); err == nil {
			t.Errorf("%q was read as %s", s, d)
		}
	}
}

func TestDateText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "day")
		text, err := d.MarshalText()
		var back Date
		if err != nil || back.UnmarshalText(text) != nil || back != d {
			t.Fatalf("%v became %q became %v", d, text, back)
		}
	})
	var none Date
	if err := none.UnmarshalText(nil); err != nil || !none.IsZero() || none.String() != "" {
		t.Errorf("no text became %v, %v", none, err)
	}
	if err := none.UnmarshalText([]byte("soon")); err == nil {
		t.Error("soon was read as a date")
	}
}

func TestDateArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "day")
		n := rapid.IntRange(-4000, 4000).Draw(t, "n")
		other := d.AddDays(n)
		if d.DaysUntil(other) != n || other.DaysUntil(d) != -n {
			t.Fatalf("%s + %d days = %s", d, n, other)
		}
		if d.Before(other) != (n > 0) || d.After(other) != (n < 0) {
			t.Fatalf("%s and %s are in the wrong order", d, other)
		}
		m := rapid.IntRange(-30, 30).Draw(t, "months")
		later := d.AddMonths(m)
		months := (later.Year-d.Year)*12 + int(later.Month-d.Month)
		if months != m || later.Day > d.Day || later.Day < min(d.Day, 28) {
			t.Fatalf("%s + %d months = %s", d, m, later)
		}
	})
}
