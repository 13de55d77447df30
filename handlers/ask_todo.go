package handlers

import (
	"context"
	"slices"

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
	reader, err := r.reader(ctx)
	return r.todo(reader, facts), err
}

// todo is what a unit owes, with the buttons of those who may fill in for it.
func (r *reading) todo(reader rules.Person, facts rules.UnitFacts) answer.Todo {
	todo := answer.BuildTodo(r.book, facts, r.now())
	if !rules.May(reader, rules.FileForm, facts.Unit.Code).OK {
		todo.Buttons = slices.DeleteFunc(todo.Buttons, func(b answer.Button) bool { return b.Action == answer.FormStart })
	}
	return todo
}
