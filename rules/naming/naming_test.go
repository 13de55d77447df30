package naming

import (
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestCandidates(t *testing.T) {
	for _, c := range []struct {
		name  string
		names []string
		want  []string
	}{
		{"a bureau", []string{"宿州市水利局"}, []string{"slj", "shuiliju", "water", "szslj"}},
		{"with its short name", []string{"宿州市教育体育局", "市教体局"}, []string{"jytyj", "jtj", "jiaoyutiyuju", "jiaotiju", "edu", "education", "szjytyj", "szjtj"}},
		{"the region without 市", []string{"宿州广播电视台"}, []string{"gbdst", "guangbodianshitai", "szgbdst"}},
		{"names that are one", []string{"宿州市水利局", "市水利局", "水利局"}, []string{"slj", "shuiliju", "water", "szslj"}},
		{"a county", []string{"泗县人民政府", "泗县"}, []string{"sixian", "sx", "szsx"}},
		{"nothing but the region", []string{"宿州市"}, []string{"szs", "suzhoushi"}},
		{"no Chinese", []string{"IT"}, nil},
		{"none", nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, candidate := range Candidates(c.names, "宿州市") {
				got = append(got, candidate.Label)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestFits(t *testing.T) {
	names := []string{"宿州市交通运输局", "市交通局"}
	for _, c := range []struct {
		label string
		want  Candidate
	}{
		{"jtysj", Candidate{"jtysj", "交通运输局", Initials}},
		{"jtj", Candidate{"jtj", "交通局", Initials}},
		{"jiaotongju", Candidate{"jiaotongju", "交通局", FullPinyin}},
		{"transport", Candidate{"transport", "交通运输局", English}},
		{"jiaotysj", Candidate{"jiaotysj", "交通运输局", Mixed}},
		{"jtys", Candidate{"jtys", "交通运输局", Short}},
		{"szjtj", Candidate{"szjtj", "交通局", WithRegion}},
		{"ahsz-jtj", Candidate{"ahsz-jtj", "交通局", Initials}},
		{"ahszjtj", Candidate{"ahszjtj", "交通局", Initials}},
		{"s", Candidate{"s", "", Unrelated}},
		{"gaj", Candidate{"gaj", "", Unrelated}},
		{"", Candidate{"", "", Unrelated}},
	} {
		if got := Fits(c.label, names, "宿州市"); got != c.want {
			t.Errorf("%q: %+v, want %+v", c.label, got, c.want)
		}
	}
}

// Whatever a unit is called, a candidate is a label of DNS, stands there once,
// and fits.
func TestCandidatesAreLabels(t *testing.T) {
	label := regexp.MustCompile(`^[a-z]{2,63}$`)
	name := rapid.StringMatching(`(宿州市|宿州|市)?[一-龥A-Za-z（）·]{0,40}(局|人民政府)?`)
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(name, 0, 4).Draw(t, "names")
		seen := map[string]bool{}
		for _, c := range Candidates(names, "宿州市") {
			if !label.MatchString(c.Label) || seen[c.Label] {
				t.Fatalf("%q is no label, or stands there twice", c.Label)
			}
			seen[c.Label] = true
			if fit := Fits(c.Label, names, "宿州市"); fit != c {
				t.Fatalf("%+v fits as %+v", c, fit)
			}
		}
	})
}
