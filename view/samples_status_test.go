package view_test

import (
	"time"

	"steward/rules"
	"steward/rules/answer"
	"steward/rules/naming"
)

func (w *world) status(name, reader, unit string, page int) sample {
	now := on(2018, 11, 21, 9, 0)
	return sample{"unit_status_" + name, liaison(reader, now), answer.BuildUnitStatus(w.book, w.unit[unit], page, now)}
}

func (w *world) domain(name, reader, unit string, which int) sample {
	now, f := on(2018, 11, 29, 9, 0), w.unit[unit]
	return sample{"domain_status_" + name, liaison(reader, now), answer.BuildDomainStatus(w.book, f, f.Domains[which], now)}
}

func (w *world) statuses() []sample {
	now := on(2018, 11, 29, 9, 0)
	return append([]sample{
		w.status("own", "sz-jtj", "sz-jtj", 1),
		w.status("another", "sz-sfj", "sz-jtj", 1),
		w.status("conforms", "sz-sfj", "sz-sfj", 1),
		w.status("institution", "sz-slyy", "sz-slyy", 1),
		w.status("vertical", "sz-qxj", "sz-qxj", 1),
		w.status("no_domain", "sz-wxb", "sz-wxb", 1),
		w.status("first_page", "sz-lb", "sz-lb", 1),
		w.status("second_page", "sz-lb", "sz-lb", 2),
		w.domain("structure", "sz-jtj", "sz-jtj", 0),
		w.domain("suffix", "sz-sfj", "sz-jtj", 1),
		w.domain("conforms", "sz-sfj", "sz-sfj", 0),
		w.domain("closed", "sz-gtj", "sz-gtj", 0),
		w.domain("many_others", "sz-lb", "sz-lb", 0),
		{"domain_status_unchecked", liaison("sz-jtj", on(2018, 12, 17, 9, 0)), w.after(w.unchecked("sz-jtj"))},
		{"domain_status_late", liaison("sz-jtj", on(2018, 12, 17, 9, 0)), w.after(w.unit["sz-jtj"])},
		{"domain_status_portal", liaison("sz-jtj", now), w.portal(now)},
		{"domain_status_unknown", liaison("sz-jtj", now), w.unknown()},
	}, w.findings(now)...)
}

// after is a unit's first domain on the first working day after the date.
func (w *world) after(f rules.UnitFacts) answer.Answer {
	return answer.BuildDomainStatus(w.book, f, f.Domains[0], on(2018, 12, 17, 9, 0))
}

func (w *world) portal(now time.Time) answer.Answer {
	return answer.BuildDomainStatus(w.book, rules.UnitFacts{}, site("www.ahsz.gov.cn", "宿州市人民政府门户网站", true), now)
}

func (w *world) unknown() answer.Answer {
	a := answer.DomainStatus{Name: "suzhou-edu.com"}
	a.Report = rules.Check(w.book.Directive, rules.Unit{}, rules.Domain{Name: a.Name, SiteStatus: rules.Running, Purpose: rules.Government}, nil)
	a.Cite(w.book.Directive)
	return a
}

// findings is a card for each class and for what is said of it otherwise, so
// that each has its words.
func (w *world) findings(now time.Time) []sample {
	var out []sample
	for _, f := range everyFinding() {
		report := rules.DomainReport{
			Domain: site("www.example.gov.cn", "示例网", true), Standing: rules.Undecided, Findings: []rules.Finding{f},
		}
		report.Domain.Holder = f.Holder
		name := "finding_" + string(f.Class) + "_" + string(f.Remedy)
		if f.Class == rules.HolderClass {
			name += "_" + string(f.Weight)
		}
		out = append(out, sample{name, liaison("sz-sfj", now), answer.DomainStatus{
			Unit: w.unit["sz-jtj"].Unit, Known: true, Name: report.Domain.Name, Report: report,
		}})
	}
	return append(out, w.suggestions(now)...)
}

func everyFinding() []rules.Finding {
	return []rules.Finding{
		{Class: rules.SuffixClass, Weight: rules.Must, Remedy: rules.CancelDomain},
		{Class: rules.ClosedClass, Weight: rules.Must, Remedy: rules.CancelDomain},
		{Class: rules.NonGovernment, Weight: rules.Must, Remedy: rules.CancelDomain},
		{Class: rules.StructureClass, Suffix: "ahsz.gov.cn", Weight: rules.Must, Remedy: rules.ReplaceDomain},
		{Class: rules.StructureClass, Suffix: "ahsz.gov.cn", Weight: rules.Reference, Remedy: rules.OfficeDecides},
		{Class: rules.InstitutionClass, Weight: rules.InPrinciple, Remedy: rules.OfficeDecides},
		{Class: rules.SurplusClass, Weight: rules.Must, Remedy: rules.CancelDomain},
		{Class: rules.SurplusClass, Weight: rules.InPrinciple, Remedy: rules.OfficeDecides},
		{Class: rules.IdleClass, Weight: rules.Must, Remedy: rules.CancelDomain},
		{Class: rules.VerticalClass, Weight: rules.InPrinciple, Remedy: rules.ReferUp},
		{Class: rules.PortalClass, Weight: rules.Reference, Remedy: rules.OfficeDecides},
		{Class: rules.InnerClass, Weight: rules.InPrinciple, Remedy: rules.OfficeDecides, Holder: "宿州市教育体育局基础教育科"},
		{Class: rules.HolderClass, Weight: rules.Reference, Remedy: rules.OfficeDecides, Holder: "宿州市人事考试院"},
		{Class: rules.HolderClass, Weight: rules.InPrinciple, Remedy: rules.OfficeDecides, Holder: "宿州市某某网络有限公司"},
	}
}

func (w *world) suggestions(now time.Time) []sample {
	ground := answer.GroundOf(w.book.Directive, "二(二)b")
	jtj := w.unit["sz-jtj"].Unit
	suggest := func(name, reader string, a answer.Suggestion) sample {
		a.Ground = ground
		return sample{"suggestion_" + name, liaison(reader, now), a}
	}
	return []sample{
		suggest("three", "sz-jtj", answer.Suggestion{Unit: jtj, Suffix: "ahsz.gov.cn", Names: []rules.Proposal{
			{Name: "jytyj.ahsz.gov.cn", Why: naming.Listed}, {Name: "jtj.ahsz.gov.cn", Why: naming.Initials, Of: "教体局"},
			{Name: "jiaoyutiyuju.ahsz.gov.cn", Why: naming.FullPinyin, Of: "教育体育局"},
		}}),
		suggest("other_reasons", "sz-sfj", answer.Suggestion{Unit: jtj, Suffix: "ahsz.gov.cn", Names: []rules.Proposal{
			{Name: "education.ahsz.gov.cn", Why: naming.English, Of: "教育体育局"}, {Name: "szjtj.ahsz.gov.cn", Why: naming.WithRegion, Of: "教体局"},
		}}),
		suggest("county", "sz-sfj", answer.Suggestion{Unit: w.unit["sz-sx"].Unit, Names: []rules.Proposal{
			{Name: "www.sixian.gov.cn", Why: naming.Listed}, {Name: "www.szsx.gov.cn", Why: naming.WithRegion, Of: "泗县"},
		}}),
		suggest("in_use", "sz-sfj", answer.Suggestion{Unit: w.unit["sz-sfj"].Unit, InUse: []string{"sfj.ahsz.gov.cn"}}),
		suggest("none", "sz-slyy", answer.Suggestion{Unit: w.unit["sz-slyy"].Unit}),
	}
}
