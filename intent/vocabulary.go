package intent

import (
	"slices"
	"strings"
)

// vocabulary is the English words that stand in a phrase, and the same with a
// letter left out.
type vocabulary struct {
	words    []string
	known    *table // hash of a word, to the word
	misspelt *table // hash of a word with at most one letter left out, to the word
}

// learn takes in the English words of phrases; freeze makes them known.
func (v *vocabulary) learn(phrases string) {
	v.words = append(v.words, strings.FieldsFunc(phrases, func(r rune) bool { return !isLetter(r) })...)
}

func (v *vocabulary) freeze() {
	slices.Sort(v.words)
	v.words = slices.Clone(slices.Compact(v.words))
	var known, misspelt []pair
	for i, w := range v.words {
		v.words[i] = strings.Clone(w) // lets go of the file that it stood in
		known = append(known, pair{key: noText.text(w), value: int32(i)})
		for _, shape := range append(deletions(w), w) {
			misspelt = append(misspelt, pair{key: noText.text(shape), value: int32(i)})
		}
	}
	v.known, v.misspelt = newTable(known), newTable(misspelt)
}

func (v *vocabulary) has(text string) bool { return len(v.known.find(noText.text(text))) > 0 }

// mend returns the English word that a misspelt one most likely is, when the
// lexicon has just one at a distance of one letter; otherwise the word itself. A
// letter too many is likelier than one missing, and that than a wrong one.
func (v *vocabulary) mend(text string) string {
	const shortest, longest = 5, 30
	if len(text) < shortest || len(text) > longest {
		return text
	}
	var tooMany, wrong []int32
	for _, shape := range deletions(text) {
		tooMany = append(tooMany, v.known.find(noText.text(shape))...)
		wrong = append(wrong, v.misspelt.find(noText.text(shape))...)
	}
	missing := slices.Clone(v.misspelt.find(noText.text(text)))
	for _, found := range [][]int32{tooMany, missing, wrong} {
		slices.Sort(found)
		if found = slices.Compact(found); len(found) == 1 {
			return v.words[found[0]]
		}
	}
	return text
}

// deletions lists a word with each of its letters left out.
func deletions(text string) []string {
	out := make([]string, 0, len(text))
	for i := range text {
		out = append(out, text[:i]+text[i+1:])
	}
	return out
}
