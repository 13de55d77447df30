package intent

import (
	"cmp"
	"slices"
)

// fill gives the slots that the intent takes their values: from the stretch
// that decided, else from the whole sentence, else from the turn before.
func (r *Reader) fill(s *sentence, c Context, w weighing) Slots {
	var out Slots
	takes := r.takes(w.intent)
	for slot := range r.lex.slots {
		if slices.Contains(takes, slot) {
			*out.at(slot) = r.value(s, slot, w.span)
		}
	}
	if slices.Contains(takes, "domain") {
		out.Domain = s.domain(w.span)
	}
	if slices.Contains(takes, "unit") {
		out.Unit = r.unit(s, c, w.span)
	}
	if out.Domain == "" && out.Unit == "" {
		r.inherit(&out, c.Previous, takes)
	}
	return out
}

func (r *Reader) inherit(out *Slots, before Result, takes []string) {
	if slices.Contains(takes, "domain") {
		out.Domain = before.Slots.Domain
	}
	if slices.Contains(takes, "unit") {
		out.Unit = before.Slots.Unit
	}
}

func (r *Reader) takes(intent string) []string {
	for i := range r.lex.intents {
		if r.lex.intents[i].value == intent {
			return r.lex.intents[i].takes
		}
	}
	return nil
}

// value is what the rules of a slot say of the stretch, else of the sentence.
func (r *Reader) value(s *sentence, slot string, at span) string {
	if values := bestValues(r.lex.slots[slot], &at.concepts); len(values) > 0 {
		return values[0]
	}
	all := at.concepts
	for _, c := range s.clauses {
		all.join(&c.concepts)
	}
	if values := bestValues(r.lex.slots[slot], &all); len(values) > 0 {
		return values[0]
	}
	return ""
}

// domain is the last domain named in the stretch, else in the sentence.
func (s *sentence) domain(at span) string {
	found, inside := "", false
	for i, t := range s.tokens {
		if t.kind != mark || t.value == "" {
			continue
		}
		in := at.from <= i && i < at.to
		if in || !inside {
			found, inside = t.value, in
		}
	}
	return found
}

// unit is the unit named in the stretch, else in the sentence; without one, the
// asker's own when it is spoken of.
func (r *Reader) unit(s *sentence, c Context, at span) string {
	found, inside := "", false
	for _, m := range s.matches {
		if !m.named {
			continue
		}
		in := at.from <= m.from && m.to <= at.to
		if in && !inside || !inside && found == "" {
			found, inside = r.units.codes[m.unit], in
		}
	}
	if found == "" && s.has(r.lex.concepts[isOwn]) {
		return c.Own
	}
	return found
}

func (s *sentence) has(c concept) bool {
	return slices.ContainsFunc(s.clauses, func(sp span) bool { return sp.concepts.has(c) })
}

// at is the place of a slot by its name in the catalogue.
func (s *Slots) at(slot string) *string {
	return cmp.Or(map[string]*string{
		"unit": &s.Unit, "domain": &s.Domain, "deadline": &s.Deadline, "form": &s.Form,
		"business": &s.Business, "scope": &s.Scope, "topic": &s.Topic, "language": &s.Language,
	}[slot], new(string))
}

// sorted puts places in their order.
func sorted(ps []place) []place {
	slices.SortFunc(ps, func(a, b place) int { return a.from - b.from })
	return ps
}
