// Package naming ties labels of domains to the names of units and of places:
// which labels a name in Chinese would give, and whether a given label is one of
// them.
//
// What is known of the reading of names stands in data: how words are read, what
// places were called, which province a prefecture lies in, official English. It
// is general knowledge, and holds no label of any real unit.
//
// Invariants:
//   - A label found not to fit is a hint for a person, never a finding: a unit
//     may use English, an old name, or a reading that nobody listed.
//   - Every yes and no says why.
//   - The files are read when they are first needed, once.
package naming

import (
	"slices"
	"strings"
)

// A Reason says by what a label stands for a name, or why it does not; it is a
// locale key below "naming.".
type Reason string

// The reasons for yes.
const (
	FullPinyin Reason = "full_pinyin" // 水利局 shuiliju
	Initials   Reason = "initials"    // 水利局 slj
	Mixed      Reason = "mixed"       // 武昌 wuch, 漳平 zhp
	Short      Reason = "short"       // 前郭尔罗斯 qianguo, 公共资源交易管理局 ggzyjy
	English    Reason = "english"     // 审计局 audit
	Former     Reason = "former"      // 襄阳 xiangfan
	Written    Reason = "written"     // 泗县 泗县.政务
	WithRegion Reason = "with_region" // 宿州市水利局 szslj
	Listed     Reason = "listed"      // the inventory says so
	InPart     Reason = "in_part"     // the name is there, beside letters that nobody explains
)

// The reasons for no.
const (
	Unrelated  Reason = "unrelated"    // by none of these
	Superior   Reason = "superior"     // it names the prefecture that the place lies in
	NotADomain Reason = "not_a_domain" // the host is none
	NoName     Reason = "no_name"      // nothing to compare
)

// Reasons lists them all, those for yes first, the plainest first.
func Reasons() []Reason {
	return []Reason{
		FullPinyin, Initials, Mixed, Short, English, Former, Written, WithRegion, Listed, InPart,
		Unrelated, Superior, NotADomain, NoName,
	}
}

func rank(r Reason) int { return slices.Index(Reasons(), r) }

// A Candidate is a label that stands for a name, and why.
type Candidate struct {
	Label  string
	Name   string // the name it is read from, without the region
	Reason Reason
}

// fewLetters is below what initials stand for too many names to come first.
const fewLetters = 3

// Candidates returns the labels that stand for a unit by one of its names, best
// first: initials, then full pinyin, then official English, then initials of two
// letters, then initials with those of the region before them, each in the order
// of the names. Region, such as 宿州市, is otherwise left out of the names, since the
// suffix says it already; so is 人民政府, which every government is.
func Candidates(names []string, region string) []Candidate {
	k := builtin()
	var initials, full, english, few, long []Candidate
	before := joined(k.characters(k.shortPlace(region)), 1)
	for _, name := range names {
		name = bare(name, region)
		signs := k.characters(name)
		full = append(full, Candidate{joined(signs, 0), name, FullPinyin})
		for _, w := range k.inEnglish(name) {
			english = append(english, Candidate{w, name, English})
		}
		c := Candidate{joined(signs, 1), name, Initials}
		if c.Label != "" && before != "" && name != region {
			long = append(long, Candidate{before + c.Label, name, WithRegion})
		}
		if len(c.Label) < fewLetters {
			few = append(few, c)
		} else {
			initials = append(initials, c)
		}
	}
	return tidy(slices.Concat(initials, full, english, few, long))
}

// Fits returns by what a label stands for one of a unit's names, or [Unrelated].
// The region, in whatever way it is written, may stand before the name.
func Fits(label string, names []string, region string) Candidate {
	for _, c := range Candidates(names, region) {
		if c.Label == label {
			return c
		}
	}
	c := builtin().fits(strings.ReplaceAll(label, "-", ""), names, region)
	c.Label = label
	return c
}

// joined takes the first so many letters of each character's first reading, all
// of them for 0. What is not Chinese has no part in a label.
func joined(signs []character, letters int) string {
	var b strings.Builder
	for _, c := range signs {
		switch {
		case c.sign < 0x80:
		case letters > 0:
			b.WriteString(c.reads[0][:letters])
		default:
			b.WriteString(c.reads[0])
		}
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
