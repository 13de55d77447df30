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
	return t.put(ctx, "deadline.info", refs{Kind: kind, Unit: t.askedFor()})
}

// askedFor is the unit whose dates are told: the asker's own, in direct
// messages. In a channel, and where another unit is named, dates are told in
// general: what another has handed in is not public.
func (t *turn) askedFor() string {
	named := t.reader.Named(t.in.Text)
	if t.in.inChannel() || named != "" && named != t.who.Unit {
		return ""
	}
	return t.who.Unit
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
	dl := rules.PickDeadline(r.book.Directive, facts, rules.ObligationKind(r.refs.Kind))
	a := answer.BuildDeadline(r.book, facts, dl, r.now())
	reader, err := r.reader(ctx)
	if a.Owed && a.Kind == rules.Cleanup && r.message.To.Person != "" && rules.May(reader, rules.FileForm, facts.Unit.Code).OK {
		a.Buttons = append(materialForms(facts), a.Buttons...)
	}
	return a, err
}

// materialForms opens what makes up the clean-up material: 附件1 and the report; and
// 零报告 for a unit that the inventory knows no domain of.
func materialForms(facts rules.UnitFacts) []answer.Button {
	first := rules.ApplicationForm
	if len(facts.Domains) == 0 {
		first = rules.ZeroReport
	}
	return []answer.Button{
		{Action: answer.FormStart, Value: first, Label: "button.fill." + first},
		{Action: answer.FormStart, Value: rules.CleanupReportForm, Label: "button.fill." + rules.CleanupReportForm},
	}
}
