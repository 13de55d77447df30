package handlers

import (
	"context"

	"steward/db"
	"steward/outbox"
	"steward/rules"
)

// unsettled ends, and tells both sides of, the deputyships of those whom a plan takes
// off the roster or moves to another unit, before it does; see [db.Tx.Settle].
func (h *Handlers) unsettled(ctx context.Context, tx *db.Tx, p rules.Plan, by string) error {
	t := &turn{h: h, tx: tx, in: Incoming{User: by}}
	for _, m := range p.Merged {
		moved, err := tx.ToMove(ctx, m.Unit, m.Into)
		if err != nil {
			return err
		}
		for _, person := range moved.People {
			if len(person.After) > 0 {
				continue
			}
			if err := t.endDeputies(ctx, person.ID); err != nil {
				return err
			}
		}
	}
	for _, after := range p.People.Changed {
		before, known, err := tx.Person(ctx, after.ID)
		if err != nil {
			return err
		}
		if !known || len(after.Roles) > 0 && before.Unit == after.Unit {
			continue
		}
		if err := t.endDeputies(ctx, after.ID); err != nil {
			return err
		}
		if len(after.Roles) > 0 {
			continue
		}
		if err := tx.CloseHome(ctx, after.ID); err != nil {
			return err
		}
	}
	return nil
}

// tellOff tells those whom a merger has taken off the roster, since the successor has
// somebody in their place.
func (h *Handlers) tellOff(ctx context.Context, tx *db.Tx, m rules.Merger) error {
	a, _, err := tx.Adjustment(ctx, m.Unit)
	if err != nil {
		return err
	}
	t := &turn{h: h, tx: tx}
	for _, p := range a.Moved.People {
		if len(p.After) > 0 {
			continue
		}
		rf := refs{Key: "self", Unit: m.Unit, Near: roleNames(p.Before)}
		if err := t.tell(ctx, p.ID, outbox.Message{Kind: kindLeft, Refs: rf}); err != nil {
			return err
		}
	}
	return nil
}
