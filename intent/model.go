package intent

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
)

// A model says how likely each class is, from the signs of a sentence. A class
// is an intent, or an intent and a topic: policy.ask/suffix.
//
// Its weights stand in one string of rows, sorted by the key of their sign, and
// are read where they lie: the model built in takes no memory of its own beside
// the program's file. A row is the key, a scale, and a weight in eight bits for
// each class.
type model struct {
	classes []string
	rows    string
}

const rowHead = 8 // bytes of the key and the scale

func (m *model) width() int { return rowHead + len(m.classes) }

// openModel reads what [model.bytes] wrote.
func openModel(text string) (*model, error) {
	head, rows, ok := strings.Cut(text, "\n\n")
	m := &model{classes: strings.Split(head, "\n"), rows: rows}
	if !ok || len(rows)%m.width() != 0 {
		return nil, fmt.Errorf("model.bin: %d bytes are no model", len(text))
	}
	return m, nil
}

// bytes is the model as a file: the classes, an empty line, the rows.
func (m *model) bytes() string {
	return strings.Join(m.classes, "\n") + "\n\n" + m.rows
}

// row finds the weights of a sign, with their scale.
func (m *model) row(key uint32) (string, float64) {
	w := m.width()
	at := sort.Search(len(m.rows)/w, func(i int) bool { return number32(m.rows[i*w:]) >= key }) * w
	if at >= len(m.rows) || number32(m.rows[at:]) != key {
		return "", 0
	}
	return m.rows[at+rowHead : at+w], float64(math.Float32frombits(number32(m.rows[at+4:])))
}

func number32(s string) uint32 {
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// likely returns the likelihood of each class.
func (m *model) likely(keys []uint32) []float64 {
	p := make([]float64, len(m.classes))
	for _, key := range keys {
		weights, scale := m.row(key)
		for k := range len(weights) {
			p[k] += scale * float64(int8(weights[k]))
		}
	}
	share(p)
	return p
}

// share turns sums of weights into likelihoods that add up to one.
func share(p []float64) {
	top, sum := slices.Max(p), 0.0
	for k := range p {
		p[k] = math.Exp(p[k] - top)
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
}

// appendRow writes the weights of a sign in eight bits each.
func appendRow(out []byte, key uint32, weights []float64) []byte {
	const most = 127
	top := 0.0
	for _, w := range weights {
		top = max(top, math.Abs(w))
	}
	scale := float32(top / most)
	out = binary.LittleEndian.AppendUint32(out, key)
	out = binary.LittleEndian.AppendUint32(out, math.Float32bits(scale))
	for _, w := range weights {
		out = append(out, byte(int8(math.Round(w/float64(scale)))))
	}
	return out
}
