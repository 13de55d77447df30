package db

import (
	"context"
	"time"

	"steward/rules"
)

// UnitFacts loads all that is known of one unit, and of those that were merged
// into it. A code that no unit has gives the zero unit, which holds and owes
// nothing.
func (t *Tx) UnitFacts(ctx context.Context, code string) (rules.UnitFacts, error) {
	u, ok, err := t.Unit(ctx, code)
	if err != nil || !ok {
		return rules.UnitFacts{}, err
	}
	f, err := t.factsOf(ctx, u)
	if err != nil {
		return f, err
	}
	merged, err := t.Predecessors(ctx, code)
	for _, u := range merged {
		one, ferr := t.factsOf(ctx, u)
		if ferr != nil {
			return f, ferr
		}
		f.Merged = append(f.Merged, one)
	}
	return f, err
}

func (t *Tx) factsOf(ctx context.Context, u rules.Unit) (rules.UnitFacts, error) {
	f, code := rules.UnitFacts{Unit: u}, u.Code
	var err error
	if f.Domains, err = t.DomainsOf(ctx, code); err != nil {
		return f, err
	}
	if f.Obligations, err = t.ObligationsOf(ctx, code); err != nil {
		return f, err
	}
	if f.Intakes, err = t.IntakesOf(ctx, code); err != nil {
		return f, err
	}
	if f.Checks, err = t.IntakeChecks(ctx); err != nil {
		return f, err
	}
	forms, err := t.SubmittedBy(ctx, code)
	f.Submitted = map[rules.ObligationKind]time.Time{}
	for form, at := range forms {
		f.Submitted[rules.ObligationKind(form)] = at
	}
	return f, err
}

// CityFacts loads all that is known of the city's units.
func (t *Tx) CityFacts(ctx context.Context) (rules.CityFacts, error) {
	var f rules.CityFacts
	var err error
	if f.Units, err = t.Units(ctx); err != nil {
		return f, err
	}
	if f.Domains, err = t.DomainsByUnit(ctx); err != nil {
		return f, err
	}
	if f.Obligations, err = t.Obligations(ctx); err != nil {
		return f, err
	}
	if f.Intakes, err = t.Intakes(ctx); err != nil {
		return f, err
	}
	if f.Checks, err = t.IntakeChecks(ctx); err != nil {
		return f, err
	}
	submitted, err := t.Submitted(ctx, string(rules.Coordinator))
	f.Submitted = map[rules.ObligationKind]map[string]time.Time{rules.Coordinator: submitted}
	return f, err
}
