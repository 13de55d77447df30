package rules_test

import (
	"testing"

	"steward/rules"
	"steward/rules/naming"
)

func TestCheckName(t *testing.T) {
	d, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	slj := rules.Unit{Code: "slj", Name: "宿州市水利局", Kind: rules.Department, Label: "slj"}
	for _, c := range []struct {
		unit rules.Unit
		name string
		want rules.Standing
		of   rules.Class
	}{
		{slj, "slj.ahsz.gov.cn", rules.Unverified, ""},
		{slj, "www.szslj.gov.cn", rules.MustChange, rules.StructureClass},
		{slj, "szslj.com", rules.MustChange, rules.SuffixClass},
		{rules.Unit{}, "www.abc.gov.cn", rules.Unverified, ""},
		{rules.Unit{}, "abc.com", rules.MustChange, rules.SuffixClass},
		{rules.Unit{}, "泗县.政务", rules.Unverified, ""},
	} {
		got := rules.CheckName(d, c.unit, rules.Domain{Name: c.name, SiteStatus: rules.Running, Purpose: rules.Government})
		if got.Standing != c.want || c.of != "" && (len(got.Findings) == 0 || got.Findings[0].Class != c.of) {
			t.Errorf("%s of %q: %s %+v, want %s %s", c.name, c.unit.Code, got.Standing, got.Findings, c.want, c.of)
		}
	}
}

func TestBearer(t *testing.T) {
	d, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	units := []rules.Unit{
		{Code: "slj", Label: "slj", Name: "宿州市水利局", Aliases: []string{"市水利局"}}, {Code: "tsg"},
		{Code: "old", Name: "宿州市水务局", Successor: "slj"},
	}
	for name, want := range map[string]string{
		"slj.ahsz.gov.cn": "slj", "www.slj.ahsz.gov.cn": "slj", "tsg.ahsz.gov.cn": "", "slj.gov.cn": "", "ahsz.gov.cn": "",
		"宿州市水利局.政务": "slj", "市水利局.政务": "slj", "宿州市水务局.政务": "", "水利局.政务": "", "法规科.宿州市水利局.政务": "",
	} {
		if got := rules.Bearer(d, units, name); got != want {
			t.Errorf("%s stands for %q, want %q", name, got, want)
		}
	}
}

func TestStandsFor(t *testing.T) {
	d, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	jtj := rules.Unit{Code: "jtj", Name: "宿州市教育体育局", Aliases: []string{"市教体局"}, Kind: rules.Department, Label: "jytyj", Former: []rules.FormerName{{Name: "宿州市教育局"}, {Name: "宿州市教育体委会"}}}
	renamed := rules.Unit{
		Code: "wlj", Name: "宿州市文化和旅游局", Aliases: []string{"市文旅局"}, Kind: rules.Department,
		Former: []rules.FormerName{{Name: "宿州市文化委员会"}, {Name: "宿州市旅游局"}},
	}
	xiao := rules.Unit{
		Code: "xx", Name: "萧县人民政府", Kind: rules.County, Former: []rules.FormerName{{Name: "龙城县人民政府"}},
	}
	for _, c := range []struct {
		unit rules.Unit
		name string
		want naming.Reason
	}{
		{jtj, "jytyj.ahsz.gov.cn", naming.Listed},
		{jtj, "www.jtj.ahsz.gov.cn", naming.Initials},
		{jtj, "edu.ahsz.gov.cn", naming.English},
		{jtj, "jiaotiju.ahsz.gov.cn", naming.FullPinyin},
		{jtj, "gaj.ahsz.gov.cn", naming.Unrelated},
		{jtj, "www.szjyty.gov.cn", ""},
		{jtj, "jyj.ahsz.gov.cn", naming.Short},
		{jtj, "jytwh.ahsz.gov.cn", naming.Former},
		{renamed, "lyj.ahsz.gov.cn", naming.Former},
		{renamed, "wlj.ahsz.gov.cn", naming.Initials},
		{renamed, "gaj.ahsz.gov.cn", naming.Unrelated},
		{xiao, "www.longcheng.gov.cn", naming.Former},
		{xiao, "www.ahxx.gov.cn", naming.Initials},
		{xiao, "www.xiaoxian.gov.cn", naming.FullPinyin},
		{xiao, "www.sixian.gov.cn", naming.Unrelated},
		{rules.Unit{}, "jtj.ahsz.gov.cn", ""},
		{jtj, "市教体局.政务", naming.Written},
		{jtj, "宿州市教育局.政务", naming.Former},
		{jtj, "宿州市公安局.政务", naming.Unrelated},
		{xiao, "萧县.政务", naming.Written},
	} {
		if got := rules.StandsFor(d, c.unit, c.name); got.Reason != c.want {
			t.Errorf("%s for %s: %+v, want %q", c.name, c.unit.Name, got, c.want)
		}
	}
}
