package db_test

import (
	"context"
	"errors"
	"testing"

	"steward/db"
	"steward/db/dbtest"
	"steward/rules"
	"steward/rules/form"
)

func TestDeputiesStandInOnTheirDays(t *testing.T) {
	t.Parallel()
	h := newHand("2018-11-22T15:59:00Z") // a minute before midnight in Shanghai
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		h.t = at("2018-11-22T15:59:00Z")
		d := dbtest.Open(t, address, db.Options{Now: h.now})
		putPeople(t, d)
		all := people()
		a, b := all[1], all[0]
		b.Unit = a.Unit
		var ship rules.Deputyship
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			check(t, tx.PutPerson(ctx, b))
			var err error
			ship, err = tx.NewDeputy(ctx, rules.Deputyship{Person: a.ID, Deputy: b.ID, From: date("2018-11-23"), To: date("2018-11-24"), NamedBy: a.ID})
			check(t, err)
		})
		standing := func(want bool) {
			t.Helper()
			read(t, d, func(ctx context.Context, tx *db.Tx) {
				p, _, err := tx.Person(ctx, b.ID)
				check(t, err)
				same(t, "stands in", len(p.For) == 1, want)
				for _, role := range a.Roles {
					duty := must[[]rules.Person](t)(tx.OnDuty(ctx, a.Unit, role))
					same(t, "on duty", duty[0].ID == b.ID, want)
				}
			})
		}
		standing(false)
		h.t = at("2018-11-22T16:00:00Z")
		standing(true)
		h.t = at("2018-11-24T15:59:00Z")
		standing(true)
		h.t = at("2018-11-24T16:00:00Z")
		standing(false)
		h.t = at("2018-11-23T08:00:00Z")
		write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.EndDeputy(ctx, ship.ID)) })
		standing(false)
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			_, known, err := tx.Deputyship(ctx, ship.ID)
			check(t, err)
			same(t, "ended early, and still known", known, false)
		})
	})
}

func TestARequestIsDecidedOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putPeople(t, d)
		var j db.JoinRow
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			var err error
			j, err = tx.NewJoin(ctx, db.JoinRow{Join: rules.Join{Person: "U9"}, Question: "还有几天"})
			check(t, err)
			j.Unit, j.Role, j.State = "sz-jtj", rules.Liaison, rules.JoinPending
			check(t, tx.SaveJoin(ctx, j))
		})
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			pending := must[[]db.JoinRow](t)(tx.PendingJoins(ctx))
			same(t, "pending", len(pending) == 1 && pending[0].Question == "还有几天", true)
			j.State, j.By = rules.JoinApproved, "U1"
			check(t, tx.SaveJoin(ctx, j))
			j.State = rules.JoinRefused
			if err := tx.SaveJoin(ctx, j); !errors.Is(err, db.ErrStale) {
				t.Errorf("decided twice: %v", err)
			}
		})
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			got, _, err := tx.Join(ctx, j.ID)
			check(t, err)
			same(t, "state", got.State, rules.JoinApproved)
			same(t, "question after the decision", got.Question, "")
			_, open, err := tx.OpenJoin(ctx, "U9")
			check(t, err)
			same(t, "open", open, false)
		})
	})
}

func TestOneRequestAtATime(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			_, err := tx.NewJoin(ctx, db.JoinRow{Join: rules.Join{Person: "U9"}})
			check(t, err)
		})
		err := d.InTx(context.Background(), func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.NewJoin(ctx, db.JoinRow{Join: rules.Join{Person: "U9"}})
			return err
		})
		if err == nil {
			t.Error("a second request was begun beside the first")
		}
	})
}

func TestRosterLogGrows(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putPeople(t, d)
		p := people()[1]
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			p.Roles = []rules.Role{rules.Liaison, rules.OfficeHead}
			check(t, tx.ChangePerson(ctx, p, "U1"))
			check(t, tx.ChangePerson(ctx, rules.Person{ID: p.ID, Unit: p.Unit}, "slack"))
		})
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			log := must[[]db.RosterChange](t)(tx.RosterLog(ctx, p.ID))
			same(t, "entries", len(log), 2)
			same(t, "first", log[0].Roles, p.Roles)
			same(t, "last", len(log[1].Roles) == 0 && log[1].By == "slack" && log[1].Unit == p.Unit, true)
			without := must[[]rules.Unit](t)(tx.UnitsWithout(ctx, rules.Filers()...))
			found := false
			for _, u := range without {
				found = found || u.Code == p.Unit
			}
			same(t, "the unit has nobody", found, true)
		})
	})
}

// TestFormsAreHandedOn: to another, who goes on where it stopped; and kept for the
// unit while there is nobody.
func TestFormsAreHandedOn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putPeople(t, d)
		def := form.Coordinator()
		begin := func(ctx context.Context, tx *db.Tx, person string) db.SessionRow {
			s, err := tx.NewSession(ctx, db.SessionRow{Person: person, Unit: "sz-jtj", State: db.SessionOpen, Session: form.New(def, tx.Now())})
			check(t, err)
			return s
		}
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			first := begin(ctx, tx, "U2")
			same(t, "kept for the unit", must[bool](t)(tx.HandSession(ctx, first, "")), true)
			kept, ok, err := tx.OrphanSession(ctx, "sz-jtj", def.ID)
			check(t, err)
			same(t, "kept", ok && kept.ID == first.ID && kept.State == db.SessionSaved, true)
			same(t, "to the next", must[bool](t)(tx.HandSession(ctx, kept, "U3")), true)
			begun := must[[]db.SessionRow](t)(tx.BegunSessions(ctx, rules.Person{ID: "U3", Unit: "sz-jtj"}))
			same(t, "begun", len(begun) == 1 && begun[0].ID == first.ID, true)
			if _, err := tx.HandSession(ctx, kept, "U4"); !errors.Is(err, db.ErrStale) {
				t.Errorf("handed on as it no longer stands: %v", err)
			}
			second := begin(ctx, tx, "U2")
			same(t, "to one who has begun it", must[bool](t)(tx.HandSession(ctx, second, "U3")), false)
			gone, _, err := tx.Session(ctx, second.ID)
			check(t, err)
			same(t, "then", gone.State, db.SessionCancelled)
		})
	})
}

func TestConsentIsRecordedOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putPeople(t, d)
		c := rules.Consent{Unit: "sz-jtj", Subject: "register/a.ahsz.gov.cn", On: date("2018-11-21"), Scan: "F1", By: "U2", Behalf: "U3"}
		put := func(ctx context.Context, tx *db.Tx) (rules.Consent, bool) {
			got, fresh, err := tx.PutConsent(ctx, c)
			check(t, err)
			return got, fresh
		}
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			first, fresh := put(ctx, tx)
			same(t, "first", fresh, true)
			_, fresh = put(ctx, tx)
			same(t, "second", fresh, false)
			got, known, err := tx.Consent(ctx, first.ID)
			check(t, err)
			same(t, "known", known, true)
			same(t, "what stands", got, first)
			same(t, "struck", must[bool](t)(tx.StrikeConsent(ctx, first.ID, "U2")), true)
			same(t, "struck twice", must[bool](t)(tx.StrikeConsent(ctx, first.ID, "U3")), false)
			_, fresh = put(ctx, tx)
			same(t, "again after a mistake", fresh, true)
			all := must[[]rules.Consent](t)(tx.Consents(ctx, "sz-jtj"))
			same(t, "all are kept", []any{len(all), all[0].StruckBy != "" || all[1].StruckBy != ""}, []any{2, true})
		})
	})
}

func TestBehalf(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putPeople(t, d)
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			check(t, tx.PutBehalf(ctx, "submission/4K2F", "U2", "U3"))
			behalf, _, err := tx.Behalf(ctx, "submission/4K2F")
			check(t, err)
			same(t, "for whom", behalf, "U3")
		})
	})
}
