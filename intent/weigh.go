package intent

import (
	"cmp"
	"slices"
)

// A weighing is what the rules make of the stretches of a sentence.
type weighing struct {
	intent string
	score  float64
	rule   *rule
	span   span

	follows bool // it goes on with the turn before
}

// What a stretch gains: a clause by itself says it more clearly than a sentence
// whose parts are far from each other, and the wish stands at the end, or where
// the question is.
const (
	bonusClause = 0.8
	bonusPair   = 0.4
	bonusLast   = 0.3
	bonusAsk    = 0.4
	mostClauses = 12
)

// weigh returns the intents that a rule speaks for, the best first.
func (r *Reader) weigh(s *sentence, extra set) []weighing {
	best := map[string]weighing{}
	for _, at := range stretches(len(s.clauses)) {
		span, bonus := r.stretch(s, at)
		span.concepts.join(&extra)
		for i := range r.lex.intents {
			choice := &r.lex.intents[i]
			rule := choice.best(&span.concepts)
			if rule == nil {
				continue
			}
			w := weighing{intent: choice.value, score: rule.weight + bonus, rule: rule, span: span}
			if known, ok := best[w.intent]; !ok || w.score > known.score {
				best[w.intent] = w
			}
		}
	}
	return r.ranked(best)
}

func (r *Reader) ranked(best map[string]weighing) []weighing {
	var out []weighing
	for i := range r.lex.intents {
		if w, ok := best[r.lex.intents[i].value]; ok {
			out = append(out, w)
		}
	}
	slices.SortStableFunc(out, byScore)
	return out
}

// byScore puts the weightier first.
func byScore(a, b weighing) int { return cmp.Compare(b.score, a.score) }

// stretches lists the runs of clauses that are weighed, as first and end: each
// by itself, neighbours, and all.
func stretches(n int) [][2]int {
	var out [][2]int
	for i := max(0, n-mostClauses); i < n; i++ {
		out = append(out, [2]int{i, i + 1})
		if i+2 <= n {
			out = append(out, [2]int{i, i + 2})
		}
	}
	if n > 2 {
		out = append(out, [2]int{0, n})
	}
	return out
}

// stretch joins the clauses and what their slots say, and values their place.
func (r *Reader) stretch(s *sentence, at [2]int) (span, float64) {
	out := span{from: s.clauses[at[0]].from, to: s.clauses[at[1]-1].to}
	for _, c := range s.clauses[at[0]:at[1]] {
		out.concepts.join(&c.concepts)
	}
	bonus := 0.0
	switch at[1] - at[0] {
	case 1:
		bonus = bonusClause
	case 2:
		bonus = bonusPair
	}
	if at[1] == len(s.clauses) {
		bonus += bonusLast
	}
	if out.concepts.meets(&r.lex.asking) {
		bonus += bonusAsk
	}
	r.addSlots(&out.concepts)
	return out, bonus
}

// addSlots adds, as concepts of their own, the values that the slots would have.
func (r *Reader) addSlots(s *set) {
	base := *s
	for slot, choices := range r.lex.slots {
		if value, _ := bestValue(choices, &base, anyIntent); value != "" {
			s.add(r.lex.concepts[slot])
			s.add(r.lex.concepts[slot+":"+value])
		}
	}
}

// anyIntent stands for all of them.
const anyIntent = ""

// bestValue returns the value that weighs most among those that an intent's slot
// can have, and its weight; "" and 0 when no rule holds.
func bestValue(choices []choice, s *set, intent string) (string, float64) {
	found, top := "", 0.0
	for i := range choices {
		if only := choices[i].only; intent != anyIntent && only != "" && only != intent {
			continue
		}
		if rule := choices[i].best(s); rule != nil && rule.weight > top {
			found, top = choices[i].value, rule.weight
		}
	}
	return found, top
}
