package rules_test

import (
	"testing"
	"time"

	"steward/rules"
	"steward/rules/calendar"
)

func TestBookable(t *testing.T) {
	d, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	day := func(month time.Month, day int) calendar.Date {
		return calendar.Date{Year: 2018, Month: month, Day: day}
	}
	f := rules.UnitFacts{Obligations: []rules.Obligation{{Kind: rules.Cleanup}, {Kind: rules.Coordinator}}}
	today := day(time.December, 3)
	for _, c := range []struct {
		booking rules.IntakeBooking
		want    string
	}{
		{rules.IntakeBooking{Kind: rules.Cleanup, Medium: rules.Paper, On: today}, ""},
		{rules.IntakeBooking{Kind: rules.Cleanup, Medium: rules.Electronic, On: day(time.November, 20)}, ""},
		{rules.IntakeBooking{Kind: rules.Coordinator, Medium: rules.Paper, On: today}, ""},
		{rules.IntakeBooking{Kind: rules.Coordinator, Medium: rules.Electronic, On: today}, rules.NotOwed},
		{rules.IntakeBooking{Kind: "tea", Medium: rules.Paper, On: today}, rules.NotOwed},
		{rules.IntakeBooking{Kind: rules.Cleanup, Medium: "pigeon", On: today}, rules.NotOwed},
		{rules.IntakeBooking{Kind: rules.Cleanup, Medium: rules.Paper, On: day(time.December, 4)}, rules.InFuture},
		{rules.IntakeBooking{Kind: rules.Cleanup, Medium: rules.Paper, On: day(time.November, 19)}, rules.TooEarly},
	} {
		if got := rules.Bookable(d, f, c.booking, today); got != c.want {
			t.Errorf("%+v: %q, want %q", c.booking, got, c.want)
		}
	}
}
