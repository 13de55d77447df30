package intent

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"
)

// A model says how likely each class is, from what a sentence holds: concepts,
// words, and words side by side. It learns from lexicon/examples.toml when the
// reader is made, the same way each time. A class is an intent, or an intent
// and a topic: policy.ask/suffix.
type model struct {
	classes []string
	signs   map[string]int32 // to the row of its weights
	weights [][]float64      // by sign, then by class
}

// How the model learns: rounds over the examples, the first step, and the
// likelihood from which an example teaches nothing more.
const (
	rounds    = 10
	firstStep = 0.3
	learnt    = 0.95
)

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

func (r *Reader) learn(from sources) (*model, error) {
	file := map[string]string{}
	if err := decode(from.built, "examples.toml", &file); err != nil {
		return nil, err
	}
	own := map[string]string{}
	if err := from.decodeOwn("examples.toml", &own); err != nil {
		return nil, err
	}
	m := &model{classes: slices.Sorted(maps.Keys(file)), signs: map[string]int32{}}
	for class, lines := range own {
		if !slices.Contains(m.classes, class) {
			return nil, fmt.Errorf("examples.toml: %q is no intent of the catalogue, or wants a topic", class)
		}
		file[class] += "\n" + lines
	}
	var all []example
	for class, name := range m.classes {
		for line := range strings.Lines(file[name]) {
			if line = strings.TrimSpace(line); line != "" {
				all = append(all, example{rows: m.rows(r.signs(r.exampleSentence(line)), true), class: class})
			}
		}
	}
	m.train(all)
	return m, nil
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

// rows turns signs into rows; a sign never seen gets one only while learning.
func (m *model) rows(signs []string, learning bool) []int32 {
	out := make([]int32, 0, len(signs))
	for _, s := range signs {
		row, known := m.signs[s]
		if !known && !learning {
			continue
		}
		if !known {
			row = int32(len(m.weights))
			m.signs[s] = row
			m.weights = append(m.weights, make([]float64, len(m.classes)))
		}
		out = append(out, row)
	}
	return out
}

// train goes over the examples in an order that mixes the classes, and corrects
// the weights where the likelihood of the right class is wanting.
func (m *model) train(all []example) {
	const stride = 7919 // a prime, so that every example has its turn
	p := make([]float64, len(m.classes))
	for round := range rounds {
		step := firstStep / (1 + 0.1*float64(round))
		for i := range all {
			e := all[i*stride%len(all)]
			m.likely(e.rows, p)
			if p[e.class] > learnt {
				continue
			}
			p[e.class]--
			by := step / math.Sqrt(float64(len(e.rows)))
			for _, row := range e.rows {
				for k, wrong := range p {
					m.weights[row][k] -= by * wrong
				}
			}
		}
	}
}

// likely fills p with the likelihood of each class.
func (m *model) likely(rows []int32, p []float64) {
	clear(p)
	for _, row := range rows {
		for k, w := range m.weights[row] {
			p[k] += w
		}
	}
	top, sum := slices.Max(p), 0.0
	for k := range p {
		p[k] = math.Exp(p[k] - top)
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
}

// signs lists what the model goes by: the concepts of a sentence, its words, and
// its words side by side; units and domains are all alike. Of a sentence of many
// clauses it goes by those that ask, and by the last.
func (r *Reader) signs(s *sentence) []string {
	var out []string
	var concepts set
	for _, c := range r.asking(s) {
		concepts.join(&c.concepts)
		out = s.words(out, c)
	}
	r.addSlots(&concepts)
	for c, name := range r.lex.names {
		if concepts.has(concept(c)) {
			out = append(out, "c "+name)
		}
	}
	return out
}

// asking lists the stretches that carry the wish: the whole, where it is short.
func (r *Reader) asking(s *sentence) []span {
	const many = 3
	if len(s.clauses) <= many {
		return []span{r.whole(s)}
	}
	last := len(s.clauses) - 1
	if !s.clauses[last].concepts.meets(&r.lex.asking) {
		return s.clauses[last-1:]
	}
	return s.clauses[last:]
}

// words appends the words of a stretch, each alone and beside the one before.
func (s *sentence) words(out []string, c span) []string {
	before := "^"
	for i := c.from; i <= c.to; i++ {
		text := "$"
		if i < c.to {
			text = s.sign(i)
		}
		if before == isUnit && text == before { // a unit of several words is one sign
			continue
		}
		out = append(out, "b "+before+" "+text, "u "+text)
		before = text
	}
	return out
}

// sign is the token as the model sees it.
func (s *sentence) sign(i int) string {
	if s.inName(i) || s.tokens[i].kind == mark && s.tokens[i].text == isUnit {
		return isUnit
	}
	return s.tokens[i].text
}
