package form

import (
	"strings"
	"unicode/utf8"
)

// takeWords places words without a label.
func (p *placer) takeWords(t token) {
	text := p.typedOf(t)
	slot, ok := p.slot(isWords)
	next, more := p.slot(func(f Field) bool { return f.Kind == Post })
	switch {
	case p.passesOver(t):
	case saysNone(text):
		p.takeNext(t)
	case p.retells(t):
		p.take(p.cursor, t)
	case p.extends(t, ok):
		p.takes[len(p.takes)-1].to = t.to
	case ok && p.def.Fields[slot].Kind == Name && looksPost(text) && more && !runsOn(text):
		p.take(next, t) // 科长，张某: the post came first
	case ok:
		p.take(slot, t)
	case p.goesOn(t), p.tellsAnew(t):
		p.takeWords(t)
	default:
		p.takeNext(t)
	}
}

// takeNext puts a piece that fits nothing into the next field, whose check then
// says what is wrong with it; with no field left it is left over.
func (p *placer) takeNext(t token) {
	if slot, ok := p.slot(anyField); ok {
		p.take(slot, t)
		p.takes[len(p.takes)-1].stray = t.kind == wordsToken && !isWords(p.def.Fields[slot])
		return
	}
	p.left = append(p.left, t)
}

// goesOn enters the next row for words that this one has no place for.
func (p *placer) goesOn(t token) bool {
	row, ok := p.nextRow()
	if !ok || !p.closed() && (t.sep < strong || looksPost(p.typedOf(t)) || len(p.takes) == 0) {
		return false
	}
	p.enter(row)
	return true
}

// extends reports whether words belong to those taken just before: 张 三, or
// 党组成员、副主任. free says that the row has a place for words left.
func (p *placer) extends(t token, free bool) bool {
	n := len(p.takes)
	if n == 0 || !p.follows(p.takes[n-1], t) {
		return false
	}
	before := p.cut(p.takes[n-1].from, p.takes[n-1].to).text()
	text := p.typedOf(t)
	switch p.def.Fields[p.takes[n-1].field].Kind {
	case Name:
		return t.sep == soft && isHan(before) && isHan(text) && (len1(before) || len1(text))
	case Post:
		if t.sep == soft && (looksPost(text) || !looksPost(before)) {
			return true
		}
		listed := holds(p.cut(p.takes[n-1].to, t.from).text(), "、", "/") && !(isHan(text) && utf8.RuneCountInString(text) < 4)
		return !free && (listed || t.sep <= comma && looksPost(text))
	case Text:
		return t.sep <= comma
	}
	return false
}

// follows reports whether nothing but separators stands between.
func (p *placer) follows(k take, t token) bool {
	for _, other := range p.tokens {
		if other.from >= k.to && other.from < t.from {
			return false
		}
	}
	return t.from >= k.to
}

// runsOn reports whether a name and a title are written as one word, 张某科长;
// 办公室主任 is an office and its title.
func runsOn(text string) bool {
	before := strings.TrimSuffix(text, titleOf(text))
	n := utf8.RuneCountInString(before)
	return n >= 2 && n <= 4 && isHan(before) && !strings.ContainsAny(before, "室局處处办辦部科股队隊所院站组組中心委会會党黨副总總网網级級长長员員政")
}

func len1(s string) bool { return utf8.RuneCountInString(s) == 1 }
