package rules_test

import (
	"testing"

	"steward/rules"
)

func TestRouteOf(t *testing.T) {
	articles := map[rules.UnitKind]string{
		rules.County: "二(三)a", rules.Vertical: "二(三)c", rules.Department: "二(三)b",
		rules.InstitutionAdmin: "二(三)b", rules.InstitutionNonAdmin: "二(三)b",
	}
	for _, kind := range rules.UnitKinds() {
		ids, known := rules.ArticlesOn(rules.RouteOf(rules.Unit{Kind: kind}))
		if !known || ids[0] != articles[kind] {
			t.Errorf("%s goes by %v, want %s", kind, ids, articles[kind])
		}
	}
}
