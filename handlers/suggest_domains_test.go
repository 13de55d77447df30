package handlers

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"steward/db"
	"steward/rules"
)

func namesOfDomains(domains []db.DomainName) string {
	names := make([]string, len(domains))
	for i, d := range domains {
		names[i] = d.Name
	}
	return strings.Join(names, " ")
}

func TestFindDomains(t *testing.T) {
	var domains []db.DomainName
	for _, line := range []string{"www.ahsz.gov.cn/", "szjy.net.cn/jtj", "szjyty.gov.cn/jtj", "jy.ahsz.gov.cn/sfj", "sfj.ahsz.gov.cn/sfj"} {
		name, unit, _ := strings.Cut(line, "/")
		domains = append(domains, db.DomainName{Name: name, Unit: unit})
	}
	x := newDomainIndex(domains, 1)
	for name, c := range map[string]struct {
		q    domainQuery
		want string
	}{
		"nothing typed, the own first": {domainQuery{own: "sfj", most: 3}, "jy.ahsz.gov.cn sfj.ahsz.gov.cn szjy.net.cn"},
		"at the beginning":             {domainQuery{typed: "szjy", most: 9}, "szjy.net.cn szjyty.gov.cn"},
		"anywhere, the own first":      {domainQuery{typed: "jy", own: "jtj", most: 9}, "szjy.net.cn szjyty.gov.cn jy.ahsz.gov.cn"},
		"a unit":                       {domainQuery{typed: "司法局", units: []string{"sfj"}, most: 9}, "jy.ahsz.gov.cn sfj.ahsz.gov.cn"},
		"a unit before what has it":    {domainQuery{typed: "sfj", units: []string{"jtj"}, most: 9}, "sfj.ahsz.gov.cn szjy.net.cn szjyty.gov.cn"},
		"at most so many":              {domainQuery{typed: "s", most: 2}, "sfj.ahsz.gov.cn szjy.net.cn"},
		"none":                         {domainQuery{typed: "没有", most: 9}, ""},
		"the city's is nobody's own":   {domainQuery{typed: "www", most: 9}, "www.ahsz.gov.cn"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := namesOfDomains(x.find(c.q)); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestDomainsAreFoundAsByAPlainWalk, in whatever order: all that have it, and no other.
func TestDomainsAreFoundAsByAPlainWalk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[ab.]{0,4}`)
		var domains []db.DomainName
		for range rapid.IntRange(0, 8).Draw(t, "domains") {
			domains = append(domains, db.DomainName{Name: word.Draw(t, "name"), Unit: rapid.StringMatching(`[xy]?`).Draw(t, "unit")})
		}
		q := domainQuery{typed: word.Draw(t, "typed"), own: rapid.StringMatching(`[xy]?`).Draw(t, "own"), most: 99}
		if rapid.Bool().Draw(t, "a unit is meant") {
			q.units = []string{"x"}
		}
		var want []db.DomainName
		for _, d := range domains {
			if strings.Contains(d.Name, q.typed) || slices.Contains(q.units, d.Unit) {
				want = append(want, d)
			}
		}
		got := newDomainIndex(domains, 0).find(q)
		for _, list := range [][]db.DomainName{want, got} {
			slices.SortFunc(list, func(a, b db.DomainName) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Unit, b.Unit)) })
		}
		if !slices.Equal(want, got) {
			t.Fatalf("%+v finds %v, want %v", q, got, want)
		}
	})
}

// manyDomains are three for each unit.
func manyDomains(units []rules.Unit) []db.DomainName {
	var domains []db.DomainName
	for i, u := range units {
		domains = append(domains, db.DomainName{Name: fmt.Sprintf("dept%d.ahsz.gov.cn", i), Unit: u.Code},
			db.DomainName{Name: fmt.Sprintf("www.sz%05d.gov.cn", i), Unit: u.Code}, db.DomainName{Name: fmt.Sprintf("x%d.net.cn", i), Unit: u.Code})
	}
	return domains
}

// BenchmarkFindDomain looks among 60,000 domains of 20,000 units, by name, by a part
// of it, by a unit, and for what is not there, and tells how long a look takes beside a
// plain walk through all names.
func BenchmarkFindDomain(b *testing.B) {
	units := newIndex(manyUnits(), 1)
	domains := manyDomains(units.units)
	x := newDomainIndex(domains, 1)
	for name, typed := range map[string]string{
		"begins": "dept1999", "inside": "z01999.gov", "unit": units.units[700].Name, "initials": "glj", "none": "没有这样的", "many": "n", "nothing": "",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				x.find(domainQuery{typed: typed, own: "sz-7", units: units.meant(typed), most: MaxOptions})
			}
			looks := b.Elapsed() / time.Duration(b.N)
			begun, found := time.Now(), 0
			for _, d := range domains {
				if strings.Contains(d.Name, "z01999.gov") {
					found++
				}
			}
			b.ReportMetric(float64(looks)/float64(time.Since(begun)), "of-a-walk")
		})
	}
}
