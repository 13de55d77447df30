package db_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"steward/db"
	"steward/db/dbtest"
	"steward/rules"
	"steward/rules/calendar"
	"steward/rules/form"
)

func TestIntakesAndTheirLog(t *testing.T) {
	t.Parallel()
	clock := newHand("2018-12-17T10:00:00+08:00")
	dbtest.EachWith(t, db.Options{Now: clock.now}, func(t *testing.T, d *db.DB) {
		putInventory(t, d)
		paper := db.Booking{Unit: "sz-jtj", Kind: rules.Cleanup, Medium: rules.Paper, On: date("2018-12-13"), By: "U1ADMIN"}
		mended, mail := paper, paper
		mended.On = date("2018-12-14")
		mail.Medium, mail.On = rules.Electronic, date("2018-12-15")
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			for _, b := range []db.Booking{paper, mended, mail} {
				check(t, tx.BookIntake(ctx, b))
			}
			check(t, tx.UndoIntake(ctx, mail))
		})
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			in := rules.Intake{Unit: "sz-jtj", Kind: rules.Cleanup, Paper: mended.On}
			of := must[map[rules.ObligationKind]rules.Intake](t)(tx.IntakesOf(ctx, "sz-jtj"))
			same(t, "intakes of the unit", of, map[rules.ObligationKind]rules.Intake{rules.Cleanup: in})
			of = must[map[rules.ObligationKind]rules.Intake](t)(tx.IntakesOf(ctx, "sz-yq"))
			same(t, "intakes of another", len(of), 0)
			all := must[map[rules.ObligationKind]map[string]rules.Intake](t)(tx.Intakes(ctx))
			same(t, "intakes", all, map[rules.ObligationKind]map[string]rules.Intake{rules.Cleanup: {"sz-jtj": in}})
			want := []db.Booking{paper, mended, mail, mail}
			want[3].On = calendar.Date{}
			for i := range want {
				want[i].At = clock.now().UTC()
			}
			same(t, "log", must[[]db.Booking](t)(tx.IntakeLog(ctx, "sz-jtj", rules.Cleanup)), want)
		})
	})
}

func TestReceiptIsGivenOnce(t *testing.T) {
	t.Parallel()
	clock := newHand(start)
	dbtest.EachWith(t, db.Options{Now: clock.now}, func(t *testing.T, d *db.DB) {
		began := clock.now().UTC()
		for _, first := range []bool{true, false} {
			write(t, d, func(ctx context.Context, tx *db.Tx) {
				same(t, "first", must[bool](t)(tx.PutReceipt(ctx, "U2", "szbm-2018-116")), first)
			})
			clock.add(time.Hour)
		}
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			must[bool](t)(tx.PutReceipt(ctx, "U1", "szbm-2018-116"))
			given, ok, err := tx.Receipt(ctx, "U2", "szbm-2018-116")
			check(t, err)
			same(t, "given", ok, true)
			same(t, "when", given, began)
			_, ok, err = tx.Receipt(ctx, "U2", "message/1")
			check(t, err)
			same(t, "given for another", ok, false)
			all := []db.Receipt{
				{Subject: "szbm-2018-116", Person: "U2", Given: began},
				{Subject: "szbm-2018-116", Person: "U1", Given: clock.now().UTC()},
			}
			same(t, "all", must[[]db.Receipt](t)(tx.Receipts(ctx, "szbm-2018-116")), all)
			must[bool](t)(tx.PutReceipt(ctx, "U1", "message/2"))
			same(t, "of several", must[map[string][]db.Receipt](t)(tx.ReceiptsFor(ctx, []string{"szbm-2018-116", "message/1", "message/2"})),
				map[string][]db.Receipt{"szbm-2018-116": all, "message/2": {{Subject: "message/2", Person: "U1", Given: clock.now().UTC()}}})
			same(t, "of none", len(must[map[string][]db.Receipt](t)(tx.ReceiptsFor(ctx, nil))), 0)
		})
	})
}

func filling(value string) form.Session {
	return form.Session{
		Form: "coordinator", Version: 1, At: "head.post", Values: map[string]string{"head.name": value},
		Problem: &form.Problem{Key: "qq", Field: "head.qq", Said: value}, Started: at(start).UTC(),
	}
}

func TestFormSession(t *testing.T) {
	t.Parallel()
	clock := newHand(start)
	dbtest.EachWith(t, db.Options{Now: clock.now}, func(t *testing.T, d *db.DB) {
		var row db.SessionRow
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			_, ok, err := tx.OpenSession(ctx, "U4", "coordinator")
			check(t, err)
			same(t, "begun", ok, false)
			row = must[db.SessionRow](t)(tx.NewSession(ctx, db.SessionRow{
				Person: "U4", Unit: "sz-wxb", State: db.SessionOpen, Session: filling("张某"),
			}))
		})
		same(t, "revision", row.Revision, 1)
		clock.add(time.Minute)
		stale := row
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			row.Session, row.State = filling("李某"), db.SessionSaved
			check(t, tx.SaveSession(ctx, &row))
			if err := tx.SaveSession(ctx, &stale); !errors.Is(err, db.ErrStale) {
				t.Errorf("a stale session was saved: %v", err)
			}
		})
		same(t, "revision", row.Revision, 2)
		same(t, "stale revision", stale.Revision, 1)
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			got, ok, err := tx.Session(ctx, row.ID)
			check(t, err)
			same(t, "found", ok, true)
			same(t, "session", got, row)
			same(t, "changed", got.Changed, clock.now().UTC())
			got, ok, err = tx.OpenSession(ctx, "U4", "coordinator")
			check(t, err)
			same(t, "saved counts as begun", ok, true)
			same(t, "begun", got.ID, row.ID)
			_, ok, err = tx.LatestOpenSession(ctx, "U4")
			check(t, err)
			same(t, "saved does not count as open", ok, false)
			_, ok, err = tx.Session(ctx, "none")
			check(t, err)
			same(t, "none", ok, false)
		})
	})
}

// The clock stands still: what was touched last is known all the same.
func TestLatestOpenSession(t *testing.T) {
	t.Parallel()
	clock := newHand(start)
	dbtest.EachWith(t, db.Options{Now: clock.now}, func(t *testing.T, d *db.DB) {
		var rows []db.SessionRow
		latest := func(want string) {
			t.Helper()
			read(t, d, func(ctx context.Context, tx *db.Tx) {
				got, ok, err := tx.LatestOpenSession(ctx, "U4")
				check(t, err)
				same(t, "open", ok, want != "")
				same(t, "latest", got.ID, want)
			})
		}
		save := func(i int, state string) {
			write(t, d, func(ctx context.Context, tx *db.Tx) {
				rows[i].State = state
				check(t, tx.SaveSession(ctx, &rows[i]))
			})
		}
		for _, name := range []string{"coordinator", "application"} {
			write(t, d, func(ctx context.Context, tx *db.Tx) {
				s := form.Session{Form: name}
				rows = append(rows, must[db.SessionRow](t)(tx.NewSession(ctx, db.SessionRow{Person: "U4", State: db.SessionOpen, Session: s})))
			})
		}
		latest(rows[1].ID)
		save(0, db.SessionOpen)
		latest(rows[0].ID)
		save(0, db.SessionSubmitted)
		latest(rows[1].ID)
		save(1, db.SessionCancelled)
		latest("")
	})
}

func TestOneFillingOfAFormIsBegun(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		begin := func() error {
			return d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				_, err := tx.NewSession(ctx, db.SessionRow{Person: "U4", State: db.SessionOpen, Session: filling("")})
				return err
			})
		}
		check(t, begin())
		if begin() == nil {
			t.Error("a second filling of the same form was begun")
		}
	})
}

func TestSubmissions(t *testing.T) {
	t.Parallel()
	clock := newHand(start)
	dbtest.EachWith(t, db.Options{Now: clock.now}, func(t *testing.T, d *db.DB) {
		put := func(unit, formID, name string) (s db.Submission) {
			clock.add(time.Hour)
			write(t, d, func(ctx context.Context, tx *db.Tx) {
				s = must[db.Submission](t)(tx.PutSubmission(ctx, db.Submission{
					Form: formID, Unit: unit, Person: "U4", FormVersion: 1, Values: map[string]string{"head.name": name},
				}))
			})
			return s
		}
		first, second := put("sz-wxb", "coordinator", "张某"), put("sz-wxb", "coordinator", "李某")
		other, another := put("sz-yq", "coordinator", "王某"), put("sz-wxb", "application", "赵某")
		same(t, "versions", []int{first.Version, second.Version, other.Version, another.Version}, []int{1, 2, 1, 1})
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			got, ok, err := tx.Submission(ctx, first.Code)
			check(t, err)
			same(t, "found", ok, true)
			same(t, "first", got, first)
			got, ok, err = tx.LatestSubmission(ctx, "sz-wxb", "coordinator")
			check(t, err)
			same(t, "found", ok, true)
			same(t, "latest", got, second)
			same(t, "all", must[[]db.Submission](t)(tx.Submissions(ctx, "sz-wxb", "coordinator")), []db.Submission{first, second})
			_, ok, err = tx.Submission(ctx, "AAAAAAAA")
			check(t, err)
			same(t, "another code", ok, false)
			times := must[map[string]time.Time](t)
			same(t, "by unit", times(tx.Submitted(ctx, "coordinator")), map[string]time.Time{"sz-wxb": second.At, "sz-yq": other.At})
			same(t, "by form", times(tx.SubmittedBy(ctx, "sz-wxb")), map[string]time.Time{"coordinator": second.At, "application": another.At})
		})
	})
}

// Units that hand in at the same moment get versions without gaps.
func TestSubmissionsAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		const n = 8
		versions := make(chan int, 10*n)
		together(n, func(int) {
			err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				s, err := tx.PutSubmission(ctx, db.Submission{Form: "coordinator", Unit: "sz-wxb"})
				versions <- s.Version
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
		close(versions)
		seen := map[int]bool{}
		for v := range versions {
			seen[v] = true
		}
		for v := 1; v <= n; v++ {
			same(t, "version given", seen[v], true)
		}
	})
}
