package handlers

import (
	"context"

	"steward/rules"
	"steward/rules/answer"
	"steward/rules/form"
)

// askDocument sends a form as a file: what the asker's unit has handed in, else
// the blank one. A form whose grid is not at hand is answered with how it is
// handed in.
func askDocument(ctx context.Context, t *turn) error {
	def, ok := form.Forms()[t.read.Slots.Form]
	if !ok {
		return t.put(ctx, "policy.ask", refs{Topic: paperTopic(t.read.Slots.Form)})
	}
	unit := t.who.Unit
	if named := t.reader.Named(t.in.Text); named != "" && named != unit {
		if ok, err := t.may(ctx, rules.SeePersonal, named); !ok {
			return err
		}
		if t.who.ActsFor(named) { // one that was merged into theirs
			unit = named
		}
	}
	sub, handedIn, err := t.tx.LatestSubmission(ctx, unit, def.ID)
	if err != nil {
		return err
	}
	if handedIn && rules.May(t.who, rules.SeePersonal, unit).OK {
		return t.put(ctx, kindSubmitted, refs{Code: sub.Code})
	}
	return t.put(ctx, "document.get", refs{Form: def.ID, Unit: unit})
}

func loadDocument(ctx context.Context, r *reading) (answer.Answer, error) {
	facts, err := r.tx.UnitFacts(ctx, r.refs.Unit)
	if err != nil {
		return nil, err
	}
	def := form.Forms()[r.refs.Form]
	return answer.Blank{Form: def, Unit: facts.Unit}, nil
}
