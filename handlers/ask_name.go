package handlers

import (
	"context"

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
	facts, err := r.tx.UnitFacts(ctx, r.refs.Unit)
	if err != nil {
		return nil, err
	}
	domains, err := r.tx.Domains(ctx)
	if err != nil {
		return nil, err
	}
	s := answer.Suggestion{
		Unit: facts.Unit, Article: structureArticle, Suffix: r.book.Directive.Suffix,
		Names: rules.Suggest(r.book.Directive, facts.Unit, takenBy(domains)),
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

func takenBy(domains []rules.Domain) func(string) bool {
	taken := map[string]bool{}
	for _, d := range domains {
		taken[d.Name] = true
	}
	return func(name string) bool { return taken[name] }
}
