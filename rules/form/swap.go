package form

import (
	"slices"
	"strings"
)

// swap reads 张三改成王五, which names the field by what it holds: it returns
// the message that names it by its words, 负责人的姓名:王五. An order that fits
// no field, or several, is a Problem: it is never an answer itself.
func swap(d *Definition, s Session, l line) (line, *Problem) {
	old, fresh, ok := halves(l)
	if asked, _ := d.Field(s.At); !ok || asked.Kind == Text || asks(l.text()) {
		return l, nil
	}
	tokens := d.lex(old)
	row, label := "", ""
	for len(tokens) > 0 && tokens[0].kind <= labelToken {
		row, label = row+tokens[0].row, label+tokens[0].label
		tokens = tokens[1:]
	}
	if len(tokens) == 0 || slices.ContainsFunc(tokens[1:], func(t token) bool { return t.kind <= labelToken || t.sep >= comma }) {
		return l, nil
	}
	old = old.cut(tokens[0].from, tokens[len(tokens)-1].to)
	fits := slices.DeleteFunc(d.holding(s, old), func(f Field) bool {
		return row != "" && f.Row != row || label != "" && f.Label != label
	})
	switch len(fits) {
	case 0:
		return l, &Problem{Key: WhichField, Field: s.At, Said: l.String()}
	case 1:
		return d.named(fits[0], fresh), nil
	}
	return l, &Problem{Key: WhichRow, Field: fits[0].ID, Said: l.String()}
}

// halves cuts a message at the verb of a change; ok is false when there is none
// or nothing on one of its sides.
func halves(l line) (before, after line, ok bool) {
	for i := range l.folded {
		for _, verb := range changes() {
			if !hasAt(l.folded, i, []rune(verb)) {
				continue
			}
			before = l.cut(0, i).trim(",:把将將")
			after = l.cut(i+len([]rune(verb)), len(l.folded)).trim(",:。")
			return before, after, len(before.folded) > 0 && len(after.folded) > 0
		}
	}
	return l, l, false
}

// changes are the verbs of a change, which stand in nobody's name.
func changes() []string {
	return []string{"更正为", "更换为", "改成", "改为", "改為", "换成", "換成", "换为"}
}

// holding returns the fields that hold what was typed.
func (d *Definition) holding(s Session, typed line) []Field {
	var fits []Field
	for _, f := range d.Fields {
		value, wrong := d.read(f, typed)
		if kept, filled := s.Values[f.ID]; filled && wrong == nil && kept == value {
			fits = append(fits, f)
		}
	}
	return fits
}

// named returns a value with the words of its field before it.
func (d *Definition) named(f Field, value line) line {
	var words strings.Builder
	for _, r := range d.Rows {
		if r.ID == f.Row {
			words.WriteString(r.Words[0] + "的")
		}
	}
	words.WriteString(f.Words[0] + ":")
	l := clean(words.String())
	return line{append(l.typed, value.typed...), append(l.folded, value.folded...)}
}
