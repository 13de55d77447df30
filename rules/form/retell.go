package form

import (
	"unicode/utf8"
)

// retells reports whether words are what a field before the one asked holds
// already: somebody tells the row again. The cursor goes back to that field.
func (p *placer) retells(t token) bool {
	if p.closed() {
		return false
	}
	for _, i := range p.before() {
		f := p.def.Fields[i]
		value, wrong := p.def.read(f, p.cut(t.from, t.to))
		if isWords(f) && wrong == nil && value == p.values[f.ID] && len(p.tokens) > 1 {
			p.cursor, p.again = i, true
			return true
		}
	}
	return false
}

// tellsAnew reports whether words for which the row has no place begin it anew
// with another name, as 李某 科员 QQ 12345678 does where the QQ is asked. The
// cursor goes back to the name, and what differs is asked about.
func (p *placer) tellsAnew(t token) bool {
	for _, i := range p.before() {
		f := p.def.Fields[i]
		_, wrong := p.def.read(f, p.cut(t.from, t.to))
		if f.Kind == Name && wrong == nil && p.restOfRow(t) {
			p.cursor, p.again = i, true
			return true
		}
	}
	return false
}

// before returns the row's fields before the cursor that are filled, as long as
// this message has not gone back already.
func (p *placer) before() []int {
	var places []int
	for _, i := range p.def.row(p.row) {
		_, filled := p.values[p.def.Fields[i].ID]
		if !p.again && i < p.cursor && filled && !p.taken(i) {
			places = append(places, i)
		}
	}
	return places
}

// restOfRow reports whether other words follow at once, and then a number or a label.
func (p *placer) restOfRow(t token) bool {
	words := false
	for _, other := range p.tokens {
		switch {
		case other.from <= t.from:
		case other.kind == wordsToken:
			words = true
		default:
			return words
		}
	}
	return false
}

// particulars are what rosters say of a person besides: sex, age, birth,
// nationality, party, schooling. No form has a column for them.
var particulars = patternOf(`^(?:[男女](?:性|士)?|male|female|[0-9]{1,3} *周?岁|[0-9]{1,3} years old|` +
	`[0-9]{4}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?出?生|(?:汉|回|满|藏|苗|壮|彝|蒙古|土家|朝鲜|维吾尔)族|` +
	`(?:中共)?(?:预备)?党员|共青团员|群众|大专|本科|大学本科|研究生|硕士|博士|(?:性别|年龄|民族|政治面貌|学历|出生年月)[: ].*)$`)

// passesOver reports whether words are particulars of a person beside what is
// asked. Alone they are an answer; after 张 they may be the rest of a name.
func (p *placer) passesOver(t token) bool {
	if len(p.tokens) < 2 || !particulars.MatchString(p.typedOf(t)) {
		return false
	}
	if slot, ok := p.slot(isWords); ok && p.def.Fields[slot].Kind == Text {
		return false
	}
	n := len(p.takes)
	return n == 0 || p.def.Fields[p.takes[n-1].field].Kind != Name || utf8.RuneCountInString(p.cut(p.takes[n-1].from, p.takes[n-1].to).text()) > 1
}
