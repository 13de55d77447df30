// Package naming ties labels of domains to the names of units: which labels a
// name in Chinese would give, and whether a given label is one of them.
//
// Invariants:
//   - A label found not to fit is a hint for a person, never a finding: a unit
//     may use English, an old name, or a reading that nobody listed.
//   - Every yes and no says why.
package naming

import (
	"slices"
	"strings"

	"github.com/mozillazg/go-pinyin"
)

// A Reason says by what a label stands for a name; it is a locale key below
// "naming.".
type Reason string

// The reasons.
const (
	FullPinyin Reason = "full_pinyin" // 水利局 shuiliju
	Initials   Reason = "initials"    // 水利局 slj
	Unrelated  Reason = "unrelated"   // by neither
)

// A Candidate is a label that stands for a name, and why.
type Candidate struct {
	Label  string
	Name   string // the name it is read from, without the region
	Reason Reason
}

// fewLetters is below what initials stand for too many names to come first.
const fewLetters = 3

// Candidates returns the labels that stand for a unit by one of its names, best
// first: initials, then full pinyin, then initials of two letters, each in the
// order of the names. Region, such as 宿州市, is left out of the names, since the
// suffix says it already; so is 人民政府, which every government is.
func Candidates(names []string, region string) []Candidate {
	var initials, full, few []Candidate
	for _, name := range names {
		name = bare(name, region)
		syllables := read(name)
		full = append(full, Candidate{strings.Join(syllables, ""), name, FullPinyin})
		c := Candidate{firstLetters(syllables), name, Initials}
		if len(c.Label) < fewLetters {
			few = append(few, c)
		} else {
			initials = append(initials, c)
		}
	}
	return tidy(slices.Concat(initials, full, few))
}

// Fits returns by what a label stands for one of a unit's names, or [Unrelated].
func Fits(label string, names []string, region string) Candidate {
	for _, c := range Candidates(names, region) {
		if c.Label == label {
			return c
		}
	}
	return Candidate{Label: label, Reason: Unrelated}
}

func read(name string) []string { return pinyin.LazyPinyin(name, pinyin.NewArgs()) }

func firstLetters(syllables []string) string {
	var b strings.Builder
	for _, s := range syllables {
		b.WriteString(s[:1])
	}
	return b.String()
}

// bare takes 人民政府 off the end, and 宿州市, 宿州 or 市 alone off the front.
func bare(name, region string) string {
	if place, ok := strings.CutSuffix(name, "人民政府"); ok && place != "" {
		name = place
	}
	short := strings.TrimRight(region, "市县区")
	if name == region {
		return name
	}
	for _, prefix := range []string{region, short, "市"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok && prefix != "" && rest != "" {
			return rest
		}
	}
	return name
}

const longestLabel = 63

// tidy leaves out what cannot be a label, and repeats.
func tidy(all []Candidate) []Candidate {
	var kept []Candidate
	for _, c := range all {
		same := func(k Candidate) bool { return k.Label == c.Label }
		if len(c.Label) > 1 && len(c.Label) <= longestLabel && !slices.ContainsFunc(kept, same) {
			kept = append(kept, c)
		}
	}
	return kept
}
