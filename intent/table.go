package intent

import (
	"cmp"
	"math/bits"
	"slices"
)

// A hash is the hash of a text (FNV-1a): phrases, names and words are kept by it
// alone. That two texts share one of 64 bits is less likely than any other fault.
type hash uint64

const (
	noText    hash = 14695981039346656037
	hashPrime hash = 1099511628211
)

func (h hash) text(s string) hash {
	for i := range len(s) {
		h = (h ^ hash(s[i])) * hashPrime
	}
	return h
}

// write goes on with a token as it is written after the one before; words keep a
// space between.
func (h hash) write(t, before *token) hash {
	if before != nil && before.kind == word && t.kind == word {
		h = h.text(" ")
	}
	return h.text(t.text)
}

// sound goes on with a token as it sounds.
func (h hash) sound(t *token) hash { return h.text(t.sound).text("'") }

func writingOf(tokens []token) hash {
	h, before := noText, (*token)(nil)
	for i := range tokens {
		h, before = h.write(&tokens[i], before), &tokens[i]
	}
	return h
}

func soundOf(tokens []token) hash {
	h := noText
	for i := range tokens {
		h = h.sound(&tokens[i])
	}
	return h
}

// A table finds numbers by hash: about 15 bytes for each, and about one step
// however many there are; most of what is looked for is not there, and a small
// sieve says so. It is made once and never changes.
type table struct {
	sieve  []uint64 // a bit for each key, by its last bits
	keys   []uint64 // mixed hashes, in order
	values []int32
	starts []uint32 // by the first bits of a key: where such keys begin
	shift  int
}

// A pair is one number of a table, by its hash.
type pair struct {
	key   hash
	value int32
}

// mixed spreads a hash evenly, so that its first bits say where it stands.
func mixed(h hash) uint64 {
	x := uint64(h)
	x ^= x >> 32
	return x * 0x9E3779B97F4A7C15
}

// newTable keeps pairs; those of one key stay in their order.
func newTable(pairs []pair) *table {
	const perStart, perSieve = 4, 8 // keys for each of the starts, and for each word of the sieve
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(mixed(a.key), mixed(b.key)) })
	t := &table{keys: make([]uint64, len(pairs)), values: make([]int32, len(pairs))}
	t.shift = 64 - bits.Len(uint(len(pairs)/perStart))
	t.starts = make([]uint32, 1<<(64-t.shift))
	t.sieve = make([]uint64, 1<<bits.Len(uint(len(pairs)/perSieve)))
	for i, p := range pairs {
		t.keys[i], t.values[i] = mixed(p.key), p.value
		word, bit := t.hole(t.keys[i])
		t.sieve[word] |= bit
	}
	t.index()
	return t
}

// index notes where the keys begin that start alike.
func (t *table) index() {
	at := 0
	for i := range t.starts {
		for at < len(t.keys) && t.keys[at]>>t.shift < uint64(i) {
			at++
		}
		t.starts[i] = uint32(at)
	}
}

// hole is the place of a key in the sieve.
func (t *table) hole(key uint64) (word, bit uint64) {
	return key / 64 % uint64(len(t.sieve)), 1 << (key % 64)
}

// find returns the numbers of a hash.
func (t *table) find(h hash) []int32 {
	key := mixed(h)
	if word, bit := t.hole(key); t.sieve[word]&bit == 0 {
		return nil
	}
	from := int(t.starts[key>>t.shift])
	for from < len(t.keys) && t.keys[from] < key {
		from++
	}
	to := from
	for to < len(t.keys) && t.keys[to] == key {
		to++
	}
	return t.values[from:to]
}
