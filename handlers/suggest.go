package handlers

import (
	"context"

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
	if answer.Action(s.Action) != answer.OpenIntake {
		return nil, nil
	}
	who, _, err := tx.Person(ctx, s.User)
	if err != nil || !rules.MayEnter(s.Membership).OK || !rules.May(who, rules.BookIntake, "").OK {
		return nil, err
	}
	version, err := tx.UnitsVersion(ctx)
	if err != nil {
		return nil, err
	}
	x, err := h.indexes.of(version, func() ([]rules.Unit, error) { return tx.Units(ctx) })
	if err != nil {
		return nil, err
	}
	var options []Option
	for _, u := range x.find(s.Text, MaxOptions) {
		options = append(options, Option{Text: u.Name, Value: answer.Join(u.Code, s.About)})
	}
	return options, nil
}
