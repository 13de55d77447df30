package intent

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// guess is the confidence below which a reading is called unknown, and only
// offered: of the questions held back none below it was right.
const guess = 0.4

// The scale of rules: from clearly on, one alone is enough; what leads by
// clearlyAhead leaves no doubt.
const (
	clearly      = 5.0
	clearlyAhead = 2.0
)

// confidence grows with the weight of the first reading and its lead on the
// second.
func confidence(ws []weighing) float64 {
	lead := 1.0
	if len(ws) > 1 {
		lead = within(ws[0].score-ws[1].score, clearlyAhead)
	}
	return math.Round(within(ws[0].score, clearly)*(0.6+0.4*lead)*100) / 100
}

// within is a share of a whole, from 0 to 1.
func within(part, whole float64) float64 { return math.Max(0, math.Min(1, part/whole)) }

// near lists what else may have been meant: what rules and model speak for, then
// what the model holds possible.
func (r *Reader) near(ws []weighing, likely []float64) []string {
	const most, possible = 3, 0.05
	var out []string
	for _, w := range ws {
		out = append(out, w.intent)
	}
	by := r.byIntent(likely)
	byLikelihood := func(a, b string) int { return cmp.Or(cmp.Compare(by[b], by[a]), cmp.Compare(a, b)) }
	for _, name := range slices.SortedFunc(maps.Keys(by), byLikelihood) {
		if by[name] > possible && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	out = slices.DeleteFunc(out, func(name string) bool { return name == Unknown })
	return out[:min(len(out), most)]
}

// evidence names the rule that decided, and the words that it rests on.
func (r *Reader) evidence(s *sentence, w weighing) []string {
	out := []string{w.intent + ": " + w.rule.text}
	var needed set
	for i := range w.rule.all {
		needed.join(&w.rule.all[i])
	}
	for _, m := range s.matches {
		of := slices.ContainsFunc(m.concepts, func(c concept) bool { return needed.has(c) })
		if m.from >= w.span.from && m.to <= w.span.to && (of || m.named) {
			out = append(out, string(writing(nil, s.tokens[m.from:m.to])))
		}
	}
	return out
}
