package form

import (
	"slices"
	"strings"
	"unicode"
)

// A piece is one part of a message for a form whose fields tell themselves
// apart by their kind: what stands after a label, or what stands alone.
type piece struct {
	row   string // named before it; "" none
	label string // of the field named; "" none
	line         // without what names it
	from  int    // where it begins in the message
}

// A scanner parts a message into pieces.
type scanner struct {
	line
	def    *Definition
	words  vocabulary
	row    string
	label  string
	start  int // of the piece that is being read
	pieces []piece
}

// scan parts a message at labels, at the signs that end a clause, and around
// addresses and days, in which such signs may stand.
func (d *Definition) scan(l line) []piece {
	x := &scanner{line: l, def: d, words: d.vocabulary()}
	for i := 0; i < len(x.folded); {
		if next := x.name(i); next > i {
			i, x.start = next, next
			continue
		}
		if end := x.span(i); end > i {
			x.whole(i, end)
			i = end
			continue
		}
		if x.breaks(i) {
			x.end(i)
			x.start = i + 1
		}
		i++
	}
	x.end(len(x.folded))
	return x.pieces
}

// name goes past a row's or a field's name at a place where one may begin, and
// returns where the value begins; the place itself when none stands there.
func (x *scanner) name(i int) int {
	if !x.boundary(i) {
		return i
	}
	at, row := i, x.row
	if e, end, ok := x.words.at(x.folded, i, true); ok {
		at, row = x.past(end, "的"), e.row
	}
	e, end, ok := x.words.at(x.folded, at, false)
	value, connected := oneSign(x.folded, end)
	switch {
	case ok && (connected || !x.begun(i) && (end == len(x.folded) || x.folded[end] == '\n')):
		x.end(i)
		x.row, x.label = row, e.label
		return value
	case ok && (x.follows(end, e.label) || x.apart(end, e)):
		x.end(i)
		x.row, x.label = row, e.label
		return end
	case at > i:
		x.end(i)
		x.row, x.label = row, ""
		value, _ := oneSign(x.folded, at)
		return value
	}
	return i
}

// begun reports whether a value is about to be told: then a bare name is the value.
func (x *scanner) begun(i int) bool { return x.label != "" && i == x.start }

// oneSign goes past one connector, and a colon after it: what follows may be 是
// itself.
func oneSign(text []rune, i int) (int, bool) {
	next, ok := oneConnector(text, i)
	if ok && next < len(text) && text[next-1] != ':' && (text[next] == ':' || text[next] == '=') {
		next++
	}
	for next < len(text) && text[next] == ' ' {
		next++
	}
	return next, ok
}

// follows reports whether after a label without a connector comes at once what
// can only be its value: 日期2018-12-03, 年限 5年.
func (x *scanner) follows(i int, label string) bool {
	for i < len(x.folded) && x.folded[i] == ' ' {
		i++
	}
	if x.span(i) > i {
		return true
	}
	number := slices.ContainsFunc(x.def.Fields, func(f Field) bool { return f.Label == label && (f.Kind == Number || f.Kind == Phone || f.Kind == QQ) })
	return number && i < len(x.folded) && digit(x.folded[i])
}

// apart reports whether a text's name in Han is set off by a space: 变更前 张三.
func (x *scanner) apart(i int, e entry) bool {
	return (e.kind == Text || e.kind == Long) && len(e.word) > 1 && !latin(e.word[0]) && i < len(x.folded) && x.folded[i] == ' '
}

func (x *scanner) past(i int, word string) int {
	if hasAt(x.folded, i, []rune(word)) {
		return i + len([]rune(word))
	}
	return i
}

// boundary reports whether a name may begin here: at the start, after a sign or
// a space, or after an address or a day.
func (x *scanner) boundary(i int) bool {
	return i == 0 || i == x.start || !unicode.IsLetter(x.folded[i-1]) && !unicode.IsDigit(x.folded[i-1])
}

// breaks reports whether a piece ends here. What stands after the name of a text
// goes on until the next name.
func (x *scanner) breaks(i int) bool {
	if f, ok := x.def.labelledAny(x.label); ok && (f.Kind == Text || f.Kind == Long) && x.label != "" {
		return false
	}
	if x.folded[i] == '.' && i+1 < len(x.folded) && (digit(x.folded[i+1]) || latin(x.folded[i+1])) {
		return false
	}
	return separates(x.folded[i]) >= comma || strings.ContainsRune("、，；。", x.typed[i])
}

// span returns the end of an address or a day that begins here, where the form
// has a field for one and no text is being told.
func (x *scanner) span(i int) int {
	if f, ok := x.def.labelledAny(x.label); ok && x.label != "" && (f.Kind == Text || f.Kind == Long) {
		return i
	}
	if i > 0 && i != x.start && (latin(x.folded[i-1]) || digit(x.folded[i-1])) {
		return i
	}
	typed, text := string(x.typed[i:]), string(x.folded[i:])
	if x.def.has(URL, Domain) {
		if m := urlForm.FindString(typed); m != "" {
			return i + len([]rune(strings.TrimRight(m, ".,;")))
		}
		if m := longer(hostForm.FindString(typed), stopForm.FindString(typed)); m != "" {
			return i + len([]rune(m))
		}
	}
	if x.def.has(Date) {
		if _, size := dayAt(text, x.def.Today, false); size > 0 {
			size += len(dayTail.FindString(text[size:]))
			return i + len([]rune(text[:size]))
		}
	}
	return i
}

func longer(a, b string) string {
	if len(b) > len(a) {
		return b
	}
	return a
}

// whole keeps an address or a day as a piece of its own, unless it stands in the
// middle of words: then they are parted around it.
func (x *scanner) whole(from, to int) {
	if len(x.cut(x.start, from).trim(",;").folded) > 0 {
		x.end(from)
	}
	x.start = from
	x.end(to)
	x.start = to
}

// end keeps the piece that was being read; its label is used up.
func (x *scanner) end(to int) {
	if x.start > to {
		return
	}
	idle := ",;。，；:："
	if f, ok := x.def.labelledAny(x.label); ok && x.label != "" && (f.Kind == Long || f.Kind == Text) {
		idle = ",;，；" // its last full stop is its own
	}
	l := x.cut(x.start, to).trim(idle)
	if len(l.folded) > 0 {
		x.pieces = append(x.pieces, piece{row: x.row, label: x.label, line: l, from: x.start})
		x.label = ""
	}
	x.start = to
}

func (d *Definition) has(kinds ...Kind) bool {
	return slices.ContainsFunc(d.Fields, func(f Field) bool { return slices.Contains(kinds, f.Kind) })
}

func (d *Definition) labelledAny(label string) (Field, bool) {
	i := slices.IndexFunc(d.Fields, func(f Field) bool { return f.Label == label })
	if i < 0 {
		return Field{}, false
	}
	return d.Fields[i], true
}
