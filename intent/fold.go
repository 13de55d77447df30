package intent

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longest is how many characters of a sentence are read: half of them at its
// beginning, half at its end, where the wish stands when the reason comes first.
const longest = 600

// fold brings a sentence to one writing: half width, lower case, simplified
// characters, one kind of white space, nothing that cannot be seen.
func (l *lexicon) fold(text string) []rune {
	var out []rune
	for _, r := range cut([]rune(strings.ToValidUTF8(short(text), " "))) {
		if unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r) {
			continue
		}
		out = append(out, l.foldRune(r))
	}
	return dotted(out)
}

// dotted writes the dots of a domain that is spelt out: slj点gov点cn.
func dotted(rs []rune) []rune {
	for i := 1; i+1 < len(rs); i++ {
		if rs[i] == '点' && (isLetter(rs[i-1]) || isDigit(rs[i-1])) && isLetter(rs[i+1]) {
			rs[i] = '.'
		}
	}
	return rs
}

func (l *lexicon) foldRune(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		r -= '！' - '!'
	case r == '\n' || r == '\r' || r == 0x2028:
		return '\n'
	case unicode.IsSpace(r):
		return ' '
	case r == '’' || r == '‘' || r == '`':
		return '\''
	}
	if s, ok := l.simplified[r]; ok {
		return s
	}
	return unicode.ToLower(r)
}

// short takes the middle out of a message by its bytes, so that reading takes no
// longer for a longer one.
func short(text string) string {
	const enough = longest * utf8.UTFMax
	if len(text) <= 2*enough {
		return text
	}
	return text[:enough] + "\n" + text[len(text)-enough:]
}

// cut takes the middle out of a sentence that is too long to be one.
func cut(rs []rune) []rune {
	if len(rs) <= longest {
		return rs
	}
	head, tail := rs[:longest/2], rs[len(rs)-longest/2:]
	return append(append(append(make([]rune, 0, longest+1), head...), '\n'), tail...)
}
