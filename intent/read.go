package intent

import (
	_ "embed" // for model.bin
	"io/fs"
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
	res := Result{Intent: Unknown, Language: r.language(s), Near: r.near(weighed, likely)}
	if len(weighed) == 0 {
		res.Evidence = []string{Unknown + ": nothing speaks for anything"}
		return res
	}
	first := weighed[0]
	res.Confidence = confidence(weighed)
	res.Evidence = r.evidence(s, first)
	if res.Confidence < guess {
		res.Evidence = append(res.Evidence, Unknown+": too little speaks for it")
		return res
	}
	res.Intent = first.intent
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
	if len(s.clauses) == 1 {
		extra.add(r.lex.concepts[isAlone])
	}
	return extra
}
