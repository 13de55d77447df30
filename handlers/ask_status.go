package handlers

import (
	"context"
	"strconv"

	"steward/rules"
	"steward/rules/answer"
)

// askStatus says how a domain stands, or a unit's domains; without either it is
// the asker's own unit. A domain's standing is a public fact.
func askStatus(ctx context.Context, t *turn) error {
	if name := t.read.Slots.Domain; name != "" {
		return t.put(ctx, "domain.status", refs{Domain: name})
	}
	unit := t.read.Slots.Unit
	if unit == "" {
		unit = t.who.Unit
	}
	if unit == "" {
		return t.notice(ctx, "which_unit")
	}
	return t.put(ctx, "domain.status", refs{Unit: unit, Page: 1})
}

func showStatus(ctx context.Context, t *turn) error {
	v := t.value(2)
	page, err := strconv.Atoi(v[1])
	if err != nil {
		return t.notice(ctx, "stale_button")
	}
	return t.put(ctx, "domain.status", refs{Unit: v[0], Page: page})
}

func showDomain(ctx context.Context, t *turn) error {
	return t.put(ctx, "domain.status", refs{Domain: t.in.Value})
}

func loadStatus(ctx context.Context, r *reading) (answer.Answer, error) {
	if r.refs.Domain != "" {
		return loadDomainStatus(ctx, r)
	}
	asked, _, err := r.tx.Unit(ctx, r.refs.Unit)
	if err != nil {
		return nil, err
	}
	code, err := r.tx.Answering(ctx, r.refs.Unit) // whoever answers for a unit that was merged
	if err != nil {
		return nil, err
	}
	facts, err := AdvisedFacts(ctx, r.tx, r.book, code)
	if err != nil {
		return nil, err
	}
	reader, err := r.reader(ctx)
	if err != nil {
		return nil, err
	}
	status, err := r.unitStatus(ctx, facts, r.refs.Page)
	if err != nil {
		return nil, err
	}
	status.Own, status.Asked = reader.Unit == facts.Unit.Code, asked
	if !r.full(reader, facts.Unit.Code) {
		status.Public()
	}
	return status, nil
}

// unitStatus is the card of a unit with all that is on record of it.
func (r *reading) unitStatus(ctx context.Context, f rules.UnitFacts, page int) (answer.UnitStatus, error) {
	status := answer.BuildUnitStatus(r.book, f, page, r.now())
	records, err := r.tx.Consents(ctx, f.Unit.Code)
	if err != nil {
		return status, err
	}
	status.Consented(records)
	return status, r.reported(ctx, &status)
}

func loadDomainStatus(ctx context.Context, r *reading) (answer.Answer, error) {
	d, known, err := findDomain(ctx, r)
	if err != nil {
		return nil, err
	}
	if !known {
		return unknownDomain(ctx, r)
	}
	var facts rules.UnitFacts
	if d.Unit != "" {
		if facts, err = AdvisedFacts(ctx, r.tx, r.book, d.Unit); err != nil {
			return nil, err
		}
	}
	reader, err := r.reader(ctx)
	if err != nil {
		return nil, err
	}
	status := answer.BuildDomainStatus(r.book, facts, d, r.now())
	records, err := r.tx.Consents(ctx, facts.Unit.Code)
	if err != nil {
		return nil, err
	}
	status.Consented(records)
	announced, err := r.announcements(ctx, facts.Unit.Code)
	status.Announced = rules.Of(announced, d.Name)
	if !r.full(reader, facts.Unit.Code) {
		status.Public()
	}
	return status, err
}

// full reports whether the reader, alone, may see everything of a unit.
func (r *reading) full(reader rules.Person, unit string) bool {
	return r.message.To.Person != "" && rules.May(reader, rules.SeeFull, unit).OK
}

// findDomain looks the name up as asked, and with or without its www.
func findDomain(ctx context.Context, r *reading) (rules.Domain, bool, error) {
	for _, name := range spellings(r.refs.Domain) {
		if d, ok, err := r.tx.DomainByName(ctx, name); ok || err != nil {
			return d, ok, err
		}
	}
	return rules.Domain{}, false, nil
}

const www = "www."

func spellings(name string) []string {
	if len(name) > len(www) && name[:len(www)] == www {
		return []string{name, name[len(www):]}
	}
	return []string{name, www + name}
}

// unknownDomain judges a name that nobody has entered by its form, as one of
// the unit that is to bear it, else of the asker's.
func unknownDomain(ctx context.Context, r *reading) (answer.Answer, error) {
	reader, err := r.reader(ctx)
	if err != nil {
		return nil, err
	}
	bearer, err := r.bearer(ctx)
	if err != nil {
		return nil, err
	}
	for _, code := range []string{bearer, reader.Unit} {
		if code == "" {
			continue
		}
		facts, err := AdvisedFacts(ctx, r.tx, r.book, code)
		return answer.BuildUnknownDomain(r.book, facts, r.refs.Domain), err
	}
	return answer.BuildUnknownDomain(r.book, rules.UnitFacts{}, r.refs.Domain), nil
}

// bearer is the unit whose label the name is, by the units as they were last
// put: they are not read anew for each question.
func (r *reading) bearer(ctx context.Context) (string, error) {
	version, err := r.tx.UnitsVersion(ctx)
	if err != nil {
		return "", err
	}
	x, err := r.indexes.of(version, func() ([]rules.Unit, error) { return r.tx.Units(ctx) })
	if err != nil {
		return "", err
	}
	return rules.Bearer(r.book.Directive, x.units, r.refs.Domain), nil
}
