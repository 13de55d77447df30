package intent

import (
	_ "embed" // for model.bin
	"io/fs"
	"math"
	"slices"
	"sync"
)

// A Reader reads sentences. It holds nothing that changes, and may be used by
// many at once.
type Reader struct {
	*knowledge
	units *index
}

// knowledge is what does not depend on the units.
type knowledge struct {
	lex   *lexicon
	scan  *scanner
	model *model
}

// builtin is the knowledge that the program was built with. It panics when that
// is wrong (law 12).
//
//nolint:gochecknoglobals // made once from files built in, and the same ever after
var builtin = sync.OnceValue(func() *knowledge {
	k, err := know(sources{built: files})
	if err != nil {
		panic("intent: " + err.Error())
	}
	return k
})

// learntBefore is the model of the lexicon built in, made by the package's test
// with -update.
//
//go:embed model.bin
var learntBefore string

// know reads a lexicon, and learns from an office's examples when there are any.
func know(from sources) (*knowledge, error) {
	l, err := load(from)
	if err != nil {
		return nil, err
	}
	k := &knowledge{lex: l, scan: newScanner()}
	if from.teaches() {
		k.model, err = k.bare().learn(from)
	} else {
		k.model, err = openModel(learntBefore)
	}
	return k, err
}

// bare is a reader that knows no unit.
func (k *knowledge) bare() *Reader { return &Reader{knowledge: k, units: k.lex.index(nil)} }

// teaches reports whether an office has examples of its own; without them the
// model built in serves.
func (f sources) teaches() bool {
	if f.own == nil {
		return false
	}
	_, err := fs.Stat(f.own, "examples.toml")
	return err == nil
}

// New makes a reader that knows these units.
func New(units []Unit) *Reader {
	k := builtin()
	return &Reader{knowledge: k, units: k.lex.index(units)}
}

// NewTaught makes a reader that has also learnt from an office's own files, each
// of which may be missing: words.toml with phrases by concept, organs.toml with
// other names of organs, examples.toml with sentences by intent (policy.ask/TOPIC
// for rules). They are written as those in lexicon are, and add to them. The
// error says what is wrong in which file.
func NewTaught(units []Unit, own fs.FS) (*Reader, error) {
	k, err := know(sources{built: files, own: own})
	if err != nil {
		return nil, err
	}
	return &Reader{knowledge: k, units: k.lex.index(units)}, nil
}

// Read says what a sentence means in its context.
func (r *Reader) Read(text string, c Context) Result {
	s := r.sentence(text, c.Today)
	if s.wordless() {
		return Result{Intent: Unknown, Language: "zh"}
	}
	likely := r.likely(s)
	weighed := r.blend(s, r.follow(s, c, r.weigh(s, r.around(s, c))), likely)
	res := Result{Intent: Unknown, Language: r.language(s)}
	if len(weighed) == 0 {
		return res
	}
	first := weighed[0]
	res.Intent = first.intent
	res.Confidence = confidence(weighed)
	res.Evidence = r.evidence(s, first)
	res.Near = near(weighed)
	res.Slots = r.fill(s, c, first)
	if res.Intent == policy {
		res.Slots.Topic = r.topic(first.span, likely)
	}
	return res
}

// likely is what the model says of a sentence, by class.
func (r *Reader) likely(s *sentence) []float64 {
	return r.model.likely(r.signs(s))
}

// around is what the context adds to every stretch.
func (r *Reader) around(s *sentence, c Context) set {
	var extra set
	const few = 7
	if k, ok := r.lex.concepts[before+c.Previous.Intent]; ok {
		extra.add(k)
	}
	if s.length() <= few {
		extra.add(r.lex.concepts[isShort])
	}
	return extra
}

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
