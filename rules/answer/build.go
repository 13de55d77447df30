package answer

import (
	"slices"
	"time"

	"steward/rules"
	"steward/rules/calendar"
)

// GroundOf returns the provision as it is cited to people.
func GroundOf(d *rules.Directive, article string) Ground {
	a, ok := d.Article(article)
	if !ok {
		return Ground{Number: d.Number}
	}
	return Ground{Number: d.Number, Cite: a.Cite}
}

// groundsOf cites several provisions, each once, in the order of the directive.
func groundsOf(d *rules.Directive, articles []string) []Ground {
	var grounds []Ground
	for _, id := range articles {
		if g := GroundOf(d, id); !slices.Contains(grounds, g) {
			grounds = append(grounds, g)
		}
	}
	return grounds
}

// inOrder returns the articles without repeats, in the order of the directive.
func inOrder(d *rules.Directive, articles []string) []string {
	var ordered []string
	for _, a := range d.Articles {
		if slices.Contains(articles, a.ID) {
			ordered = append(ordered, a.ID)
		}
	}
	return ordered
}

// DutyOf returns an obligation of a unit as it stands at an instant.
func DutyOf(b rules.Book, f rules.UnitFacts, o rules.Obligation, now time.Time) Duty {
	return Duty{
		Kind:      o.Kind,
		Countdown: b.CountdownFor(f.Checks, o.Kind, o.Due, now),
		Intake:    f.Intakes[o.Kind],
		Submitted: f.Submitted[o.Kind],
		Ground:    GroundOf(b.Directive, o.Article),
		Article:   o.Article,
	}
}

// dutiesOf returns what the unit still owes, soonest first.
func dutiesOf(b rules.Book, f rules.UnitFacts, now time.Time) []Duty {
	var duties []Duty
	for _, o := range f.Obligations {
		if !f.Finished(o) {
			duties = append(duties, DutyOf(b, f, o, now))
		}
	}
	soonestFirst(duties)
	return duties
}

func soonestFirst(duties []Duty) {
	slices.SortStableFunc(duties, func(x, y Duty) int {
		return x.Countdown.Due.Compare(y.Countdown.Due)
	})
}

// BuildTodo lists what a unit still owes.
func BuildTodo(b rules.Book, f rules.UnitFacts, now time.Time) Todo {
	todo := Todo{Unit: f.Unit, Items: dutiesOf(b, f, now)}
	for _, d := range todo.Items {
		todo.Cites = append(todo.Cites, d.Article)
	}
	for _, r := range f.Reports(b) {
		if r.Standing == rules.MustChange {
			todo.Domains++
			todo.Cites = append(todo.Cites, articlesOf(r)...)
		}
	}
	for _, m := range f.Merged {
		if items := dutiesOf(b, m, now); len(items) > 0 {
			todo.Merged = append(todo.Merged, Todo{Unit: m.Unit, Items: items})
			for _, d := range items {
				todo.Cites = append(todo.Cites, d.Article)
			}
		}
	}
	todo.Cites = inOrder(b.Directive, todo.Cites)
	todo.Buttons = todoButtons(todo, f.Unit)
	return todo
}

func todoButtons(t Todo, u rules.Unit) []Button {
	var buttons []Button
	for _, part := range append([]Todo{t}, t.Merged...) {
		for _, d := range part.Items {
			b := Button{Action: ShowMaterial, Value: string(d.Kind)}
			if d.Kind == rules.Coordinator {
				b = fillButton(d.Kind, part.Unit)
			}
			twice := slices.ContainsFunc(buttons, func(o Button) bool { return o.Action == b.Action && o.Value == b.Value })
			if !twice && (d.Kind != rules.Coordinator || d.Submitted.IsZero()) {
				buttons = append(buttons, b)
			}
		}
	}
	if t.Domains > 0 {
		buttons = append(buttons, Button{Action: ShowStatus, Value: Join(u.Code, "1")})
	}
	return firstThree(buttons)
}

// fillButton begins a form; for a unit that was merged it names the unit, since
// its successor's people may owe one of their own.
func fillButton(kind rules.ObligationKind, u rules.Unit) Button {
	if u.Gone() {
		return Button{
			Action: FormStart, Value: Join(string(kind), u.Code), Label: "button.form.for", Args: map[string]string{"unit": u.Short()},
		}
	}
	return Button{Action: FormStart, Value: string(kind)}
}

func firstThree(b []Button) []Button { return b[:min(3, len(b))] }

func articlesOf(r rules.DomainReport) []string {
	var ids []string
	for _, f := range r.Findings {
		ids = append(ids, f.Article)
	}
	return ids
}

// An Item names one step of a reminder: which obligation, which rung.
type Item struct {
	Kind rules.ObligationKind `json:"kind"`
	Step string               `json:"step"`
}

// A Morning is what fell due for one person at one time.
type Morning struct {
	At    time.Time // the countdowns are told as of that day, also when drawn later
	Items []Item
	Sent  bool // it stands in Slack already, and keeps what has been done since
}

// BuildReminder joins what fell due for one person on one day. An item that is
// done is left out before the message is sent.
func BuildReminder(b rules.Book, f rules.UnitFacts, due Morning) Reminder {
	r := Reminder{Unit: f.Unit, Day: calendar.DateOf(due.At), Directive: b.Directive.Number}
	for _, it := range due.Items {
		o, ok := f.Owes(it.Kind)
		if !ok || (f.Finished(o) && !due.Sent) {
			continue
		}
		duty := DutyOf(b, f, o, due.At)
		duty.Step, duty.Seal = it.Step, sealTime(b.Directive, duty)
		r.Items = append(r.Items, duty)
		r.Cites = append(r.Cites, o.Article)
		r.AskReceipt = r.AskReceipt || it.Step == rules.StartStep
	}
	soonestFirst(r.Items)
	r.Cites = inOrder(b.Directive, r.Cites)
	r.Buttons = reminderButtons(r)
	return r
}

func sealTime(d *rules.Directive, duty Duty) bool {
	dl, ok := d.Deadline(duty.Kind)
	if !ok || duty.Step == rules.StartStep {
		return false
	}
	return duty.Countdown.Workdays <= dl.SealAt
}

func reminderButtons(r Reminder) []Button {
	var buttons []Button
	for _, d := range r.Items {
		if d.Kind == rules.Coordinator && d.Submitted.IsZero() {
			buttons = append(buttons, fillButton(d.Kind, r.Unit))
		}
	}
	buttons = append(buttons, Button{Action: GiveReceipt, Value: "directive"})
	for _, d := range r.Items {
		if d.Kind != rules.Coordinator {
			buttons = append(buttons, Button{Action: ShowMaterial, Value: string(d.Kind)})
		}
	}
	return firstThree(buttons)
}

// BuildDeadline answers when something is due for a unit; the zero unit asks in
// general.
func BuildDeadline(b rules.Book, f rules.UnitFacts, dl rules.Deadline, now time.Time) Deadline {
	o, owed := f.Owes(dl.Kind)
	a := Deadline{
		Kind: dl.Kind, Unit: f.Unit, Owed: owed && !f.Finished(o),
		Countdown: b.CountdownFor(f.Checks, dl.Kind, dl.Due, now),
		Intake:    f.Intakes[dl.Kind], Submitted: f.Submitted[dl.Kind],
		HandIn: b.Directive.HandIn,
		Ground: GroundOf(b.Directive, dl.Article), Article: dl.Article,
	}
	if a.Owed && dl.Kind == rules.Coordinator && a.Submitted.IsZero() {
		a.Buttons = append(a.Buttons, fillButton(dl.Kind, f.Unit))
	}
	if len(f.Domains) > 0 {
		a.Buttons = append(a.Buttons, Button{Action: ShowStatus, Value: Join(f.Unit.Code, "1")})
	}
	return a
}

// Acknowledge shows the receipt that the reader gave, in the button's place.
func (a *Reminder) Acknowledge(at time.Time) {
	a.Received = at
	a.Buttons = slices.DeleteFunc(a.Buttons, func(b Button) bool { return b.Action == GiveReceipt })
}
