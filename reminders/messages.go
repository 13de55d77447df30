package reminders

import (
	"context"
	"fmt"
	"slices"
	"time"

	"steward/db"
	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
)

// Kinds returns how the messages of this room are drawn when they are sent, and
// whether they are still true then.
func (r *Reminders) Kinds() map[string]outbox.Kind {
	return map[string]outbox.Kind{
		kindReminder: {Load: r.loadReminder, StillTrue: r.reminderStillTrue},
		kindBrief:    {Load: r.loadBrief},
		kindChecks:   {Load: r.loadChecks, StillTrue: r.checksStillTrue},
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
	if ok, err := stillHears(ctx, tx, m.To.Person, refs); !ok {
		return false, "no_longer_liaison", err
	}
	reason := "finished"
	for _, it := range refs.Items {
		o, owed := facts.Owes(it.Kind)
		if !owed || facts.Finished(o) {
			continue
		}
		if reason = untold(facts, o, it.Step, tx.Now()); reason == "" {
			return true, "", nil
		}
	}
	return false, reason, nil
}

// untold says why a step is told no more of something that is still owed, or "": what
// was meant for before the date has no use after it, and nobody is called late whose
// papers may lie unbooked.
func untold(f rules.UnitFacts, o rules.Obligation, step string, now time.Time) string {
	switch {
	case rules.IsLate(step) && !rules.Checked(f.Checks, o.Kind, o.Due):
		return "unchecked"
	case !rules.IsLate(step) && calendar.DateOf(now).After(o.Due):
		return "date_passed"
	}
	return ""
}

// putEach puts a message to each of some people, each for the same occasion of their
// own, and returns to how many.
func putEach(ctx context.Context, tx *db.Tx, people []rules.Person, m outbox.Message) (int, error) {
	occasion := m.Occasions[0]
	for _, p := range people {
		occasion.Recipient = p.ID
		m.To, m.Occasions = outbox.Address{Person: p.ID}, []outbox.Occasion{occasion}
		if _, err := outbox.Put(ctx, tx, m); err != nil {
			return 0, err
		}
	}
	return len(people), nil
}

// ofCity reads the references of a message about the whole city, and loads what is
// known of it.
func ofCity[T any](ctx context.Context, tx *db.Tx, m outbox.Message) (refs T, facts rules.CityFacts, err error) {
	if refs, err = refsOf[T](m); err == nil {
		facts, err = tx.CityFacts(ctx)
	}
	return refs, facts, err
}

// stillHears reports whether the addressee acts for the unit now, in a role that hears
// one of the steps.
func stillHears(ctx context.Context, tx *db.Tx, person string, refs reminderRefs) (bool, error) {
	p, _, err := tx.Person(ctx, person)
	hears := slices.ContainsFunc(refs.Items, func(it answer.Item) bool { return slices.ContainsFunc(rules.Hearers(it.Step), p.Has) })
	return p.ActsFor(refs.Unit) && hears, err
}

// due is the morning that the message tells of. One that waited past its day is
// told as of now, without the words of a step whose day is over.
func (refs reminderRefs) due(now time.Time, sent bool) answer.Morning {
	m := answer.Morning{At: refs.At, Items: refs.Items, Sent: sent}
	if sent || calendar.DateOf(refs.At) == calendar.DateOf(now) {
		return m
	}
	m.At, m.Items = now, nil
	for _, it := range refs.Items {
		if it.Step != rules.StartStep && !rules.IsLate(it.Step) {
			it.Step = rules.DelayedStep
		}
		m.Items = append(m.Items, it)
	}
	return m
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
	a := answer.BuildReminder(r.book, facts, refs.due(tx.Now(), m.Edits != 0))
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
	refs, facts, err := ofCity[briefRefs](ctx, tx, m)
	if err != nil {
		return nil, err
	}
	return answer.BuildBrief(r.book, facts, refs.At), nil
}
