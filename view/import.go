package view

import (
	"strconv"
	"strings"

	"steward/rules"
	"steward/rules/answer"
)

// mostChanges is how many renamings and mergers a card spells out; how many more
// there are is said.
const mostChanges = 5

// importCard says what a file would change, did change, or why it changes
// nothing.
func (d *drawing) importCard(a answer.Import) {
	name := d.say("import.name.any", "file", a.File)
	if a.Outcome.Kind != "" {
		name = d.say("import.name", "file", a.File, "kind", d.say("import.kind."+string(a.Outcome.Kind)))
	}
	nothing := a.Outcome.Added+a.Outcome.Changed == 0
	switch {
	case a.State == "refused":
		d.stopped(a, name)
		return
	case nothing && a.State != "cancelled":
		d.line(strong(d.say("import.nothing", "name", name)))
	default:
		d.line(strong(d.say("import."+a.State, "name", name)))
	}
	d.line(d.say("import.counts", "added", a.Outcome.Added, "changed", a.Outcome.Changed, "same", a.Outcome.Same))
	if n := a.Outcome.Awaited; n > 0 {
		d.line(d.say("import.awaited", "n", n))
	}
	d.changes(a)
	d.leftOut(a.Outcome)
	d.press(a.Buttons...)
}

// importList is what became of the files that were handed in last.
func (d *drawing) importList(a answer.ImportList) {
	d.line(strong(d.say("import.recent")))
	for _, r := range a.Rows {
		what := d.say("import.counts", "added", r.Outcome.Added, "changed", r.Outcome.Changed, "same", r.Outcome.Same)
		if r.State == "refused" {
			what = d.say("import.wrong", "n", r.Outcome.Total)
		}
		name := d.say("import.name.any", "file", r.File)
		if r.Outcome.Kind != "" {
			name = d.say("import.name", "file", r.File, "kind", d.say("import.kind."+string(r.Outcome.Kind)))
		}
		d.beside(d.dots(name, d.say("import.state."+r.State), d.moment(r.At), what), r.Open)
	}
}

func (d *drawing) leftOut(o rules.Outcome) {
	if len(o.Ignored) > 0 {
		d.small(d.say("import.ignored", "columns", strings.Join(o.Ignored, " · ")))
	}
}

// changes spells out what became of units.
func (d *drawing) changes(a answer.Import) {
	left := mostChanges
	for _, r := range a.Outcome.Renamed[:min(left, len(a.Outcome.Renamed))] {
		d.line(d.say("import.renamed", "from", r.From, "to", r.To, "day", d.day(r.Since)))
		left--
	}
	for _, m := range a.Outcome.Merged[:min(left, len(a.Outcome.Merged))] {
		d.line(d.say("import.merged", "from", m.Name, "to", m.IntoName, "day", d.day(m.On)))
		left--
	}
	all := len(a.Outcome.Renamed) + len(a.Outcome.Merged)
	if more := all - (mostChanges - left); more > 0 {
		d.line(d.say("import.more", "n", more))
	}
	if all > 0 && a.State == "open" {
		d.small(d.say("import.advice"))
	}
}

// stopped lists the places that were refused, a page of them.
func (d *drawing) stopped(a answer.Import, name ink) {
	d.line(strong(d.say("import.stopped", "name", name, "n", a.Outcome.Total)))
	for _, f := range a.Refused {
		d.line(d.refusedPlace(f))
	}
	if n := len(a.Outcome.Refused); n < a.Outcome.Total {
		d.line(d.say("import.first", "total", a.Outcome.Total, "shown", n))
	}
	d.pageLine(a.Page)
	d.press(a.Buttons...)
}

// refusedPlace is one place with its reason.
func (d *drawing) refusedPlace(f rules.Refusal) ink {
	var where []ink
	if f.Line > 0 {
		where = append(where, d.say("import.line", "line", strconv.Itoa(f.Line)))
	}
	if f.Column != "" {
		where = append(where, d.say("import.column."+f.Column))
	}
	var args []any
	for name, value := range f.Args {
		if name != "column" {
			args = append(args, name, value)
		}
	}
	if column := f.Args["column"]; column != "" {
		args = append(args, "choices", d.say("import.choices."+column))
	}
	key := "import.refused." + f.Reason
	if strings.HasPrefix(f.Reason, "domain.") {
		key = "domain.refused." + strings.TrimPrefix(f.Reason, "domain.")
	}
	reason := d.say(key, args...)
	if len(where) == 0 {
		return reason
	}
	return d.say("import.row", "where", d.dots(where...), "reason", reason)
}

// succession tells a unit's people of its new name, or of what came to them.
func (d *drawing) succession(a answer.Succession) {
	if r := a.Renamed; r != nil && a.Back {
		d.line(strong(d.say("import.notice.unrenamed", "from", r.From, "to", r.To, "day", d.day(r.Since))))
	} else if r != nil {
		d.line(strong(d.say("import.notice.renamed", "from", r.From, "to", r.To, "day", d.day(r.Since))))
	}
	if m := a.Merged; m != nil && a.Back {
		d.line(strong(d.say("import.notice.unmerged", "from", m.Name, "to", m.IntoName, "day", d.day(m.On))))
	} else if m != nil {
		d.line(strong(d.say("import.notice.merged", "from", m.Name, "to", m.IntoName, "day", d.day(m.On))))
		if a.Open > 0 {
			d.line(d.say("import.notice.open", "n", a.Open, "unit", m.IntoName))
		} else {
			d.line(d.say("import.notice.none", "unit", m.IntoName))
		}
	}
	d.press(a.Buttons...)
}

// unitName is a unit's name as the office reads it: of one that was merged with
// its successor.
func (d *drawing) unitName(u rules.Unit) ink {
	if !u.Gone() {
		return clean(u.Name)
	}
	return d.say("unit.gone.name", "unit", u.Name, "day", d.day(u.Ended), "to", u.SuccessorName)
}

// past says what a unit was called, and of one that was merged since when.
func (d *drawing) past(u rules.Unit) {
	if u.Gone() {
		d.line(d.say("unit.gone.status", "unit", u.Name, "day", d.day(u.Ended), "to", u.SuccessorName))
	}
	var names []ink
	for _, f := range u.Former {
		names = append(names, d.say("unit.gone.one_former", "name", f.Name, "day", d.day(f.Until)))
	}
	if len(names) > 0 {
		d.small(d.say("unit.gone.former", "names", d.list(names...)))
	}
}
