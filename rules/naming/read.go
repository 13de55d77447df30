package naming

import (
	"slices"
	"strings"
	"unicode"
)

// A character is one sign of a name with the ways to spell it.
type character struct {
	sign  rune
	reads []string // whole syllables, without tone, the most common first
	whole []idiom  // spellings of a word that begins here
	begin []string // first letters beside those of the syllables
}

// An idiom is a word that has a spelling of its own, such as 拉萨 lhasa.
type idiom struct {
	length   int // in characters
	spelling string
}

// characters reads a name; signs that have no reading are left out: brackets,
// the dot between names.
func (k *knowledge) characters(name string) []character { return spoken(k.readings(name)) }

func spoken(signs []character) []character {
	var kept []character
	for _, c := range signs {
		if len(c.reads) > 0 {
			kept = append(kept, c)
		}
	}
	return kept
}

// readings reads every sign of a name.
func (k *knowledge) readings(name string) []character {
	signs := []rune(name)
	read := make([]character, len(signs))
	for i, r := range signs {
		read[i] = character{sign: r, reads: syllables(r), begin: k.initials[r]}
	}
	for n := 1; n <= k.longestWord; n++ {
		for i := 0; i+n <= len(signs); i++ {
			if w, ok := k.words[string(signs[i:i+n])]; ok {
				w.apply(read[i : i+n])
			}
		}
	}
	return read
}

// syllables returns how a sign may be read when no word says otherwise, the most
// common reading first.
func syllables(r rune) []string {
	if r <= unicode.MaxASCII {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return []string{strings.ToLower(string(r))}
		}
		return nil
	}
	var all []string
	for _, s := range readingsOf(r) {
		for _, w := range withoutUmlaut(s) {
			if !slices.Contains(all, w) {
				all = append(all, w)
			}
		}
	}
	return all
}

// withoutUmlaut returns the spellings of a syllable on a keyboard that has no ü:
// 吕 is lv, lu or lyu.
func withoutUmlaut(s string) []string {
	before, after, found := strings.Cut(s, "v")
	if !found {
		return []string{s}
	}
	return []string{s, before + "u" + after, before + "yu" + after}
}

// A word is what the dictionary says of the reading of some characters.
type word struct {
	reads [][]string // of each character
	whole []string
}

func readWord(signs int, spellings string) word {
	w := word{reads: make([][]string, signs)}
	for _, s := range strings.Fields(spellings) {
		parts := strings.Split(s, "-")
		if len(parts) != signs {
			w.whole = append(w.whole, strings.ReplaceAll(s, "-", ""))
			continue
		}
		for i, p := range parts {
			w.reads[i] = append(w.reads[i], withoutUmlaut(p)...)
		}
	}
	return w
}

// apply puts the word's readings in the place of those of its characters: a
// longer word knows better.
func (w word) apply(to []character) {
	for i, reads := range w.reads {
		if len(reads) > 0 {
			to[i].reads = reads
		}
	}
	for _, s := range w.whole {
		to[0].whole = append(to[0].whole, idiom{len(to), s})
	}
}
