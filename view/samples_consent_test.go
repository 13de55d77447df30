package view_test

import (
	"fmt"
	"time"

	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
)

// consents are a head's consent as it comes on record from paper, in its states.
func (w *world) consents() []sample {
	now := on(2018, 12, 4, 15, 4)
	liaisonOf := liaison("sz-jtj", now)
	jtj := w.unit["sz-jtj"].Unit
	record := rules.Consent{ID: "C1", Unit: jtj.Code, Subject: "cancel/szjy.net.cn", On: day(2018, 12, 3), Scan: "F0SCAN", By: "U1", At: now}
	build := func(state, problem string, change func(*rules.Consent)) answer.Consenting {
		c := record
		change(&c)
		a := answer.Consenting{State: state, Unit: jtj, Record: c, Problem: problem, File: "同意.docx"}
		return answer.BuildConsenting(w.book.Directive, a, true)
	}
	same := func(*rules.Consent) {}
	status := answer.BuildUnitStatus(w.book, w.unit["sz-jtj"], 1, now)
	status.Own = true
	var many []rules.Consent
	for i := range answer.Rows + 2 {
		c := record
		c.Subject, c.At = fmt.Sprintf("register/n%d.ahsz.gov.cn", i), now.Add(time.Duration(i)*time.Minute)
		many = append(many, c)
	}
	status.Consented(many)
	return []sample{
		{"consent_nothing", liaisonOf, build(answer.ConsentAsks, rules.ConsentWhat, func(c *rules.Consent) { *c = rules.Consent{Subject: "/"} })},
		{"consent_missing", liaisonOf, build(answer.ConsentAsks, rules.ConsentDay, func(c *rules.Consent) { c.Scan, c.On = "", calendar.Date{} })},
		{"consent_kind", liaisonOf, build(answer.ConsentAsks, rules.ConsentKind, func(c *rules.Consent) { c.Scan = "" })},
		{"consent_new", liaisonOf, build(answer.ConsentNew, "", same)},
		{"consent_done", liaisonOf, build(answer.ConsentDone, "", func(c *rules.Consent) { c.Behalf = "U3" })},
		{"consent_office", official(rules.Admin, now), answer.BuildConsenting(w.book.Directive,
			answer.Consenting{State: answer.ConsentDone, Unit: jtj, Record: record, News: true}, false)},
		{"consent_struck", liaisonOf, build(answer.ConsentOff, "", func(c *rules.Consent) { c.StruckBy, c.Struck = "U1", now })},
		{"consent_on_card", liaisonOf, status},
	}
}
