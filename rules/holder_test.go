package rules

import (
	"slices"
	"testing"

	"steward/rules/domain"
)

const (
	inner     = "inner_body 二 in_principle decide"
	unsettled = "holder 二(一) reference decide"
	outsider  = "holder 二(一) in_principle decide"
	byUnit    = "suffix 二(一) in_principle decide"
	place     = "structure 二(二)b"
)

// Each rule is put to each kind of holder below a department, in the order of
// [HolderKinds], and last to one that nobody has settled.
func TestCheckEachRuleForEachHolder(t *testing.T) {
	shut := func(d *Domain) { d.SiteStatus = Closed }
	rest := func(d *Domain) { d.SiteStatus = Idle }
	shop := func(d *Domain) { d.Purpose = Commercial }
	all := func(s string) [8]string {
		return [8]string{s, s, s, s, s, notOurs, "must_change; x", "must_change; x"}
	}
	with8 := func(s string, change map[HolderKind]string) [8]string {
		row := all(s)
		for i, kind := range append(HolderKinds(), HeldByNobodyKnown) {
			if w, ok := change[kind]; ok {
				row[i] = w
			}
		}
		return row
	}
	for _, c := range []struct {
		rule   string
		domain Domain
		want   [8]string
	}{
		{"under the city", mainSite("slj.ahsz.gov.cn"), with8(conforms, map[HolderKind]string{
			HeldByInner: "undecided; " + inner, HeldByNonAdmin: inst,
			HeldByOutsider: "undecided; " + outsider, HeldByNobodyKnown: "unverified; " + unsettled,
		})},
		{"a portal's name", mainSite("www.szslj.gov.cn"), with8(moved, map[HolderKind]string{
			HeldByInner: "must_change; " + inner + "; " + place + " must replace",
			HeldByOrgan: maybe, HeldByAdmin: maybe, HeldByNonAdmin: inst,
			HeldByOutsider: "undecided; " + outsider, HeldByNobodyKnown: "unverified; " + unsettled,
		})},
		{"under a county", mainSite("jyj.ahxx.gov.cn"), with8(moved, map[HolderKind]string{
			HeldByInner: "must_change; " + inner + "; " + place + " must replace",
			HeldByOrgan: conforms, HeldByAdmin: maybe, HeldByNonAdmin: inst,
			HeldByOutsider: "undecided; " + outsider, HeldByNobodyKnown: "unverified; " + unsettled,
		})},
		{"Chinese", mainSite("水利局.政务"), with8(conforms, map[HolderKind]string{
			HeldByInner:    "undecided; " + inner,
			HeldByOutsider: "undecided; " + outsider, HeldByNobodyKnown: "unverified; " + unsettled,
		})},
		{"other suffix", site("szslj.com"), with8(suffixed, map[HolderKind]string{
			HeldByNonAdmin: conforms,
			HeldByOutsider: "undecided; " + byUnit + "; " + outsider, HeldByNobodyKnown: "undecided; " + byUnit + "; " + unsettled,
		})},
		{"closed", with(mainSite("slj.ahsz.gov.cn"), shut), with8("must_change; "+closed, map[HolderKind]string{
			HeldByNonAdmin: "must_change; " + closed + "; institution 二(一) in_principle decide",
			HeldByOutsider: "must_change; " + closed + "; " + outsider, HeldByNobodyKnown: "must_change; " + closed + "; " + unsettled,
		})},
		{"not for government", with(mainSite("slj.ahsz.gov.cn"), shop), with8("must_change; "+abused, map[HolderKind]string{
			HeldByNonAdmin: "must_change; " + abused + "; institution 二(一) in_principle decide",
			HeldByOutsider: "must_change; " + abused + "; " + outsider, HeldByNobodyKnown: "must_change; " + abused + "; " + unsettled,
		})},
		{"idle", with(mainSite("slj.ahsz.gov.cn"), rest), with8("must_change; "+unused, map[HolderKind]string{
			HeldByNonAdmin: "must_change; institution 二(一) in_principle decide; " + unused,
			HeldByOutsider: "must_change; " + outsider + "; " + unused, HeldByNobodyKnown: "must_change; " + unsettled + "; " + unused,
		})},
	} {
		for i, kind := range append(HolderKinds(), HeldByNobodyKnown) {
			dom := c.domain
			dom.Holder, dom.HolderKind = "宿州市水利工程建设管理中心", kind
			u := Unit{Code: "slj", Name: "宿州市水利局", Kind: Department}
			if got := plain(Check(theDirective(t), u, dom, []Domain{dom})); got != c.want[i] {
				t.Errorf("%s (%s), held by %q:\n got %s\nwant %s", c.rule, c.domain.Name, kind, got, c.want[i])
			}
		}
	}
}

// Every class is found of some unit and some holder, rests on a provision or on a
// named document, and says what to do.
func TestEveryClassIsFound(t *testing.T) {
	d, seen := theDirective(t), map[Class]bool{}
	names := []string{"www.a.gov.cn", "a.gov.cn", "a.ahsz.gov.cn", "www.a.ahsz.gov.cn", "a.com", "甲.政务", "甲.cn"}
	for _, kind := range append(UnitKinds(), "") {
		for _, holder := range append(HolderKinds(), HeldByNobodyKnown) {
			for _, status := range []SiteStatus{Running, Closed, Idle, ""} {
				for _, purpose := range []Purpose{Government, Commercial, "other", ""} {
					var all []Domain
					for _, n := range names {
						all = append(all, Domain{
							Name: n, Holder: "甲乙丙", HolderKind: holder, SiteStatus: status, Purpose: purpose, Main: n == names[0],
						})
					}
					for _, dom := range all {
						for _, f := range Check(d, Unit{Code: "u", Kind: kind}, dom, all).Findings {
							seen[f.Class] = true
							if _, cited := d.Article(f.Article); !cited && f.Source == "" {
								t.Fatalf("%s of %s rests on nothing: %+v", f.Class, dom.Name, f)
							}
							if f.Remedy == "" || !slices.Contains([]Weight{Must, InPrinciple, Reference}, f.Weight) {
								t.Fatalf("%s of %s: %+v", f.Class, dom.Name, f)
							}
							if dated := !f.By.IsZero(); dated != (f.Article == cancelNow) {
								t.Fatalf("%s of %s is due %q by %s", f.Class, dom.Name, f.By, f.Article)
							}
							if domain.IsChinese(dom.Name) && f.Class == SuffixClass && f.Article == cancelNow {
								t.Fatalf("%s is a Chinese domain, and no class (a)", dom.Name)
							}
						}
					}
				}
			}
		}
	}
	for _, c := range []Class{
		SuffixClass, ClosedClass, NonGovernment, StructureClass, InstitutionClass, SurplusClass, IdleClass,
		VerticalClass, PortalClass, InnerClass, HolderClass,
	} {
		if !seen[c] {
			t.Errorf("nothing is ever found to be %s", c)
		}
	}
}

func TestHolderOf(t *testing.T) {
	county := Unit{Code: "yq", Name: "埇桥区人民政府", Aliases: []string{"埇桥区"}, Kind: County}
	slj := Unit{
		Code: "slj", Name: "宿州市水利局", Aliases: []string{"市水利局"}, Kind: Department,
		Former: []FormerName{{Name: "宿州市水务局"}},
	}
	for _, c := range []struct {
		unit   Unit
		holder string
		want   HolderKind
	}{
		{slj, "", HeldByUnit},
		{slj, "宿州市水利局", HeldByUnit},
		{slj, "市水利局", HeldByUnit},
		{slj, "宿州市水务局", HeldByUnit},
		{slj, " 宿州市水利局（本级） ", HeldByUnit},
		{slj, "宿州市水利局办公室", HeldByUnit},
		{slj, "办公室", HeldByUnit},
		{slj, "宿州市水利局政策法规科", HeldByInner},
		{slj, "水政科（行政审批科）", HeldByInner},
		{slj, "宿州市水利局防汛抗旱指挥部办公室", HeldByInner},
		{slj, "宿州市扶贫开发办公室", HeldByNobodyKnown},
		{slj, "宿州市新汴河管理处", HeldByNobodyKnown},
		{slj, "宿州市水利科学研究院", HeldByNobodyKnown},
		{slj, "宿州市水利局信息中心", HeldByNobodyKnown},
		{slj, "宿州市水利建筑安装有限公司", HeldByOutsider},
		{county, "埇桥区人民政府办公室", HeldByUnit},
		{county, "埇桥区教育局", HeldByOrgan},
		{county, "埇桥区发展和改革委员会", HeldByOrgan},
		{county, "埇桥区朱仙庄镇人民政府", HeldByOrgan},
		{county, "埇桥区三里湾街道办事处", HeldByOrgan},
		{county, "埇桥区扶贫开发领导小组办公室", HeldByNobodyKnown},
		{county, "埇桥区图书馆", HeldByNobodyKnown},
		{Unit{}, "宿州市人民政府办公室", HeldByUnit},
	} {
		if got := HolderOf(c.unit, Domain{Holder: c.holder}); got != c.want {
			t.Errorf("%q below %q is %q, want %q", c.holder, c.unit.Name, got, c.want)
		}
		if got := HolderOf(c.unit, Domain{Holder: c.holder, HolderKind: HeldByAdmin}); got != HeldByAdmin {
			t.Errorf("%q: what the office settled does not count: %q", c.holder, got)
		}
	}
}

// Domains of two holders below a unit are not one site because nobody named it.
func TestHoldersDoNotCompete(t *testing.T) {
	u := Unit{Code: "slj", Name: "宿州市水利局", Kind: Department}
	own := mainSite("slj.ahsz.gov.cn")
	below := Domain{Name: "www.szskj.gov.cn", Holder: "宿州市水利科学研究院", HolderKind: HeldByNonAdmin, SiteStatus: Running, Purpose: Government}
	if got := plain(Check(theDirective(t), u, below, []Domain{own, below})); got != inst {
		t.Errorf("beside the department's own: %s", got)
	}
}
