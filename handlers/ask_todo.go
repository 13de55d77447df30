package handlers

import (
	"context"

	"steward/rules"
	"steward/rules/answer"
)

// askTodo lists what the asker's unit, or one that they may see, still owes.
// The office and leaders without a unit are shown the city's progress.
func askTodo(ctx context.Context, t *turn) error {
	unit := t.read.Slots.Unit
	if unit == "" {
		unit = t.who.Unit
	}
	if unit == "" {
		return t.put(ctx, "progress.report", refs{Kind: string(rules.Cleanup)})
	}
	if ok, err := t.may(ctx, rules.SeeFull, unit); !ok {
		return err
	}
	return t.put(ctx, "todo.list", refs{Unit: unit})
}

func loadTodo(ctx context.Context, r *reading) (answer.Answer, error) {
	facts, err := r.tx.UnitFacts(ctx, r.refs.Unit)
	if err != nil {
		return nil, err
	}
	return answer.BuildTodo(r.book, facts, r.now()), nil
}
