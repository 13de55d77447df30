package form

import (
	"maps"
	"strings"
)

// CheckAll says what is wrong with a whole sheet as it was typed, by field; nil
// when all passes. A field that is missing in values was left empty.
func CheckAll(d *Definition, values map[string]string) map[string]Problem {
	_, problems := FillAll(d, Session{}, values)
	return problems
}

// FillAll fills a session from a whole sheet as it was typed, by field. What
// passes is filled; of what does not the session keeps what it had, and the
// problems say why, as in [CheckAll]. The first of them is asked next. It is pure,
// and reads each field as [Fill] does one that is asked alone.
func FillAll(d *Definition, s Session, values map[string]string) (Session, map[string]Problem) {
	s = s.fresh()
	var problems map[string]Problem
	s.Typed = nil
	for _, f := range d.Fields {
		typed := clean(values[f.ID]).trim(idleEnds)
		value, problem := d.readCell(f, typed)
		switch old, filled := s.Values[f.ID]; {
		case problem != nil:
			if problems == nil {
				problems = map[string]Problem{}
			}
			problems[f.ID] = *problem
		case !filled || old != value:
			s.set(f.ID, value, value != "" && value != typed.String())
		}
	}
	return s.after(d, problems), problems
}

// Shown returns what a sheet shows, by field: what was typed into one and not
// taken, else what is filled.
func (s Session) Shown() map[string]string {
	shown := maps.Clone(s.Values)
	if shown == nil {
		shown = map[string]string{}
	}
	maps.Copy(shown, s.Typed)
	return shown
}

// ShownProblems says what is wrong with what was typed into a sheet and not taken,
// by field; nil when nothing is.
func ShownProblems(d *Definition, s Session) map[string]Problem {
	problems := CheckAll(d, s.Shown())
	maps.DeleteFunc(problems, func(id string, _ Problem) bool {
		_, typed := s.Typed[id]
		return !typed
	})
	return problems
}

// idleEnds is what may stand around an answer without belonging to it.
const idleEnds = "。.,;"

// readCell reads what stands in a field of a sheet. An empty one, or 无, leaves
// an optional field out.
func (d *Definition) readCell(f Field, typed line) (string, *Problem) {
	text := typed.text()
	none := strings.TrimSpace(text) == "" || saysNone(text)
	switch {
	case none && f.Optional:
		return "", nil
	case none:
		return "", &Problem{Key: Required, Field: f.ID, Said: typed.String()}
	case !legible(typed):
		return "", &Problem{Key: Unreadable, Field: f.ID, Said: typed.String()}
	}
	return d.read(f, typed)
}

// after asks for the first field that did not pass, else for the first that is
// open.
func (s Session) after(d *Definition, problems map[string]Problem) Session {
	for _, f := range d.Fields {
		if p, wrong := problems[f.ID]; wrong {
			s.At, s.Back, s.Problem = f.ID, false, &p
			return s
		}
	}
	s, _ = s.next(d, Filled)
	return s
}
