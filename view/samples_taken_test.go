package view_test

import (
	"steward/rules"
	"steward/rules/answer"
)

// taken are the inventory as a file, and the log of full views.
func (w *world) taken() []sample {
	now := on(2018, 12, 3, 10, 0)
	office := official(rules.Admin, now)
	wxb := w.unit["sz-wxb"].Unit
	views := answer.Views{
		Unit: wxb, Page: answer.Page{Number: 1, Of: 2, Total: 7},
		Rows: []answer.ViewRow{
			{Viewer: "U9", Unit: wxb, Persons: []string{"head", "contact"}, Subject: "submission/4K2F", Why: "document", At: now},
			{Viewer: "shell:office/admin", Unit: wxb, Persons: []string{"contact"}, Subject: "draft/1", Why: "sheet", At: now},
			{Viewer: "U9", Persons: []string{"roster"}, Subject: "register/people", Why: "export", At: now},
		},
	}
	views.Buttons = answer.PageButtons(answer.ShowViews, wxb.Code, views.Page)
	domains := rules.Register{Kind: rules.DomainRegister, Domains: w.unit["sz-jtj"].Domains}
	people := rules.Register{Kind: rules.PeopleRegister, People: []rules.Person{somebody("U1", "甲", rules.Liaison)}}
	return []sample{
		{"export_which", office, answer.BuildExport(rules.Register{}, answer.AsXLSX)},
		{"export_domains", office, answer.BuildExport(domains, answer.AsCSV)},
		{"export_people", office, answer.BuildExport(people, answer.AsXLSX)},
		{"views", office, views},
		{"views_none", office, answer.Views{Unit: wxb, Page: answer.Page{Number: 1, Of: 1}}},
	}
}
