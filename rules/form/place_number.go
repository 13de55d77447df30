package form

import "strings"

// takeNumber places a number without a label: a mobile, or a landline with its
// area code, is a phone by itself; other digits are the QQ or a phone by the
// field asked and by their order, and nothing when that does not decide.
func (p *placer) takeNumber(t token) {
	slot, ok := p.slot(anyField)
	if ok && p.def.Fields[slot].Kind == Text {
		p.take(slot, t)
		return
	}
	digits := strings.TrimSuffix(digitsOnly(p.typedOf(t)), "@qq.com")
	qq, phone := p.ofKind(QQ), p.ofKind(Phone)
	_, notPhone := readPhone(p.cut(t.from, t.to), "")
	switch {
	case phone >= 0 && notPhone == nil:
		p.takePhone(phone, t)
	case ok && isWords(p.def.Fields[slot]) && p.alone() && !surelyQQ(digits):
		p.doubt(Problem{Key: BareNumber, Field: p.def.Fields[slot].ID}, t)
	case qq >= 0 && !p.taken(qq) && (qq >= p.cursor || p.takenNow(phone)) && !p.badPhone(phone, digits):
		p.takeQQ(qq, digits, t)
	case phone >= 0 && phone >= p.cursor && !p.taken(phone):
		p.take(phone, t)
	default:
		p.takeNext(t)
	}
}

// alone reports whether a number is all that the message says of its row.
func (p *placer) alone() bool {
	n := 0
	for _, t := range p.tokens {
		if t.kind != rowToken {
			n++
		}
	}
	return n == 1
}

// badPhone reports whether digits are meant for the row's open phone though
// they make none: no QQ begins with 0, and all area codes do. Where the QQ is
// asked and nothing else is said, they are its wrong answer.
func (p *placer) badPhone(phone int, digits string) bool {
	return phone >= p.cursor && !p.taken(phone) && areaLength(digits) > 0 && !p.alone()
}

// takePhone overwrites a phone that was filled before only when it is asked,
// comes in its order, or comes with the row's name. Else both are shown; digits
// alone where the QQ is asked may be a QQ.
func (p *placer) takePhone(phone int, t token) {
	f := p.def.Fields[phone]
	before, filled := p.values[f.ID]
	value, _ := readPhone(p.cut(t.from, t.to), p.def.AreaCode)
	if !filled || before == value || p.inOrder(phone, true) || p.taken(p.def.row(p.row)[0]) {
		p.take(phone, t)
		return
	}
	asked := p.def.Fields[p.next(phone)]
	if asked.Kind == QQ && p.typedOf(t) == value {
		p.doubt(Problem{Key: Ambiguous, Field: asked.ID}, t)
		return
	}
	p.doubt(*twoValues(f, before, value, ""), t)
}

// takeQQ takes digits for the QQ when it is their turn, or when their number
// can be nothing else.
func (p *placer) takeQQ(qq int, digits string, t token) {
	mobileLike := len(digits) >= 11 && digits[0] == '1' && digits[1] >= '3'
	alone := qq == p.cursor && len(p.tokens) == 1
	switch {
	case alone || p.inOrder(qq, false) && !mobileLike:
		p.take(qq, t)
	case surelyQQ(digits):
		p.take(qq, t)
	default:
		p.doubt(Problem{Key: Ambiguous, Field: p.def.Fields[qq].ID}, t)
	}
}

// surelyQQ reports whether a number can be no phone by its length: neither a
// landline without area code in this city, nor a part of a number.
func surelyQQ(digits string) bool {
	n := len(digits)
	return (n == 5 || n == 6 || n == 8 || n == 9) && allDigits(digits) && digits[0] != '0'
}

// inOrder reports whether a field's turn has come: all from the cursor up to it
// came in this message, or (strict false) were filled before.
func (p *placer) inOrder(field int, strict bool) bool {
	if field < p.cursor {
		return false
	}
	for i := p.cursor; i < field; i++ {
		_, filled := p.values[p.def.Fields[i].ID]
		if !p.taken(i) && (strict || !filled) {
			return false
		}
	}
	return true
}

// ofKind returns the row's field of a kind, -1 when it has none. Outside every
// row there is none: at the summary nothing is asked.
func (p *placer) ofKind(k Kind) int {
	if p.cursor == len(p.def.Fields) {
		return -1
	}
	for _, i := range p.def.row(p.row) {
		if p.def.Fields[i].Kind == k {
			return i
		}
	}
	return -1
}

func (p *placer) takenNow(field int) bool { return field >= 0 && p.taken(field) }

// next returns the next field in the row, or the one given.
func (p *placer) next(or int) int {
	if slot, ok := p.slot(anyField); ok {
		return slot
	}
	return or
}
