package intent

import (
	"slices"
	"strings"
)

// terms finds phrases among tokens, by their writing and by their sound.
type terms struct {
	exact   map[string]entry
	sounds  map[string][]entry
	longest int // tokens of the longest phrase
}

// An entry is a phrase with what it stands for.
type entry struct {
	tokens   []token
	concepts []concept
	open     bool // it leaves standing what it contains
	firm     bool // it stands within what contains it
}

// A match is a phrase or a unit's name found at tokens[from:to].
type match struct {
	entry
	from, to int
	heard    bool // by its sound, not by its writing
	named    bool // a unit's name
	weak     bool // one that is also an ordinary word
	unit     int  // which, when named
}

func newTerms() *terms { return &terms{exact: map[string]entry{}, sounds: map[string][]entry{}} }

// The signs by which a phrase says that it counts at the beginning of a clause
// alone, or at its end: ^is, 没$.
const (
	atBegin = "^"
	atEnd   = "$"
)

// add takes in a phrase that stands for a concept.
func (t *terms) add(text string, phrase []token, c concept) {
	if len(phrase) == 0 {
		return
	}
	key := string(writing(nil, phrase))
	if strings.HasPrefix(text, atBegin) {
		key = atBegin + key
	}
	if strings.HasSuffix(text, atEnd) {
		key += atEnd
	}
	e, known := t.exact[key]
	if !known {
		e = entry{tokens: phrase}
	}
	e.concepts = append(e.concepts[:len(e.concepts):len(e.concepts)], c)
	t.exact[key] = e
	t.longest = max(t.longest, len(phrase))
}

// mark says of each phrase how it behaves: whether all its concepts are open,
// whether one stands firm, and whether one is heard.
func (t *terms) mark(open, heard *set, firm concept) {
	for key, e := range t.exact {
		e.firm = slices.Contains(e.concepts, firm)
		e.open = !slices.ContainsFunc(e.concepts, func(c concept) bool { return !open.has(c) })
		t.exact[key] = e
		if slices.ContainsFunc(e.concepts, heard.has) {
			t.sound(key, e)
		}
	}
}

// sound makes a phrase known by its sound, too.
func (t *terms) sound(key string, e entry) {
	if len(e.tokens) < 2 || !chinese(e.tokens) || strings.HasPrefix(key, atBegin) || strings.HasSuffix(key, atEnd) {
		return
	}
	sound := string(sounding(nil, e.tokens))
	t.sounds[sound] = append(t.sounds[sound], e)
}

func chinese(tokens []token) bool {
	for _, t := range tokens {
		if t.kind != han && t.kind != number {
			return false
		}
	}
	return true
}

// writing appends the tokens as they are written; words keep a space between.
func writing(key []byte, tokens []token) []byte {
	for i, t := range tokens {
		if i > 0 && t.kind == word && tokens[i-1].kind == word {
			key = append(key, ' ')
		}
		key = append(key, t.text...)
	}
	return key
}

func sounding(key []byte, tokens []token) []byte {
	for _, t := range tokens {
		key = append(append(key, t.sound...), '\'')
	}
	return key
}

// find lists what stands at each place, by writing and by sound.
func (t *terms) find(tokens []token) []match {
	var found []match
	key := make([]byte, 0, 128)
	for from := range tokens {
		for to := from + 1; to <= min(len(tokens), from+t.longest); to++ {
			if k := tokens[to-1].kind; k == stop || k == mark {
				break
			}
			key = writing(key[:0], tokens[from:to])
			found = t.placed(found, tokens, from, to)
			if e, ok := t.exact[string(key)]; ok {
				found = append(found, match{entry: e, from: from, to: to})
				continue
			}
			found = append(found, t.hear(tokens, from, to, key[:0])...)
		}
	}
	return found
}

// placed adds the phrases that count at the beginning or end of a clause alone.
func (t *terms) placed(found []match, tokens []token, from, to int) []match {
	const longestPlaced = 3
	if to-from > longestPlaced {
		return found
	}
	begins, ends := from == 0 || tokens[from-1].kind == stop, to == len(tokens) || tokens[to].kind == stop
	key := make([]byte, 0, 64)
	for _, at := range []struct {
		before, after string
		holds         bool
	}{{atBegin, "", begins}, {"", atEnd, ends}, {atBegin, atEnd, begins && ends}} {
		if !at.holds {
			continue
		}
		key = append(writing(append(key[:0], at.before...), tokens[from:to]), at.after...)
		if e, ok := t.exact[string(key)]; ok {
			found = append(found, match{entry: e, from: from, to: to})
		}
	}
	return found
}

// hear lists the phrases that sound like tokens[from:to] and may be meant.
func (t *terms) hear(tokens []token, from, to int, key []byte) []match {
	if to-from < 2 {
		return nil
	}
	var found []match
	for _, e := range t.sounds[string(sounding(key, tokens[from:to]))] {
		if e.likely(tokens[from:to]) {
			found = append(found, match{entry: e, from: from, to: to, heard: true})
		}
	}
	return found
}

// likely holds when a phrase that sounds alike is close enough to be meant:
// half of it is written right, or all of it is typed in pinyin.
func (e entry) likely(tokens []token) bool {
	same, sounding := 0, 0
	for i, t := range tokens {
		switch {
		case t.text == e.tokens[i].text:
			same++
		case t.plain == e.tokens[i].plain:
			sounding++
		}
	}
	n := len(tokens)
	if typed(tokens) {
		return same+sounding == n || n > 2
	}
	return same*2 >= n || n > 2 && same > 0 && same+sounding >= n-1 || same+sounding == n && n > 2
}

func typed(tokens []token) bool {
	for _, t := range tokens {
		if t.kind == han && !t.typed {
			return false
		}
	}
	return true
}
