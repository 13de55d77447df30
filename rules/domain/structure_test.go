package domain

import (
	"encoding/csv"
	"os"
	"regexp"
	"testing"
)

func TestStructure(t *testing.T) {
	for _, c := range []struct {
		name string
		want Shape
	}{
		{"www.ahsz.gov.cn", Portal},
		{"http://www.ahsz.gov.cn/", Portal},
		{"ahsz.gov.cn", Bare},
		{"gaj.ahsz.gov.cn", UnderCity},
		{"www.gaj.ahsz.gov.cn", UnderWWW},
		{"a.gaj.ahsz.gov.cn", Deeper},
		{"www.a.gaj.ahsz.gov.cn", Deeper},
		{"埇桥区.政务", Chinese},
		{"www.埇桥区.政务", Chinese},
		{"xn--zfr164b.xn--zfr164b", Chinese},
		{"szjy.net.cn", OtherSuffix},
		{"gov.cn", OtherSuffix},
		{"www.qdsn.gov.cnn16", OtherSuffix},
		{"xgov.cn", OtherSuffix},
		{"111.12.155.14", NotADomain},
		{"a.gov.cn;", NotADomain},
		{"a_b.ahsz.gov.cn", NotADomain},
		{"-a.ahsz.gov.cn", NotADomain},
		{"", NotADomain},
	} {
		if got := Structure(c.name); got != c.want {
			t.Errorf("Structure(%q) = %s, want %s", c.name, got, c.want)
		}
	}
}

func TestUnder(t *testing.T) {
	for _, c := range []struct {
		name, suffix string
		want         bool
	}{
		{"gaj.ahsz.gov.cn", "ahsz.gov.cn", true},
		{"a.gaj.ahsz.gov.cn", "ahsz.gov.cn", true},
		{"ahsz.gov.cn", "ahsz.gov.cn", false},
		{"xahsz.gov.cn", "ahsz.gov.cn", false},
		{"gaj.ahsz.gov.cn", "", false},
		{"埇桥区.政务", "政务", true},
	} {
		if got := Under(c.name, c.suffix); got != c.want {
			t.Errorf("Under(%q, %q) = %v", c.name, c.suffix, got)
		}
	}
}

func TestLabel(t *testing.T) {
	for _, c := range []struct {
		name, label string
		ok          bool
	}{
		{"gaj.ahsz.gov.cn", "gaj", true},
		{"www.gaj.ahsz.gov.cn", "gaj", true},
		{"www.ahsz.gov.cn", "www", false},
		{"a.gaj.ahsz.gov.cn", "a.gaj", false},
		{"gaj.gov.cn", "", false},
	} {
		label, ok := Label(c.name, "ahsz.gov.cn")
		if label != c.label || ok != c.ok {
			t.Errorf("Label(%q) = %q, %v; want %q, %v", c.name, label, ok, c.label, c.ok)
		}
	}
}

// plainShape tells shapes apart in another way than the code: a pattern each.
func plainShape(t *testing.T, host string) Shape {
	t.Helper()
	const label = `[a-z0-9]([a-z0-9-]*[a-z0-9])?`
	for _, c := range []struct {
		pattern string
		shape   Shape
	}{
		{`(\d+\.)+\d+`, NotADomain},
		{`www\.` + label + `\.gov\.cn`, Portal},
		{label + `\.gov\.cn`, Bare},
		{label + `\.` + label + `\.gov\.cn`, UnderCity},
		{`www\.` + label + `\.` + label + `\.gov\.cn`, UnderWWW},
		{`(` + label + `\.)+gov\.cn`, Deeper},
		{`(` + label + `\.)+` + label, OtherSuffix},
		{`.*`, NotADomain},
	} {
		if regexp.MustCompile(`^(` + c.pattern + `)$`).MatchString(host) {
			return c.shape
		}
	}
	t.Fatalf("%q has no shape at all", host)
	return ""
}

// The hosts are those of real governments and of bodies in their cities.
func TestStructureOfRealHosts(t *testing.T) {
	for _, c := range []struct {
		file   string
		column int
		rows   int
		portal int // at least so many are www.□□□.gov.cn
	}{
		{"../testdata/portals.csv", 4, 1546, 1480},
		{"../testdata/departments.csv", 3, 556, 246},
	} {
		hosts := column(t, c.file, c.column)
		counts := map[Shape]int{}
		for _, host := range hosts {
			got := Structure(host)
			counts[got]++
			if want := plainShape(t, host); got != want {
				t.Errorf("%s: %q is %s, want %s", c.file, host, got, want)
			}
		}
		if len(hosts) != c.rows || counts[Portal] < c.portal {
			t.Errorf("%s: %d hosts, %v", c.file, len(hosts), counts)
		}
	}
}

func column(t *testing.T, file string, n int) []string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	values := make([]string, 0, len(rows))
	for _, row := range rows[1:] {
		values = append(values, row[n])
	}
	return values
}
