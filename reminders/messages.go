package reminders

import (
	"context"
	"fmt"

	"steward/db"
	"steward/outbox"
	"steward/rules/answer"
)

// Kinds returns how the messages of this room are drawn when they are sent, and
// whether they are still true then.
func (r *Reminders) Kinds() map[string]outbox.Kind {
	return map[string]outbox.Kind{
		kindReminder: {Load: r.loadReminder, StillTrue: r.reminderStillTrue},
		kindBrief:    {Load: r.loadBrief},
	}
}

func refsOf[T any](m outbox.Message) (T, error) {
	var refs T
	if err := m.Decode(&refs); err != nil {
		return refs, fmt.Errorf("references of message %d: %w", m.ID, err)
	}
	return refs, nil
}

// reminderStillTrue asks whether any item is still owed. A reminder that was
// sent stays as it was, whatever was done since.
func (r *Reminders) reminderStillTrue(ctx context.Context, tx *db.Tx, m outbox.Message) (bool, string, error) {
	if m.Edits != 0 {
		return true, "", nil
	}
	refs, err := refsOf[reminderRefs](m)
	if err != nil {
		return false, "", err
	}
	facts, err := tx.UnitFacts(ctx, refs.Unit)
	if err != nil {
		return false, "", err
	}
	for _, it := range refs.Items {
		if o, owed := facts.Owes(it.Kind); owed && !facts.Finished(o) {
			return true, "", nil
		}
	}
	return false, "finished", nil
}

func (r *Reminders) loadReminder(ctx context.Context, tx *db.Tx, m outbox.Message) (answer.Answer, error) {
	refs, err := refsOf[reminderRefs](m)
	if err != nil {
		return nil, err
	}
	facts, err := tx.UnitFacts(ctx, refs.Unit)
	if err != nil {
		return nil, err
	}
	a := answer.BuildReminder(r.book, facts, answer.Morning{At: refs.At, Items: refs.Items, Sent: m.Edits != 0})
	at, given, err := tx.Receipt(ctx, m.To.Person, outbox.ReceiptOf(m.Original()))
	if err != nil {
		return nil, err
	}
	if given {
		a.Acknowledge(at)
	}
	return a, nil
}

func (r *Reminders) loadBrief(ctx context.Context, tx *db.Tx, m outbox.Message) (answer.Answer, error) {
	refs, err := refsOf[briefRefs](m)
	if err != nil {
		return nil, err
	}
	facts, err := tx.CityFacts(ctx)
	if err != nil {
		return nil, err
	}
	return answer.BuildBrief(r.book, facts, refs.At), nil
}
