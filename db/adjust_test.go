package db_test

import (
	"context"
	"testing"

	"steward/db"
	"steward/db/dbtest"
	"steward/rules"
	"steward/rules/form"
)

// TestTakeBack: what a merger moved goes back, also what those had begun who went
// off the roster, and the trail has both.
func TestTakeBack(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putInventory(t, d)
		var begun db.SessionRow
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			check(t, tx.PutPeople(ctx, []rules.Person{
				{ID: "U1", Name: "甲", Unit: "sz-jtj", Roles: []rules.Role{rules.Liaison}},
				{ID: "U2", Unit: "sz-jtj", Roles: []rules.Role{rules.OfficeHead}, Language: "en"},
				{ID: "U3", Unit: "sz-wxb", Roles: []rules.Role{rules.OfficeHead}},
			}))
			row, err := tx.NewSession(ctx, db.SessionRow{
				Person: "U2", Unit: "sz-jtj", State: db.SessionOpen, Session: form.New(form.Coordinator(), tx.Now()),
			})
			check(t, err)
			begun = row
			check(t, tx.OpenHome(ctx, "U2"))
		})
		before := stand(t, d)
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			must[rules.Adjustment](t)(tx.Succeed(ctx, merger(), "UADMIN"))
		})
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			_, on, err := tx.Person(ctx, "U2")
			check(t, err)
			same(t, "a second office head on the roster", on, false)
			row, kept, err := tx.OrphanSession(ctx, "sz-jtj", "coordinator")
			check(t, err)
			same(t, "what they had begun is kept", []any{kept, row.ID}, []any{true, begun.ID})
		})
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			a, ok, err := tx.Adjustment(ctx, "sz-jtj")
			check(t, err)
			same(t, "on record", ok, true)
			same(t, "nothing has followed", a.Kept(must[rules.Present](t)(tx.Present(ctx, a))), "")
			check(t, tx.TakeBack(ctx, a, "UADMIN"))
		})
		same(t, "as it was", stand(t, d), before)
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			row, _, err := tx.Session(ctx, begun.ID)
			check(t, err)
			same(t, "begun by", row.Person, "U2")
			var changes []string
			for _, c := range must[[]db.UnitChange](t)(tx.UnitChanges(ctx, "sz-jtj")) {
				changes = append(changes, c.Change)
			}
			same(t, "trail", changes, []string{"merged", "unmerged"})
			a, _, err := tx.Adjustment(ctx, "sz-jtj")
			check(t, err)
			same(t, "once", a.Kept(must[rules.Present](t)(tx.Present(ctx, a))), rules.KeptUndone)
			if tx.TakeBack(ctx, a, "UADMIN") == nil {
				t.Error("taken back twice")
			}
		})
	})
}

// stand is who and what belongs where.
func stand(t *testing.T, d *db.DB) map[string]string {
	t.Helper()
	where := map[string]string{}
	read(t, d, func(ctx context.Context, tx *db.Tx) {
		for _, u := range must[[]rules.Unit](t)(tx.Units(ctx)) {
			where["unit "+u.Code] = u.Name + "/" + u.Successor + "/" + must[string](t)(tx.Answering(ctx, u.Code))
		}
		for _, x := range must[[]rules.Domain](t)(tx.Domains(ctx)) {
			where["domain "+x.Name] = x.Unit
		}
		for _, p := range must[[]rules.Person](t)(tx.Roster(ctx)) {
			where["person "+p.ID] = p.Unit + "/" + string(p.Roles[0]) + "/" + p.Language
		}
	})
	return where
}

// TestStrand: what somebody may not go on with is kept for the unit's next.
func TestStrand(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putInventory(t, d)
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			check(t, tx.PutPeople(ctx, []rules.Person{
				{ID: "U1", Unit: "sz-jtj", Roles: []rules.Role{rules.Liaison}}, {ID: "U2", Unit: "sz-jtj", Roles: []rules.Role{rules.Liaison}},
			}))
			for _, id := range []string{"U1", "U2"} {
				_, err := tx.NewSession(ctx, db.SessionRow{
					Person: id, Unit: "sz-jtj", State: db.SessionSaved, Session: form.New(form.Coordinator(), tx.Now()),
				})
				check(t, err)
			}
			same(t, "nobody has lost anything", len(must[map[string][]string](t)(tx.Strand(ctx))), 0)
			check(t, tx.PutPerson(ctx, rules.Person{ID: "U1", Unit: "sz-jtj", Roles: []rules.Role{rules.Head}}))
			check(t, tx.PutPerson(ctx, rules.Person{ID: "U2", Unit: "sz-wxb", Roles: []rules.Role{rules.Liaison}}))
			same(t, "kept", len(must[map[string][]string](t)(tx.Strand(ctx))), 2)
			same(t, "twice", len(must[map[string][]string](t)(tx.Strand(ctx))), 0)
			_, kept, err := tx.OrphanSession(ctx, "sz-jtj", "coordinator")
			check(t, err)
			same(t, "for the next", kept, true)
		})
	})
}
