package intent

import "strings"

// slips finds units whose names have one character wrong, missing or too many.
// A name is kept under each of its shapes with a character left out, by hash.
type slips map[hash]int32 // to a name; several when many share the shape

const (
	shortestSlip = 3 // characters of the shortest name in which a slip is forgiven
	longestSlip  = 16
	mostSlips    = 6 // places in a sentence where names with slips are looked for
)

// add takes in a name.
func (x slips) add(tokens []token, at int32, unitOf func(int32) int32) {
	if len(tokens) < shortestSlip || len(tokens) > longestSlip || !chinese(tokens) {
		return
	}
	for skip := -1; skip < len(tokens)-1; skip++ {
		key := hashed(tokens, skip)
		if old, known := x[key]; known && (old == several || unitOf(old) != unitOf(at)) {
			x[key] = several
			continue
		}
		x[key] = at
	}
}

// hashed is the hash of the tokens' writing, the one at skip left out; the last always
// counts, for it says what kind of organ it is.
func hashed(tokens []token, skip int) hash {
	h := noText
	for i := range tokens {
		if i != skip {
			h = h.text(tokens[i].text)
		}
	}
	return h
}

// findSlips looks for units named with a slip, where a word for an organ stands.
func (x *index) findSlips(l *lexicon, tokens []token) []match {
	var found []match
	places := 0
	for to := shortestSlip; to <= len(tokens) && places < mostSlips; to++ {
		if tokens[to-1].kind != han || !strings.Contains(l.settings.OrganEnds, tokens[to-1].text) {
			continue
		}
		places++
		if m, ok := x.slipAt(l, tokens, to); ok {
			found = append(found, m)
		}
	}
	return found
}

// slipAt reads the longest name with a slip that ends before to.
func (x *index) slipAt(l *lexicon, tokens []token, to int) (match, bool) {
	for from := max(0, to-longestSlip-1); to-from >= shortestSlip; from++ {
		window := tokens[from:to]
		if !chinese(window) {
			continue
		}
		for skip := -1; skip < len(window)-1; skip++ {
			at := x.slips.find(hashed(window, skip))
			if len(at) == 0 || at[0] == several || x.names[at[0]].unit == several {
				continue
			}
			if n := x.names[at[0]]; slipped(window, l.tokens(l.fold(n.text))) {
				return match{from: from, to: to, heard: true, named: true, unit: int(n.unit)}, true
			}
		}
	}
	return match{}, false
}

// slipped reports whether two writings differ in one character, the first and
// the last of a short name being right.
func slipped(a, b []token) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || len(a) < shortestSlip || len(b) == shortestSlip && a[0].text != b[0].text {
		return false
	}
	i := 0
	for i < len(a) && a[i].text == b[i].text {
		i++
	}
	rest := a[i:]
	if len(a) == len(b) && len(rest) > 0 {
		rest = rest[1:]
	}
	return sameText(rest, b[len(b)-len(rest):])
}

func sameText(a, b []token) bool {
	for i := range a {
		if a[i].text != b[i].text {
			return false
		}
	}
	return len(a) == len(b)
}
