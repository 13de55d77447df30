package rules_test

import (
	"testing"

	"steward/rules"
	"steward/rules/calendar"
)

// TestAnnouncementsAreNeverLate: they run, and then the old domain may go.
func TestAnnouncementsAreNeverLate(t *testing.T) {
	d, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	book := rules.Book{Directive: d, Calendar: calendar.Builtin()}
	got := rules.AnnouncementsOf(book, []map[string]string{
		{"posted.domain": "b.gov.cn", "posted.on": "2018-12-03"}, {"posted.domain": "a.gov.cn", "posted.on": "2018-11-01"},
		{"posted.domain": "a.gov.cn", "posted.on": "2018-11-30"}, {"posted.domain": "c.gov.cn"},
	})
	if len(got) != 2 || got[0].Domain != "a.gov.cn" || got[0].Until.String() != "2019-02-28" || got[1].Until.String() != "2019-03-03" {
		t.Fatalf("announcements %+v", got)
	}
	for day, full := range map[string]bool{"2018-12-03": false, "2019-03-03": false, "2019-03-04": true, "2019-04-01": true} {
		on, err := calendar.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		if got[1].Full(on) != full {
			t.Errorf("on %s full is %v", day, !full)
		}
	}
}

// TestChangesAreShownUntilTheirDate, then nobody asks for them.
func TestChangesAreShownUntilTheirDate(t *testing.T) {
	d, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	book := rules.Book{Directive: d, Calendar: calendar.Builtin()}
	day := func(text string) calendar.Date {
		on, err := calendar.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return on
	}
	reports := []rules.Reported{
		{Values: map[string]string{"change.domain": "a.cn", "change.on": "2018-12-03"}, On: day("2018-12-10")},
		{Values: map[string]string{"change.domain": "b.cn", "change.on": "2018-11-20"}, On: day("2018-11-21")},
		{Values: map[string]string{"change.domain": "c.cn"}, On: day("2018-12-10")},
	}
	for today, want := range map[string]int{"2018-12-10": 2, "2018-12-18": 2, "2018-12-19": 1, "2018-12-29": 1, "2018-12-30": 0} {
		got := rules.ChangesOf(book, reports, day(today))
		if len(got) != want {
			t.Errorf("on %s: %+v", today, got)
		}
	}
	if got := rules.ChangesOf(book, reports, day("2018-12-10"))[0]; got.Due.String() != "2018-12-29" || got.Reported.String() != "2018-12-10" {
		t.Errorf("%+v", got)
	}
}

func TestOneDomainsAnnouncement(t *testing.T) {
	all := []rules.Announcement{{Domain: "www.a.cn"}, {Domain: "b.cn"}}
	if got := rules.Of(all, "a.cn"); len(got) != 1 || got[0].Domain != "www.a.cn" || len(all) != 2 || all[0].Domain != "www.a.cn" {
		t.Errorf("%+v of %+v", got, all)
	}
}
