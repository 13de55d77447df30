package form

import (
	"slices"
	"unicode"
)

// A placer finds the field of every number and every run of words in a message.
// What has a label goes there. The rest goes in order, from the field asked,
// into the asked person's row, and into the next row when that is closed.
type placer struct {
	line
	def    *Definition
	values map[string]string // of the session, before the message
	tokens []token
	row    string
	cursor int    // no field before it is filled without a label
	asked  int    // where the cursor stood when the message came
	again  bool   // the row is told again from a field that was filled before
	label  *token // waiting for its value
	labels int    // labels in a row without values: the head of a table
	takes  []take
	left   []token // found no field
	unsure *Problem
	sure   bool // holds something that cannot be part of a question
}

// A take is a piece of the message that goes into a field.
type take struct {
	field, from, to int
	named           bool // by its label
	again           bool // the field was filled before, and neither asked nor named
	stray           bool // words in a number's place: the number may still come
}

func newPlacer(d *Definition, s Session, l line) *placer {
	p := &placer{line: l, def: d, values: s.Values, tokens: d.lex(l), cursor: len(d.Fields)}
	if i := d.index(s.At); i >= 0 {
		p.cursor, p.row = i, d.Fields[i].Row
	}
	p.asked = p.cursor
	return p
}

func (p *placer) placeAll() {
	for i, t := range p.tokens {
		switch {
		case t.kind == rowToken && !p.isPost(i):
			p.enter(t.row)
			p.sure = p.sure || !t.alone
		case t.kind == labelToken:
			p.label = &p.tokens[i]
			p.labels++
		default:
			p.place(t)
		}
	}
}

// isPost reports whether a row's word is the post of the person just named:
// 张某，联系人，12345678.
func (p *placer) isPost(i int) bool {
	t := p.tokens[i]
	slot, ok := p.slot(isWords)
	if !t.alone || !ok || p.def.Fields[slot].Kind != Post || p.label != nil {
		return false
	}
	if i == 0 {
		return len(p.tokens) == 1 || p.tokens[1].kind == numberToken
	}
	return t.sep < strong && len(p.takes) > 0 && p.takes[len(p.takes)-1].to == p.tokens[i-1].to
}

// enter goes to the beginning of a row.
func (p *placer) enter(row string) {
	p.row, p.cursor, p.label, p.labels, p.again = row, p.def.row(row)[0], nil, 0, false
}

func (p *placer) place(t token) {
	if p.labels > 1 && t.sep == strong {
		p.label = nil
	}
	label := p.label
	p.label, p.labels = nil, 0
	switch {
	case label != nil:
		p.sure = true
		p.takeLabelled(label.label, t)
	case t.kind == numberToken:
		p.sure = true
		p.takeNumber(t)
	default:
		p.takeWords(t)
	}
}

// takeLabelled puts a value where its label says. A second 姓名 is the next person's.
func (p *placer) takeLabelled(label string, t token) {
	field := p.labelled(p.row, label)
	if field < 0 && p.row == "" {
		field = p.only(label)
	}
	if field >= 0 && p.taken(field) && p.def.Fields[field].Kind == Name {
		if row, ok := p.nextRow(); ok {
			p.enter(row)
			field = p.labelled(row, label)
		}
	}
	if field < 0 {
		p.doubt(p.whichRow(label), t)
		return
	}
	p.takes = append(p.takes, take{field: field, from: t.from, to: t.to, named: true})
}

func (p *placer) labelled(row, label string) int {
	return slices.IndexFunc(p.def.Fields, func(f Field) bool { return f.Row == row && f.Label == label })
}

// only returns the field of a label that but one row has.
func (p *placer) only(label string) int {
	found := -1
	for i, f := range p.def.Fields {
		if f.Label == label && found >= 0 {
			return -1
		}
		if f.Label == label {
			found = i
		}
	}
	return found
}

func (p *placer) whichRow(label string) Problem {
	i := slices.IndexFunc(p.def.Fields, func(f Field) bool { return f.Label == label })
	return Problem{Key: WhichRow, Field: p.def.Fields[i].ID}
}

func (p *placer) take(field int, t token) {
	p.takes = append(p.takes, take{field: field, from: t.from, to: t.to, again: p.again && field < p.asked})
}

func (p *placer) taken(field int) bool {
	return slices.ContainsFunc(p.takes, func(k take) bool { return k.field == field && !k.stray })
}

// slot returns the first field of the row, from the cursor on, that this
// message has not filled and that fits.
func (p *placer) slot(fits func(Field) bool) (int, bool) {
	for i := p.cursor; i < len(p.def.Fields) && p.def.Fields[i].Row == p.row; i++ {
		if !p.taken(i) && fits(p.def.Fields[i]) {
			return i, true
		}
	}
	return 0, false
}

// closed reports whether a row takes no more: its last field came in this
// message, or all of it is filled.
func (p *placer) closed() bool {
	places := p.def.row(p.row)
	if len(places) == 0 {
		return false
	}
	open := slices.ContainsFunc(places, func(i int) bool {
		_, filled := p.values[p.def.Fields[i].ID]
		return !filled && !p.taken(i)
	})
	return p.taken(places[len(places)-1]) || !open && slices.ContainsFunc(places, p.taken)
}

func (p *placer) nextRow() (string, bool) {
	i := slices.IndexFunc(p.def.Rows, func(r Row) bool { return r.ID == p.row })
	if i < 0 || i+1 == len(p.def.Rows) {
		return "", false
	}
	return p.def.Rows[i+1].ID, true
}

// doubt keeps the first thing that could not be placed for sure.
func (p *placer) doubt(problem Problem, t token) {
	if p.unsure == nil {
		problem.Said = p.cut(t.from, t.to).String()
		p.unsure = &problem
	}
}

func (p *placer) typedOf(t token) string { return p.cut(t.from, t.to).text() }

func isWords(f Field) bool { return f.Kind == Name || f.Kind == Post || f.Kind == Text }

func anyField(Field) bool { return true }

func isHan(s string) bool {
	return onlyRunes(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}
