package handlers

import (
	"context"

	"steward/rules"
	"steward/rules/answer"
)

// askProgress says how many have finished. One's own unit anybody may ask; the
// names of others only those who answer for the city. A leader who asks for no
// unit and no date is shown the brief.
func askProgress(ctx context.Context, t *turn) error {
	asked := t.read.Slots
	if t.who.Has(rules.Leader) && asked.Unit == "" && asked.Deadline == "" {
		return showBrief(ctx, t)
	}
	kind := rules.ObligationKind(asked.Deadline)
	if _, ok := t.h.book.Directive.Deadline(kind); !ok {
		kind = rules.Cleanup
	}
	unit := t.read.Slots.Unit
	if unit == "" && t.read.Slots.Scope == "" && !rules.May(t.who, rules.SeeProgress, "").OK {
		unit = t.who.Unit
	}
	if ok, err := t.may(ctx, rules.SeeProgress, unit); !ok {
		return err
	}
	return t.put(ctx, "progress.report", refs{Kind: string(kind), Unit: unit})
}

func loadProgress(ctx context.Context, r *reading) (answer.Answer, error) {
	facts, err := r.tx.CityFacts(ctx)
	if err != nil {
		return nil, err
	}
	asked := answer.Asked{Kind: rules.ObligationKind(r.refs.Kind), Unit: r.refs.Unit, At: r.now()}
	return answer.BuildProgress(r.book, facts, asked), nil
}

// showBrief draws the leaders' brief as of now, for those who may read it.
func showBrief(ctx context.Context, t *turn) error {
	if ok, err := t.may(ctx, rules.AskBrief, ""); !ok {
		return err
	}
	return t.put(ctx, string(answer.ShowBrief), refs{})
}

func loadBrief(ctx context.Context, r *reading) (answer.Answer, error) {
	facts, err := r.tx.CityFacts(ctx)
	if err != nil {
		return nil, err
	}
	return answer.BuildBrief(r.book, facts, r.message.CreatedAt), nil
}
