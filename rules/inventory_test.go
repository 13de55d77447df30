package rules

import (
	"encoding/csv"
	"strings"
	"testing"

	"steward/rules/calendar"
)

// inventory reads the demo's units and domains, the latter by unit code.
func inventory(t *testing.T) ([]Unit, map[string][]Domain) {
	t.Helper()
	var units []Unit
	for _, r := range rows(t, "testdata/units.csv") {
		units = append(units, Unit{
			Code: r[0], Name: r[1], Aliases: strings.Split(r[2], "|"),
			Kind: UnitKind(r[3]), Label: r[4], Coordinating: r[5] == "yes",
		})
	}
	domains := map[string][]Domain{}
	for _, r := range rows(t, "testdata/domains.csv") {
		on, err := calendar.ParseDate(r[5])
		if err != nil {
			t.Fatal(err)
		}
		domains[r[1]] = append(domains[r[1]], Domain{
			Name: r[0], Unit: r[1], SiteName: r[2], SiteStatus: SiteStatus(r[3]), Purpose: Purpose(r[4]),
			RegisteredOn: on, Registrar: r[6], Main: r[7] == "yes", Remark: r[8],
		})
	}
	return units, domains
}

func rows(t *testing.T, path string) [][]string {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(read(t, path))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[1:]
}
