package rules

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"steward/rules/domain"
	"steward/rules/naming"
)

func TestSuggest(t *testing.T) {
	d := theDirective(t)
	taken := func(name string) bool { return name == "jytyj.ahsz.gov.cn" }
	edu := Unit{Code: "sz-jtj", Name: "宿州市教育体育局", Aliases: []string{"市教体局"}, Kind: Department, Label: "jytyj"}
	for _, c := range []struct {
		name  string
		unit  Unit
		taken func(string) bool
		want  []string
	}{
		{"label first", edu, nil, []string{"jytyj.ahsz.gov.cn", "jtj.ahsz.gov.cn", "jiaoyutiyuju.ahsz.gov.cn"}},
		{"what is taken is left out", edu, taken, []string{"jtj.ahsz.gov.cn", "jiaoyutiyuju.ahsz.gov.cn", "jiaotiju.ahsz.gov.cn"}},
		{"without a label", Unit{Code: "u", Name: "宿州市水利局", Kind: Department}, nil, []string{"slj.ahsz.gov.cn", "shuiliju.ahsz.gov.cn", "water.ahsz.gov.cn"}},
		{"a label that DNS forbids", Unit{Code: "u", Name: "宿州市水利局", Kind: Department, Label: "s_l"}, nil, []string{"slj.ahsz.gov.cn", "shuiliju.ahsz.gov.cn", "water.ahsz.gov.cn"}},
		{"www is no label", Unit{Code: "u", Name: "宿州市水利局", Kind: Department, Label: "www"}, nil, []string{"slj.ahsz.gov.cn", "shuiliju.ahsz.gov.cn", "water.ahsz.gov.cn"}},
		{"a county", Unit{Code: "u", Name: "泗县人民政府", Aliases: []string{"泗县"}, Kind: County, Label: "sixian"}, nil, []string{"www.sixian.gov.cn", "www.sx.gov.cn", "www.szsx.gov.cn"}},
		{"an institution with functions", Unit{Code: "u", Name: "宿州市公积金中心", Kind: InstitutionAdmin, Label: "gjj"}, nil, []string{"gjj.ahsz.gov.cn", "gjjzx.ahsz.gov.cn", "gongjijinzhongxin.ahsz.gov.cn"}},
		{"an institution without", Unit{Code: "u", Name: "宿州市图书馆", Kind: InstitutionNonAdmin, Label: "tsg"}, nil, nil},
		{"a vertical unit", Unit{Code: "u", Name: "宿州市气象局", Kind: Vertical, Label: "qxj"}, nil, nil},
		{"the city", Unit{}, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, namesOf(Suggest(d, c.unit, c.taken))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func namesOf(proposed []Proposal) []string {
	var names []string
	for _, p := range proposed {
		names = append(names, p.Name)
	}
	return names
}

func TestSuggestSaysWhy(t *testing.T) {
	u := Unit{Code: "u", Name: "宿州市审计局", Kind: Department, Label: "sjj"}
	taken := func(name string) bool { return name == "shenjiju.ahsz.gov.cn" }
	want := []Proposal{
		{"sjj.ahsz.gov.cn", naming.Listed, ""}, {"audit.ahsz.gov.cn", naming.English, "审计局"},
		{"szsjj.ahsz.gov.cn", naming.WithRegion, "审计局"},
	}
	if diff := cmp.Diff(want, Suggest(theDirective(t), u, taken)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What is suggested would pass the check itself.
func TestSuggestionsConform(t *testing.T) {
	d := theDirective(t)
	units, _ := inventory(t)
	for _, u := range units {
		names := Suggest(d, u, nil)
		if len(names) == 0 && u.Kind != Vertical && u.Kind != InstitutionNonAdmin {
			t.Errorf("%s gets no suggestion", u.Name)
		}
		for i, proposed := range names {
			name := proposed.Name
			if proposed.Why == "" || (proposed.Of == "") != (proposed.Why == naming.Listed) {
				t.Errorf("%s: nothing speaks for %+v", u.Name, proposed)
			}
			dom := mainSite(name)
			if r := Check(d, u, dom, []Domain{dom}); r.Standing != Conforms || len(r.Findings) > 0 {
				t.Errorf("%s: suggested %s, which is %s", u.Name, name, plain(r))
			}
			label, ok := domain.Label(name, d.Suffix)
			if i == 0 && u.Kind != County && (!ok || label != u.Label) {
				t.Errorf("%s: suggested %s before its own label %s", u.Name, name, u.Label)
			}
		}
	}
}
