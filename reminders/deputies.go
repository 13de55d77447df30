package reminders

import (
	"context"

	"steward/db"
	"steward/outbox"
	"steward/rules"
	"steward/rules/calendar"
)

// deputiesDue says of each deputyship (AB角) that it begins, or that it is over,
// to both sides. That it holds on its days alone follows from the days: what is
// said here may come late.
func (r *Reminders) deputiesDue(ctx context.Context, tx *db.Tx) (Report, error) {
	ids, err := tx.DueDeputies(ctx)
	if err != nil {
		return Report{}, err
	}
	var done Report
	var units []string
	for _, id := range ids {
		s, ok, err := tx.Deputyship(ctx, id)
		if err != nil {
			return done, err
		}
		if !ok {
			err = tx.DropTimer(ctx, db.DeputyTimer(id))
		} else {
			var unit string
			unit, err = r.deputyDue(ctx, tx, s)
			units = append(units, unit)
			done.Messages += 2 // one to each side
		}
		if err != nil {
			return done, err
		}
		done.Steps++
	}
	return done, outbox.RefreshHomes(ctx, tx, units...)
}

// deputyDue says what has come for one, and returns the unit whom it concerns.
func (r *Reminders) deputyDue(ctx context.Context, tx *db.Tx, s rules.Deputyship) (string, error) {
	event := "begins"
	var err error
	if calendar.DateOf(tx.Now()).After(s.To) {
		event = "ended"
		if err = tx.DropTimer(ctx, db.DeputyTimer(s.ID)); err == nil {
			err = tx.HandBack(ctx, s)
		}
		if err == nil {
			_, err = tx.Settle(ctx)
		}
	} else {
		err = tx.SetTimer(ctx, db.DeputyTimer(s.ID), r.book.Directive.MorningAt.On(s.To.AddDays(1)))
	}
	if err != nil {
		return "", err
	}
	person, _, err := tx.Person(ctx, s.Person)
	if err != nil {
		return "", err
	}
	for _, id := range []string{s.Person, s.Deputy} {
		_, err := outbox.Put(ctx, tx, outbox.Message{
			Kind: outbox.KindDeputyNews, To: outbox.Address{Person: id},
			Refs: outbox.DeputyNews{Event: event, Person: s.Person, Deputy: s.Deputy, From: s.From.String(), To: s.To.String()},
			Occasions: []outbox.Occasion{{
				Kind: outbox.KindDeputyNews, Subject: s.ID, Date: s.From.String(), Step: event, Recipient: id,
			}},
		})
		if err != nil {
			return "", err
		}
	}
	return person.Unit, nil
}
