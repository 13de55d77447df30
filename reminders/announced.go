package reminders

import (
	"context"
	"maps"
	"slices"

	"steward/db"
	"steward/outbox"
	"steward/rules"
)

// planAnnouncements sets the timers of the announcements on record that are still to
// become full: they follow from what was handed in, whoever set them then, and from
// the calendar of now.
func (r *Reminders) planAnnouncements(ctx context.Context, tx *db.Tx) error {
	units, err := tx.Submitted(ctx, rules.Announced)
	if err != nil {
		return err
	}
	for _, unit := range slices.Sorted(maps.Keys(units)) {
		subs, err := tx.Submissions(ctx, unit, rules.Announced)
		if err != nil {
			return err
		}
		for _, s := range subs {
			at, full := rules.FullMorning(r.book, s.Form, s.Values)
			if !full || !at.After(tx.Now()) {
				continue
			}
			if err := tx.SetTimer(ctx, db.AnnouncedTimer(s.Code), at); err != nil {
				return err
			}
		}
	}
	return nil
}

// announcedDue says of each recorded announcement once that its three months are
// full, on the morning from which the old domain may be cancelled (二(二)b). That is
// no date by which anything must be done: nothing of it is ever late.
func (r *Reminders) announcedDue(ctx context.Context, tx *db.Tx) (Report, error) {
	codes, err := tx.DueAnnouncements(ctx)
	var done Report
	var units []string
	for _, code := range codes {
		if err != nil {
			return done, err
		}
		if err = tx.DropTimer(ctx, db.AnnouncedTimer(code)); err != nil {
			return done, err
		}
		var told int
		var unit string
		unit, told, err = r.announcementFull(ctx, tx, code)
		units = append(units, unit)
		done.Steps, done.Messages = done.Steps+1, done.Messages+told
	}
	if err != nil || len(codes) == 0 {
		return done, err
	}
	return done, outbox.RefreshHomes(ctx, tx, units...)
}

// announcementFull tells the liaisons of the unit, and returns how many. What was
// announced anew since, or is in the inventory no longer, is told of nobody.
func (r *Reminders) announcementFull(ctx context.Context, tx *db.Tx, code string) (unit string, told int, err error) {
	sub, ok, err := tx.Submission(ctx, code)
	if err != nil || !ok {
		return "", 0, err
	}
	if unit, err = tx.Answering(ctx, sub.Unit); err != nil {
		return "", 0, err
	}
	current, err := r.stillAnnounced(ctx, tx, sub)
	if err != nil || !current {
		return unit, 0, err
	}
	people, err := tx.OnDuty(ctx, unit, rules.Liaison)
	if err != nil {
		return unit, 0, err
	}
	told, err = putEach(ctx, tx, people, outbox.Message{
		Kind: outbox.KindAnnounced, Refs: outbox.Announced{Unit: sub.Unit},
		Occasions: []outbox.Occasion{{Kind: outbox.KindAnnounced, Subject: code, Step: "full"}},
	})
	return unit, told, err
}

func (r *Reminders) stillAnnounced(ctx context.Context, tx *db.Tx, sub db.Submission) (bool, error) {
	subs, err := tx.Submissions(ctx, sub.Unit, rules.Announced)
	if err != nil {
		return false, err
	}
	latest := sub
	for _, s := range subs {
		if s.Values["posted.domain"] == sub.Values["posted.domain"] {
			latest = s
		}
	}
	facts, err := tx.UnitFacts(ctx, sub.Unit)
	held := slices.ContainsFunc(facts.Domains, func(d rules.Domain) bool { return rules.SameSite(d.Name, sub.Values["posted.domain"]) })
	return latest.Code == sub.Code && held, err
}
