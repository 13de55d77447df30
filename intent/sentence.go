package intent

import (
	"slices"
	"strings"
	"time"
)

// A sentence is a text made ready to be weighed.
type sentence struct {
	tokens  []token
	matches []match
	clauses []span
}

// A span is a stretch of tokens with the concepts in it.
type span struct {
	from, to int
	concepts set
}

// sentence makes a text ready; today is for days said by their distance.
func (r *Reader) sentence(text string, today time.Time) *sentence {
	return r.sentenceOf(r.marked(string(r.lex.fold(text)), today))
}

// sentenceOf searches the tokens of a sentence.
func (r *Reader) sentenceOf(tokens []token) *sentence {
	s := &sentence{tokens: tokens}
	found := append(r.lex.terms.find(r.lex, s.tokens), r.units.find(r.lex, s.tokens)...)
	if !slices.ContainsFunc(found, func(m match) bool { return m.named && !m.weak }) {
		found = append(found, r.units.findSlips(r.lex, s.tokens)...)
	}
	s.matches = settle(found)
	s.matches = r.withoutWeak(s)
	s.clauses = r.clauses(s)
	return s
}

// marked cuts the folded sentence into tokens, the places as marks among them.
func (r *Reader) marked(folded string, today time.Time) []token {
	var out []token
	at := 0
	for _, p := range sorted(r.places(folded, today)) {
		out = append(out, r.lex.tokens([]rune(folded[at:p.from]))...)
		out = append(out, token{kind: mark, text: p.concept, value: p.value})
		at = p.to
	}
	return append(out, r.lex.tokens([]rune(folded[at:]))...)
}

// withoutWeak drops names that are also ordinary words, unless no other unit is
// named and what follows is said of units.
func (r *Reader) withoutWeak(s *sentence) []match {
	var kept []match
	strong := false
	for _, m := range s.matches {
		strong = strong || m.named && !m.weak
	}
	for _, m := range s.matches {
		if !m.weak || !strong && r.lex.followsUnit(s.tokens[m.to:]) {
			kept = append(kept, m)
		}
	}
	return kept
}

func (l *lexicon) followsUnit(rest []token) bool {
	if len(rest) == 0 || rest[0].kind == stop {
		return true
	}
	return strings.Contains(l.settings.AfterUnits, rest[0].text)
}

// clauses cuts at the ends of clauses, and gathers the concepts of each.
func (r *Reader) clauses(s *sentence) []span {
	var out []span
	from := 0
	for i := 0; i <= len(s.tokens); i++ {
		if i < len(s.tokens) && s.tokens[i].kind != stop {
			continue
		}
		c := span{from: from, to: i}
		if i < len(s.tokens) && s.tokens[i].text == "?" {
			c.concepts.add(r.lex.concepts[isQuestion])
		}
		if i > from {
			out = append(out, c)
		} else if len(out) > 0 {
			out[len(out)-1].concepts.join(&c.concepts)
		}
		from = i + 1
	}
	for i := range out {
		r.gather(s, &out[i])
	}
	return out
}

// gather adds to a clause the concepts of what was found in it.
func (r *Reader) gather(s *sentence, c *span) {
	for _, t := range s.tokens[c.from:c.to] {
		if t.kind == mark {
			c.concepts.add(r.lex.concepts[t.text])
		}
	}
	for _, m := range s.matches {
		if m.from < c.from || m.to > c.to {
			continue
		}
		if m.named {
			c.concepts.add(r.lex.concepts[isUnit])
		}
		for _, k := range m.concepts {
			c.concepts.add(k)
		}
	}
	if s.strangeIn(c) {
		c.concepts.add(r.lex.concepts[isStrange])
	}
}

// strangeIn reports whether words of a clause stand in no phrase and no name.
func (s *sentence) strangeIn(c *span) bool {
	few := 2
	if c.to-c.from <= 5 {
		few = 1
	}
	known := make([]bool, c.to-c.from)
	for _, m := range s.matches {
		for i := max(m.from, c.from); i < min(m.to, c.to); i++ {
			known[i-c.from] = true
		}
	}
	strange := 0
	for i, k := range known {
		if t := s.tokens[c.from+i]; !k && (t.kind == han || t.kind == word) {
			strange++
		}
	}
	return strange >= few
}

// language is en for a sentence of Latin words; names and domains don't count,
// and the little words of Chinese count more than the nouns beside them.
func (r *Reader) language(s *sentence) string {
	const little = 3
	latin, chinese := 0, 0
	for i, t := range s.tokens {
		switch {
		case t.kind == word:
			latin++
		case t.kind != han || s.inName(i):
		case r.lex.littleWord(t.text):
			chinese += little
		default:
			chinese++
		}
	}
	if latin > 0 && latin > chinese {
		return "en"
	}
	return "zh"
}

// littleWord reports whether a character alone is a word that says little.
func (l *lexicon) littleWord(text string) bool {
	return slices.Contains(l.terms.of(text), l.concepts["filler"])
}

// wordless holds for a sentence of numbers and signs alone.
func (s *sentence) wordless() bool {
	return !slices.ContainsFunc(s.tokens, func(t token) bool {
		return t.kind == han || t.kind == word || t.kind == mark && t.text != isMail
	})
}

// length counts the tokens; a unit's name is one.
func (s *sentence) length() int {
	n := len(s.tokens)
	for _, m := range s.matches {
		if m.named {
			n -= m.to - m.from - 1
		}
	}
	return n
}

func (s *sentence) inName(i int) bool {
	for _, m := range s.matches {
		if m.named && m.from <= i && i < m.to {
			return true
		}
	}
	return false
}
