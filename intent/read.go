package intent

import (
	"math"
	"slices"
)

// A Reader reads sentences. It holds nothing that changes, and may be used by
// many at once.
type Reader struct {
	lex   *lexicon
	units *index
	scan  *scanner
	model *model
}

// New makes a reader that knows these units. It panics when the lexicon that the
// program was built with is wrong (law 12).
func New(units []Unit) *Reader {
	l, err := load(files)
	if err != nil {
		panic("intent: " + err.Error())
	}
	r := &Reader{lex: l, units: l.index(units), scan: newScanner()}
	if r.model, err = r.learn(files); err != nil {
		panic("intent: " + err.Error())
	}
	return r
}

// Read says what a sentence means in its context.
func (r *Reader) Read(text string, c Context) Result {
	s := r.sentence(text)
	p := make([]float64, len(r.model.classes))
	r.model.likely(r.model.rows(r.signs(s), false), p)
	weighed := r.blend(s, r.follow(s, c, r.weigh(s, r.around(s, c))), p)
	res := Result{Intent: Unknown, Language: r.language(s)}
	if len(weighed) > 0 {
		res.Intent = weighed[0].intent
		res.Confidence = confidence(weighed)
		res.Evidence = r.evidence(s, weighed[0])
		res.Near = near(weighed)
		res.Slots = r.fill(s, c, weighed[0])
		if res.Intent == policy && weighed[0].span.to > 0 {
			res.Slots.Topic = r.topic(weighed[0].span, p)
		}
	}
	return res
}

// around is what the context adds to every stretch.
func (r *Reader) around(s *sentence, c Context) set {
	var extra set
	const few = 7
	if k, ok := r.lex.concepts[before+c.Previous.Intent]; ok {
		extra.add(k)
	}
	if len(s.tokens) <= few {
		extra.add(r.lex.concepts[isShort])
	}
	return extra
}

// The scale of rules: from clearly on, one alone is enough; what leads by clearlyAhead
// leaves no doubt.
const (
	clearly      = 5.0
	clearlyAhead = 1.5
)

// confidence grows with the weight of the first rule and its lead on the second.
func confidence(ws []weighing) float64 {
	c := math.Min(1, ws[0].score/clearly)
	if len(ws) > 1 {
		lead := math.Max(0, ws[0].score-ws[1].score) / clearlyAhead
		c *= 0.6 + 0.4*math.Min(1, lead)
	}
	return math.Round(c*100) / 100
}

// near lists what else may have been meant.
func near(ws []weighing) []string {
	const most = 3
	var out []string
	for _, w := range ws {
		if w.intent != Unknown && len(out) < most {
			out = append(out, w.intent)
		}
	}
	return out
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
