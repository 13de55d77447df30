package form

import (
	"slices"
	"strings"
	"unicode"
)

// A token is one piece of a message: a row's word, a column's word, a number,
// or other words.
type token struct {
	kind     tokenKind
	from, to int // places in the line
	sep      separator
	row      string // of a row's word
	label    string // of a column's word
	alone    bool   // nothing is joined to the row's or column's word
}

type tokenKind int

const (
	rowToken tokenKind = iota
	labelToken
	numberToken
	wordsToken
)

// A separator says how strongly a token is set off from the one before.
type separator int

const (
	joined separator = iota // nothing between
	soft                    // space, 、, /: may also stand inside a post
	comma
	strong // a new sentence or line
)

func separates(r rune) separator {
	switch {
	case strings.ContainsRune(";\n。!?", r):
		return strong
	case r == ',' || r == '\t' || r == '|' || r >= '①' && r <= '⑳':
		return comma
	case unicode.IsSpace(r) || strings.ContainsRune("、/\"“”「」『』【】[]*`<>{}", r):
		return soft
	}
	return joined
}

// A lexer cuts a line into tokens.
type lexer struct {
	line
	words    vocabulary
	at       int
	labelled bool // a label stands before in the same message
	tokens   []token
}

func (d *Definition) lex(l line) []token {
	x := &lexer{line: l, words: d.vocabulary()}
	for {
		sep := x.skip()
		if x.at >= len(x.folded) {
			return x.tokens
		}
		x.one(sep)
	}
}

// skip goes past separators, bullets and the words before a label that mean nothing.
func (x *lexer) skip() separator {
	sep := joined
	if x.at == 0 {
		sep = strong
	}
	for x.at < len(x.folded) {
		now := x.separator(x.at)
		if now == joined {
			n := 0
			if sep > joined {
				n = x.bullet()
			}
			if n == 0 {
				return sep
			}
			x.at += n
			continue
		}
		sep = max(sep, now)
		x.at++
	}
	return sep
}

// separator is [separates], but a full stop after a letter belongs to a name.
func (x *lexer) separator(i int) separator {
	if x.folded[i] == '.' && !(i > 0 && latin(x.folded[i-1])) && !(i+1 < len(x.folded) && digit(x.folded[i+1])) {
		return strong
	}
	return separates(x.folded[i])
}

// bullet returns the length of "1、", "2.", "(3)", "-", 我叫 or 我的 at the place.
func (x *lexer) bullet() int {
	rest := string(x.folded[x.at:])
	if strings.HasPrefix(rest, "我叫") {
		return len([]rune("我叫"))
	}
	for _, noise := range []string{"我的", "他的", "她的", "本人", "- ", "• ", "● "} {
		after := x.at + len([]rune(noise))
		if strings.HasPrefix(rest, noise) && (noise[len(noise)-1] == ' ' || x.labelStarts(after)) {
			return len([]rune(noise))
		}
	}
	if m := bulletForm.FindString(rest); m != "" {
		return len([]rune(m)) - 1
	}
	return 0
}

func (x *lexer) labelStarts(i int) bool {
	_, _, ok := x.words.at(x.folded, i, false)
	return ok
}

// one reads the token at the place.
func (x *lexer) one(sep separator) {
	if sep > joined || x.afterRow() {
		if t, ok := x.row(x.at); ok && sep > joined {
			x.push(t, sep)
			return
		}
	}
	if t, ok := x.label(x.at, sep > joined || x.afterRow()); ok {
		x.labelled = true
		x.push(t, sep)
		return
	}
	if end := x.number(x.at); end > x.at {
		x.push(token{kind: numberToken, from: x.at, to: end}, sep)
		return
	}
	x.push(token{kind: wordsToken, from: x.at, to: x.wordsEnd()}, sep)
}

func (x *lexer) afterRow() bool {
	n := len(x.tokens)
	return n > 0 && x.tokens[n-1].kind == rowToken
}

func (x *lexer) push(t token, sep separator) {
	t.sep, x.at = sep, t.to
	for t.kind == wordsToken && t.to > t.from && x.folded[t.to-1] == ' ' {
		t.to--
	}
	x.tokens = append(x.tokens, t)
}

// row reads a row's word, with 的 and a connector. A Latin one needs a colon, a
// 's or the end of its part: Head of Division is a post.
func (x *lexer) row(i int) (token, bool) {
	e, end, ok := x.words.at(x.folded, i, true)
	if !ok {
		return token{}, false
	}
	after, connected := end, false
	for _, of := range []string{"的", "'s ", "’s "} {
		if hasAt(x.folded, after, []rune(of)) {
			after, connected = after+len([]rune(of)), true
		}
	}
	to := after
	after, linked := connector(x.folded, after)
	if linked {
		connected, to = true, after
	}
	ends := end == len(x.folded) || x.separator(end) > soft
	if latin(e.word[0]) && !connected && !ends && !x.labelStarts(after) {
		return token{}, false
	}
	return token{kind: rowToken, from: i, to: to, row: e.row, alone: !connected && (ends || x.separator(end) > joined)}, true
}

// label reads a column's word with its connector. In the middle of words it
// needs a value that fits: 电话班班长 is a post.
func (x *lexer) label(i int, start bool) (token, bool) {
	e, end, ok := x.words.at(x.folded, i, false)
	if !ok {
		return token{}, false
	}
	end = x.note(end)
	after, connected := connector(x.folded, end)
	t := token{kind: labelToken, from: i, to: end, label: e.label, alone: !connected}
	if connected {
		t.to = after
	}
	ends := after == len(x.folded) || x.separator(end) > joined
	if connected || (start && ends) {
		return t, true
	}
	if e.kind == QQ || e.kind == Phone {
		return t, after < len(x.folded) && strings.ContainsRune("0123456789+(无無没沒暂暫", x.folded[after])
	}
	return t, (start || x.labelled) && !latin(x.folded[after-1])
}

// note goes past a remark in brackets: 电话（座机）.
func (x *lexer) note(i int) int {
	if i >= len(x.folded) || x.folded[i] != '(' {
		return i
	}
	end := slices.Index(x.folded[i:], ')')
	if end < 0 || end > 12 || slices.ContainsFunc(x.folded[i:i+end], digit) {
		return i
	}
	return i + end + 1
}

// wordsEnd returns where the words at the place end: at a separator outside
// brackets, a number, or a label. A space between Latin words separates nothing.
func (x *lexer) wordsEnd() int {
	depth := 0
	for i := x.at; i < len(x.folded); i++ {
		switch r := x.folded[i]; {
		case r == '(' && slices.Contains(x.folded[i:], ')'):
			depth++
		case r == ')' && depth > 0:
			depth--
		}
		if depth == 0 && i > x.at && x.ends(i) {
			return i
		}
	}
	return len(x.folded)
}

func (x *lexer) ends(i int) bool {
	if x.separator(i) > joined {
		return !x.betweenLatin(i)
	}
	if _, ok := x.label(i, x.folded[i-1] == ' '); ok {
		return true
	}
	return x.number(i) >= i+minQQ
}

func (x *lexer) betweenLatin(i int) bool {
	if x.folded[i] != ' ' || i+1 >= len(x.folded) || !latin(x.folded[i+1]) {
		return false
	}
	before := x.folded[i-1]
	_, isLabel := x.label(i+1, true)
	return (latin(before) || before == '.') && !isLabel
}
