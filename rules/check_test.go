package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"steward/rules/calendar"
)

// plain writes findings as a lawyer would list them: class, article, weight,
// remedy, and the date where there is one.
func plain(r DomainReport) string {
	parts := []string{string(r.Standing)}
	for _, f := range r.Findings {
		s := fmt.Sprintf("%s %s %s %s", f.Class, f.Article, f.Weight, f.Remedy)
		if !f.By.IsZero() {
			s += " by " + f.By.String()
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, "; ")
}

func site(name string) Domain {
	return Domain{Name: name, SiteName: "site", SiteStatus: Running, Purpose: Government}
}

func mainSite(name string) Domain {
	d := site(name)
	d.Main = true
	return d
}

func with(d Domain, change func(*Domain)) Domain {
	change(&d)
	return d
}

const (
	conforms = "conforms"
	notOurs  = "undecided; vertical 二(三)c reference refer"
	suffixed = "must_change; suffix 二(二)a must cancel by 2018-12-15"
	moved    = "must_change; structure 二(二)b must replace"
	maybe    = "undecided; structure 二(二)b in_principle decide"
	inst     = "undecided; institution 二(一) in_principle decide"
	closed   = "closed 二(二)a must cancel by 2018-12-15"
	abused   = "non_government 二(二)a must cancel by 2018-12-15"
	unused   = "idle 二(一) must cancel"
	portal   = "conforms; portal  reference decide"
)

// Each rule is put to each kind of unit, in the order of [UnitKinds]: county,
// department, institution with and without administrative functions, vertical.
func TestCheckEachRuleForEachKind(t *testing.T) {
	shut := func(d *Domain) { d.SiteStatus = Closed }
	rest := func(d *Domain) { d.SiteStatus = Idle }
	shop := func(d *Domain) { d.Purpose = Commercial }
	unknown := func(d *Domain) { d.SiteStatus = "" }
	for _, c := range []struct {
		rule   string
		domain Domain
		want   [5]string
	}{
		{"under the city", mainSite("slj.ahsz.gov.cn"), [5]string{portal, conforms, conforms, inst, notOurs}},
		{"alias of it", mainSite("www.slj.ahsz.gov.cn"), [5]string{
			portal, "conforms; structure 二(二)b reference decide",
			"conforms; structure 二(二)b reference decide", inst, notOurs,
		}},
		{"deeper under the city", mainSite("a.slj.ahsz.gov.cn"), [5]string{portal, moved, maybe, inst, notOurs}},
		{"a portal's name", mainSite("www.szslj.gov.cn"), [5]string{conforms, moved, maybe, inst, notOurs}},
		{"a bare name", mainSite("szslj.gov.cn"), [5]string{portal, moved, maybe, inst, notOurs}},
		{"under another city", mainSite("slj.linhe.gov.cn"), [5]string{portal, moved, maybe, inst, notOurs}},
		{"the city's own portal", mainSite("www.ahsz.gov.cn"), [5]string{conforms, moved, maybe, inst, notOurs}},
		{"Chinese", mainSite("水利局.政务"), [5]string{conforms, conforms, conforms, conforms, notOurs}},
		{"other suffix", site("szslj.com"), [5]string{suffixed, suffixed, suffixed, conforms, notOurs}},
		{"other suffix, the main domain", mainSite("szslj.com"), [5]string{
			suffixed, suffixed + "; structure 二(二)b must replace",
			suffixed + "; structure 二(二)b in_principle decide", conforms, notOurs,
		}},
		{"Chinese, other suffix", mainSite("水利局.cn"), [5]string{
			"must_change; suffix 二(一) must cancel", "must_change; suffix 二(一) must cancel",
			"must_change; suffix 二(一) must cancel", conforms, notOurs,
		}},
		{"closed", with(mainSite("szslj.gov.cn"), shut), [5]string{
			"must_change; " + closed, "must_change; " + closed, "must_change; " + closed,
			"must_change; " + closed + "; institution 二(一) in_principle decide", notOurs,
		}},
		{"closed, other suffix", with(mainSite("szslj.com"), shut), [5]string{
			suffixed + "; " + closed, suffixed + "; " + closed, suffixed + "; " + closed,
			"must_change; " + closed, notOurs,
		}},
		{"closed, Chinese", with(mainSite("水利局.政务"), shut), [5]string{
			"must_change; " + closed, "must_change; " + closed, "must_change; " + closed,
			"must_change; " + closed, notOurs,
		}},
		{"not for government", with(site("szslj.com"), shop), [5]string{
			suffixed + "; " + abused, suffixed + "; " + abused, suffixed + "; " + abused,
			"must_change; " + abused, notOurs,
		}},
		{"not for government, well named", with(site("slj.ahsz.gov.cn"), shop), [5]string{
			"must_change; " + abused, "must_change; " + abused, "must_change; " + abused,
			"must_change; " + abused + "; institution 二(一) in_principle decide", notOurs,
		}},
		{"idle", with(site("szslj.gov.cn"), rest), [5]string{
			"must_change; " + unused, "must_change; " + unused, "must_change; " + unused,
			"must_change; institution 二(一) in_principle decide; " + unused, notOurs,
		}},
		{"status not known", with(mainSite("水利局.政务"), unknown), [5]string{
			"unverified", "unverified", "unverified", "unverified", notOurs,
		}},
		{"no domain at all", site("111.12.155.14"), [5]string{
			"unverified", "unverified", "unverified", "unverified", "unverified",
		}},
	} {
		for i, kind := range UnitKinds() {
			u := Unit{Code: "u", Kind: kind}
			if got := plain(Check(theDirective(t), u, c.domain, []Domain{c.domain})); got != c.want[i] {
				t.Errorf("%s (%s), %s:\n got %s\nwant %s", c.rule, c.domain.Name, kind, got, c.want[i])
			}
		}
	}
}

func TestCheckTheCitysOwn(t *testing.T) {
	d := theDirective(t)
	for name, want := range map[string]string{
		"www.ahsz.gov.cn": conforms, "ahsz.gov.cn": portal, "宿州.政务": conforms, "suzhou-ah.com": suffixed,
	} {
		dom := mainSite(name)
		if got := plain(Check(d, Unit{}, dom, []Domain{dom})); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

const (
	spare   = "must_change; surplus 二(一) must cancel"
	choose  = "undecided; surplus 二(一) in_principle decide"
	chooseP = "undecided; surplus 二(一) in_principle decide; portal  reference decide"
)

// A site keeps one domain in each language, so it matters what else there is.
func TestCheckOneDomainASite(t *testing.T) {
	d := theDirective(t)
	named := func(name, siteName string) Domain { return with(site(name), func(d *Domain) { d.SiteName = siteName }) }
	registered := func(dom Domain, on string) Domain {
		return with(dom, func(d *Domain) { d.RegisteredOn = date(t, on) })
	}
	county, dept := Unit{Code: "c", Kind: County}, Unit{Code: "d", Kind: Department}
	for _, c := range []struct {
		name string
		unit Unit
		all  []Domain
		want []string
	}{
		{"main and another", county, []Domain{mainSite("www.ahxx.gov.cn"), site("www.xiaoxian.gov.cn")}, []string{conforms, spare}},
		{"the old site in brackets", county, []Domain{
			with(mainSite("www.ahxx.gov.cn"), func(d *Domain) { d.SiteName = "萧县网" }), named("www.xiaoxian.gov.cn", "萧县网（旧）"),
		}, []string{conforms, spare}},
		{"two sites", county, []Domain{mainSite("www.ahxx.gov.cn"), named("www.xiaoxian.gov.cn", "other")}, []string{conforms, conforms}},
		{"a site that nobody named", county, []Domain{mainSite("www.ahxx.gov.cn"), named("www.xiaoxian.gov.cn", "")}, []string{conforms, spare}},
		{"one in each language", county, []Domain{mainSite("www.ahxx.gov.cn"), site("萧县.政务")}, []string{conforms, conforms}},
		{"two Chinese", county, []Domain{mainSite("萧县.政务"), site("萧县人民政府.政务")}, []string{conforms, spare}},
		{"nobody says which is the main one", county, []Domain{site("www.ahxx.gov.cn"), site("www.xiaoxian.gov.cn")}, []string{choose, choose}},
		{"two, neither good nor main", county, []Domain{site("ahxx.gov.cn"), site("xiaoxian.gov.cn")}, []string{chooseP, chooseP}},
		{"only one conforms", county, []Domain{mainSite("xiaoxian.gov.cn"), site("www.ahxx.gov.cn")}, []string{spare, conforms}},
		{"alone, not marked as main", county, []Domain{site("xiaoxian.gov.cn")}, []string{portal}},
		{"with and without www", county, []Domain{mainSite("www.ahxx.gov.cn"), site("ahxx.gov.cn")}, []string{conforms, portal}},
		{"the other is closed", county, []Domain{
			mainSite("www.ahxx.gov.cn"), with(site("www.xiaoxian.gov.cn"), func(d *Domain) { d.SiteStatus = Closed }),
		}, []string{conforms, "must_change; " + closed}},
		{"the other has to go anyway", county, []Domain{mainSite("www.ahxx.gov.cn"), site("xiaoxian.com")}, []string{conforms, suffixed}},
		{"the main one has to go", county, []Domain{mainSite("xiaoxian.com"), site("www.ahxx.gov.cn")}, []string{suffixed, conforms}},
		{"replaced after the directive", dept, []Domain{
			mainSite("www.szczj.gov.cn"), registered(site("czj.ahsz.gov.cn"), "2018-12-03"),
		}, []string{moved, conforms}},
		{"replaced long ago", dept, []Domain{
			registered(mainSite("czj.ahsz.gov.cn"), "2015-05-05"), site("www.szczj.gov.cn"),
		}, []string{conforms, spare}},
		{"a successor of unknown age", dept, []Domain{mainSite("czj.ahsz.gov.cn"), site("www.szczj.gov.cn")}, []string{conforms, moved}},
		{"two under the city", dept, []Domain{mainSite("czj.ahsz.gov.cn"), site("cz.ahsz.gov.cn")}, []string{conforms, spare}},
		{"two, neither under the city", dept, []Domain{mainSite("www.szczj.gov.cn"), site("www.szcz.gov.cn")}, []string{moved, spare}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, dom := range c.all {
				got = append(got, plain(Check(d, c.unit, dom, c.all)))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// The demo's inventory, a line a domain.
func TestCheckTheInventory(t *testing.T) {
	units, domains := inventory(t)
	want := map[string]string{
		"yongqiao.com.cn":     suffixed + "; " + closed,
		"dsxrmzf.com":         suffixed,
		"www.xiaoxian.gov.cn": spare,
		"lbqishi.com":         suffixed + "; " + abused,
		"www.szjyty.gov.cn":   moved,
		"szjy.net.cn":         suffixed,
		"www.szczj.gov.cn":    moved,
		"szrsks.com":          suffixed,
		"www.szgtzy.gov.cn":   "must_change; " + closed,
		"szdrc.gov.cn":        "must_change; " + unused,
		"www.szgjj.com":       suffixed + "; structure 二(二)b in_principle decide",
		"www.szsly.gov.cn":    inst,
		"www.sztsg.gov.cn":    inst,
		"www.szqx.gov.cn":     notOurs,
	}
	seen := 0
	for _, u := range append(units, Unit{}) {
		for _, dom := range domains[u.Code] {
			seen++
			expected, ok := want[dom.Name]
			if !ok {
				expected = conforms
			}
			if got := plain(Check(theDirective(t), u, dom, domains[u.Code])); got != expected {
				t.Errorf("%s: %s, want %s", dom.Name, got, expected)
			}
		}
	}
	if seen != 30 {
		t.Errorf("%d domains, want 30", seen)
	}
}

func TestEveryFindingRestsOnTheDirective(t *testing.T) {
	d := theDirective(t)
	units, domains := inventory(t)
	for _, u := range units {
		for _, dom := range domains[u.Code] {
			for _, f := range Check(d, u, dom, domains[u.Code]).Findings {
				if _, ok := d.Article(f.Article); !ok {
					t.Errorf("%s: %+v rests on nothing", dom.Name, f)
				}
				if allowed := []calendar.Date{{}, date(t, "2018-12-15")}; !slices.Contains(allowed, f.By) {
					t.Errorf("%s: the directive sets no date %s", dom.Name, f.By)
				}
			}
		}
	}
}
