package handlers

import (
	"context"

	"steward/rules"
	"steward/rules/answer"
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
	return t.put(ctx, "announcement.status", refs{Unit: unit})
}

func loadAnnounced(ctx context.Context, r *reading) (answer.Answer, error) {
	facts, err := r.tx.UnitFacts(ctx, r.refs.Unit)
	if err != nil {
		return nil, err
	}
	subs, err := r.tx.Submissions(ctx, r.refs.Unit, rules.Announced)
	if err != nil {
		return nil, err
	}
	reports := make([]map[string]string, len(subs))
	for i, s := range subs {
		reports[i] = s.Values
	}
	const article = "二(二)b"
	a := answer.Announcements{
		Unit: facts.Unit, Rows: rules.AnnouncementsOf(r.book, reports),
		Ground: answer.GroundOf(r.book.Directive, article), Article: article,
	}
	reader, err := r.reader(ctx)
	if rules.May(reader, rules.FileForm, facts.Unit.Code).OK {
		a.Buttons = []answer.Button{{Action: answer.FormStart, Value: rules.Announced, Label: "button.fill." + rules.Announced}}
	}
	return a, err
}
