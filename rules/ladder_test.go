package rules

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"steward/rules/calendar"
)

// shanghai reads "2018-11-20 09:00".
func shanghai(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, time.FixedZone("", 8*60*60))
	if err != nil {
		t.Fatal(err)
	}
	return at.UTC()
}

func written(steps []Step) []string {
	var s []string
	for _, step := range steps {
		s = append(s, step.Name+" "+calendar.Local(step.At).Format("2006-01-02 15:04"))
	}
	return s
}

func obligation(t *testing.T, kind ObligationKind, known string) Obligation {
	t.Helper()
	dl, ok := theDirective(t).Deadline(kind)
	if !ok {
		t.Fatalf("no deadline for %s", kind)
	}
	return Obligation{Kind: kind, Unit: "u", Due: dl.Due, Article: dl.Article, Known: shanghai(t, known)}
}

func TestSteps(t *testing.T) {
	for _, c := range []struct {
		name  string
		kind  ObligationKind
		known string
		want  []string
	}{
		{"clean-up from the start", Cleanup, "2018-11-20 09:00", []string{
			"start 2018-11-20 09:00", "10 2018-11-30 09:00", "5 2018-12-07 09:00", "2 2018-12-12 09:00", "0 2018-12-14 09:00", "late-1 2018-12-17 15:00", "late-3 2018-12-19 15:00", "late-5 2018-12-21 15:00",
			"late-10 2018-12-28 15:00", "late-15 2019-01-07 15:00", "late-20 2019-01-14 15:00",
		}},
		{"annex 2 from the start", Coordinator, "2018-11-20 09:00", []string{
			"start 2018-11-20 09:00", "1 2018-11-23 09:00", "0 2018-11-26 09:00", "late-1 2018-11-27 15:00", "late-3 2018-11-29 15:00", "late-5 2018-12-03 15:00",
			"late-10 2018-12-10 15:00", "late-15 2018-12-17 15:00", "late-20 2018-12-24 15:00", "late-25 2018-12-29 15:00",
			"late-30 2019-01-08 15:00",
		}},
		{"known a minute late", Cleanup, "2018-11-30 09:01", []string{
			"start 2018-12-03 09:00", "5 2018-12-07 09:00", "2 2018-12-12 09:00", "0 2018-12-14 09:00", "late-1 2018-12-17 15:00", "late-3 2018-12-19 15:00", "late-5 2018-12-21 15:00",
			"late-10 2018-12-28 15:00", "late-15 2019-01-07 15:00", "late-20 2019-01-14 15:00",
		}},
		{"known at night", Coordinator, "2018-11-20 23:30", []string{
			"start 2018-11-21 09:00", "1 2018-11-23 09:00", "0 2018-11-26 09:00", "late-1 2018-11-27 15:00", "late-3 2018-11-29 15:00", "late-5 2018-12-03 15:00",
			"late-10 2018-12-10 15:00", "late-15 2018-12-17 15:00", "late-20 2018-12-24 15:00", "late-25 2018-12-29 15:00",
			"late-30 2019-01-08 15:00",
		}},
		{"known on a Saturday", Coordinator, "2018-11-24 08:00", []string{"start 2018-11-26 09:00", "late-1 2018-11-27 15:00", "late-3 2018-11-29 15:00", "late-5 2018-12-03 15:00",
			"late-10 2018-12-10 15:00", "late-15 2018-12-17 15:00", "late-20 2018-12-24 15:00", "late-25 2018-12-29 15:00",
			"late-30 2019-01-08 15:00",
		}},
		{"known on the morning of a rung", Cleanup, "2018-12-07 08:59", []string{
			"start 2018-12-07 09:00", "2 2018-12-12 09:00", "0 2018-12-14 09:00", "late-1 2018-12-17 15:00", "late-3 2018-12-19 15:00", "late-5 2018-12-21 15:00",
			"late-10 2018-12-28 15:00", "late-15 2019-01-07 15:00", "late-20 2019-01-14 15:00",
		}},
		{"known on the last day", Cleanup, "2018-12-14 10:00", []string{"start 2018-12-17 09:00", "late-3 2018-12-19 15:00", "late-5 2018-12-21 15:00",
			"late-10 2018-12-28 15:00", "late-15 2019-01-07 15:00", "late-20 2019-01-14 15:00",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := written(Steps(theDirective(t), obligation(t, c.kind, c.known), calendar.Builtin(), shanghai(t, "2019-01-14 15:00")))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestStepsWithoutALadder(t *testing.T) {
	o := obligation(t, Cleanup, "2018-11-20 09:00")
	o.Kind = "other"
	got := written(Steps(theDirective(t), o, calendar.Builtin(), shanghai(t, "2019-01-14 15:00")))
	if !cmp.Equal(got, []string{"start 2018-11-20 09:00"}) {
		t.Errorf("steps %v", got)
	}
}

// Walking by NextStep meets every step once, in order, on working
// mornings, and after the date in the afternoon.
func TestStepsAreWalkedInOrder(t *testing.T) {
	d, cal := theDirective(t), calendar.Builtin()
	base := obligation(t, Cleanup, "2018-11-01 00:00")
	rapid.Check(t, func(t *rapid.T) {
		o := base
		o.Known = base.Known.Add(time.Duration(rapid.IntRange(0, 70*24*60).Draw(t, "minutes")) * time.Minute)
		steps := Steps(d, o, cal, base.Known.AddDate(1, 0, 0))
		after := o.Known.Add(-time.Nanosecond)
		for _, want := range steps {
			got, ok := NextStep(d, o, cal, after)
			if !ok || got != want {
				t.Fatalf("after %s: %v %v, want %v", after, got, ok, want)
			}
			day := calendar.DateOf(got.At)
			hour := d.MorningAt
			if got.Late() {
				hour = d.LateAt
			}
			if !cal.IsWorkday(day) || got.At != hour.On(day) || got.At.Location() != time.UTC {
				t.Fatalf("%v is at no hour of a working day", got)
			}
			after = got.At
		}
		if next, ok := NextStep(d, o, cal, after); !ok || !next.Late() {
			t.Fatalf("after %s: %v %v, and nobody has handed in", after, next, ok)
		}
	})
}

func TestCountdownTo(t *testing.T) {
	cal := calendar.Builtin()
	for _, c := range []struct {
		due, today, last string
		days, workdays   int
		light            Light
	}{
		{"2018-12-15", "2018-11-20", "2018-12-14", 25, 18, Green},
		{"2018-12-15", "2018-11-29", "2018-12-14", 16, 11, Green},
		{"2018-12-15", "2018-12-06", "2018-12-14", 9, 6, Green},
		{"2018-12-15", "2018-12-07", "2018-12-14", 8, 5, Yellow},
		{"2018-12-15", "2018-12-14", "2018-12-14", 1, 0, Yellow},
		{"2018-12-15", "2018-12-15", "2018-12-14", 0, 0, Yellow},
		{"2018-12-15", "2018-12-16", "2018-12-14", -1, 0, Red},
		{"2018-12-15", "2018-12-17", "2018-12-14", -2, -1, Red},
		{"2018-11-26", "2018-11-20", "2018-11-26", 6, 4, Yellow},
	} {
		want := Countdown{
			Due: date(t, c.due), LastWorkday: date(t, c.last), Days: c.days, Workdays: c.workdays, Light: c.light,
		}
		if got := CountdownTo(date(t, c.due), date(t, c.today), cal, 5); got != want {
			t.Errorf("on %s: %+v, want %+v", c.today, got, want)
		}
	}
}

func TestNextBrief(t *testing.T) {
	for _, c := range []struct{ after, want string }{
		{"2018-11-20 09:00", "2018-11-26 09:00"},
		{"2018-11-26 08:59", "2018-11-26 09:00"},
		{"2018-11-26 09:00", "2018-12-03 09:00"},
		{"2018-12-30 20:00", "2019-01-02 09:00"}, // New Year: the week begins on Wednesday
		{"2019-01-28 09:00", "2019-02-11 09:00"}, // the week of the Spring Festival has none
		{"2018-09-24 09:00", "2018-09-25 09:00"}, // Mid-Autumn on Monday
	} {
		got := NextBrief(theDirective(t), calendar.Builtin(), shanghai(t, c.after))
		if got != shanghai(t, c.want) {
			t.Errorf("after %s: %s, want %s", c.after, calendar.Local(got), c.want)
		}
	}
}
