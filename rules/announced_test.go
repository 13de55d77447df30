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
