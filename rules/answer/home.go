package answer

import (
	"slices"
	"strconv"

	"steward/rules"
)

// Home is a person's App Home: what concerns them, part by part, each drawn as
// it would be in a message.
type Home struct {
	Reader rules.Person
	Unit   rules.Unit // zero for the city's own people
	Parts  []Answer
	// Reads says that the reader fills in nothing for their unit.
	Reads bool
}

// openAll puts the way to a whole list in the place of its pages. In the home tab a
// list can't be turned over: what a button shows comes as a message.
func openAll(bs []Button, action Action, subject string, p Page) []Button {
	rest := slices.DeleteFunc(slices.Clone(bs), func(b Button) bool { return b.Action == action })
	if p.Of <= 1 {
		return rest
	}
	all := PageButton(action, subject, Page{}, 1)
	all.Label, all.Args = "button.page.all", map[string]string{"total": strconv.Itoa(p.Total)}
	return append(rest, all)
}

// AtHome is the card as it stands in the home tab, below what the unit owes: that is
// not said twice.
func (a UnitStatus) AtHome() UnitStatus {
	bs := slices.DeleteFunc(slices.Clone(a.Buttons), func(b Button) bool { return b.Action == ShowMaterial })
	a.Countdown, a.Buttons = rules.Countdown{}, openAll(bs, ShowStatus, a.Unit.Code, a.Page)
	return a
}

// AtHome is the list as it stands in the home tab.
func (a IntakeList) AtHome() IntakeList {
	action := ListIntakes
	if a.Missing {
		action = ShowMissing
	}
	a.Buttons = openAll(openAll(a.Buttons, ListIntakes, string(a.Kind), Page{}), action, string(a.Kind), a.Page)
	return a
}

// AtHome is the list of units without people as it stands in the home tab.
func (a Roster) AtHome() Roster {
	paged := slices.DeleteFunc(slices.Clone(a.Buttons), func(b Button) bool { return b.Label == "button.page.next" })
	if a.Page.Of > 1 {
		all := openAll(nil, ShowRoster, "", a.Page)
		paged = append(all, paged...)
	}
	a.Buttons = paged
	return a
}

// AtHome is what a unit owes as it stands in the home tab, above its domains: they
// are shown there, and who files may begin to apply for what must change.
func (a Todo) AtHome(files bool) Todo {
	a.Buttons = slices.DeleteFunc(slices.Clone(a.Buttons), func(b Button) bool { return b.Action == ShowStatus })
	if files && a.Domains > 0 && a.Unit.Kind != rules.Vertical && len(a.Buttons) < 3 {
		first := slices.IndexFunc(a.Buttons, func(b Button) bool { return b.Action != FormStart })
		if first < 0 {
			first = len(a.Buttons)
		}
		a.Buttons = slices.Insert(a.Buttons, first, Button{
			Action: FormStart, Value: rules.ApplicationForm, Label: "button.fill." + rules.ApplicationForm,
		})
	}
	return a
}

// Articles returns the provisions of all parts.
func (a Home) Articles() []string {
	var ids []string
	for _, p := range a.Parts {
		ids = append(ids, p.Articles()...)
	}
	return ids
}

// Suggestion names conforming domains that a unit could apply for, best first.
type Suggestion struct {
	Unit    rules.Unit
	Names   []rules.Proposal // empty: nothing stands for the unit
	Suffix  string           // the city's; "" when the unit's portal is not under it
	InUse   []string         // conforming domains that it has already
	Ground  Ground
	Article string
	Buttons []Button
}

// Articles returns the provision under which the unit applies.
func (a Suggestion) Articles() []string { return []string{a.Article} }
