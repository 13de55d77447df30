package handlers

import (
	"cmp"
	"context"
	"strings"

	"steward/db"
	"steward/rules"
	"steward/rules/answer"
)

// MaxOptions is how many choices one look gives: Slack shows no more
// (https://docs.slack.dev/reference/block-kit/composition-objects/option-object).
const MaxOptions = 100

// A Search is what somebody has typed so far into a field in which they look for
// something. It is answered straight and never kept: they type on.
type Search struct {
	User       string
	Membership rules.Membership
	Action     string // what is done with what they choose
	About      string // see [answer.Finder]
	Text       string
}

// An Option is one thing found: its name, and the value of the action when it is
// chosen.
type Option struct{ Text, Value string }

// Suggest finds what a person may choose, at most [MaxOptions], best first. Who
// may not do the action finds nothing: they are told why when they try. The
// transaction may be one that only reads.
func (h *Handlers) Suggest(ctx context.Context, tx *db.Tx, s Search) ([]Option, error) {
	who, _, err := tx.Person(ctx, s.User)
	if err != nil || !rules.MayEnter(s.Membership).OK {
		return nil, err
	}
	may := false
	switch answer.Action(s.Action) {
	case answer.OpenIntake:
		may = rules.May(who, rules.BookIntake, "").OK
	case answer.AdjustUnit, answer.AdjustInto:
		may = rules.May(who, rules.ImportRegister, "").OK
	case answer.RosterUnit:
		may = rules.May(who, rules.KeepRoster, "").OK
	case answer.JoinUnit:
		may = !who.Known()
	case answer.DeputyFind:
		return colleagues(ctx, tx, who, s)
	case answer.FormDomain:
		return h.domainsFor(ctx, tx, who, s)
	}
	if !may {
		return nil, nil
	}
	return h.units(ctx, tx, s)
}

func (h *Handlers) unitIndex(ctx context.Context, tx *db.Tx) (*index, error) {
	version, err := tx.UnitsVersion(ctx)
	if err != nil {
		return nil, err
	}
	return h.indexes.of(version, func() ([]rules.Unit, error) { return tx.Units(ctx) })
}

// units finds units by what was typed of them.
func (h *Handlers) units(ctx context.Context, tx *db.Tx, s Search) ([]Option, error) {
	x, err := h.unitIndex(ctx, tx)
	if err != nil {
		return nil, err
	}
	var options []Option
	for _, u := range x.find(s.Text, MaxOptions) {
		options = append(options, Option{Text: u.Name, Value: answer.Join(u.Code, s.About)})
	}
	return options, nil
}

// colleagues finds who could stand in for somebody: people of the same unit.
func colleagues(ctx context.Context, tx *db.Tx, who rules.Person, s Search) ([]Option, error) {
	person, known, err := tx.Person(ctx, s.About)
	if err != nil || !known || !rules.MayNameDeputy(who, person).OK {
		return nil, err
	}
	people, err := tx.PeopleOf(ctx, person.Unit)
	if err != nil {
		return nil, err
	}
	var options []Option
	for _, p := range people {
		name := cmp.Or(p.Name, p.ID)
		if p.ID != person.ID && rules.MayStandIn(person, p) && strings.Contains(folded(name), folded(s.Text)) && len(options) < MaxOptions {
			options = append(options, Option{Text: name, Value: answer.Join(p.ID, s.About)})
		}
	}
	return options, nil
}
