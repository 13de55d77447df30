package view_test

import (
	"fmt"

	"steward/rules"
	"steward/rules/answer"
	"steward/rules/form"
	"steward/view"
)

// people are the cards of the roster, and the homes of all roles.
func (w *world) people() []sample {
	now := on(2018, 11, 21, 10, 0)
	stranger := view.Place{Now: now, Personal: true, Reader: rules.Person{ID: "U9"}}
	office := official(rules.Admin, now)
	liaisonOf := liaison("sz-wxb", now)
	newcomer := func(state string, unit rules.Unit, role rules.Role, buttons ...answer.Button) answer.Newcomer {
		return answer.Newcomer{
			Join: rules.Join{ID: "J1", Person: "U9", Unit: unit.Code, Role: role, State: state},
			Unit: unit, Kept: state != rules.JoinApproved, Office: w.book.Directive.HandIn, Buttons: buttons,
		}
	}
	wxb := w.unit["sz-wxb"].Unit
	ask := newcomer(rules.JoinDraft, rules.Unit{}, "", answer.Button{Action: answer.JoinCity, Value: "J1"})
	ask.Find = answer.Finder{Action: answer.JoinUnit, About: "J1"}
	var roles []answer.Button
	for _, r := range rules.RolesIn(wxb) {
		roles = append(roles, answer.Button{Action: answer.JoinRole, Value: answer.Join("J1", string(r)), Label: "role." + string(r)})
	}
	role := newcomer(rules.JoinDraft, wxb, "", roles...)
	role.Find = ask.Find
	refused := newcomer(rules.JoinRefused, wxb, rules.Liaison, answer.Button{Action: answer.JoinAgain})
	refused.Join.Reason = "confirm"
	inWords := refused
	inWords.Join.Reason, inWords.Join.Words = rules.InWords, "请先由单位办公室来函"
	return append([]sample{
		{"newcomer_unit", stranger, ask},
		{"newcomer_role", stranger, role},
		{"newcomer_confirm", stranger, newcomer(rules.JoinDraft, wxb, rules.Liaison,
			answer.Button{Action: answer.JoinRole, Value: "J1/liaison", Label: "button.join.confirm"},
			answer.Button{Action: answer.JoinRole, Value: "J1/head", Label: "role.head"})},
		{"newcomer_refused_words", stranger, inWords},
		{"newcomer_pending", stranger, newcomer(rules.JoinPending, wxb, rules.Liaison)},
		{"newcomer_approved", stranger, newcomer(rules.JoinApproved, wxb, rules.Liaison, answer.Button{Action: answer.ShowTodo})},
		{"newcomer_refused", stranger, refused},
		{"request", office, w.request(rules.JoinPending, "")},
		{"request_reason", office, w.request(rules.JoinPending, "reason")},
		{"request_approved", office, w.request(rules.JoinApproved, "")},
		{"request_refused", office, w.request(rules.JoinRefused, "")},
		{"roster_unit", office, w.roster()},
		{"roster_without", office, answer.Roster{
			Without: []rules.Unit{wxb}, Page: answer.Page{Number: 1, Of: 1, Total: 1}, Find: answer.Finder{Action: answer.RosterUnit, About: "1"},
		}},
		{"awaited", office, answer.AwaitedList{Total: 7, Rows: []answer.AwaitedRow{
			{Unit: wxb, Awaited: rules.Awaited{Email: "li@sz.gov.cn", Person: rules.Person{Roles: []rules.Role{rules.Liaison}}}},
			{Unit: wxb, Awaited: rules.Awaited{Email: "wang@sz.gov.cn", Reason: rules.MailUnknown, Person: rules.Person{Roles: []rules.Role{rules.OfficeHead, rules.Liaison}}}},
			{Awaited: rules.Awaited{Email: "zhao@sz.gov.cn", Reason: rules.MailGuest, Person: rules.Person{Roles: []rules.Role{rules.Leader}}}},
			{Unit: wxb, Awaited: rules.Awaited{Email: "qian@sz.gov.cn", Reason: rules.MailTaken, Person: rules.Person{Roles: []rules.Role{rules.BodyContact}}}},
		}}},
		{"request_roster", office, func() answer.JoinRequest {
			r := w.request(rules.JoinApproved, "")
			r.Join.By = ""
			return r
		}()},
		{"person", office, answer.PersonCard{Person: somebody("U1", "市网信办联络员", rules.Liaison), Unit: wxb, Buttons: []answer.Button{
			{Action: answer.PersonRole, Value: "U1/head", Label: "button.person.give.head"},
			{Action: answer.PersonLeave, Value: "U1", Danger: true, Confirm: "confirm.person.leave"},
		}}},
		{"deputies", liaisonOf, w.deputies(true)},
		{"deputies_none", liaisonOf, w.deputies(false)},
		{"deputy_named", liaisonOf, answer.DeputyNews{DeputyRow: deputyRow(), Event: "named"}},
		{"deputy_begins", liaisonOf, answer.DeputyNews{DeputyRow: deputyRow(), Event: "begins", Buttons: []answer.Button{{Action: answer.ShowTodo}}}},
		{"deputy_ended", liaisonOf, answer.DeputyNews{DeputyRow: deputyRow(), Event: "ended"}},
		{"left_office", office, answer.Left{Event: "office", Unit: wxb, Roles: []rules.Role{rules.Liaison}, Forms: 1, Nobody: true}},
		{"left_self", stranger, answer.Left{Event: "self", Unit: wxb, Roles: []rules.Role{rules.Liaison, rules.OfficeHead}}},
		{"left_successor", liaisonOf, answer.Left{Event: "successor", Unit: wxb, Roles: []rules.Role{rules.Liaison}, Forms: 2, Handed: true}},
		{"left_roles", liaisonOf, answer.Left{Event: "roles", Unit: wxb, Roles: []rules.Role{rules.OfficeHead}}},
	}, w.homes()...)
}

func somebody(id, name string, roles ...rules.Role) rules.Person {
	return rules.Person{ID: id, Name: name, Unit: "sz-wxb", Roles: roles}
}

func (w *world) request(state, choose string) answer.JoinRequest {
	a := answer.JoinRequest{
		Join:  rules.Join{ID: "J1", Person: "U9", Unit: "sz-wxb", Role: rules.Liaison, State: state, By: "U2"},
		Unit:  w.unit["sz-wxb"].Unit,
		Asked: on(2018, 11, 20, 9, 4), Decided: on(2018, 11, 21, 9, 30), Choose: choose,
	}
	switch {
	case state == rules.JoinRefused:
		a.Join.Reason = "unit"
	case choose == "reason":
		for _, reason := range rules.JoinReasons() {
			a.Buttons = append(a.Buttons, answer.Button{Action: answer.JoinRefuse, Value: answer.Join("J1", reason), Label: "newcomer.short." + reason})
		}
	case state == rules.JoinPending:
		a.Buttons = []answer.Button{
			{Action: answer.JoinApprove, Value: "J1/liaison"}, {Action: answer.JoinReasons, Value: "J1"}, {Action: answer.JoinRoles, Value: "J1"},
		}
	}
	return a
}

func (w *world) roster() answer.Roster {
	a := answer.Roster{Unit: w.unit["sz-wxb"].Unit, Find: answer.Finder{Action: answer.RosterUnit, About: "1"}, Page: answer.Page{Number: 1, Of: 2, Total: 6}}
	for i, r := range []rules.Role{rules.Liaison, rules.OfficeHead, rules.Head, rules.BodyContact} {
		id := fmt.Sprintf("U%d", i)
		a.People = append(a.People, answer.PersonRow{Person: somebody(id, "", r), Open: answer.Button{Action: answer.ShowPerson, Value: id}})
	}
	a.Buttons = answer.PageButtons(answer.ShowRoster, "sz-wxb", a.Page)
	return a
}

func deputyRow() answer.DeputyRow {
	return answer.DeputyRow{
		Ship:   rules.Deputyship{ID: "D1", Person: "U1", Deputy: "U3", From: day(2018, 11, 23), To: day(2018, 11, 29)},
		Person: somebody("U1", "市网信办联络员", rules.Liaison), Deputy: somebody("U3", "", rules.OfficeHead),
	}
}

func (w *world) deputies(named bool) answer.Deputies {
	a := answer.Deputies{
		Person: somebody("U1", "市网信办联络员", rules.Liaison), Today: day(2018, 11, 21),
		Find: answer.Finder{Action: answer.DeputyFind, About: "U1"}, Buttons: []answer.Button{{Action: answer.DeputyName, Value: "U1"}},
	}
	if named {
		row := deputyRow()
		row.End = answer.Button{Action: answer.DeputyEnd, Value: "D1", Danger: true, Confirm: "confirm.deputy.end"}
		a.Rows = []answer.DeputyRow{row}
	}
	return a
}

// homes are those of each role on one morning.
func (w *world) homes() []sample {
	now := on(2018, 12, 3, 9, 0)
	city := w.city(1, 2)
	list := answer.BuildIntakeList(w.book, city, answer.Listed{Kind: rules.Cleanup, Page: 1, Missing: true})
	begun := answer.Begun{
		Forms:  []answer.BegunForm{{Form: form.Coordinator(), Resume: answer.Button{Action: answer.FormResume, Value: "S1"}}},
		For:    []rules.Person{somebody("U3", "市网信办办公室负责人", rules.OfficeHead)},
		Deputy: deputyRow(), Buttons: []answer.Button{{Action: answer.DeputyDesk}},
	}
	home := func(name string, at view.Place, unit string, parts ...answer.Answer) sample {
		return sample{"home_" + name, at, answer.Home{Reader: at.Reader, Unit: w.unit[unit].Unit, Parts: parts}}
	}
	todo := answer.BuildTodo(w.book, w.unit["sz-wxb"], now)
	head := liaison("sz-wxb", now)
	head.Reader.Roles = []rules.Role{rules.Head}
	bare := todo
	bare.Buttons = nil
	status := answer.BuildUnitStatus(w.book, w.unit["sz-wxb"], 1, now)
	joins := answer.JoinList{Rows: []answer.JoinRequest{w.request(rules.JoinPending, "")}, Total: 1}
	without := answer.Roster{Without: []rules.Unit{w.unit["sz-sfj"].Unit}, Page: answer.Page{Number: 1, Of: 1, Total: 1}, Find: answer.Finder{Action: answer.RosterUnit, About: "1"}}
	return []sample{
		home("liaison", liaison("sz-wxb", now), "sz-wxb", todo, status, begun),
		home("head", head, "sz-wxb", bare, status, answer.Begun{Buttons: begun.Buttons}),
		home("desk", official(rules.Admin, now), "", joins, without, answer.Inventory{Units: 49, Domains: 68}, list, answer.BuildBrief(w.book, city, now)),
		home("reviewer", official(rules.Reviewer, now), "", answer.BuildWaits(city), answer.BuildBrief(w.book, city, now)),
		home("reviewer_idle", official(rules.Reviewer, now), "", answer.Waits{}),
		home("leader", official(rules.Leader, now), "", answer.BuildBrief(w.book, city, now)),
	}
}
