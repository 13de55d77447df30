package rules

import (
	"time"

	"steward/rules/calendar"
)

// A Book is what the rules are read from: the directive in force and the
// calendar by which its days are counted.
type Book struct {
	Directive *Directive
	Calendar  *calendar.Calendar
}

// Countdown returns what is left until a date on the day of now.
func (b Book) Countdown(due calendar.Date, now time.Time) Countdown {
	return CountdownTo(due, calendar.DateOf(now), b.Calendar, b.Directive.WarnWithin)
}

// CountdownFor is Countdown for a date by which something is handed in: once it
// has passed nobody is late before the office has checked what came in.
func (b Book) CountdownFor(checks []IntakeCheck, kind ObligationKind, due calendar.Date, now time.Time) Countdown {
	c := b.Countdown(due, now)
	if c.Light == Red && !Checked(checks, kind, due) {
		c.Light, c.Checking = "", true
	}
	return c
}

// Steps returns the ladder of an obligation up to an instant.
func (b Book) Steps(o Obligation, until time.Time) []Step {
	return Steps(b.Directive, o, b.Calendar, until)
}

// NextStep returns the first step of an obligation later than an instant.
func (b Book) NextStep(o Obligation, after time.Time) (Step, bool) {
	return NextStep(b.Directive, o, b.Calendar, after)
}

// UnitFacts is all that is known of one unit.
type UnitFacts struct {
	Unit        Unit
	Domains     []Domain
	Obligations []Obligation
	Intakes     map[ObligationKind]Intake
	Submitted   map[ObligationKind]time.Time // of the form in the system
	Checks      []IntakeCheck
	// Merged are the units that went up in this one, with what they owed: what of
	// it is open is this one's to do.
	Merged []UnitFacts
	// Taken are those of the unit's [Wishes] that somebody has, or that are kept for
	// another unit by its label. Filled where names are proposed.
	Taken map[string]bool
}

// Moved reports whether the unit has a conforming name already, so that none is to
// be applied for in the place of another.
func (f UnitFacts) Moved(b Book) bool {
	for _, dom := range f.Domains {
		l := look{d: b.Directive, unit: f.Unit, domain: dom, all: f.Domains}
		if l.needsStructure() && conformsUnder(b.Directive, dom.Name) && !l.toCancel() {
			return true
		}
	}
	return false
}

// Suggested returns names that the unit may apply for and that are free.
func (f UnitFacts) Suggested(b Book) []Proposal {
	return Suggest(b.Directive, f.Unit, func(name string) bool { return f.Taken[name] })
}

// Finished reports whether the unit has done what the obligation asks.
func (f UnitFacts) Finished(o Obligation) bool {
	return Finished(o, f.Intakes[o.Kind], !f.Submitted[o.Kind].IsZero())
}

// Owes returns the unit's obligation of a kind, finished or not.
func (f UnitFacts) Owes(kind ObligationKind) (Obligation, bool) {
	for _, o := range f.Obligations {
		if o.Kind == kind {
			return o, true
		}
	}
	return Obligation{}, false
}

// FillsFor returns the unit for which its people fill in a form of a kind: the
// one that was named where it is theirs, else the unit itself or one that was
// merged into it, whose part is open: what a merged unit owed is done under its
// own name. Where nothing is open it is the unit itself.
func (f UnitFacts) FillsFor(kind ObligationKind, named string) string {
	all := append([]UnitFacts{f}, f.Merged...)
	for _, one := range all {
		if named != "" && one.Unit.Code == named && (kind != "" || !one.Unit.Gone()) {
			return named
		}
	}
	for _, untouched := range []bool{true, false} {
		for _, one := range all {
			o, owed := one.Owes(kind)
			if owed && !one.Finished(o) && !(untouched && !one.Submitted[kind].IsZero()) {
				return one.Unit.Code
			}
		}
	}
	return f.Unit.Code
}

// Reports returns what the directive says of each of the unit's domains.
func (f UnitFacts) Reports(b Book) []DomainReport {
	reports := make([]DomainReport, len(f.Domains))
	for i, d := range f.Domains {
		reports[i] = Check(b.Directive, f.Unit, d, f.Domains)
	}
	return reports
}

// CityFacts is all that is known of the city's units.
type CityFacts struct {
	Units       []Unit
	Domains     map[string][]Domain // by unit code
	Obligations []Obligation
	Intakes     map[ObligationKind]map[string]Intake // by unit code
	Submitted   map[ObligationKind]map[string]time.Time
	Checks      []IntakeCheck
}

// Progress counts who has handed in what an obligation asks for.
func (f CityFacts) Progress(kind ObligationKind) Progress {
	submitted := map[string]bool{}
	for code, at := range f.Submitted[kind] {
		submitted[code] = !at.IsZero()
	}
	return ProgressOf(kind, f.Obligations, f.Intakes[kind], submitted)
}

// Unit returns the unit with the code; the zero Unit when there is none.
func (f CityFacts) Unit(code string) Unit {
	for _, u := range f.Units {
		if u.Code == code {
			return u
		}
	}
	return Unit{}
}
