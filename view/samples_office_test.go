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
	return append([]sample{
		{"intake_card", office, answer.BuildIntakeCard(w.book, w.unit["sz-jtj"], rules.Cleanup, now)},
		{"intake_card_half", office, answer.BuildIntakeCard(w.book, w.with("sz-jtj", paper("sz-jtj")), rules.Cleanup, now)},
		{"intake_card_complete", office, answer.BuildIntakeCard(w.book, w.with("sz-jtj", both("sz-jtj")), rules.Cleanup, now)},
		{"intake_card_not_owed", office, answer.BuildIntakeCard(w.book, w.unit["sz-qxj"], rules.Cleanup, now)},
		{"intake_card_future", office, future},
		{"intake_card_late", office, answer.BuildIntakeCard(w.book, w.unit["sz-jtj"], rules.Cleanup, on(2018, 12, 18, 9, 0))},
		{"intake_list", office, list(1, 1, false)},
		{"intake_list_missing", official(rules.Leader, now), readOnly},
		{"intake_list_none_missing", office, list(9, 0, true)},
	}, w.booked(unit.Now)...)
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
	start := w.city(1, 2)
	jtj := progress("own_unit", "sz-jtj", rules.Cleanup, start, monday)
	jtj.at = liaison("sz-jtj", monday)
	return []sample{
		{"brief", leader, answer.BuildBrief(w.book, start, monday)},
		{"brief_after", official(rules.Leader, after), answer.BuildBrief(w.book, start, after)},
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
