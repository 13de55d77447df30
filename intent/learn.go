package intent

import (
	"fmt"
	"io/fs"
	"maps"
	"math"
	"slices"
	"strings"
	"time"
)

// How the model learns: rounds over the examples, the first step, and the
// likelihood from which an example teaches nothing more.
const (
	rounds    = 10
	firstStep = 0.3
	learnt    = 0.95
)

// A learner makes a model out of the examples of the lexicon, the same way each
// time.
type learner struct {
	classes []string
	rows    map[uint32]int32 // by key, to the row of its weights
	weights [][]float64      // by row, then by class
}

// An example is a sentence with its class, as rows of signs.
type example struct {
	rows  []int32
	class int
}

// unitMark and domainMark stand in examples for any unit and any domain.
const (
	unitMark   = "{u}"
	domainMark = "{d}"
)

// learn makes a model of the examples built in and those of an office.
func (r *Reader) learn(from sources) (*model, error) {
	file, err := from.examples()
	if err != nil {
		return nil, err
	}
	l := &learner{classes: slices.Sorted(maps.Keys(file)), rows: map[uint32]int32{}}
	var all []example
	for class, name := range l.classes {
		for line := range strings.Lines(file[name]) {
			if line = strings.TrimSpace(line); line != "" {
				all = append(all, example{rows: l.rowsOf(r.signs(r.exampleSentence(line))), class: class})
			}
		}
	}
	l.train(all)
	return l.model(), nil
}

// examples gathers the sentences of all files by class. An office can add to the
// classes that there are.
func (f sources) examples() (map[string]string, error) {
	names, err := fs.Glob(f.built, "lexicon/examples*.toml")
	if err != nil {
		return nil, err
	}
	all, own := map[string]string{}, map[string]string{}
	for _, name := range names {
		file := map[string]string{}
		if err := decode(f.built, strings.TrimPrefix(name, "lexicon/"), &file); err != nil {
			return nil, err
		}
		for class, lines := range file {
			all[class] += lines
		}
	}
	if err := f.decodeOwn("examples.toml", &own); err != nil {
		return nil, err
	}
	for class, lines := range own {
		if _, known := all[class]; !known {
			return nil, fmt.Errorf("examples.toml: %q is no intent of the catalogue, or wants a topic", class)
		}
		all[class] += "\n" + lines
	}
	return all, nil
}

// exampleSentence reads an example, with marks where it has them.
func (r *Reader) exampleSentence(line string) *sentence {
	var tokens []token
	for line != "" {
		at := strings.IndexByte(line, '{')
		if at < 0 || !strings.HasPrefix(line[at:], unitMark) && !strings.HasPrefix(line[at:], domainMark) {
			tokens = append(tokens, r.marked(string(r.lex.fold(line)), time.Time{})...)
			break
		}
		tokens = append(tokens, r.marked(string(r.lex.fold(line[:at])), time.Time{})...)
		kind := map[string]string{unitMark: isUnit, domainMark: isDomain}[line[at:at+len(unitMark)]]
		tokens = append(tokens, token{kind: mark, text: kind})
		line = line[at+len(unitMark):]
	}
	return r.sentenceOf(tokens)
}

// rowsOf turns keys into rows, a new one for a key never seen.
func (l *learner) rowsOf(keys []uint32) []int32 {
	out := make([]int32, len(keys))
	for i, key := range keys {
		row, known := l.rows[key]
		if !known {
			row = int32(len(l.weights))
			l.rows[key] = row
			l.weights = append(l.weights, make([]float64, len(l.classes)))
		}
		out[i] = row
	}
	return out
}

// train goes over the examples in an order that mixes the classes, and corrects
// the weights where the likelihood of the right class is wanting.
func (l *learner) train(all []example) {
	const stride = 7919 // a prime, so that every example has its turn
	p := make([]float64, len(l.classes))
	for round := range rounds {
		step := firstStep / (1 + 0.1*float64(round))
		for i := range all {
			e := all[i*stride%len(all)]
			l.likely(e.rows, p)
			if p[e.class] <= learnt {
				p[e.class]--
				l.correct(e.rows, p, step/math.Sqrt(float64(len(e.rows))))
			}
		}
	}
}

// correct takes a share of what was wrong off the weights.
func (l *learner) correct(rows []int32, wrong []float64, by float64) {
	for _, row := range rows {
		for k, w := range wrong {
			l.weights[row][k] -= by * w
		}
	}
}

// likely fills p with the likelihood of each class.
func (l *learner) likely(rows []int32, p []float64) {
	clear(p)
	for _, row := range rows {
		for k, w := range l.weights[row] {
			p[k] += w
		}
	}
	share(p)
}

// model is what was learnt, made small.
func (l *learner) model() *model {
	var rows []byte
	for _, key := range slices.Sorted(maps.Keys(l.rows)) {
		if w := l.weights[l.rows[key]]; slices.Max(w) > 0 {
			rows = appendRow(rows, key, w)
		}
	}
	return &model{classes: l.classes, rows: string(rows)}
}
