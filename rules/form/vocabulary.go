package form

import (
	"slices"
	"strings"
	"unicode"
)

// A vocabulary is what people call the rows and columns of a form, the longest
// words first, so that 手机号码 is not read as 手机 with 号码 for a value.
type vocabulary []entry

type entry struct {
	word  []rune
	row   string // of a row's word
	label string // of a column's word
	kind  Kind
}

func (d *Definition) vocabulary() vocabulary {
	var v vocabulary
	for _, r := range d.Rows {
		for _, w := range r.Words {
			v = append(v, entry{word: []rune(w), row: r.ID})
		}
	}
	seen := map[string]bool{}
	for _, f := range d.Fields {
		for _, w := range f.Words {
			if !seen[w] {
				seen[w] = true
				v = append(v, entry{word: []rune(w), label: f.Label, kind: f.Kind})
			}
		}
	}
	slices.SortStableFunc(v, func(a, b entry) int { return len(b.word) - len(a.word) })
	return v
}

// at returns the longest word of a row, or of a column, that stands at a place
// and does not go on in the middle of a Latin word.
func (v vocabulary) at(text []rune, i int, row bool) (entry, int, bool) {
	for _, e := range v {
		if (e.row != "") != row || !hasAt(text, i, e.word) {
			continue
		}
		end := i + len(e.word)
		if latin(e.word[0]) && i > 0 && latin(text[i-1]) {
			continue
		}
		if latin(e.word[len(e.word)-1]) && end < len(text) && latin(text[end]) {
			continue
		}
		return e, end, true
	}
	return entry{}, 0, false
}

func hasAt(text []rune, i int, word []rune) bool {
	return i+len(word) <= len(text) && slices.Equal(text[i:i+len(word)], word)
}

// connectors stand between a label and its value. The longest come first.
func connectors() []string {
	return []string{"应该是", "應該是", "更正为", "改为", "改為", "改成", "换成", "換成", "应为", "應為", "是", "为", "為", "叫", " is ", " to ", ":", "="}
}

// connector returns the place after the connectors and spaces at i, and whether
// there was a connector at all.
func connector(text []rune, i int) (int, bool) {
	found := false
	for {
		next, ok := oneConnector(text, i)
		if !ok {
			break
		}
		i, found = next, true
	}
	for i < len(text) && text[i] == ' ' {
		i++
	}
	return i, found
}

func oneConnector(text []rune, i int) (int, bool) {
	for _, c := range connectors() {
		if hasAt(text, i, []rune(c)) {
			return i + len([]rune(c)), true
		}
	}
	at := i
	for at < len(text) && text[at] == ' ' {
		at++
	}
	if at < len(text) && at > i && strings.ContainsRune(":=", text[at]) {
		return at + 1, true
	}
	return i, false
}

func latin(r rune) bool { return unicode.Is(unicode.Latin, r) }

func digit(r rune) bool { return r >= '0' && r <= '9' }
