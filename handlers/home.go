package handlers

import (
	"cmp"
	"context"

	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
)

// showHome draws the App Home of whoever opened it, and from then on whenever
// something in it changes.
func showHome(ctx context.Context, t *turn) error {
	if t.who.Known() {
		if err := t.tx.OpenHome(ctx, t.who.ID); err != nil {
			return err
		}
	}
	return t.send(ctx, outbox.Message{Kind: kindHome, To: outbox.Address{Person: t.who.ID}, Refs: refs{}})
}

func loadHome(ctx context.Context, r *reading) (answer.Answer, error) {
	reader, err := r.reader(ctx)
	if err != nil {
		return nil, err
	}
	home := answer.Home{Reader: reader}
	if reason := r.refs.Key; reason != "" || !reader.Known() {
		refusal := answer.Refusal{
			Verdict: rules.Verdict{Reason: cmp.Or(reason, rules.NotOnRoster)}, Office: r.book.Directive.HandIn,
		}
		home.Parts = []answer.Answer{refusal}
		return home, nil
	}
	if reader.Unit != "" {
		return unitHome(ctx, r, home)
	}
	facts, err := r.tx.CityFacts(ctx)
	if err != nil {
		return nil, err
	}
	if rules.May(reader, rules.AskBrief, "").OK {
		home.Parts = append(home.Parts, answer.BuildBrief(r.book, facts, r.now()))
	}
	if rules.May(reader, rules.BookIntake, "").OK {
		home.Parts = append(home.Parts, answer.BuildIntakeList(r.book, facts, answer.Listed{Kind: rules.Cleanup, Page: 1, Missing: true}))
	}
	return home, nil
}

func unitHome(ctx context.Context, r *reading, home answer.Home) (answer.Answer, error) {
	facts, err := r.tx.UnitFacts(ctx, home.Reader.Unit)
	if err != nil {
		return nil, err
	}
	home.Unit = facts.Unit
	status := answer.BuildUnitStatus(r.book, facts, 1, r.now())
	status.Own = true
	home.Parts = []answer.Answer{answer.BuildTodo(r.book, facts, r.now()), status}
	return home, nil
}
