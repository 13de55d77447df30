package answer

import (
	"slices"
	"time"

	"steward/rules"
)

// severity puts what must change first, then what a person decides.
func severity(s rules.Standing) int {
	switch s {
	case rules.MustChange:
		return 0
	case rules.Undecided:
		return 1
	case rules.Unverified:
		return 2
	default:
		return 3
	}
}

// BuildUnitStatus says how a unit's domains stand, those that must change first.
func BuildUnitStatus(b rules.Book, f rules.UnitFacts, page int, now time.Time) UnitStatus {
	reports := bySeverity(f.Reports(b))
	s := UnitStatus{Unit: f.Unit, Counts: map[rules.Standing]int{}}
	for _, r := range reports {
		s.Counts[r.Standing]++
	}
	s.Domains, s.Page = Cut(reports, page, Rows)
	for _, r := range s.Domains {
		s.Cites = append(s.Cites, articlesOf(r)...)
	}
	s.Cites = inOrder(b.Directive, s.Cites)
	s.Grounds = groundsOf(b.Directive, s.Cites)
	if o, ok := f.Owes(rules.Cleanup); ok && !f.Finished(o) {
		s.Countdown = b.CountdownFor(f.Checks, o.Kind, o.Due, now)
	}
	s.Suggested = suggestedFor(b, f, s.Domains)
	s.Buttons = statusButtons(s)
	return s
}

// suggestedFor returns the free domain to apply for when one has to be replaced.
func suggestedFor(b rules.Book, f rules.UnitFacts, reports []rules.DomainReport) string {
	if f.Moved(b) || !slices.ContainsFunc(reports, rules.DomainReport.AsksReplacement) {
		return ""
	}
	if names := f.Suggested(b); len(names) > 0 {
		return names[0].Name
	}
	return ""
}

// Public leaves out what is the unit's own: what it still has to hand in, and by
// when. Other units, and whoever reads along, see public facts only.
func (a *UnitStatus) Public() {
	a.Countdown, a.Consents, a.Changes = rules.Countdown{}, nil, nil
	a.Buttons = slices.DeleteFunc(a.Buttons, func(b Button) bool { return b.Action == ShowMaterial })
}

// Public leaves out when the unit's material is due: it says whether it is in.
func (a *DomainStatus) Public() { a.Countdown, a.Consents = rules.Countdown{}, nil }

func statusButtons(s UnitStatus) []Button {
	var buttons []Button
	if s.Countdown.Due.String() != "" {
		buttons = append(buttons, Button{Action: ShowMaterial, Value: string(rules.Cleanup)})
	}
	if s.Page.Number < s.Page.Of {
		buttons = append(buttons, PageButton(ShowStatus, s.Unit.Code, s.Page, 1))
	}
	if s.Page.Number > 1 {
		buttons = append(buttons, PageButton(ShowStatus, s.Unit.Code, s.Page, -1))
	}
	return buttons
}

// BuildDomainStatus is one domain's card; f is its unit's, zero for the city's.
func BuildDomainStatus(b rules.Book, f rules.UnitFacts, d rules.Domain, now time.Time) DomainStatus {
	c := DomainStatus{Unit: f.Unit, Known: true, Name: d.Name, Report: rules.Check(b.Directive, f.Unit, d, f.Domains)}
	c.Cite(b.Directive)
	for _, other := range f.Reports(b) {
		if other.Domain.Name != d.Name && other.Standing == rules.MustChange {
			c.Others = append(c.Others, other)
		}
	}
	if o, ok := f.Owes(rules.Cleanup); ok && !f.Finished(o) && c.Report.Standing != rules.Conforms {
		c.Countdown = b.CountdownFor(f.Checks, o.Kind, o.Due, now)
	}
	c.Suggested = suggestedFor(b, f, []rules.DomainReport{c.Report})
	if f.Unit.Code != "" {
		c.Buttons = []Button{{Action: ShowStatus, Value: Join(f.Unit.Code, "1")}}
	}
	return c
}

func bySeverity(reports []rules.DomainReport) []rules.DomainReport {
	sorted := make([]rules.DomainReport, 0, len(reports))
	for level := range 4 {
		for _, r := range reports {
			if severity(r.Standing) == level {
				sorted = append(sorted, r)
			}
		}
	}
	return sorted
}

// BuildUnknownDomain judges a name that is not in the inventory, by its form
// alone: as one of f's unit, or when that is zero, by what holds for every unit.
func BuildUnknownDomain(b rules.Book, f rules.UnitFacts, name string) DomainStatus {
	d := rules.Domain{Name: name, Unit: f.Unit.Code, SiteStatus: rules.Running, Purpose: rules.Government}
	c := DomainStatus{Unit: f.Unit, Name: name, Report: rules.CheckName(b.Directive, f.Unit, d)}
	c.Suggested = suggestedFor(b, f, []rules.DomainReport{c.Report})
	c.Cite(b.Directive)
	return c
}

// Cite fills in the provisions that the report rests on.
func (a *DomainStatus) Cite(d *rules.Directive) {
	a.Cites = inOrder(d, articlesOf(a.Report))
	a.Grounds = groundsOf(d, a.Cites)
}
