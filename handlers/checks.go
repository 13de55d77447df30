package handlers

import (
	"context"
	"time"

	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
)

// checkIntakes records 收件核对完毕 for a date: from then on units that have not handed in
// are late. Said twice it changes nothing.
func checkIntakes(ctx context.Context, t *turn) error { return t.check(ctx, true) }

// uncheckIntakes takes it back: nobody is called late any more until it is said again.
func uncheckIntakes(ctx context.Context, t *turn) error { return t.check(ctx, false) }

func (t *turn) check(ctx context.Context, checked bool) error {
	kind := rules.ObligationKind(t.value(1)[0])
	if ok, err := t.may(ctx, rules.BookingAct(kind), ""); !ok {
		return err
	}
	if problem := rules.Checkable(t.h.book.Directive, kind, calendar.DateOf(t.now())); problem != "" {
		return t.notice(ctx, "intake."+problem)
	}
	if err := t.tx.Lock(ctx, outbox.CheckCard(kind)); err != nil {
		return err
	}
	facts, err := t.tx.CityFacts(ctx)
	if err != nil {
		return err
	}
	dl, _ := t.h.book.Directive.Deadline(kind)
	if rules.Checked(facts.Checks, kind, dl.Due) != checked {
		if err := t.putCheck(ctx, rules.IntakeCheck{Kind: kind, Due: dl.Due, By: t.who.ID}, checked); err != nil {
			return err
		}
		subject := outbox.CheckCard(kind) + "/" + t.now().Format(time.RFC3339Nano)
		if err := t.behalf(ctx, subject, rules.Admin); err != nil {
			return err
		}
		t.lightsChange(facts.Progress(kind))
	}
	return t.showChecked(ctx, kind)
}

// showChecked draws what asked for the check anew, wherever it stands. A click that was
// made elsewhere is answered with the list.
func (t *turn) showChecked(ctx context.Context, kind rules.ObligationKind) error {
	card := outbox.CheckCard(kind)
	copies, err := t.tx.MessagesByCard(ctx, card)
	if err != nil {
		return err
	}
	if err := t.redrawCard(ctx, card); err != nil {
		return err
	}
	for _, m := range copies {
		if t.in.MessageTS != "" && m.Post.TS == t.in.MessageTS {
			return nil
		}
	}
	return t.put(ctx, string(answer.ListIntakes), refs{Kind: string(kind), Page: 1})
}

func (t *turn) putCheck(ctx context.Context, c rules.IntakeCheck, checked bool) error {
	if checked {
		return t.tx.CheckIntakes(ctx, c)
	}
	return t.tx.UncheckIntakes(ctx, c)
}

// lightsChange draws the homes anew on which a date's light changes.
func (t *turn) lightsChange(p rules.Progress) {
	t.stale = append(append(append(t.stale, p.Missing...), p.Partly...), "")
}
