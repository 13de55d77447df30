package handlers

import (
	"context"
	"unicode/utf8"

	"steward/db"
	"steward/rules"
	"steward/rules/domain"
)

// How much is offered where a domain is looked for.
const (
	longestOption = 75 // characters of an option's value
	mostMeant     = 20 // units that what was typed may mean
	mostBeside    = 50 // domains beside a name that stands already: all are to fit into one answer
)

// domainsFor finds domains for somebody who fills in a form, by name and by unit. Of
// every unit they see the same, what is public: the name, and whose it is. A domain
// that nobody has entered is offered as it was typed: the form may be about to apply
// for it.
func (h *Handlers) domainsFor(ctx context.Context, tx *db.Tx, who rules.Person, s Search) ([]Option, error) {
	if !rules.May(who, rules.FileForm, who.Unit).OK {
		return nil, nil
	}
	version, err := tx.DomainsVersion(ctx)
	if err != nil {
		return nil, err
	}
	x, err := h.domains.of(version, func() ([]db.DomainName, error) { return tx.DomainNames(ctx) })
	if err != nil {
		return nil, err
	}
	units, err := h.unitIndex(ctx, tx)
	if err != nil {
		return nil, err
	}
	name, whole := wholeName(s.Text)
	q := domainQuery{typed: name, own: who.Unit, units: units.meant(s.Text), most: MaxOptions}
	if whole {
		q.most = mostBeside
	}
	var options []Option
	known := false
	for _, d := range x.find(q) {
		known = known || d.Name == name
		if utf8.RuneCountInString(d.Name) <= longestOption {
			options = append(options, Option{Text: d.Name + units.suffix(d.Unit), Value: d.Name})
		}
	}
	if whole && !known && utf8.RuneCountInString(name) <= longestOption {
		options = append(options, Option{Text: name, Value: name})
	}
	return options, nil
}

// wholeName is what was typed as a domain's normal form, and whether it is one; else
// as it is looked for.
func wholeName(text string) (string, bool) {
	if name, err := domain.Normalize(text); err == nil {
		return name, true
	}
	return folded(text), false
}

// meant lists the units that what was typed may mean, by code; none when nothing was.
func (x *index) meant(typed string) []string {
	if folded(typed) == "" {
		return nil
	}
	var codes []string
	for _, u := range x.find(typed, mostMeant) {
		codes = append(codes, u.Code)
	}
	return codes
}

// suffix says whose a domain is.
func (x *index) suffix(code string) string {
	if u, known := x.byCode[code]; known {
		return " " + x.units[u].Name
	}
	return ""
}
