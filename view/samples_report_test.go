package view_test

import (
	"slices"
	"strings"

	"steward/rules"
	"steward/rules/answer"
	"steward/rules/form"
)

// told is one report as it may be filled in.
type told struct {
	form   *form.Definition
	values map[string]string
}

func reportsTold() []told {
	return []told{
		{form.Zero(), map[string]string{"zero.none": form.Yes}},
		{form.Change(), map[string]string{
			"change.domain": "czj.ahsz.gov.cn", "change.what": "contact", "change.on": "2018-12-03",
			"change.before": "张某，科长", "change.after": "李某，副科长",
		}},
		{form.Announcement(), map[string]string{
			"posted.domain": "szjyty.gov.cn", "posted.on": "2018-12-03",
			"posted.url": "https://jytyj.ahsz.gov.cn/art/2018/12/3/a.html", "posted.shot": "F0123ABC/首页.png",
		}},
		{form.Application(), map[string]string{
			"rows.site": "3", "site1.name": "szjy.net.cn", "site1.business": form.Cancel, "site1.holder": "else", "site1.reason": "由下属电教馆持有",
			"site2.name": "jtj.ahsz.gov.cn", "site2.business": form.Register, "site2.years": "5",
			"site3.name": "jyw.example.cn", "site3.business": form.Keep,
			"contact.name": "张某", "contact.phone": "0557-3020669", "contact.serving": form.Yes, "notice.public": form.Yes,
		}},
		{form.CleanupReport(), map[string]string{
			"report.lead": "由办公室牵头。\n分管负责人每周调度。", "report.system": "办公室主管。", "report.duties": "联络员负责填报。",
			"report.process": "逐级审核。", "report.cleaned": "现持有域名2个。", "report.measures": strings.Repeat("每日监测。", 300),
		}},
		{form.Incident(), map[string]string{
			"incident.domain": "czj.ahsz.gov.cn", "incident.what": "defaced", "incident.on": "2018-12-09",
			"incident.told": "no", "incident.done": "已下线页面，恢复备份。\n正在查日志。",
		}},
	}
}

// formReports is each report, asked field by field, looked over, handed in and come in.
func (w *world) formReports() []sample {
	rows := rules.AnnouncementsOf(w.book, []map[string]string{
		{"posted.domain": "szjyty.gov.cn", "posted.on": "2018-12-03"}, {"posted.domain": "szjy.net.cn", "posted.on": "2018-08-31"},
	})
	out := []sample{{"announced", liaison("sz-wxb", on(2018, 12, 10, 9, 10)), answer.Announcements{
		Unit: w.unit["sz-wxb"].Unit, Rows: rows, Article: "二(二)b", Ground: answer.GroundOf(w.book.Directive, "二(二)b"),
		Buttons: []answer.Button{{Action: answer.FormStart, Value: rules.Announced, Label: "button.fill.announcement"}},
	}}}
	for _, r := range reportsTold() {
		def, name := r.form.On(r.values, day(2018, 12, 10)), r.form.ID
		at := liaison("sz-wxb", on(2018, 12, 10, 9, 10))
		for i, f := range def.Fields {
			q := answer.Question{Form: def, Unit: w.unit["sz-wxb"].Unit, Step: form.Step{Field: f, Number: i + 1, Of: len(def.Fields)}}
			for _, o := range f.Choices {
				q.Buttons = append(q.Buttons, answer.Button{Action: answer.FormAnswer, Value: answer.Join("s1", f.ID, o.ID), Label: "form.option." + f.Label + "." + o.ID})
			}
			q.Buttons = append(q.Buttons, sessionButtons(answer.FormSave)...)
			out = append(out, sample{"report_" + name + "_asks_" + strings.ReplaceAll(f.ID, ".", "_"), at, q})
		}
		cells := form.CellsOf(def, r.values)
		follow := rules.FollowOf(w.book, name, r.values)
		shown := slices.DeleteFunc(slices.Clone(cells), func(c form.Cell) bool { return c.Field.Personal || c.Value == "" })
		out = append(out,
			sample{"report_" + name + "_summary", at, answer.Summary{Form: def, Unit: w.unit["sz-wxb"].Unit, Cells: cells, Buttons: sessionButtons(answer.FormSubmit, answer.FormEdit),
				Findings: rules.ApplicationFindings(w.book, w.unit["sz-jtj"], r.values)}},
			sample{"report_" + name + "_submitted", at, answer.Submitted{Form: def, Unit: w.unit["sz-wxb"].Unit, Code: "7K2F9QXA", Version: 1, At: on(2018, 12, 10, 9, 12), Cells: cells, Follow: follow}},
			sample{"report_" + name + "_incoming", official(rules.Reviewer, on(2018, 12, 10, 9, 12)), answer.Incoming{Form: def, Unit: w.unit["sz-wxb"].Unit, Code: "7K2F9QXA", Version: 1, At: on(2018, 12, 10, 9, 12), Cells: shown, Follow: follow}},
		)
	}
	return out
}
