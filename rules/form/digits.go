package form

import (
	"strings"
	"unicode"
)

var (
	bulletForm = patternOf(`^(?:\([0-9]{1,2}\) *[^ ]|[0-9]{1,2}[、)] *[^ ]|[0-9]{1,2}\. *[^0-9 ])`)
	dateForm   = patternOf(`^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([^0-9-]|$)`)
	unitForm   = patternOf(`^(?:\+?[0-9]+|\(\+?[0-9]+\))(?:(?: *-+ *|-*\(|\)-*)?[0-9]+)*`)
	tailForm   = patternOf(`^ *(?:-+|转|轉|分机|分機|#|x|ext\.?)[ :]*[0-9]{1,6}`)
	spaced     = patternOf(`^ +`)
)

// maxGroups is as many groups as a mobile with its country's code can be typed
// in: one a digit.
const maxGroups = 13

// number returns where the number at i ends; i when none begins there. Digits
// that go on as words are no number: 12345热线办主任 is a post.
func (x *lexer) number(i int) int {
	rest := string(x.folded[i:])
	if i > 0 && (latin(x.folded[i-1]) || digit(x.folded[i-1])) && !x.atLabelEnd(i) || dateForm.MatchString(rest) {
		return i
	}
	ends := unitEnds(rest)
	if len(ends) == 0 {
		return i
	}
	size := ends[join(rest, ends)-1]
	if isLandline(national(bare(rest[:size]))) {
		size += len(tailForm.FindString(rest[size:]))
	}
	if strings.HasPrefix(rest[size:], "@qq.com") {
		size += len("@qq.com")
	}
	end := i + len([]rune(rest[:size]))
	if end < len(x.folded) && unicode.IsLetter(x.folded[end]) && len(bare(rest[:size])) < 7 && !x.labelStarts(end) {
		return i
	}
	return end
}

// atLabelEnd reports whether a label ends at i, as in QQ12345678.
func (x *lexer) atLabelEnd(i int) bool {
	n := len(x.tokens)
	return n > 0 && x.tokens[n-1].kind == labelToken && x.tokens[n-1].to == i
}

// bare returns the digits of a number as typed.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if digit(r) || r == '+' {
			return r
		}
		return -1
	}, s)
}

// unitEnds returns the ends, in bytes, of the groups of digits that follow each
// other with nothing but spaces between.
func unitEnds(s string) []int {
	var ends []int
	for at := 0; ; {
		unit := unitForm.FindString(s[at:])
		if unit == "" {
			return ends
		}
		at += len(unit)
		ends = append(ends, at)
		gap := spaced.FindString(s[at:])
		if gap == "" {
			return ends
		}
		at += len(gap)
	}
}

// join returns how many of the groups are one number: those that make a phone,
// 138 0000 0000, else one that is long enough by itself, else the short ones
// up to the next long one.
func join(s string, ends []int) int {
	for n := 1; n <= min(len(ends), maxGroups); n++ {
		if n > 1 && n < len(ends) && !anyShort(s, ends[:n]) {
			break
		}
		if whole := national(bare(s[:ends[n-1]])); isMobile(whole) || isLandline(whole) {
			return n
		}
	}
	n := 1
	for n < len(ends) && len(bare(s[:ends[0]])) < minQQ && len(bare(s[:ends[n]])) <= maxQQ {
		if next := bare(s[ends[n-1]:ends[n]]); isMobile(next) {
			break
		}
		n++
	}
	return n
}

func anyShort(s string, ends []int) bool {
	from := 0
	for _, end := range ends {
		if len(bare(s[from:end])) < minQQ {
			return true
		}
		from = end
	}
	return false
}
