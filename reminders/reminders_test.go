package reminders_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"steward/db"
	"steward/db/dbtest"
	"steward/reminders"
	"steward/rules"
	"steward/rules/calendar"
)

// city is a small register: one of the four bodies, a department, a unit of the
// State Council's, which owes nothing.
func city() []rules.Unit {
	return []rules.Unit{
		{Code: "wxb", Name: "宿州市互联网信息办公室", Kind: rules.Department, Coordinating: true},
		{Code: "jtj", Name: "宿州市教育体育局", Kind: rules.Department},
		{Code: "qxj", Name: "宿州市气象局", Kind: rules.Vertical},
	}
}

// a rig is the reminders on a database, at a time that the test sets.
type rig struct {
	t   *testing.T
	db  *db.DB
	rem *reminders.Reminders
	now time.Time
	had int64 // id of the last message that was looked at
}

// each runs a test on both databases, with the campaign's register in it.
func each(t *testing.T, fn func(r *rig)) {
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		r := &rig{t: t, now: at("2018-11-20T09:00")}
		r.db = dbtest.Open(t, address, db.Options{Now: func() time.Time { return r.now }})
		d, err := rules.Builtin()
		if err != nil {
			t.Fatal(err)
		}
		r.rem = reminders.New(reminders.Options{DB: r.db, Book: rules.Book{Directive: d, Calendar: calendar.Builtin()}})
		r.do(func(ctx context.Context, tx *db.Tx) error {
			if err := tx.PutUnits(ctx, city()); err != nil {
				return err
			}
			people := []rules.Person{{ID: "LEADER", Roles: []rules.Role{rules.Leader}}}
			for _, u := range city() {
				people = append(people, rules.Person{ID: strings.ToUpper(u.Code), Unit: u.Code, Roles: []rules.Role{rules.Liaison}})
			}
			return tx.PutPeople(ctx, people)
		})
		fn(r)
	})
}

// at reads a time of day in Shanghai.
func at(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02T15:04", text, calendar.Local(time.Time{}).Location())
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

func (r *rig) do(fn func(context.Context, *db.Tx) error) {
	r.t.Helper()
	if err := r.db.InTx(context.Background(), fn); err != nil {
		r.t.Fatal(err)
	}
}

func (r *rig) start() {
	r.t.Helper()
	if err := r.rem.Start(context.Background(), r.now); err != nil {
		r.t.Fatal(err)
	}
}

// live runs every morning from the day after now up to a day, and forgets what
// was said.
func (r *rig) live(until string) {
	r.t.Helper()
	for day := calendar.DateOf(r.now).AddDays(1); !day.At(9, 0).After(at(until)); day = day.AddDays(1) {
		r.run(day.String() + "T09:00")
	}
}

// run says what is due at a time, and returns the occasions of each message put
// by it: "who: key key".
func (r *rig) run(when string) []string {
	r.t.Helper()
	r.now = at(when)
	if _, err := r.rem.Run(context.Background()); err != nil {
		r.t.Fatal(err)
	}
	said := []string{}
	r.do(func(ctx context.Context, tx *db.Tx) error {
		messages, err := tx.Messages(ctx, r.had, 1000)
		for _, m := range messages {
			said = append(said, m.Person+": "+strings.Join(m.Keys, " "))
			r.had = max(r.had, m.ID)
		}
		return err
	})
	return said
}

func (r *rig) same(what string, got []string, want ...string) {
	r.t.Helper()
	want = append([]string{}, want...)
	if diff := cmp.Diff(want, got); diff != "" {
		r.t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestEachMorningHasItsStep(t *testing.T) {
	each(t, func(r *rig) {
		r.start()
		r.same("the first morning", r.run("2018-11-20T09:00"),
			"JTJ: cleanup/jtj/2018-12-15/start/JTJ",
			"WXB: cleanup/wxb/2018-12-15/start/WXB coordinator/wxb/2018-11-26/start/WXB")
		r.same("the same morning again", r.run("2018-11-20T09:01"))
		r.live("2018-11-22T09:00")
		r.same("附件2, a working day before", r.run("2018-11-23T09:00"), "WXB: coordinator/wxb/2018-11-26/1/WXB")
		r.same("附件2, the day itself, and the week's brief", r.run("2018-11-26T09:00"),
			"WXB: coordinator/wxb/2018-11-26/0/WXB", "LEADER: brief/szbm-2018-116/2018-11-26/start/LEADER")
		for _, step := range []struct{ day, name string }{{"11-30", "10"}, {"12-07", "5"}, {"12-12", "2"}, {"12-14", "0"}} {
			r.live("2018-" + step.day + "T08:00")
			got := r.run("2018-" + step.day + "T09:00")
			want := []string{}
			for _, u := range []string{"jtj", "wxb"} {
				want = append(want, fmt.Sprintf("%s: cleanup/%s/2018-12-15/%s/%[1]s", strings.ToUpper(u), u, step.name))
			}
			r.same("step "+step.name, withoutBriefs(got), want...)
		}
		r.same("after the last step", withoutBriefs(r.run("2018-12-20T09:00")))
	})
}

func withoutBriefs(said []string) []string {
	out := []string{}
	for _, s := range said {
		if !strings.HasPrefix(s, "LEADER") {
			out = append(out, s)
		}
	}
	return out
}

func TestWhatIsDoneIsNotSaid(t *testing.T) {
	each(t, func(r *rig) {
		r.start()
		r.run("2018-11-20T09:00")
		r.book("jtj", rules.Paper)
		r.live("2018-11-29T09:00")
		r.same("one intake of two", r.run("2018-11-30T09:00"),
			"JTJ: cleanup/jtj/2018-12-15/10/JTJ", "WXB: cleanup/wxb/2018-12-15/10/WXB")
		r.book("jtj", rules.Electronic)
		r.live("2018-12-06T09:00")
		r.same("both intakes", withoutBriefs(r.run("2018-12-07T09:00")), "WXB: cleanup/wxb/2018-12-15/5/WXB")
	})
}

func (r *rig) book(unit string, m rules.Medium) {
	r.do(func(ctx context.Context, tx *db.Tx) error {
		return tx.BookIntake(ctx, db.Booking{Unit: unit, Kind: rules.Cleanup, Medium: m, On: calendar.DateOf(r.now), By: "ADMIN"})
	})
}

// TestMissedStepsAreSaidOnceTheNextMorning: nothing ran from before the tenth
// to after the fifth working day.
func TestMissedStepsAreSaidOnceTheNextMorning(t *testing.T) {
	each(t, func(r *rig) {
		r.start()
		r.run("2018-11-20T09:00")
		r.live("2018-11-29T09:00")
		r.same("at night: nobody is called", r.run("2018-12-07T22:00"))
		r.same("on Saturday neither", r.run("2018-12-08T09:00"))
		r.same("Monday morning: the latest step alone", withoutBriefs(r.run("2018-12-10T09:00")),
			"JTJ: cleanup/jtj/2018-12-15/5/JTJ", "WXB: cleanup/wxb/2018-12-15/5/WXB")
		r.same("and not again", withoutBriefs(r.run("2018-12-11T09:00")))
		r.same("the next step as planned", r.run("2018-12-12T09:00"),
			"JTJ: cleanup/jtj/2018-12-15/2/JTJ", "WXB: cleanup/wxb/2018-12-15/2/WXB")
	})
}

func TestStartingTwiceChangesNothing(t *testing.T) {
	each(t, func(r *rig) {
		r.start()
		r.run("2018-11-20T09:00")
		r.now = at("2018-11-21T10:00")
		r.start()
		r.same("after the second start", r.run("2018-11-22T09:00"))
	})
}

// TestAUnitThatComesLaterIsToldTheNextMorning, and the steps before it are not
// made up for.
func TestAUnitThatComesLaterIsToldTheNextMorning(t *testing.T) {
	each(t, func(r *rig) {
		r.start()
		r.run("2018-11-20T09:00")
		r.live("2018-12-03T09:00")
		r.now = at("2018-12-03T15:00")
		r.do(func(ctx context.Context, tx *db.Tx) error {
			if err := tx.PutUnits(ctx, []rules.Unit{{Code: "new", Name: "新单位", Kind: rules.Department}}); err != nil {
				return err
			}
			if err := tx.PutPerson(ctx, rules.Person{ID: "NEW", Unit: "new", Roles: []rules.Role{rules.Liaison}}); err != nil {
				return err
			}
			return r.rem.Plan(ctx, tx)
		})
		r.run("2018-12-03T15:00")
		r.same("its first morning", r.run("2018-12-04T09:00"), "NEW: cleanup/new/2018-12-15/start/NEW")
	})
}

// TestAUnitThatOwesNothingAnyMoreIsLeftAlone: it turns out to be vertical.
func TestAUnitThatOwesNothingAnyMoreIsLeftAlone(t *testing.T) {
	each(t, func(r *rig) {
		r.start()
		r.run("2018-11-20T09:00")
		r.do(func(ctx context.Context, tx *db.Tx) error {
			u := city()[1]
			u.Kind = rules.Vertical
			if err := tx.PutUnits(ctx, []rules.Unit{u}); err != nil {
				return err
			}
			return r.rem.Plan(ctx, tx)
		})
		r.live("2018-11-29T09:00")
		r.same("step 10", r.run("2018-11-30T09:00"), "WXB: cleanup/wxb/2018-12-15/10/WXB")
	})
}

// TestAStepIsStampedWhenNobodyIsThere: a unit without a liaison is examined all
// the same, and its liaison of tomorrow is not told yesterday's step.
func TestAStepIsStampedWhenNobodyIsThere(t *testing.T) {
	each(t, func(r *rig) {
		r.do(func(ctx context.Context, tx *db.Tx) error {
			return tx.PutUnits(ctx, []rules.Unit{{Code: "tjj", Name: "宿州市统计局", Kind: rules.Department}})
		})
		r.start()
		r.run("2018-11-20T09:00")
		r.do(func(ctx context.Context, tx *db.Tx) error {
			return tx.PutPerson(ctx, rules.Person{ID: "TJJ", Unit: "tjj", Roles: []rules.Role{rules.Liaison}})
		})
		r.same("the day after", r.run("2018-11-21T09:00"))
		if got := r.run("2018-11-30T09:00"); !strings.Contains(strings.Join(got, "\n"), "TJJ: cleanup/tjj/2018-12-15/10/TJJ") {
			r.t.Errorf("step 10 said %q", got)
		}
	})
}

// TestTheCacheIsWhatTheRulesSay: the cached next step of every obligation is the
// one that follows from state, at any time of the campaign (law 7).
func TestTheCacheIsWhatTheRulesSay(t *testing.T) {
	each(t, func(r *rig) {
		r.start()
		for day := range 30 {
			r.run(calendar.Date{Year: 2018, Month: 11, Day: 20}.AddDays(day).String() + "T09:00")
			r.do(func(ctx context.Context, tx *db.Tx) error { return r.compareCache(ctx, tx) })
		}
	})
}

func (r *rig) compareCache(ctx context.Context, tx *db.Tx) error {
	d, err := rules.Builtin()
	if err != nil {
		return err
	}
	obligations, err := tx.Obligations(ctx)
	if err != nil {
		return err
	}
	for _, o := range obligations {
		want, more := expected(d, o, tx.Now())
		got, has, err := tx.NextStep(ctx, o)
		if err != nil {
			return err
		}
		if has != more || got.Name != want.Name || !got.At.Equal(want.At) {
			r.t.Errorf("%s %s of %s: cached %v %v, the rules say %v %v", calendar.DateOf(tx.Now()), o.Kind, o.Unit, got, has, want, more)
		}
	}
	return nil
}

// TestTimersAreSetAnewAtTheStart: a version that did not know of them began the campaign.
func TestTimersAreSetAnewAtTheStart(t *testing.T) {
	each(t, func(r *rig) {
		resume := func() {
			if err := r.rem.Resume(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		timer := db.CheckTimer(rules.Cleanup)
		due := func() (at time.Time, set bool) {
			r.do(func(ctx context.Context, tx *db.Tx) (err error) {
				at, set, err = tx.Timer(ctx, timer)
				return err
			})
			return at, set
		}
		resume()
		if _, set := due(); set {
			t.Error("set before the campaign began")
		}
		r.start()
		planned, _ := due()
		r.do(func(ctx context.Context, tx *db.Tx) error { return tx.DropTimer(ctx, timer) })
		resume()
		if got, set := due(); !set || !got.Equal(planned) || !got.Equal(at("2018-12-17T09:00")) {
			t.Errorf("set to %v, %v, and was %v", got, set, planned)
		}
	})
}

// expected is the next step by the rules, where no intake was ever checked: a late step
// that has come is looked at again each afternoon until the next takes its place.
func expected(d *rules.Directive, o rules.Obligation, now time.Time) (rules.Step, bool) {
	next, more := rules.NextStep(d, o, calendar.Builtin(), now)
	come := rules.Steps(d, o, calendar.Builtin(), now)
	if len(come) == 0 || !come[len(come)-1].Late() {
		return next, more
	}
	held := rules.Step{Name: come[len(come)-1].Name, At: rules.HeldUntil(d, calendar.Builtin(), now)}
	if more && !next.At.After(held.At) {
		return next, true
	}
	return held, true
}

// TestLateOnlyAfterTheCheck: the date was Saturday 12-15. Paper that came on Friday is
// booked on Monday with its true date, and that unit is never called late; the other's
// liaison and office head are, on the afternoon after the check, and the head is not.
func TestLateOnlyAfterTheCheck(t *testing.T) {
	each(t, func(r *rig) {
		r.start()
		r.run("2018-12-14T09:00")
		r.do(func(ctx context.Context, tx *db.Tx) error {
			err := tx.PutPeople(ctx, []rules.Person{
				{ID: "WXB-OFFICE", Unit: "wxb", Roles: []rules.Role{rules.OfficeHead}},
				{ID: "WXB-HEAD", Unit: "wxb", Roles: []rules.Role{rules.Head}},
			})
			for _, m := range rules.MediaOf(rules.Cleanup) {
				friday := calendar.Date{Year: 2018, Month: 12, Day: 14}
				if err == nil {
					err = tx.BookIntake(ctx, db.Booking{Unit: "jtj", Kind: rules.Cleanup, Medium: m, On: friday, By: "U"})
				}
			}
			return err
		})
		late := func(got []string) string {
			var lines []string
			for _, line := range got {
				if strings.Contains(line, "late-") {
					lines = append(lines, line)
				}
			}
			return strings.Join(lines, "\n")
		}
		if got := late(r.run("2018-12-17T15:00")); got != "" {
			r.t.Errorf("before the check: %s", got)
		}
		if got := late(r.run("2018-12-18T15:00")); got != "" {
			r.t.Errorf("still before the check: %s", got)
		}
		r.do(func(ctx context.Context, tx *db.Tx) error {
			due := calendar.Date{Year: 2018, Month: 12, Day: 15}
			return tx.CheckIntakes(ctx, rules.IntakeCheck{Kind: rules.Cleanup, Due: due, By: "U"})
		})
		want := "WXB: cleanup/wxb/2018-12-15/late-3/WXB\nWXB-OFFICE: cleanup/wxb/2018-12-15/late-3/WXB-OFFICE"
		if got := late(r.run("2018-12-19T15:00")); got != want {
			r.t.Errorf("after the check: %q", got)
		}
	})
}

// TestADateThatPassedWhileNothingRanIsNotCalledToday: 附件2 was due on Monday,
// the program is back on Friday.
func TestADateThatPassedWhileNothingRanIsNotCalledToday(t *testing.T) {
	each(t, func(r *rig) {
		r.start()
		r.run("2018-11-20T09:00")
		r.same("on Friday", withoutBriefs(r.run("2018-11-30T09:00")),
			"JTJ: cleanup/jtj/2018-12-15/10/JTJ", "WXB: cleanup/wxb/2018-12-15/10/WXB")
	})
}
