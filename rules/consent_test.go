package rules

import (
	"testing"
	"time"

	"steward/rules/calendar"
)

func consentDay(month time.Month, day int) calendar.Date {
	return calendar.Date{Year: 2018, Month: month, Day: day}
}

func TestConsentProblems(t *testing.T) {
	d, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	book := Book{Directive: d, Calendar: calendar.Builtin()}
	facts := UnitFacts{Unit: Unit{Code: "u"}, Domains: []Domain{{Name: "old.com", Unit: "u"}}}
	today := consentDay(time.November, 23)
	good := Consent{Unit: "u", Subject: "cancel/old.com", On: consentDay(time.November, 22), Scan: "F1", By: "A"}
	change := func(f func(*Consent)) Consent { c := good; f(&c); return c }
	for want, c := range map[string]Consent{
		"":             good,
		ConsentFuture:  change(func(c *Consent) { c.On = consentDay(time.November, 24) }),
		ConsentEarly:   change(func(c *Consent) { c.On = consentDay(time.November, 19) }),
		ConsentDay:     change(func(c *Consent) { c.On = calendar.Date{} }),
		ConsentScan:    change(func(c *Consent) { c.Scan = "" }),
		ConsentWhat:    change(func(c *Consent) { c.Subject = "keep/old.com" }),
		ConsentForeign: change(func(c *Consent) { c.Subject = "cancel/other.com" }),
		ConsentDomain:  change(func(c *Consent) { c.Subject = "register/a_b" }),
	} {
		if got := c.Problem(book, facts, nil, today); got != want {
			t.Errorf("%+v: %q, want %q", c, got, want)
		}
	}
	if got := good.Problem(book, facts, []Consent{good}, today); got != ConsentTwice {
		t.Errorf("on record already: %q", got)
	}
}

// TestConsentTo: the latest record that was not struck out counts, whichever way it
// was given, and of that matter alone.
func TestConsentTo(t *testing.T) {
	struck := Consent{ID: "1", Subject: "register/a.ahsz.gov.cn", Scan: "F1", By: "A", Struck: time.Unix(1, 0)}
	paper := Consent{ID: "2", Subject: "register/a.ahsz.gov.cn", Scan: "F2", By: "A", Behalf: "B"}
	slack := Consent{ID: "3", Subject: "cancel/a.ahsz.gov.cn", By: "H"}
	register, cancel := Matter{ToRegister, "a.ahsz.gov.cn"}, Matter{ToCancel, "a.ahsz.gov.cn"}
	for _, c := range []struct {
		m       Matter
		records []Consent
		id, how string
	}{
		{register, nil, "", ""},
		{register, []Consent{struck}, "", ""},
		{register, []Consent{struck, paper, slack}, "2", OnPaper},
		{register, []Consent{paper, struck}, "2", OnPaper},
		{cancel, []Consent{struck, paper, slack}, "3", InSlack},
		{Matter{ToRegister, "b.ahsz.gov.cn"}, []Consent{paper}, "", ""},
	} {
		got, has := ConsentTo(c.m, c.records)
		if got.ID != c.id || has != (c.id != "") || has && got.How() != c.how {
			t.Errorf("%s among %d records: %+v", c.m.Subject(), len(c.records), got)
		}
	}
	if MatterOf(register.Subject()) != register {
		t.Error("a subject does not read back")
	}
}

func TestScanName(t *testing.T) {
	for name, want := range map[string]bool{
		"同意.pdf": true, "a.PDF": true, "照片.jpeg": true, "a.ofd": true, "a.heic": true,
		"a.docx": false, "a": false, "": false, "a.pdf.exe": false, "a.xlsx": false, "a.zip": false,
	} {
		if ScanName(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
}
