package handlers

import (
	"context"

	"steward/outbox"
	"steward/rules"
)

// giveReceipt records 已收悉: of the message it stands under, and of the
// directive. The first one stands; pressing again changes nothing. It is the
// product's own, not the receipt of an official document.
func giveReceipt(ctx context.Context, t *turn) error {
	if ok, err := t.may(ctx, rules.GiveReceipt, t.who.Unit); !ok {
		return err
	}
	m, ok, err := t.clicked(ctx)
	if err != nil {
		return err
	}
	if !ok || m.Person != t.who.ID || m.Kind != kindReminder {
		return t.notice(ctx, "stale_button")
	}
	for _, subject := range []string{outbox.ReceiptOf(m.ID), t.h.book.Directive.ID} {
		if _, err := t.tx.PutReceipt(ctx, t.who.ID, subject); err != nil {
			return err
		}
	}
	return outbox.Redraw(ctx, t.tx, m.ID)
}

// sayReceipt records 已收悉 that was said instead of pressed, of the directive.
func sayReceipt(ctx context.Context, t *turn) error {
	if ok, err := t.may(ctx, rules.GiveReceipt, t.who.Unit); !ok {
		return err
	}
	if _, err := t.tx.PutReceipt(ctx, t.who.ID, t.h.book.Directive.ID); err != nil {
		return err
	}
	return t.notice(ctx, "receipt")
}
