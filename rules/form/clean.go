package form

import (
	"strings"
	"unicode"
)

// A line is a message made ready for reading: as typed, and folded to half
// width and lower case, rune for rune, so that a place in one is a place in the other.
type line struct{ typed, folded []rune }

// clean drops what nobody sees (direction marks, joiners, control characters)
// and spaces beyond one, and folds the rest.
func clean(text string) line {
	var l line
	for _, r := range text {
		if r == '\r' || r == '\u2028' || r == '\u2029' {
			r = '\n'
		}
		if n := len(l.folded); invisible(r) || fold(r) == ' ' && n > 0 && l.folded[n-1] == ' ' {
			continue
		}
		l.typed = append(l.typed, r)
		l.folded = append(l.folded, fold(r))
	}
	return l
}

// invisible reports whether a rune does not show. Broken text does: it is shown
// to the person as such, not made to fit.
func invisible(r rune) bool {
	if r == '\n' || r == '\t' || r == unicode.ReplacementChar {
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Variation_Selector)
}

// fold maps a full-width form to its half-width twin, and a letter to lower case.
func fold(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		r -= '！' - '!'
	case r == '\u3000' || r == '\u00a0' || unicode.Is(unicode.Zs, r):
		return ' '
	case strings.ContainsRune("‐‑‒–—―−－", r):
		return '-'
	}
	return unicode.ToLower(r)
}

// trim returns the line without white space and idle punctuation at its ends.
func (l line) trim(idle string) line {
	from, to := 0, len(l.folded)
	skip := func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(idle, r) }
	for from < to && skip(l.folded[from]) {
		from++
	}
	for to > from && skip(l.folded[to-1]) {
		to--
	}
	return l.cut(from, to)
}

func (l line) cut(from, to int) line { return line{l.typed[from:to], l.folded[from:to]} }

func (l line) String() string { return string(l.typed) }

func (l line) text() string { return string(l.folded) }
