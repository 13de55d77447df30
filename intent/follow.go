package intent

import "slices"

// goesOn is the weight of going on with the turn before: more than that of any
// rule that speaks for a name alone.
const goesOn = 9.0

// follow reads a sentence that leaves the wish out, as in 那财政局呢: it names
// something that the turn before could have been asked of.
func (r *Reader) follow(s *sentence, c Context, ws []weighing) []weighing {
	if len(ws) > 0 && ws[0].rule.weight >= clearly {
		return ws
	}
	takes := r.takes(c.Previous.Intent)
	if len(takes) == 0 || !r.elliptic(s) {
		return ws
	}
	all := r.whole(s)
	if !r.names(&all.concepts, takes) {
		return ws
	}
	rule := &rule{weight: goesOn, text: "follows " + c.Previous.Intent}
	first := weighing{intent: c.Previous.Intent, score: goesOn, rule: rule, span: all, follows: true}
	ws = slices.DeleteFunc(ws, func(w weighing) bool { return w.intent == first.intent })
	return append([]weighing{first}, ws...)
}

// elliptic holds for a sentence that is short, or says that it goes on.
func (r *Reader) elliptic(s *sentence) bool {
	const few = 10
	return len(s.tokens) <= few || s.has(r.lex.concepts["follow"])
}

// names reports whether something is named that fills one of the slots.
func (r *Reader) names(s *set, takes []string) bool {
	for _, slot := range takes {
		if s.has(r.lex.concepts[slot]) || slot == "unit" && s.has(r.lex.concepts[isOwn]) {
			return true
		}
	}
	return false
}

// whole is the sentence as one stretch.
func (r *Reader) whole(s *sentence) span {
	all := span{to: len(s.tokens)}
	for _, c := range s.clauses {
		all.concepts.join(&c.concepts)
	}
	r.addSlots(&all.concepts)
	return all
}

// inherit takes from the turn before what this one leaves out: the unit or the
// domain, unless it names another; the rest when it only goes on.
func (r *Reader) inherit(out *Slots, s *sentence, before Result, w weighing) {
	takes := r.takes(w.intent)
	if out.Domain == "" && out.Unit == "" && out.Scope == "" && !s.has(r.lex.concepts["me"]) {
		for _, slot := range []string{"domain", "unit"} {
			if slices.Contains(takes, slot) {
				*out.at(slot) = *before.Slots.at(slot)
			}
		}
	}
	for _, slot := range takes {
		if *out.at(slot) != "" || slot == "domain" || slot == "unit" || slot == "scope" && out.Unit != "" {
			continue
		}
		main := slot == r.lex.settings.Main[w.intent]
		if before.Intent == w.intent && r.elliptic(s) || main {
			*out.at(slot) = *before.Slots.at(slot)
		}
		if main && *out.at(slot) == "" && r.elliptic(s) {
			*out.at(slot) = r.lex.carried(before, slot)
		}
	}
}

// carried is what the turn before says of a slot by another, or by its intent.
func (l *lexicon) carried(before Result, slot string) string {
	for _, c := range l.settings.Carry {
		from := *before.Slots.at(c.From)
		if c.From == "intent" {
			from = before.Intent
		}
		if c.Slot == slot && c.Value == from {
			return c.Becomes
		}
	}
	return ""
}
