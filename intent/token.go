package intent

import (
	"strings"
	"unicode"

	"steward/rules/naming"
)

// The kinds of tokens.
const (
	han    = iota // one Chinese character
	word          // Latin letters
	number        // digits
	mark          // a domain, an ending of domains, a day: see scan.go
	stop          // the end of a clause
)

// A token is the smallest piece that terms are made of.
type token struct {
	kind  int
	text  string
	sound string // reading without tone, blurred; "" for what has none
	plain string // the same, not blurred
	typed bool   // it was written as pinyin
	value string // of a mark: a domain in normal form
}

// tokens cuts what stands between marks.
func (l *lexicon) tokens(rs []rune) []token {
	var out []token
	for i := 0; i < len(rs); {
		n := run(rs[i:])
		out = append(out, l.piece(rs[i:i+n])...)
		i += n
	}
	return out
}

// run is how many runes the token at the beginning has.
func run(rs []rune) int {
	for _, class := range []func(rune) bool{isLetter, isDigit} {
		n := 0
		for n < len(rs) && (class(rs[n]) || n > 0 && apostrophe(rs, n)) {
			n++
		}
		if n > 0 {
			return n
		}
	}
	return 1
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func apostrophe(rs []rune, i int) bool {
	return rs[i] == '\'' && isLetter(rs[i-1]) && i+1 < len(rs) && isLetter(rs[i+1])
}

func (l *lexicon) piece(rs []rune) []token {
	text := string(rs)
	switch r := rs[0]; {
	case isLetter(r):
		return l.letters(text)
	case isDigit(r):
		return []token{{kind: number, text: text, sound: text, plain: text}}
	case unicode.Is(unicode.Han, r):
		return []token{l.character(r)}
	case endsClause(r):
		return []token{{kind: stop, text: text}}
	}
	return nil
}

func endsClause(r rune) bool { return strings.ContainsRune(",.;:!?。、…\n—~", r) }

func (l *lexicon) character(r rune) token {
	read, known := l.characters[r]
	if !known {
		read = readingOf(r)
	}
	return token{kind: han, text: string(r), sound: read.blurred, plain: read.plain}
}

// reading is how a character is read, and the same blurred.
type reading struct{ plain, blurred string }

func readingOf(r rune) reading {
	s := naming.Syllable(r)
	return reading{plain: s, blurred: blur(s)}
}

// remember keeps the readings of a phrase's characters, so that they are
// looked up once.
func (l *lexicon) remember(tokens []token) {
	for _, t := range tokens {
		if r := []rune(t.text); t.kind == han && !t.typed {
			l.characters[r[0]] = reading{plain: t.plain, blurred: t.sound}
		}
	}
}

// letters reads a run of Latin letters: an English word that the lexicon knows,
// such a word with a slip in it, pinyin, or a word that says nothing.
func (l *lexicon) letters(text string) []token {
	text = strings.TrimSuffix(text, "'s")
	text = strings.ReplaceAll(text, "'", "")
	if !l.vocabulary.has(text) {
		if syllables := l.syllables(text); syllables != nil {
			return pinyinTokens(syllables)
		}
		text = l.vocabulary.mend(text)
	}
	return []token{{kind: word, text: text, sound: text, plain: text}}
}

func pinyinTokens(syllables []string) []token {
	var out []token
	for _, s := range syllables {
		out = append(out, token{kind: han, text: s, sound: blur(s), plain: s, typed: true})
	}
	return out
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
