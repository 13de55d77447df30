package rules_test

import (
	"testing"
	"time"

	"steward/rules"
	"steward/rules/calendar"
)

func TestSaidAt(t *testing.T) {
	d, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	clock := func(day, hour int) time.Time {
		return calendar.Date{Year: 2018, Month: time.December, Day: day}.At(hour, 0)
	}
	for _, c := range []struct {
		name               string
		planned, now, want time.Time
	}{
		{"in time", clock(7, 9), clock(7, 9), clock(7, 9)},
		{"not yet", clock(7, 9), clock(6, 9), clock(7, 9)},
		{"down over the morning", clock(7, 9), clock(7, 15), clock(7, 15)},
		{"down over the day, a Friday", clock(7, 9), clock(7, 20), clock(10, 9)},
		{"noticed on Saturday", clock(7, 9), clock(8, 9), clock(10, 9)},
		{"noticed on Monday before the morning", clock(7, 9), clock(10, 8), clock(10, 9)},
		{"noticed on the very morning", clock(7, 9), clock(10, 9), clock(10, 9)},
		{"noticed on Monday at noon", clock(7, 9), clock(10, 12), clock(11, 9)},
	} {
		if got := rules.SaidAt(d, calendar.Builtin(), c.planned, c.now); !got.Equal(c.want) {
			t.Errorf("%s: said at %v, want %v", c.name, calendar.Local(got), calendar.Local(c.want))
		}
	}
}
