package handlers

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"steward/rules"
	"steward/rules/naming"
)

// An index finds units by what people type of them: a part of the full name, of
// a short one, of the code or the label, or of the first letters of a name's
// syllables. Looking goes once through one text, so that many units take little
// longer than few.
type index struct {
	version int64
	units   []rules.Unit
	byCode  map[string]int
	lines   // one for each unit, in their order
}

func newIndex(units []rules.Unit, version int64) *index {
	x := &index{
		version: version, units: units, byCode: make(map[string]int, len(units)),
		lines: newLines(len(units), func(i int) []string { return wordsOf(units[i]) }),
	}
	for i, u := range units {
		x.byCode[u.Code] = i
	}
	return x
}

// wordsOf is all that a unit is found by.
func wordsOf(u rules.Unit) []string {
	words := []string{folded(u.Code), folded(u.Label)}
	for _, n := range u.Names() {
		words = append(words, folded(n))
	}
	for _, n := range u.Names() {
		words = append(words, initials(n))
	}
	return slices.DeleteFunc(words, func(w string) bool { return w == "" })
}

// initials are the first letters of a name's syllables: jtj for 教体局.
func initials(name string) string {
	var b strings.Builder
	for _, r := range name {
		if s := naming.Syllable(r); s != "" {
			b.WriteByte(s[0])
		}
	}
	return b.String()
}

// folded makes what is typed and what is looked through alike: half-width, lower
// case, without spaces or what does not show.
func folded(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '\uff01' && r <= '\uff5e' {
			r -= '\uff01' - '!'
		}
		if unicode.IsSpace(r) || !unicode.IsGraphic(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}

// find returns at most so many units for what was typed: first those with a word
// that is just that, then those with a word that begins so, then the others, and
// among equals in the inventory's order. Nothing typed is every unit.
func (x *index) find(typed string, most int) []rules.Unit {
	typed = folded(typed)
	if typed == "" {
		return x.units[:min(most, len(x.units))]
	}
	var ranks [3][]rules.Unit
	for unit, line := range x.having(typed) {
		if rank := rankOf(line, typed); len(ranks[rank]) < most {
			ranks[rank] = append(ranks[rank], x.units[unit])
		}
	}
	found := slices.Concat(ranks[0], ranks[1], ranks[2])
	return found[:min(most, len(found))]
}

func rankOf(line, typed string) int {
	switch {
	case strings.Contains(line, "\t"+typed+"\t"):
		return 0
	case strings.Contains(line, "\t"+typed):
		return 1
	default:
		return 2
	}
}

// indexes keeps the index of the units as they were last put.
type indexes struct {
	mu   sync.Mutex
	made *index
}

// of returns the index of a version of the units, which load gets when it is
// another than the one kept.
func (k *indexes) of(version int64, load func() ([]rules.Unit, error)) (*index, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.made != nil && k.made.version == version {
		return k.made, nil
	}
	units, err := load()
	if err != nil {
		return nil, err
	}
	k.made = newIndex(units, version)
	return k.made, nil
}
