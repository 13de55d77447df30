package intent

import (
	"slices"
	"strings"
)

// terms finds phrases among tokens, by their writing and by their sound. What a
// phrase was is kept where it is known by its sound, too; of others the hash is.
type terms struct {
	written *table // hash of the writing, to an entry
	sounds  *table // hash of the sound, to heard
	entries []entry
	heard   []heard
	lists   [][]concept // what entries stand for
	longest int         // tokens of the longest phrase
}

// An entry is what a phrase stands for, and how it behaves.
type entry struct {
	list uint16 // its concepts, in the lists
	open bool   // it leaves standing what it contains
	firm bool   // it stands within what contains it
}

// heard is a phrase that is known by its sound.
type heard struct {
	entry int32
	typed bool // by that of pinyin alone
	text  string
}

// A match is a phrase or a unit's name found at tokens[from:to].
type match struct {
	concepts   []concept
	from, to   int
	open, firm bool // as in entry
	heard      bool // by its sound, not by its writing
	named      bool // a unit's name
	weak       bool // one that is also an ordinary word
	unit       int  // which, when named
}

// The signs by which a phrase says that it counts at the beginning of a clause
// alone, or at its end: ^is, 没$.
const (
	atBegin = "^"
	atEnd   = "$"
)

// at is a match of an entry with a window.
func (t *terms) at(e int32, w *window) match {
	of := t.entries[e]
	return match{concepts: t.lists[of.list], open: of.open, firm: of.firm, from: w.from, to: w.to}
}

// of returns what a phrase stands for; nil for one that is none.
func (t *terms) of(text string) []concept {
	if found := t.written.find(noText.text(text)); len(found) > 0 {
		return t.lists[t.entries[found[0]].list]
	}
	return nil
}

// find lists what stands at each place, by writing and by sound.
func (t *terms) find(l *lexicon, tokens []token) []match {
	var found []match
	for from := range tokens {
		for w := windowAt(tokens, from); w.length() < t.longest && w.grow(); {
			found = t.placed(found, w)
			if at := t.written.find(w.written); len(at) > 0 {
				found = append(found, t.at(at[0], w))
			} else if w.length() > 1 {
				found = t.hear(found, l, w)
			}
		}
	}
	return found
}

// placed adds the phrases that count at the beginning or end of a clause alone.
func (t *terms) placed(found []match, w *window) []match {
	const longestPlaced = 3
	if w.length() > longestPlaced {
		return found
	}
	begins, ends := w.begins(), w.ends()
	for _, at := range []struct {
		key   hash
		holds bool
	}{{w.begun, begins}, {w.written.text(atEnd), ends}, {w.begun.text(atEnd), begins && ends}} {
		if !at.holds {
			continue
		}
		if e := t.written.find(at.key); len(e) > 0 {
			found = append(found, t.at(e[0], w))
		}
	}
	return found
}

// hear adds the phrases that sound like the window and may be meant.
func (t *terms) hear(found []match, l *lexicon, w *window) []match {
	for _, i := range t.sounds.find(w.sound) {
		if phrase := t.heard[i]; (!phrase.typed || typed(w.inside())) && likely(l.tokens(l.fold(phrase.text)), w.inside()) {
			m := t.at(phrase.entry, w)
			m.heard = true
			found = append(found, m)
		}
	}
	return found
}

// likely holds when a phrase that sounds alike is close enough to be meant:
// half of it is written right, or all of it is typed in pinyin.
func likely(phrase, tokens []token) bool {
	if len(phrase) != len(tokens) {
		return false
	}
	same, sounding := 0, 0
	for i, t := range tokens {
		switch {
		case t.text == phrase[i].text:
			same++
		case t.plain == phrase[i].plain:
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

func chinese(tokens []token) bool {
	for _, t := range tokens {
		if t.kind != han && t.kind != number {
			return false
		}
	}
	return true
}

// A glossary gathers phrases until all are known.
type glossary struct {
	entries map[hash]int32
	phrases []phrase
	longest int
}

// A phrase is one of a glossary, as it is written in the lexicon.
type phrase struct {
	text     string
	tokens   []token
	concepts []concept
}

// add takes in a phrase that stands for a concept.
func (g *glossary) add(text string, tokens []token, c concept) {
	if len(tokens) == 0 {
		return
	}
	key := noText
	if strings.HasPrefix(text, atBegin) {
		key = key.text(atBegin)
	}
	for i := range tokens {
		key = key.write(&tokens[i], previous(tokens, i))
	}
	if strings.HasSuffix(text, atEnd) {
		key = key.text(atEnd)
	}
	at, known := g.entries[key]
	if !known {
		at = int32(len(g.phrases))
		g.entries[key] = at
		g.phrases = append(g.phrases, phrase{text: text, tokens: tokens})
	}
	g.phrases[at].concepts = append(g.phrases[at].concepts, c)
	g.longest = max(g.longest, len(tokens))
}

func previous(tokens []token, i int) *token {
	if i == 0 {
		return nil
	}
	return &tokens[i-1]
}

// manners says how the phrases of concepts behave.
type manners struct {
	open  set     // they leave standing what they contain
	heard set     // they are known by their sound
	typed set     // they are known when typed in pinyin
	firm  concept // they stand within what contains them
}

// terms makes the glossary ready.
func (g *glossary) terms(by manners) *terms {
	t := &terms{longest: g.longest, entries: make([]entry, len(g.phrases))}
	lists, sounds := map[string]uint16{}, []pair{}
	for i, p := range g.phrases {
		t.entries[i] = entry{
			list: t.list(lists, p.concepts),
			firm: slices.Contains(p.concepts, by.firm),
			open: !slices.ContainsFunc(p.concepts, func(c concept) bool { return !by.open.has(c) }),
		}
		byEar := slices.ContainsFunc(p.concepts, by.heard.has)
		if (byEar || slices.ContainsFunc(p.concepts, by.typed.has)) && p.audible() {
			sounds = append(sounds, pair{key: soundOf(p.tokens), value: int32(len(t.heard))})
			t.heard = append(t.heard, heard{entry: int32(i), typed: !byEar, text: strings.Clone(p.text)})
		}
	}
	t.sounds, t.written = newTable(sounds), newTable(pairsOf(g.entries))
	t.heard = slices.Clip(t.heard)
	return t
}

// list returns the number of a list of concepts, the same for the same.
func (t *terms) list(known map[string]uint16, concepts []concept) uint16 {
	key := ""
	for _, c := range concepts {
		key += string(rune(c)) + ","
	}
	at, ok := known[key]
	if !ok {
		at = uint16(len(t.lists))
		known[key] = at
		t.lists = append(t.lists, slices.Clip(concepts))
	}
	return at
}

// audible holds for what is Chinese, of two characters at least, and counts
// anywhere.
func (p *phrase) audible() bool {
	return len(p.tokens) > 1 && chinese(p.tokens) && !strings.HasPrefix(p.text, atBegin) && !strings.HasSuffix(p.text, atEnd)
}

func pairsOf(numbers map[hash]int32) []pair {
	out := make([]pair, 0, len(numbers))
	for key, value := range numbers {
		out = append(out, pair{key: key, value: value})
	}
	return out
}
