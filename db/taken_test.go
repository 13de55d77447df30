package db_test

import (
	"context"
	"testing"

	"steward/db"
	"steward/db/dbtest"
	"steward/rules"
)

// A name is taken that anybody has, with www. or without, and under the city's
// suffix what is another unit's label; one's own label is free.
func TestTaken(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			check(t, tx.PutUnits(ctx, []rules.Unit{
				{Code: "slj", Name: "水利局", Kind: rules.Department, Label: "slj"},
				{Code: "sljt", Name: "水利建设集团", Kind: rules.Department, Label: "slj2"},
				{Code: "old", Name: "水务局", Kind: rules.Department, Label: "swj"},
			}))
			_, err := tx.Succeed(ctx, rules.Merger{Unit: "old", Into: "slj", On: date("2018-11-01")}, "")
			check(t, err)
			check(t, tx.PutDomains(ctx, []rules.Domain{
				{Name: "www.water.ahsz.gov.cn", Unit: "sljt"}, {Name: "www.sx.gov.cn"}, {Name: "shuiliju.ahsz.gov.cn", Unit: "slj"},
			}))
		})
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			taken := must[map[string]bool](t)(tx.Taken(ctx, "slj", "ahsz.gov.cn", []string{
				"slj.ahsz.gov.cn", "slj2.ahsz.gov.cn", "swj.ahsz.gov.cn", "water.ahsz.gov.cn", "shuiliju.ahsz.gov.cn", "www.sx.gov.cn", "www.slj2.gov.cn",
			}))
			same(t, "taken", taken, map[string]bool{
				"slj2.ahsz.gov.cn": true, "water.ahsz.gov.cn": true, "shuiliju.ahsz.gov.cn": true, "www.sx.gov.cn": true,
			})
			same(t, "of nothing", must[map[string]bool](t)(tx.Taken(ctx, "slj", "ahsz.gov.cn", nil)), map[string]bool{})
		})
	})
}
