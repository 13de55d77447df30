package handlers

import (
	"context"

	"steward/rules"
	"steward/rules/answer"
)

// askDeadline answers when something is due; without a name it is the soonest
// that the asker's unit owes.
func askDeadline(ctx context.Context, t *turn) error {
	kind := t.read.Slots.Deadline
	if _, dated := t.h.book.Directive.Deadline(rules.ObligationKind(kind)); kind != "" && !dated {
		return t.put(ctx, "policy.ask", refs{Topic: topicOf(kind)})
	}
	unit := t.read.Slots.Unit
	if unit == "" {
		unit = t.who.Unit
	}
	return t.put(ctx, "deadline.info", refs{Kind: kind, Unit: unit})
}

func showDeadline(ctx context.Context, t *turn) error {
	return t.put(ctx, "deadline.info", refs{Kind: t.in.Value, Unit: t.who.Unit})
}

// showMaterial says what must be handed in by the date, and where.
func showMaterial(ctx context.Context, t *turn) error { return showDeadline(ctx, t) }

// topicOf names the rule behind a term that has no fixed date.
func topicOf(deadline string) string {
	if deadline == "registry" {
		return "registry_days"
	}
	return deadline
}

func loadDeadline(ctx context.Context, r *reading) (answer.Answer, error) {
	facts, err := r.tx.UnitFacts(ctx, r.refs.Unit)
	if err != nil {
		return nil, err
	}
	dl := pickDeadline(r.book.Directive, facts, rules.ObligationKind(r.refs.Kind))
	return answer.BuildDeadline(r.book, facts, dl, r.now()), nil
}

// pickDeadline is the one asked for, else the soonest that the unit still owes,
// else the last of the directive's.
func pickDeadline(d *rules.Directive, f rules.UnitFacts, kind rules.ObligationKind) rules.Deadline {
	if dl, ok := d.Deadline(kind); ok {
		return dl
	}
	pick := d.Deadlines[len(d.Deadlines)-1]
	for _, dl := range d.Deadlines {
		if o, owed := f.Owes(dl.Kind); owed && !f.Finished(o) && dl.Due.Before(pick.Due) {
			pick = dl
		}
	}
	return pick
}
