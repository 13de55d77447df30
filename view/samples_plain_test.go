package view_test

import (
	"strings"

	"steward/rules"
	"steward/rules/answer"
)

// topics are those of the catalogue of intents, and "" for the rules at large.
func topics() []string {
	return append(strings.Fields(`suffix one_site institution transfer idle cleanup_scope department_structure announcement
		reporting_system county_route department_route vertical registry_days consent contact_change spot_check security
		coordinator_form materials responsibility goal basis`), "")
}

func noticeKeys() []string {
	return strings.Fields(`help help.unit help.office help.reviewer help.leader smalltalk smalltalk.hello
		smalltalk.thanks smalltalk.bye saved language.zh-CN language.zh language.en not_understood.file
		not_understood.personal reminders snooze stale_button which_unit which_domain form.direct intake.future
		not_kept.application.status not_kept.announcement.status not_kept.approval.list not_kept.approval.nudge
		not_kept.approval.nudge.office
		not_kept.approval.withdraw not_kept.reminder.snooze outside refuse sheet.unopened`)
}

func refusals() []string {
	return []string{
		rules.NotOnRoster, rules.OtherUnit, rules.OfficeOnly, rules.CityOnly, rules.LeadersOnly, rules.FilersOnly,
		rules.UnitOnly, rules.UnknownAct, string(rules.Guest), string(rules.OtherOrg), "not_owed", "not_owed.coordinator", "not_owed.cleanup",
	}
}

func (w *world) plain() []sample {
	now := on(2018, 11, 20, 9, 10)
	at := liaison("sz-jtj", now)
	unknown := answer.Notice{Key: "unknown", Buttons: []answer.Button{
		{Action: answer.ShowDeadline}, {Action: answer.ShowTodo}, {Action: answer.ShowHelp},
	}}
	hand := w.book.Directive.HandIn
	out := []sample{
		{"notice_unknown", at, unknown},
		{"trouble", at, answer.Trouble{Reference: "7K2F"}},
		{"trouble_given_up", at, answer.Trouble{Reference: "7K2F", Given: true}},
		{"contact", at, answer.ContactInfo{HandIn: hand, Ground: answer.GroundOf(w.book.Directive, "结尾"), Article: "结尾"}},
		{"home_unit", at, answer.Home{Reader: at.Reader, Unit: w.unit["sz-jtj"].Unit, Parts: []answer.Answer{
			answer.BuildTodo(w.book, w.unit["sz-jtj"], now), answer.BuildUnitStatus(w.book, w.unit["sz-jtj"], 1, now),
		}}},
		{"home_office", official(rules.Admin, now), answer.Home{Parts: []answer.Answer{
			answer.BuildBrief(w.book, w.city(1, 1), now), answer.BuildIntakeList(w.book, w.city(1, 1), answer.Listed{Kind: rules.Cleanup, Page: 1, Missing: true}),
		}}},
	}
	for _, key := range noticeKeys() {
		out = append(out, sample{"notice_" + strings.ReplaceAll(key, ".", "_"), at, answer.Notice{Key: key}})
	}
	for _, reason := range refusals() {
		name := "refused_" + strings.ReplaceAll(reason, ".", "_")
		out = append(out, sample{name, at, answer.Refusal{Verdict: rules.Verdict{Reason: reason}, Office: hand}})
	}
	return append(out, w.policies()...)
}

func (w *world) policies() []sample {
	quoted := map[string][]string{"suffix": {"二(一)"}, "department_route": {"二(三)b"}, "materials": {"二(二)c", "结尾"}}
	var out []sample
	for _, topic := range topics() {
		p := answer.Policy{Topic: topic, Suffix: "ahsz.gov.cn"}
		for _, id := range quoted[topic] {
			a, _ := w.book.Directive.Article(id)
			p.Quotes = append(p.Quotes, a)
			p.Grounds = append(p.Grounds, answer.GroundOf(w.book.Directive, id))
		}
		out = append(out, sample{"policy_" + topic, liaison("sz-jtj", on(2018, 11, 20, 9, 10)), p})
	}
	return out
}
