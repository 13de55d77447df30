package answer

import (
	"slices"
	"time"

	"steward/rules"
	"steward/rules/calendar"
)

// BuildIntakeCard is the office's card for one unit's material.
func BuildIntakeCard(b rules.Book, f rules.UnitFacts, kind rules.ObligationKind, now time.Time) IntakeCard {
	card := IntakeCard{Unit: f.Unit, Kind: kind, Intake: f.Intakes[kind], Today: calendar.DateOf(now), MayBook: true}
	o, owed := f.Owes(kind)
	if !owed {
		card.MayBook, card.Problem = false, "not_owed"
		return card
	}
	card.Countdown = b.CountdownFor(f.Checks, kind, o.Due, now)
	card.Article, card.Ground = o.Article, GroundOf(b.Directive, o.Article)
	for _, m := range rules.MediaOf(kind) {
		card.Buttons = append(card.Buttons, intakeButton(card, m))
	}
	return card
}

// intakeButton books the medium in, or takes the booking back.
func intakeButton(card IntakeCard, m rules.Medium) Button {
	value := Join(card.Unit.Code, string(card.Kind), string(m))
	if card.Intake.On(m).IsZero() {
		return Button{Action: BookIntake, Value: value, Label: "button.intake.book." + string(m)}
	}
	return Button{
		Action: UndoIntake, Value: value, Label: "button.intake.undo." + string(m),
		Danger: true, Confirm: "confirm.intake.undo",
	}
}

// Listed says which list is asked for: of what, which page, and whether only
// of the units that have not handed everything in.
type Listed struct {
	Kind    rules.ObligationKind
	Page    int
	Missing bool
	At      time.Time // when it is drawn
}

// BuildIntakeList lists the units that owe something, in the inventory's order.
func BuildIntakeList(b rules.Book, f rules.CityFacts, asked Listed) IntakeList {
	kind, missing := asked.Kind, asked.Missing
	list := IntakeList{Kind: kind, Progress: f.Progress(kind), Missing: missing}
	if dl, ok := b.Directive.Deadline(kind); ok {
		list.Article = dl.Article
	}
	var rows []IntakeRow
	for _, code := range list.Progress.Owed {
		if missing && slices.Contains(list.Progress.Complete, code) {
			continue
		}
		rows = append(rows, intakeRow(f, kind, code))
	}
	list.Rows, list.Page = Cut(rows, asked.Page, Rows)
	action := ListIntakes
	if missing {
		action = ShowMissing
	}
	list.Find = Finder{OpenIntake, string(kind)}
	list.Buttons = PageButtons(action, string(kind), list.Page)
	checkOff(&list, b, f, asked.At)
	return list
}

// checkOff adds what a date that has passed asks of the office: to say that what came in
// is booked, or to take that back, and what to say to those who are late.
func checkOff(list *IntakeList, b rules.Book, f rules.CityFacts, now time.Time) {
	dl, _ := b.Directive.Deadline(list.Kind)
	open := len(list.Progress.Complete) < len(list.Progress.Owed)
	if !open || rules.Checkable(b.Directive, list.Kind, calendar.DateOf(now)) != "" {
		return
	}
	list.Check.Due = dl.Due
	check := Button{Action: CheckIntakes, Value: string(list.Kind), Label: "button.intake.check", Confirm: "confirm.intake.check"}
	for _, c := range f.Checks {
		if c.Kind == list.Kind && c.Due == dl.Due {
			list.Check.Checked = c.At
			check = Button{Action: UncheckIntakes, Value: string(list.Kind), Label: "button.intake.uncheck", Danger: true, Confirm: "confirm.intake.uncheck"}
		}
	}
	list.Buttons = append([]Button{check}, list.Buttons...)
	if list.Check.Checked.IsZero() || !list.Missing {
		return
	}
	list.Call = Call{Number: b.Directive.Number, Due: dl.Due, HandIn: b.Directive.HandIn}
	for _, row := range list.Rows {
		list.Call.Units = append(list.Call.Units, row.Unit)
	}
}

func intakeRow(f rules.CityFacts, kind rules.ObligationKind, code string) IntakeRow {
	return IntakeRow{
		Unit: f.Unit(code), Intake: f.Intakes[kind][code],
		Open: Button{Action: OpenIntake, Value: Join(code, string(kind))},
	}
}

// PageButtons turn to the pages beside one.
func PageButtons(action Action, subject string, p Page) []Button {
	var buttons []Button
	if p.Number < p.Of {
		buttons = append(buttons, PageButton(action, subject, p, 1))
	}
	if p.Number > 1 {
		buttons = append(buttons, PageButton(action, subject, p, -1))
	}
	return buttons
}

// BuildBrief is the leaders' brief as of an instant.
func BuildBrief(b rules.Book, f rules.CityFacts, at time.Time) Brief {
	brief := Brief{
		At: at, Material: f.Progress(rules.Cleanup), Coordinators: f.Progress(rules.Coordinator),
		Goal: rules.GoalRates(b.Directive, f.Units, f.Domains), Findings: map[rules.Class]int{},
	}
	for _, u := range f.Units {
		for _, d := range f.Domains[u.Code] {
			for _, finding := range rules.Check(b.Directive, u, d, f.Domains[u.Code]).Findings {
				brief.Findings[finding.Class]++
			}
		}
	}
	if dl, ok := b.Directive.Deadline(rules.Cleanup); ok {
		brief.Countdown = b.CountdownFor(f.Checks, rules.Cleanup, dl.Due, at)
		brief.Cites = inOrder(b.Directive, []string{"二", dl.Article})
		brief.Grounds = groundsOf(b.Directive, brief.Cites)
	}
	if dl, ok := b.Directive.Deadline(rules.Coordinator); ok {
		brief.FormDue = b.CountdownFor(f.Checks, rules.Coordinator, dl.Due, at)
	}
	brief.Buttons = []Button{{Action: ShowMissing, Value: Join(string(rules.Cleanup), "1")}}
	return brief
}

// Asked says whose progress is asked for, of what, and when; Unit "" is the city.
type Asked struct {
	Kind rules.ObligationKind
	Unit string
	At   time.Time
}

// BuildProgress answers how far the city is, or one unit.
func BuildProgress(b rules.Book, f rules.CityFacts, asked Asked) ProgressReport {
	kind, unit := asked.Kind, asked.Unit
	r := ProgressReport{Kind: kind, Unit: f.Unit(unit), Progress: f.Progress(kind)}
	if dl, ok := b.Directive.Deadline(kind); ok {
		r.Article, r.Countdown = dl.Article, b.CountdownFor(f.Checks, kind, dl.Due, asked.At)
		r.Ground = GroundOf(b.Directive, dl.Article)
	}
	if unit == "" {
		r.Buttons = []Button{{Action: ShowMissing, Value: Join(string(kind), "1")}}
		return r
	}
	r.Owed = slices.Contains(r.Progress.Owed, unit)
	r.Intake, r.Submitted = f.Intakes[kind][unit], f.Submitted[kind][unit]
	return r
}

// ReadOnly takes the office's buttons off the list, for those who only read it.
func (a *IntakeList) ReadOnly() {
	a.Find, a.Check, a.Call = Finder{}, Check{}, Call{}
	a.Buttons = slices.DeleteFunc(a.Buttons, func(b Button) bool { return b.Action == CheckIntakes || b.Action == UncheckIntakes })
	for i := range a.Rows {
		a.Rows[i].Open = Button{}
	}
}
