package db_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"steward/db"
	"steward/db/dbtest"
	"steward/rules"
)

const start = "2018-11-20T09:00:00+08:00"

func obligations() []rules.Obligation {
	known := at(start).UTC()
	return []rules.Obligation{
		{Kind: rules.Coordinator, Unit: "sz-wxb", Due: date("2018-11-26"), Article: "三(三)", Known: known},
		{Kind: rules.Cleanup, Unit: "sz-yq", Due: date("2018-12-15"), Article: "结尾", Known: known},
		{Kind: rules.Cleanup, Unit: "sz-jtj", Due: date("2018-12-15"), Article: "结尾", Known: known},
		{Kind: rules.Cleanup, Unit: "sz-wxb", Due: date("2018-12-15"), Article: "结尾", Known: known},
	}
}

func putObligations(t *testing.T, d *db.DB) {
	t.Helper()
	putInventory(t, d)
	write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.PutObligations(ctx, obligations())) })
}

func TestObligations(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putObligations(t, d)
		all := obligations()
		amended := all[1]
		amended.Due, amended.Known = date("2018-12-17"), at("2018-12-01T00:00:00Z")
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			list := must[[]rules.Obligation](t)
			same(t, "all", list(tx.Obligations(ctx)), all)
			same(t, "of a unit", list(tx.ObligationsOf(ctx, "sz-wxb")), []rules.Obligation{all[0], all[3]})
			check(t, tx.PutObligations(ctx, []rules.Obligation{amended}))
			amended.Known = all[1].Known
			same(t, "amended", list(tx.ObligationsOf(ctx, "sz-yq")), []rules.Obligation{amended})
			check(t, tx.DropObligation(ctx, amended))
			same(t, "dropped", list(tx.ObligationsOf(ctx, "sz-yq")), []rules.Obligation(nil))
		})
	})
}

// A ladder is climbed step by step: what was left behind is examined, a step
// that moved is not, and putting the obligation again changes nothing of it.
func TestStepsAreExaminedOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putObligations(t, d)
		o := obligations()[1]
		morning := at(start)
		climb := []struct {
			next rules.Step
			more bool
			want []string
		}{
			{rules.Step{Name: "start", At: morning}, true, nil},
			{rules.Step{Name: "start", At: morning.Add(time.Hour)}, true, nil},
			{rules.Step{Name: "10", At: morning.AddDate(0, 0, 10)}, true, []string{"start"}},
			{rules.Step{Name: "0", At: morning.AddDate(0, 0, 24)}, true, []string{"start", "10"}},
			{rules.Step{}, false, []string{"start", "10", "0"}},
			{rules.Step{Name: "late-1", At: morning.AddDate(0, 1, 0)}, true, []string{"start", "10", "0"}},
		}
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			for _, c := range climb {
				check(t, tx.SetNext(ctx, o, c.next, c.more))
				check(t, tx.PutObligations(ctx, []rules.Obligation{o}))
				same(t, "examined", must[[]string](t)(tx.Examined(ctx, o)), c.want)
				got, more, err := tx.NextStep(ctx, o)
				check(t, err)
				same(t, "more", more, c.more)
				same(t, "next", got, rules.Step{Name: c.next.Name, At: utcOrZero(c.next.At)})
			}
			o.Unit = "sz-none"
			if err := tx.SetNext(ctx, o, climb[0].next, true); !errors.Is(err, db.ErrNotFound) {
				t.Errorf("next step of an obligation that is not there: %v", err)
			}
		})
	})
}

func utcOrZero(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.UTC()
}

func TestDueObligationsComeUnitByUnit(t *testing.T) {
	t.Parallel()
	clock := newHand(start)
	dbtest.EachWith(t, db.Options{Now: clock.now}, func(t *testing.T, d *db.DB) {
		putObligations(t, d)
		all := obligations()
		minutes := []int{-1, -1, 0, -3} // wxb's second is the oldest; yq is as late as wxb's first
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			for i, o := range all {
				check(t, tx.SetNext(ctx, o, rules.Step{Name: "start", At: at(start).Add(time.Duration(minutes[i]) * time.Minute)}, true))
			}
		})
		for _, c := range []struct {
			limit int
			want  []int
		}{{1, []int{3, 0}}, {2, []int{3, 0}}, {3, []int{3, 0, 1}}, {9, []int{2, 3, 0, 1}}} {
			write(t, d, func(ctx context.Context, tx *db.Tx) {
				var want []db.DueRow
				for _, i := range c.want {
					want = append(want, db.DueRow{
						Obligation: all[i], Step: "start", At: at(start).UTC().Add(time.Duration(minutes[i]) * time.Minute),
					})
				}
				same(t, "due", must[[]db.DueRow](t)(tx.DueObligations(ctx, c.limit)), want)
			})
		}
	})
}

// The instant itself is due; a microsecond before it is not. The zone that an
// instant was written in changes nothing.
func TestDueAtTheInstant(t *testing.T) {
	t.Parallel()
	clock := newHand(start)
	dbtest.EachWith(t, db.Options{Now: clock.now}, func(t *testing.T, d *db.DB) {
		putObligations(t, d)
		zones := []*time.Location{time.UTC, time.FixedZone("Asia/Shanghai", 8*3600), time.FixedZone("west", -7*3600)}
		for i, zone := range zones {
			o := obligations()[1+i]
			for _, c := range []struct {
				from time.Duration
				want int
			}{{time.Microsecond, 0}, {0, 1}, {-time.Microsecond, 1}} {
				write(t, d, func(ctx context.Context, tx *db.Tx) {
					check(t, tx.SetNext(ctx, o, rules.Step{Name: "0", At: at(start).Add(c.from).In(zone)}, true))
					same(t, "due", len(must[[]db.DueRow](t)(tx.DueObligations(ctx, 9))), c.want)
					check(t, tx.SetNext(ctx, o, rules.Step{}, false))
				})
			}
		}
	})
}

func TestNextDueOfStepsAndTimers(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putObligations(t, d)
		o, base := obligations()[0], at(start).UTC()
		next := func(ctx context.Context, tx *db.Tx, want time.Time) {
			t.Helper()
			got, ok, err := tx.NextDue(ctx)
			check(t, err)
			same(t, "any", ok, !want.IsZero())
			same(t, "next due", got, want)
		}
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			next(ctx, tx, time.Time{})
			check(t, tx.SetTimer(ctx, "brief", base.Add(2*time.Hour)))
			next(ctx, tx, base.Add(2*time.Hour))
			check(t, tx.SetNext(ctx, o, rules.Step{Name: "1", At: base.Add(3 * time.Hour)}, true))
			next(ctx, tx, base.Add(2*time.Hour))
			check(t, tx.SetTimer(ctx, "brief", base.Add(4*time.Hour)))
			next(ctx, tx, base.Add(3*time.Hour))
			due, set, err := tx.Timer(ctx, "brief")
			check(t, err)
			same(t, "timer", due, base.Add(4*time.Hour))
			same(t, "timer set", set, true)
			check(t, tx.DropTimer(ctx, "brief"))
			_, set, err = tx.Timer(ctx, "brief")
			check(t, err)
			same(t, "timer set", set, false)
			check(t, tx.SetNext(ctx, o, rules.Step{}, false))
			next(ctx, tx, time.Time{})
		})
	})
}

func TestCampaignStartsOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			_, begun, err := tx.CampaignStart(ctx, "szbm-2018-116")
			check(t, err)
			same(t, "begun", begun, false)
			first := must[bool](t)(tx.StartCampaign(ctx, "szbm-2018-116", at(start)))
			again := must[bool](t)(tx.StartCampaign(ctx, "szbm-2018-116", at(start).Add(time.Hour)))
			same(t, "first, again", []bool{first, again}, []bool{true, false})
			began, begun, err := tx.CampaignStart(ctx, "szbm-2018-116")
			check(t, err)
			same(t, "begun", begun, true)
			same(t, "start", began, at(start).UTC())
		})
	})
}
