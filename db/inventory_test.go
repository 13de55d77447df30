package db_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"steward/db"
	"steward/db/dbtest"
	"steward/rules"
	"steward/rules/calendar"
)

func date(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func instant(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		panic(err)
	}
	return t
}

// write runs fn in a transaction that must succeed.
func write(t *testing.T, d *db.DB, fn func(ctx context.Context, tx *db.Tx)) {
	t.Helper()
	err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error { fn(ctx, tx); return nil })
	if err != nil {
		t.Fatal(err)
	}
}

// read runs fn on a snapshot.
func read(t *testing.T, d *db.DB, fn func(ctx context.Context, tx *db.Tx)) {
	t.Helper()
	err := d.View(t.Context(), func(ctx context.Context, tx *db.Tx) error { fn(ctx, tx); return nil })
	if err != nil {
		t.Fatal(err)
	}
}

// must returns a value that came without an error.
func must[T any](t *testing.T) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

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
