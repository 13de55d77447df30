package naming

import (
	"slices"
	"strings"
)

// fits looks for a reading of a label as a unit's name, with characters left out
// as short names leave them out, or as official English.
func (k *knowledge) fits(label string, names []string, region string) Candidate {
	best := Candidate{Label: label, Reason: Unrelated}
	better := func(name string, r Reason) {
		if rank(r) < rank(best.Reason) {
			best.Name, best.Reason = name, r
		}
	}
	for _, rest := range k.withoutRegion(label, region) {
		for _, name := range names {
			name = bare(name, region)
			if slices.Contains(k.inEnglish(name), rest) {
				better(name, English)
			}
			for _, s := range k.unitSpellings(rest, name) {
				better(name, s.reason())
			}
		}
	}
	return best
}

// unitSpellings returns the readings that use up the label. A unit is known by
// its field more than by what it is, so that a beginning of the name will do.
func (k *knowledge) unitSpellings(label, name string) []spelled {
	if len([]rune(name)) > longestName {
		return nil
	}
	signs := k.characters(name)
	return slices.DeleteFunc(spellings(label, signs, len(signs) > 2), func(s spelled) bool {
		return s.end != len(label) || s.style&bySkip != 0 && (s.count < 2 || s.end < 3)
	})
}

// withoutRegion returns the label, and what is left of it without the region.
func (k *knowledge) withoutRegion(label, region string) []string {
	all := []string{label}
	if region == "" {
		return all
	}
	for _, r := range k.regions(Place{Name: region, Prefecture: region}) {
		if rest, ok := strings.CutPrefix(label, r.letters); ok && len(rest) > 1 {
			all = append(all, rest)
		}
	}
	return all
}

// inEnglish returns the official English words for the field that a name says:
// 审计 in 审计局. The longest field in the name counts, of equals the first.
func (k *knowledge) inEnglish(name string) []string {
	longest, at := "", 0
	for field := range k.english {
		i := strings.Index(name, field)
		if i >= 0 && (len(field) > len(longest) || len(field) == len(longest) && i < at) {
			longest, at = field, i
		}
	}
	return k.english[longest]
}
