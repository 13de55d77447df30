package form

import (
	"maps"
	"slices"
	"time"
)

// New returns a session in which nothing is filled and the first field is
// asked. The instant is UTC.
func New(d *Definition, at time.Time) Session {
	return Session{
		Form: d.ID, Version: d.Version, Values: map[string]string{},
		At: d.Fields[0].ID, Started: at.UTC(),
	}
}

// Done reports whether nothing is left to fill: the form may be submitted.
func Done(d *Definition, s Session) bool { return firstOpen(d.grown(s.Values), s) == "" }

// Carry starts with the values of a former submission. Those that pass as they
// are, are kept; the first that is missing is asked, or the summary comes.
func Carry(d *Definition, s Session, values map[string]string) Session {
	s = s.fresh()
	for _, r := range d.repeated() {
		SetRows(r.ID, RowCount(r.ID, values), s.Values)
	}
	for _, f := range d.whole(s.Values).Fields {
		if values[f.ID] == "" && !f.Optional {
			continue
		}
		if value, problem := d.read(f, clean(values[f.ID]).trim("")); problem == nil && value == values[f.ID] {
			s.Values[f.ID] = value
		}
	}
	s.At = firstOpen(d.grown(s.Values), s)
	return s
}

// CurrentStep returns the field asked and its place among all; false at the
// summary, where nothing is asked.
func CurrentStep(d *Definition, s Session) (Step, bool) {
	i := d.index(s.At)
	if i < 0 {
		return Step{Of: len(d.Fields)}, false
	}
	return Step{Field: d.Fields[i], Number: i + 1, Of: len(d.Fields)}, true
}

// Cells returns every field with its value, in the form's order; the value of
// a field that is not filled, or was skipped, is "".
func Cells(d *Definition, s Session) []Cell {
	cells := CellsOf(d, s.Values)
	for i, c := range cells {
		marked := slices.Contains(s.Slips, c.Field.ID)
		cells[i].Alike = marked && d.alike(c.Field, c.Value)
		cells[i].Slip = marked && !cells[i].Alike
	}
	return cells
}

// alike reports whether a QQ number could be a landline of the form's own city.
func (d *Definition) alike(f Field, value string) bool {
	return f.Kind == QQ && d.AreaCode != "" && len(value) == 7 && isLocal(value)
}

// CellsOf returns every field of a form with its value among those given.
func CellsOf(d *Definition, values map[string]string) []Cell {
	cells := make([]Cell, len(d.Fields))
	for i, f := range d.Fields {
		cells[i] = Cell{Field: f, Value: values[f.ID]}
	}
	return cells
}

// Edit asks for a field again, filled or not; its value stays until another
// one passes. Afterwards the next open field, or the summary, comes. A field
// that the form does not have is a Problem.
func Edit(d *Definition, s Session, id string) Session {
	s = s.fresh()
	if d.index(id) < 0 {
		s.Problem = &Problem{Key: UnknownField, Said: id}
		return s
	}
	s.At, s.Back = id, true
	return s
}

// BackOne asks for the field before the one asked; from the summary, for the
// last. At the first field there is a Problem.
func BackOne(d *Definition, s Session) Session {
	switch i := d.index(s.At); {
	case i == 0:
		s = s.fresh()
		s.Problem = &Problem{Key: FirstField, Field: s.At}
		return s
	case i < 0:
		return Edit(d, s, d.Fields[len(d.Fields)-1].ID)
	default:
		return Edit(d, s, d.Fields[i-1].ID)
	}
}

// Skip goes on without an answer: past an optional field, or past one that is
// filled and was only looked at again. A field that must be filled is asked
// again, with the reason.
func Skip(d *Definition, s Session) (Session, Event) {
	s = s.fresh()
	f, asked := d.Field(s.At)
	if _, filled := s.Values[f.ID]; asked && !filled {
		if !f.Optional {
			return s.reject(Problem{Key: Required, Field: f.ID})
		}
		s.Values[f.ID] = ""
	}
	return s.next(d, Moved)
}

// fresh returns a copy that shares nothing with the session, without what was
// said about the last message.
func (s Session) fresh() Session {
	s.Values = maps.Clone(s.Values)
	if s.Values == nil {
		s.Values = map[string]string{}
	}
	s.Slips, s.Held, s.Typed = slices.Clone(s.Slips), slices.Clone(s.Held), maps.Clone(s.Typed)
	s.Problem, s.Filled = nil, nil
	return s
}

func (s Session) reject(p Problem) (Session, Event) {
	s.Problem = &p
	return s, Rejected
}

// next asks for the first open field; when there is none the summary comes.
func (s Session) next(d *Definition, e Event) (Session, Event) {
	d = d.grown(s.Values)
	s.At, s.Back = firstOpen(d, s), false
	if s.At == "" {
		return s, Complete
	}
	return s, e
}

// firstOpen returns the first field without a value; a skipped one has "".
func firstOpen(d *Definition, s Session) string {
	for _, f := range d.Fields {
		if _, ok := s.Values[f.ID]; !ok {
			return f.ID
		}
	}
	return ""
}

// set fills a field and notes whether the value had to be repaired.
func (s *Session) set(id, value string, slip bool) {
	s.Values[id] = value
	delete(s.Typed, id)
	if !slices.Contains(s.Filled, id) {
		s.Filled = append(s.Filled, id)
	}
	s.Slips = slices.DeleteFunc(s.Slips, func(x string) bool { return x == id })
	if slip {
		s.Slips = append(s.Slips, id)
	}
}
