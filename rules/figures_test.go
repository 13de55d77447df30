package rules_test

import (
	"testing"

	"steward/rules"
	"steward/rules/calendar"
)

// TestFollowsAreCountedByTheBook holds the dates that reports lead to.
func TestFollowsAreCountedByTheBook(t *testing.T) {
	d, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	book := rules.Book{Directive: d, Calendar: calendar.Builtin()}
	for changed, due := range map[string]string{
		"2018-11-20": "2018-12-18", "2018-12-03": "2018-12-29", "2018-12-10": "2019-01-08", "2019-02-01": "2019-03-06",
	} {
		if got := rules.FollowOf(book, rules.DataChange, map[string]string{"change.on": changed}); got.Due.String() != due {
			t.Errorf("a change of %s is due %s, want %s", changed, got.Due, due)
		}
	}
	got := rules.FollowOf(book, rules.Announced, map[string]string{"posted.on": "2018-12-03"})
	if got.Until.String() != "2019-03-03" || got.Cancellable.String() != "2019-03-04" {
		t.Errorf("announced until %s, cancellable from %s", got.Until, got.Cancellable)
	}
	for _, id := range []string{rules.IncidentForm, rules.ZeroReport, "none"} {
		if got := rules.FollowOf(book, id, map[string]string{"change.on": "2018-12-03"}); got != (rules.Follow{}) {
			t.Errorf("%s leads to %+v", id, got)
		}
	}
}

// TestDraftsComeFromTheInventory holds what is filled in before anybody says anything.
func TestDraftsComeFromTheInventory(t *testing.T) {
	d, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	book := rules.Book{Directive: d, Calendar: calendar.Builtin()}
	unit := rules.Unit{Code: "jtj", Name: "宿州市教育体育局", Kind: rules.Department, Label: "jytyj"}
	site := func(name string, status rules.SiteStatus) rules.Domain {
		return rules.Domain{Name: name, Unit: "jtj", SiteName: name, SiteStatus: status, Purpose: rules.Government, Main: true}
	}
	facts := rules.UnitFacts{Unit: unit, Domains: []rules.Domain{
		site("www.szjyty.gov.cn", rules.Running), site("szjy.net.cn", rules.Running), site("old.ahsz.gov.cn", rules.Closed),
	}}
	values := rules.Drafted(book, facts, rules.ApplicationForm)
	for id, want := range map[string]string{
		"rows.site": "4", "site1.business": "cancel", "site2.business": "cancel", "site3.business": "cancel", "site3.holder": "same", "site4.business": "register", "site4.name": "",
	} {
		if values[id] != want {
			t.Errorf("%s is %q, want %q", id, values[id], want)
		}
	}
	if n := rules.FiguresOf(book, facts); n.Held != 3 || n.Held != n.Keep+n.Replace+n.Cancel || n.Replace == 0 {
		t.Errorf("figures %+v", n)
	}
	if v := rules.MayZero(facts); v.OK || v.Reason != "zero.holds" {
		t.Errorf("a nil report with domains: %+v", v)
	}
	if v := rules.MayZero(rules.UnitFacts{Unit: unit}); !v.OK {
		t.Errorf("a nil report without domains: %+v", v)
	}
	if got := rules.Drafted(book, rules.UnitFacts{Unit: unit, Domains: facts.Domains[:1]}, rules.Announced); got["posted.domain"] != "www.szjyty.gov.cn" {
		t.Errorf("the only domain is not filled in: %v", got)
	}
	if got := rules.Drafted(book, facts, rules.Announced); got != nil {
		t.Errorf("which of several domains is guessed: %v", got)
	}
}
