package handlers

import (
	"context"

	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
)

// askAnnounced answers how far the announcements are that the asker's unit, or the
// one named, has recorded: they stand on its home page, for everybody to read.
// Without any it says how they are recorded.
func askAnnounced(ctx context.Context, t *turn) error {
	unit := t.who.Unit
	if named := t.reader.Named(t.in.Text); named != "" {
		unit = named
	}
	if unit == "" {
		return askNotKept(ctx, t)
	}
	subs, err := t.tx.Submissions(ctx, unit, rules.Announced)
	if err != nil {
		return err
	}
	if len(subs) == 0 {
		return askNotKept(ctx, t)
	}
	return t.put(ctx, outbox.KindAnnounced, refs{Unit: unit})
}

func loadAnnounced(ctx context.Context, r *reading) (answer.Answer, error) {
	facts, err := r.tx.UnitFacts(ctx, r.refs.Unit)
	if err != nil {
		return nil, err
	}
	rows, err := r.announcements(ctx, r.refs.Unit)
	if err != nil {
		return nil, err
	}
	const article = "二(二)b"
	a := answer.Announcements{
		Unit: facts.Unit, Rows: rows,
		Ground: answer.GroundOf(r.book.Directive, article), Article: article,
	}
	reader, err := r.reader(ctx)
	if rules.May(reader, rules.FileForm, facts.Unit.Code).OK {
		a.Buttons = []answer.Button{{Action: answer.FormStart, Value: rules.Announced, Label: "button.fill." + rules.Announced}}
	}
	return a, err
}

// announcements are those that a unit has recorded.
func (r *reading) announcements(ctx context.Context, unit string) ([]rules.Announcement, error) {
	subs, err := r.tx.Submissions(ctx, unit, rules.Announced)
	reports := make([]map[string]string, len(subs))
	for i, s := range subs {
		reports[i] = s.Values
	}
	return rules.AnnouncementsOf(r.book, reports), err
}

// reported puts on a unit's card what it has announced, and which changes of
// registration data it has reported.
func (r *reading) reported(ctx context.Context, a *answer.UnitStatus) (err error) {
	if a.Announced, err = r.announcements(ctx, a.Unit.Code); err != nil {
		return err
	}
	subs, err := r.tx.Submissions(ctx, a.Unit.Code, rules.DataChange)
	var reports []rules.Reported
	for _, s := range subs {
		reports = append(reports, rules.Reported{Values: s.Values, On: calendar.DateOf(s.At)})
	}
	a.Changes = rules.ChangesOf(r.book, reports, calendar.DateOf(r.now()))
	return err
}
