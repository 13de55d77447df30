package view_test

import (
	"time"

	"steward/rules"
	"steward/rules/answer"
)

func (w *world) desk() []sample {
	now := on(2018, 12, 12, 9, 0)
	office, unit := official(rules.Admin, now), liaison("sz-jtj", now)
	future := answer.BuildIntakeCard(w.book, w.unit["sz-jtj"], rules.Cleanup, now)
	future.Problem = "future"
	list := func(complete, partly int, missing bool) answer.IntakeList {
		return answer.BuildIntakeList(w.book, w.city(complete, partly), answer.Listed{Kind: rules.Cleanup, Page: 1, Missing: missing})
	}
	readOnly := list(1, 1, true)
	readOnly.ReadOnly()
	after := official(rules.Admin, on(2018, 12, 17, 9, 30))
	past := func(missing bool, checks []rules.IntakeCheck) answer.IntakeList {
		f := w.city(2, 1)
		f.Checks = checks
		return answer.BuildIntakeList(w.book, f, answer.Listed{Kind: rules.Cleanup, Page: 1, Missing: missing, At: after.Now})
	}
	calledReadOnly := past(true, checked())
	calledReadOnly.ReadOnly()
	return append([]sample{
		{"import_list", office, answer.ImportList{Rows: []answer.ImportRow{
			{File: "people.csv", State: "open", Outcome: rules.Outcome{Kind: rules.PeopleRegister, Added: 3, Same: 9}, At: now, Open: answer.Button{Action: answer.PageImport, Value: "I1/1", Label: "button.import.open"}},
			{File: "domains.xlsx", State: "done", Outcome: rules.Outcome{Kind: rules.DomainRegister, Added: 1, Changed: 2}, At: now, Open: answer.Button{Action: answer.PageImport, Value: "I2/1", Label: "button.import.open"}},
			{File: "units.csv", State: "cancelled", Outcome: rules.Outcome{Kind: rules.UnitRegister, Changed: 1}, At: now, Open: answer.Button{Action: answer.PageImport, Value: "I3/1", Label: "button.import.open"}},
			{File: "letter.txt", State: "refused", Outcome: rules.Outcome{Total: 1}, At: now, Open: answer.Button{Action: answer.PageImport, Value: "I4/1", Label: "button.import.open"}},
		}}},
		{"intake_card", office, answer.BuildIntakeCard(w.book, w.unit["sz-jtj"], rules.Cleanup, now)},
		{"intake_card_half", office, answer.BuildIntakeCard(w.book, w.with("sz-jtj", paper("sz-jtj")), rules.Cleanup, now)},
		{"intake_card_complete", office, answer.BuildIntakeCard(w.book, w.with("sz-jtj", both("sz-jtj")), rules.Cleanup, now)},
		{"intake_card_not_owed", office, answer.BuildIntakeCard(w.book, w.unit["sz-qxj"], rules.Cleanup, now)},
		{"intake_card_future", office, future},
		{"intake_card_late", office, answer.BuildIntakeCard(w.book, w.unit["sz-jtj"], rules.Cleanup, on(2018, 12, 18, 9, 0))},
		{"intake_card_unchecked", after, answer.BuildIntakeCard(w.book, w.unchecked("sz-jtj"), rules.Cleanup, after.Now)},
		{"intake_list_unchecked", after, past(false, nil)},
		{"intake_list_checked", after, past(false, checked())},
		{"intake_list_call", after, past(true, checked())},
		{"intake_list_call_read_only", official(rules.Leader, after.Now), calledReadOnly},
		{"intake_list", office, list(1, 1, false)},
		{"intake_list_missing", official(rules.Leader, now), readOnly},
		{"intake_list_none_missing", office, list(9, 0, true)},
	}, append(w.booked(unit.Now), w.imports()...)...)
}

// imports are files of the inventory, and what is told of units that they change.
func (w *world) imports() []sample {
	now := on(2018, 12, 3, 10, 0)
	office, unit := official(rules.Admin, now), liaison("sz-jtj", now)
	merged := w.unit["sz-wxb"].Unit
	merged.Successor, merged.SuccessorName, merged.Ended = "sz-jtj", "宿州市教育体育局", day(2018, 11, 25)
	m := rules.Merger{Unit: merged.Code, Name: merged.Name, Into: "sz-jtj", IntoName: "宿州市教育体育局", On: merged.Ended}
	r := rules.Renaming{Unit: "sz-jtj", From: "宿州市教育局", To: "宿州市教育体育局", Since: day(2018, 11, 28)}
	units := rules.Outcome{Kind: rules.UnitRegister, Added: 2, Changed: 2, Same: 49, Renamed: []rules.Renaming{r}, Merged: []rules.Merger{m}, Ignored: []string{"序号"}}
	many := units
	many.Renamed = []rules.Renaming{r, r, r, r, r, r, r}
	var file rules.Register
	for line := range 7 {
		file.Refuse(line+2, "site_status", "not_one_of", "value", "坏了", "column", "site_status")
	}
	file.Refuse(9, "domain", "domain.ip", "text", "192.168.1.1")
	refused := rules.Plan{Kind: rules.DomainRegister, Refused: file.Refused}.Outcome()
	var whole rules.Register
	whole.Refuse(0, "", "password")
	heir := w.unit["sz-jtj"]
	f := w.unit["sz-wxb"]
	f.Unit = merged
	heir.Merged = []rules.UnitFacts{f}
	status := answer.BuildUnitStatus(w.book, w.unit["sz-jtj"], 1, now)
	status.Asked = merged
	status.Unit.Former = []rules.FormerName{{Name: r.From, Until: r.Since}}
	return []sample{
		{"import_open", office, answer.BuildImport("i1", "units.csv", units, "open")},
		{"import_open_many", office, answer.BuildImport("i1", "units.csv", many, "open")},
		{"import_done", office, answer.BuildImport("i1", "units.csv", units, "done")},
		{"import_cancelled", office, answer.BuildImport("i1", "units.csv", units, "cancelled")},
		{"import_same", office, answer.BuildImport("i1", "people.xlsx", rules.Outcome{Kind: rules.PeopleRegister, Same: 163}, "done")},
		{"import_refused", office, answer.BuildImport("i1", "domains.csv", refused, "refused")},
		{"import_refused_rest", office, answer.BuildImport("i1", "domains.csv", refused, "refused").At(2)},
		{"import_refused_whole", office, answer.BuildImport("i1", "x.xlsx", rules.Plan{Refused: whole.Refused}.Outcome(), "refused")},
		{"succession_renamed", unit, answer.BuildSuccession(answer.Succession{Unit: w.unit["sz-jtj"].Unit, Renamed: &r})},
		{"succession_merged", unit, answer.BuildSuccession(answer.Succession{Unit: merged, Merged: &m, Open: 2})},
		{"succession_merged_done", unit, answer.BuildSuccession(answer.Succession{Unit: merged, Merged: &m})},
		{"todo_with_merged", unit, answer.BuildTodo(w.book, heir, now)},
		{"status_of_merged", unit, status},
		{"intake_card_merged", office, answer.BuildIntakeCard(w.book, f, rules.Cleanup, now)},
	}
}

func (w *world) booked(now time.Time) []sample {
	at := liaison("sz-jtj", now)
	book := func(m rules.Medium, in rules.Intake, date bool) answer.IntakeBooked {
		a := answer.IntakeBooked{
			Unit: w.unit["sz-jtj"].Unit, Kind: rules.Cleanup, Medium: m, Intake: in, HandIn: w.book.Directive.HandIn, Article: "结尾",
		}
		if date {
			a.On = in.On(m)
		}
		return a
	}
	return []sample{
		{"intake_booked_paper", at, book(rules.Paper, paper("sz-jtj"), true)},
		{"intake_booked_complete", at, book(rules.Electronic, both("sz-jtj"), true)},
		{"intake_booked_undone", at, book(rules.Electronic, paper("sz-jtj"), false)},
		{"intake_booked_form", at, answer.IntakeBooked{
			Unit: w.unit["sz-wxb"].Unit, Kind: rules.Coordinator, Medium: rules.Paper, On: day(2018, 11, 23),
			Intake: rules.Intake{Kind: rules.Coordinator, Paper: day(2018, 11, 23)}, Article: "三(三)",
		}},
	}
}

func (w *world) reports() []sample {
	monday, after := on(2018, 12, 3, 9, 0), on(2018, 12, 17, 9, 30)
	leader := official(rules.Leader, monday)
	progress := func(name, unit string, kind rules.ObligationKind, f rules.CityFacts, now time.Time) sample {
		return sample{"progress_" + name, official(rules.Leader, now), answer.BuildProgress(w.book, f, answer.Asked{Kind: kind, Unit: unit, At: now})}
	}
	start, unchecked := w.city(1, 2), w.city(1, 2)
	unchecked.Checks = nil
	jtj := progress("own_unit", "sz-jtj", rules.Cleanup, start, monday)
	jtj.at = liaison("sz-jtj", monday)
	return []sample{
		{"brief", leader, answer.BuildBrief(w.book, start, monday)},
		{"brief_after", official(rules.Leader, after), answer.BuildBrief(w.book, start, after)},
		{"brief_unchecked", official(rules.Leader, after), answer.BuildBrief(w.book, unchecked, after)},
		progress("city_unchecked", "", rules.Cleanup, unchecked, after),
		progress("city_form_unchecked", "", rules.Coordinator, unchecked, monday),
		progress("unit_unchecked", "sz-lb", rules.Cleanup, unchecked, after),
		progress("unit_unchecked_partly", "sz-jtj", rules.Cleanup, unchecked, after),
		{"brief_clean", leader, answer.Brief{At: monday, Countdown: w.book.Countdown(day(2018, 12, 15), monday)}},
		progress("city", "", rules.Cleanup, start, monday),
		progress("city_after", "", rules.Cleanup, start, after),
		progress("city_form", "", rules.Coordinator, start, on(2018, 11, 21, 9, 0)),
		progress("city_form_after", "", rules.Coordinator, start, monday),
		progress("unit_done", "sz-wxb", rules.Cleanup, start, monday),
		progress("unit_partly", "sz-sfj", rules.Cleanup, start, monday),
		progress("unit_missing_late", "sz-lb", rules.Cleanup, start, after),
		progress("unit_form_submitted", "sz-wxb", rules.Coordinator, start, on(2018, 11, 22, 9, 0)),
		progress("unit_not_owed", "sz-qxj", rules.Cleanup, start, monday),
		jtj,
	}
}
