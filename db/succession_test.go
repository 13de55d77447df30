package db_test

import (
	"context"
	"testing"
	"time"

	"steward/db"
	"steward/db/dbtest"
	"steward/rules"
)

// merger is 教体局 going up in 网信办, on a day.
func merger() rules.Merger {
	return rules.Merger{Unit: "sz-jtj", Name: "宿州市教育体育局", Into: "sz-wxb", IntoName: "宿州市互联网信息办公室", On: date("2018-11-25")}
}

func TestSucceed(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putInventory(t, d)
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			check(t, tx.PutPeople(ctx, []rules.Person{
				{ID: "U1", Name: "甲", Unit: "sz-jtj", Roles: []rules.Role{rules.Liaison}},
				{ID: "U2", Name: "乙", Unit: "sz-jtj", Roles: []rules.Role{rules.Head}},
				{ID: "U3", Name: "丙", Unit: "sz-wxb", Roles: []rules.Role{rules.Head}},
			}))
			check(t, tx.PutObligations(ctx, []rules.Obligation{{Kind: rules.Cleanup, Unit: "sz-jtj", Due: date("2018-12-15"), Known: tx.Now()}}))
			must[rules.Adjustment](t)(tx.Succeed(ctx, merger(), "UADMIN"))
		})
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			gone, _, err := tx.Unit(ctx, "sz-jtj")
			check(t, err)
			same(t, "successor", []string{gone.Successor, gone.SuccessorName}, []string{"sz-wxb", "宿州市互联网信息办公室"})
			same(t, "domains left", len(must[[]rules.Domain](t)(tx.DomainsOf(ctx, "sz-jtj"))), 0)
			same(t, "domains gone over", len(must[[]rules.Domain](t)(tx.DomainsOf(ctx, "sz-wxb"))), 2)
			p, _, err := tx.Person(ctx, "U1")
			check(t, err)
			same(t, "liaison", []string{p.Unit, p.Name, p.Also[0]}, []string{"sz-wxb", "甲", "sz-jtj"})
			_, on, err := tx.Person(ctx, "U2")
			check(t, err)
			same(t, "a second head on the roster", on, false)
			heirs := must[[]rules.Person](t)(tx.People(ctx, "sz-jtj", rules.Liaison))
			same(t, "who is told of the old unit's matters", heirs[0].ID, "U1")
			f := must[rules.UnitFacts](t)(tx.UnitFacts(ctx, "sz-wxb"))
			same(t, "what came with it", f.Merged[0].Obligations[0].Unit, "sz-jtj")
			trail := must[[]db.UnitChange](t)(tx.UnitChanges(ctx, "sz-jtj"))
			same(t, "trail", []string{trail[0].Change, trail[0].Before, trail[0].After, trail[0].By},
				[]string{"merged", "宿州市教育体育局", "宿州市互联网信息办公室", "UADMIN"})
		})
	})
}

// TestHeirs: whoever answered for a unit hands it on, in whatever order the line
// of successors is recorded.
func TestHeirs(t *testing.T) {
	t.Parallel()
	a, b := merger(), rules.Merger{Unit: "sz-wxb", Into: "sz-yq", On: date("2018-11-28")}
	for _, order := range [][]rules.Merger{{a, b}, {b, a}} {
		dbtest.Each(t, func(t *testing.T, d *db.DB) {
			putInventory(t, d)
			write(t, d, func(ctx context.Context, tx *db.Tx) {
				for _, m := range order {
					must[rules.Adjustment](t)(tx.Succeed(ctx, m, ""))
				}
			})
			read(t, d, func(ctx context.Context, tx *db.Tx) {
				same(t, "heir", must[string](t)(tx.Answering(ctx, "sz-jtj")), "sz-yq")
				same(t, "domains", len(must[[]rules.Domain](t)(tx.DomainsOf(ctx, "sz-yq"))), 3)
				same(t, "nobody's heir", must[string](t)(tx.Answering(ctx, "none")), "none")
			})
		})
	}
}

func TestImportWritesWhatChanged(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putInventory(t, d)
		r := rules.Register{Kind: rules.UnitRegister, Lines: []int{2, 3, 4}, Columns: map[string]bool{"duties": true}, Units: []rules.Unit{
			{Code: "sz-new", Name: "新局", Kind: rules.Department},
			{Code: "sz-wxb", Name: "网络安全办公室", Kind: rules.Department, Coordinating: true, Duties: []rules.ObligationKind{rules.NoDuty}},
			units()[0],
		}}
		var version int64
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			p := must[rules.Plan](t)(tx.PlanImport(ctx, r))
			same(t, "outcome", []int{len(p.Units.Added), len(p.Units.Changed), p.Units.Same, len(p.Renamed)}, []int{1, 1, 1, 1})
			check(t, tx.Import(ctx, p, "UADMIN"))
			version = must[int64](t)(tx.UnitsVersion(ctx))
		})
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			again := must[rules.Plan](t)(tx.PlanImport(ctx, r))
			same(t, "again", []int{again.Units.Size(), again.Units.Same}, []int{0, 3})
			check(t, tx.Import(ctx, again, "UADMIN"))
			same(t, "version", must[int64](t)(tx.UnitsVersion(ctx)), version)
			same(t, "lines of the trail", len(must[[]db.UnitChange](t)(tx.UnitChanges(ctx, "sz-wxb"))), 1)
			var order []string
			for _, u := range must[[]rules.Unit](t)(tx.Units(ctx)) {
				order = append(order, u.Code)
			}
			same(t, "the old ones keep their places", order, []string{"sz-yq", "sz-jtj", "sz-wxb", "sz-new"})
		})
	})
}

// TestRefusedImportsChangeNothing: all or nothing.
func TestRefusedImportsChangeNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putInventory(t, d)
		r := rules.Register{Kind: rules.DomainRegister, Lines: []int{2, 3}, Domains: []rules.Domain{
			{Name: "good.gov.cn", Unit: "sz-yq"}, {Name: "bad.gov.cn", Unit: "sz-none"},
		}}
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			p := must[rules.Plan](t)(tx.PlanImport(ctx, r))
			same(t, "refused", []int{len(p.Refused), p.Refused[0].Line}, []int{1, 3})
			check(t, tx.Import(ctx, p, ""))
			same(t, "domains", len(must[[]rules.Domain](t)(tx.Domains(ctx))), len(domains()))
		})
	})
}

// TestImportFiles: a file is kept until it is decided, once, and no longer than
// what comes in on its day.
func TestImportFiles(t *testing.T) {
	t.Parallel()
	now := time.Date(2018, 12, 3, 2, 0, 0, 0, time.UTC)
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		d := dbtest.Open(t, address, db.Options{Now: func() time.Time { return now }})
		var row db.ImportRow
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			id := must[string](t)(tx.NewImport(ctx, db.ImportRow{
				Person: "UADMIN", Name: "单位.csv", State: db.ImportOpen, Body: []byte("code"), Outcome: rules.Outcome{Added: 3},
			}))
			var ok bool
			var err error
			row, ok, err = tx.ImportByID(ctx, id, true)
			check(t, err)
			same(t, "kept", []any{ok, row.Name, string(row.Body), row.Outcome.Added}, []any{true, "单位.csv", "code", 3})
			row.State = db.ImportDone
			check(t, tx.SettleImport(ctx, row))
			if err := tx.SettleImport(ctx, row); err == nil {
				t.Error("decided twice")
			}
			settled, _, err := tx.ImportByID(ctx, id, true)
			check(t, err)
			same(t, "settled", []any{settled.State, len(settled.Body), settled.Outcome.Added}, []any{db.ImportDone, 0, 3})
		})
		now = now.AddDate(0, 0, 40)
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			must[db.Overdue](t)(tx.ClearOverdue(ctx, db.Terms{Inbox: 30, Drafts: 30, Unfinished: 30, Left: 30}))
			_, ok, err := tx.ImportByID(ctx, row.ID, true)
			check(t, err)
			same(t, "still readable after its term", ok, false)
		})
	})
}
