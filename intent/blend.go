package intent

import (
	"math"
	"slices"
	"strings"
)

// How much the model says beside the rules: it settles what the rules leave
// open, and speaks alone where no rule does.
const (
	modelShare  = 1.0  // of a likelihood's logarithm
	modelFloor  = -5.0 // what it can take away at most
	modelAlone  = 0.3  // likelihood from which it speaks alone
	modelWeight = 6.0  // of its word for an intent that no rule speaks for
	strangeness = 7.0  // weight of the model's word that a sentence is none of ours
	strangeFrom = 0.6
	certain     = 9.0  // weight from which the model hardly doubts a rule
	certainLoss = -1.0 // what it can take away from such a rule
)

// blend joins what the rules and the model say of a sentence.
func (r *Reader) blend(s *sentence, ws []weighing, p []float64) []weighing {
	by := r.byIntent(p)
	for i := range ws {
		if !ws[i].follows { // the model knows single sentences alone
			ws[i].score += doubt(ws[i].rule, said(by[ws[i].intent]))
		}
	}
	for i := range r.lex.intents {
		name := r.lex.intents[i].value
		known := slices.ContainsFunc(ws, func(w weighing) bool { return w.intent == name })
		if w, ok := r.alone(s, name, by[name]); ok && !known {
			ws = append(ws, w)
		}
	}
	slices.SortStableFunc(ws, byScore)
	return ws
}

// said is what a likelihood adds to a score: nothing for what is certain.
func said(p float64) float64 { return math.Max(modelFloor, modelShare*math.Log(p+1e-9)) }

// doubt is what the model takes away from a rule: little where that is certain.
func doubt(r *rule, said float64) float64 {
	if r.weight >= certain {
		return math.Max(said, certainLoss)
	}
	return said
}

// alone is the model's word for an intent that no rule speaks for.
func (r *Reader) alone(s *sentence, name string, p float64) (weighing, bool) {
	w := weighing{intent: name, rule: &rule{text: "learnt"}}
	switch {
	case name == Unknown && p > strangeFrom:
		w.score = strangeness * p
	case p > modelAlone:
		w.score = modelWeight*p + said(p)
	default:
		return w, false
	}
	w.span = r.whole(s)
	return w, true
}

// byIntent adds up the likelihoods of an intent's topics.
func (r *Reader) byIntent(p []float64) map[string]float64 {
	out := map[string]float64{}
	for k, class := range r.model.classes {
		intent, _, _ := strings.Cut(class, "/")
		out[intent] += p[k]
	}
	return out
}

// topic chooses among what the rules of a slot say and what the model does.
func (r *Reader) topic(at span, p []float64) string {
	best, top := "", math.Inf(-1)
	sum := r.byIntent(p)[policy]
	for k, class := range r.model.classes {
		name, ok := strings.CutPrefix(class, policy+"/")
		if !ok {
			continue
		}
		score := said(p[k]/(sum+1e-9)) + r.weightOf("topic", name, &at.concepts)
		if score > top {
			best, top = name, score
		}
	}
	return best
}

// policy is the intent whose topics are classes of their own.
const policy = "policy.ask"

// weightOf is the weight of the best rule for a value; 0 when none holds.
func (r *Reader) weightOf(slot, value string, s *set) float64 {
	for i := range r.lex.slots[slot] {
		if c := &r.lex.slots[slot][i]; c.value == value {
			if rule := c.best(s); rule != nil {
				return rule.weight
			}
		}
	}
	return 0
}
