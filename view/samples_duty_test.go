package view_test

import (
	"time"

	"steward/rules"
	"steward/rules/answer"
)

func (w *world) deadlineOf(kind rules.ObligationKind) rules.Deadline {
	dl, _ := w.book.Directive.Deadline(kind)
	return dl
}

func (w *world) deadline(name, reader string, f rules.UnitFacts, now time.Time) sample {
	return w.deadlineFor(name, reader, rules.Cleanup, f)(now)
}

func (w *world) deadlineFor(name, reader string, kind rules.ObligationKind, f rules.UnitFacts) func(time.Time) sample {
	return func(now time.Time) sample {
		return sample{"deadline_" + name, liaison(reader, now), answer.BuildDeadline(w.book, f, w.deadlineOf(kind), now)}
	}
}

func (w *world) duties() []sample {
	start, jtj, wxb := on(2018, 11, 20, 9, 0), w.unit["sz-jtj"], w.unit["sz-wxb"]
	return []sample{
		w.deadline("in_general", "", rules.UnitFacts{}, start),
		w.deadline("own_unit", "sz-jtj", jtj, start),
		w.deadline("another_unit", "sz-wxb", jtj, start),
		w.deadline("five_left", "sz-jtj", jtj, on(2018, 12, 7, 9, 0)),
		w.deadline("half_in", "sz-jtj", w.with("sz-jtj", paper("sz-jtj")), on(2018, 12, 12, 9, 0)),
		w.deadline("last_workday", "sz-jtj", jtj, on(2018, 12, 14, 9, 0)),
		w.deadline("on_the_day", "sz-jtj", jtj, on(2018, 12, 15, 9, 0)),
		w.deadline("weekend_past", "sz-jtj", jtj, on(2018, 12, 16, 9, 0)),
		w.deadline("past", "sz-jtj", jtj, on(2018, 12, 18, 9, 0)),
		w.deadline("unchecked", "sz-jtj", w.unchecked("sz-jtj"), on(2018, 12, 18, 9, 0)),
		{"todo_unchecked", liaison("sz-jtj", on(2018, 12, 18, 9, 0)), answer.BuildTodo(w.book, w.unchecked("sz-jtj"), on(2018, 12, 18, 9, 0))},
		w.deadline("done", "sz-jtj", w.with("sz-jtj", both("sz-jtj")), on(2018, 12, 18, 9, 0)),
		w.deadline("not_owed", "sz-qxj", w.unit["sz-qxj"], start),
		w.deadlineFor("form", "sz-wxb", rules.Coordinator, wxb)(start),
		w.deadlineFor("form_last_day", "sz-wxb", rules.Coordinator, wxb)(on(2018, 11, 26, 8, 0)),
		w.deadlineFor("form_submitted", "sz-wxb", rules.Coordinator, w.sent("sz-wxb", on(2018, 11, 21, 10, 12)))(on(2018, 11, 22, 8, 0)),
		w.deadlineFor("form_in_general", "", rules.Coordinator, rules.UnitFacts{})(on(2019, 1, 7, 8, 0)),
		{"todo_two", liaison("sz-wxb", start), answer.BuildTodo(w.book, wxb, start)},
		{"todo_with_domains", liaison("sz-jtj", start), answer.BuildTodo(w.book, jtj, start)},
		{"todo_half_in", liaison("sz-jtj", on(2018, 12, 12, 9, 0)), answer.BuildTodo(w.book, w.with("sz-jtj", paper("sz-jtj")), on(2018, 12, 12, 9, 0))},
		{"todo_submitted", liaison("sz-wxb", start), answer.BuildTodo(w.book, w.sent("sz-wxb", start), start)},
		{"todo_nothing", liaison("sz-sfj", start), answer.BuildTodo(w.book, w.with("sz-sfj", both("sz-sfj")), start)},
		{"todo_for_the_office", official(rules.Admin, start), answer.BuildTodo(w.book, jtj, start)},
	}
}

func (w *world) reminder(name string, f rules.UnitFacts, at time.Time, items ...answer.Item) sample {
	r := answer.BuildReminder(w.book, f, answer.Morning{At: at, Items: items, Sent: true})
	return sample{"reminder_" + name, liaison(f.Unit.Code, at), r}
}

func (w *world) reminders() []sample {
	cleanup := func(step string) answer.Item { return answer.Item{Kind: rules.Cleanup, Step: step} }
	annex := func(step string) answer.Item { return answer.Item{Kind: rules.Coordinator, Step: step} }
	start, jtj, wxb := on(2018, 11, 20, 9, 0), w.unit["sz-jtj"], w.unit["sz-wxb"]
	received := answer.BuildReminder(w.book, wxb, answer.Morning{At: start, Items: []answer.Item{annex("start"), cleanup("start")}, Sent: true})
	received.Acknowledge(on(2018, 11, 20, 9, 5))
	later := answer.BuildReminder(w.book, jtj, answer.Morning{At: on(2018, 12, 7, 9, 0), Items: []answer.Item{cleanup("5")}, Sent: true})
	later.Acknowledge(on(2018, 12, 7, 9, 30))
	return []sample{
		w.reminder("start", wxb, start, annex("start"), cleanup("start")),
		{"reminder_received", liaison("sz-wxb", start), received},
		w.reminder("ten_left", jtj, on(2018, 11, 30, 9, 0), cleanup("10")),
		w.reminder("five_left_seal", jtj, on(2018, 12, 7, 9, 0), cleanup("5")),
		{"reminder_five_left_received", liaison("sz-jtj", on(2018, 12, 7, 9, 0)), later},
		w.reminder("two_left_half_in", w.with("sz-jtj", paper("sz-jtj")), on(2018, 12, 12, 9, 0), cleanup("2")),
		w.reminder("last_day", jtj, on(2018, 12, 14, 9, 0), cleanup("0")),
		w.reminder("late", jtj, on(2018, 12, 18, 9, 0), cleanup("late-1")),
		w.reminder("done_since", w.with("sz-jtj", both("sz-jtj")), on(2018, 12, 14, 9, 0), cleanup("0")),
		w.reminder("form_one_left", wxb, on(2018, 11, 23, 9, 0), annex("1")),
		w.reminder("form_last_day", wxb, on(2018, 11, 26, 9, 0), annex("0")),
		w.reminder("form_submitted", w.sent("sz-wxb", on(2018, 11, 21, 10, 12)), on(2018, 11, 26, 9, 0), annex("0")),
		w.reminder("nothing_left", jtj, start),
	}
}
