package handlers

import (
	"context"

	"steward/db"
	"steward/rules"
	"steward/rules/answer"
)

// The provisions under which a unit applies for a name: departments move under
// the city's domain, a county's portal is applied for by a way of its own.
const (
	structureArticle = "二(二)b"
	countyArticle    = "二(三)a"
)

// askSuggestion proposes conforming domains for a unit.
func askSuggestion(ctx context.Context, t *turn) error {
	unit := t.read.Slots.Unit
	if unit == "" {
		unit = t.who.Unit
	}
	if unit == "" {
		return t.notice(ctx, "which_unit")
	}
	return t.put(ctx, "name.suggest", refs{Unit: unit})
}

func loadSuggestion(ctx context.Context, r *reading) (answer.Answer, error) {
	facts, err := AdvisedFacts(ctx, r.tx, r.book, r.refs.Unit)
	if err != nil {
		return nil, err
	}
	s := answer.Suggestion{
		Unit: facts.Unit, Article: structureArticle, Suffix: r.book.Directive.Suffix, Names: facts.Suggested(r.book),
	}
	if facts.Unit.Kind == rules.County {
		s.Article, s.Suffix = countyArticle, ""
	}
	s.Ground = answer.GroundOf(r.book.Directive, s.Article)
	for _, report := range facts.Reports(r.book) {
		if report.Standing == rules.Conforms {
			s.InUse = append(s.InUse, report.Domain.Name)
		}
	}
	return s, nil
}

// withTaken adds to a unit's facts which of the names that could be proposed are
// free no longer.
func withTaken(ctx context.Context, tx *db.Tx, book rules.Book, f rules.UnitFacts) (rules.UnitFacts, error) {
	wishes := rules.Wishes(book.Directive, f.Unit)
	if len(wishes) == 0 {
		return f, nil
	}
	names := make([]string, len(wishes))
	for i, w := range wishes {
		names[i] = w.Name
	}
	var err error
	f.Taken, err = tx.Taken(ctx, f.Unit.Code, book.Directive.Suffix, names)
	return f, err
}

// AdvisedFacts are a unit's facts, with what is taken of the names that could be
// proposed to it.
func AdvisedFacts(ctx context.Context, tx *db.Tx, book rules.Book, code string) (rules.UnitFacts, error) {
	f, err := tx.UnitFacts(ctx, code)
	if err != nil {
		return f, err
	}
	return withTaken(ctx, tx, book, f)
}
