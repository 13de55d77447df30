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
	for _, slot := range takes {
		if by := r.lex.rulesOf(w.intent, slot); by != "" {
			*out.at(slot) = r.value(s, by, w)
		}
	}
	if out.Form != "" && out.Form != businessForm {
		out.Business = ""
	}
	if slices.Contains(takes, "domain") {
		out.Domain = s.domain(w.span)
	}
	if slices.Contains(takes, "unit") {
		out.Unit = r.unit(s, c, w.span)
	}
	r.inherit(&out, s, c.Previous, w)
	return out
}

// businessForm is the form that has kinds of business.
const businessForm = "application"

// rulesOf is the slot by whose rules an intent's slot is filled: most often
// itself; "" for units and domains, which no rule fills.
func (l *lexicon) rulesOf(intent, slot string) string {
	if by, ok := l.fillBy[intent+"."+slot]; ok {
		return by
	}
	if _, ok := l.slots[slot]; ok {
		return slot
	}
	return ""
}

func (r *Reader) takes(intent string) []string {
	for i := range r.lex.intents {
		if r.lex.intents[i].value == intent {
			return r.lex.intents[i].takes
		}
	}
	return nil
}

// value is what the rules of a slot say of the stretch, where they say it firmly;
// else what they say of the sentence.
func (r *Reader) value(s *sentence, slot string, w weighing) string {
	const firmly = 6
	value, weight := bestValue(r.lex.slots[slot], &w.span.concepts, w.intent)
	if weight >= firmly {
		return value
	}
	all := w.span.concepts
	for _, c := range s.clauses {
		all.join(&c.concepts)
	}
	value, _ = bestValue(r.lex.slots[slot], &all, w.intent)
	return value
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

// unit is the unit spoken of in the stretch, by name or as the asker's own; else
// the one in the sentence.
func (r *Reader) unit(s *sentence, c Context, at span) string {
	own := r.lex.concepts[isOwn]
	switch {
	case r.named(s, at) != "":
		return r.named(s, at)
	case at.concepts.has(own):
		return c.Own
	case r.named(s, span{to: len(s.tokens)}) != "":
		return r.named(s, span{to: len(s.tokens)})
	case s.has(own):
		return c.Own
	}
	return ""
}

// named is the first unit named in a stretch.
func (r *Reader) named(s *sentence, at span) string {
	for _, m := range s.matches {
		if m.named && at.from <= m.from && m.to <= at.to {
			return r.units.codes[m.unit]
		}
	}
	return ""
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
