package rules_test

import (
	"testing"

	"steward/rules"
)

// TestArticlesOn: every topic of the catalogue has provisions that there are.
func TestArticlesOn(t *testing.T) {
	d, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, topic := range []string{
		"suffix", "one_site", "institution", "transfer", "idle", "cleanup_scope", "department_structure", "announcement",
		"reporting_system", "county_route", "department_route", "vertical", "registry_days", "consent", "contact_change",
		"spot_check", "security", "coordinator_form", "materials", "responsibility", "goal", "basis",
	} {
		ids, known := rules.ArticlesOn(topic)
		if !known || len(ids) == 0 {
			t.Errorf("%s: nothing speaks of it", topic)
		}
		for _, id := range ids {
			if _, ok := d.Article(id); !ok {
				t.Errorf("%s: there is no article %s", topic, id)
			}
		}
	}
	if _, known := rules.ArticlesOn("weather"); known {
		t.Error("the directive does not speak of the weather")
	}
}
