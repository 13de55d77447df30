package db_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"steward/db"
	"steward/db/dbtest"
	"steward/rules"
)

func units() []rules.Unit {
	return []rules.Unit{
		{Code: "sz-yq", Name: "埇桥区人民政府", Aliases: []string{"埇桥区", "埇桥"}, Kind: rules.County, Label: "szyq"},
		{Code: "sz-jtj", Name: "宿州市教育体育局", Aliases: []string{"教体局"}, Kind: rules.Department},
		{Code: "sz-wxb", Name: "宿州市互联网信息办公室", Kind: rules.Department, Coordinating: true},
	}
}

func domains() []rules.Domain {
	return []rules.Domain{
		{Name: "www.ahsz.gov.cn", SiteName: "门户", SiteStatus: rules.Running, Purpose: rules.Government, RegisteredOn: date("2001-06-01"), Registrar: "cnnic", Main: true},
		{Name: "szjyty.gov.cn", Unit: "sz-jtj", SiteName: "教体网", SiteStatus: rules.Running, Purpose: rules.Government, Registrar: "cnnic", Main: true},
		{Name: "szjy.net.cn", Unit: "sz-jtj", SiteStatus: rules.Closed, Purpose: "other", Remark: "样例"},
		{Name: "埇桥区.政务", Unit: "sz-yq", SiteStatus: rules.Running, Purpose: rules.Government},
	}
}

// putInventory writes the units and domains above.
func putInventory(t *testing.T, d *db.DB) {
	t.Helper()
	write(t, d, func(ctx context.Context, tx *db.Tx) {
		check(t, tx.PutUnits(ctx, units()))
		check(t, tx.PutDomains(ctx, domains()))
	})
}

func TestInventoryComesBackInItsOrder(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putInventory(t, d)
		putInventory(t, d) // again changes nothing
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			same(t, "units", must[[]rules.Unit](t)(tx.Units(ctx)), units())
			same(t, "domains", must[[]rules.Domain](t)(tx.Domains(ctx)), domains())
			same(t, "domains of a unit", must[[]rules.Domain](t)(tx.DomainsOf(ctx, "sz-jtj")), domains()[1:3])
			same(t, "domains of the portal", must[[]rules.Domain](t)(tx.DomainsOf(ctx, "")), domains()[:1])
			same(t, "domains by unit", must[map[string][]rules.Domain](t)(tx.DomainsByUnit(ctx)), map[string][]rules.Domain{
				"": domains()[:1], "sz-jtj": domains()[1:3], "sz-yq": domains()[3:],
			})
		})
	})
}

func TestPutUnitsChangesWhatIsThere(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putInventory(t, d)
		renamed := units()
		renamed[1].Name, renamed[1].Aliases = "宿州市教育局", nil
		renamed[0], renamed[1] = renamed[1], renamed[0]
		moved := domains()
		moved[1].Unit, moved[1].SiteStatus = "", rules.Idle
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			check(t, tx.PutUnits(ctx, renamed))
			check(t, tx.PutDomains(ctx, moved))
		})
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			same(t, "units", must[[]rules.Unit](t)(tx.Units(ctx)), renamed)
			same(t, "domains", must[[]rules.Domain](t)(tx.Domains(ctx)), moved)
		})
	})
}

// TestUnitsVersion: it moves when units are put, and not when they are read or
// the putting is rolled back.
func TestUnitsVersion(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		version := func() (v int64) {
			read(t, d, func(ctx context.Context, tx *db.Tx) { v = must[int64](t)(tx.UnitsVersion(ctx)) })
			return v
		}
		same(t, "an empty register", version(), int64(0))
		putInventory(t, d)
		first := version()
		same(t, "read again", version(), first)
		undone := errors.New("undone")
		err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			return errors.Join(tx.PutUnits(ctx, units()), undone)
		})
		if !errors.Is(err, undone) || version() != first {
			t.Errorf("rolled back with %v: version %d, was %d", err, version(), first)
		}
		putInventory(t, d)
		if version() <= first {
			t.Errorf("written again: version %d, was %d", version(), first)
		}
	})
}

func TestWhatTheInventoryDoesNotKnow(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putInventory(t, d)
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			u, ok, err := tx.Unit(ctx, "sz-jtj")
			check(t, err)
			same(t, "unit", u, units()[1])
			same(t, "unit known", ok, true)
			dom, ok, err := tx.DomainByName(ctx, "szjy.net.cn")
			check(t, err)
			same(t, "domain", dom, domains()[2])
			same(t, "domain known", ok, true)
			_, ok, err = tx.Unit(ctx, "sz-none")
			check(t, err)
			same(t, "other unit known", ok, false)
			_, ok, err = tx.DomainByName(ctx, "none.gov.cn")
			check(t, err)
			same(t, "other domain known", ok, false)
		})
	})
}

func TestDomainOfNoUnitIsRefused(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			return tx.PutDomains(ctx, []rules.Domain{{Name: "a.gov.cn", Unit: "sz-none"}})
		})
		if err == nil {
			t.Error("a domain was put for a unit that is not there")
		}
	})
}

// More rows than one statement takes parameters go in all the same.
func TestPutManyUnits(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		many := make([]rules.Unit, 10_001)
		for i := range many {
			many[i] = rules.Unit{Code: fmt.Sprintf("u-%05d", i), Name: "单位", Kind: rules.Department}
		}
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			check(t, tx.PutUnits(ctx, nil))
			check(t, tx.PutUnits(ctx, many))
		})
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			same(t, "units", must[[]rules.Unit](t)(tx.Units(ctx)), many)
		})
	})
}
