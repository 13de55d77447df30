package naming

import (
	"cmp"
	"slices"
	"strings"

	"steward/rules/domain"
)

// A Match says whether a label stands for a name, and why.
type Match struct {
	OK     bool
	Reason Reason
	Label  string // what was looked at, without hyphens
	Parts  []Part // what each piece of the label stands for, in its order
}

// A Part is a piece of a label and what it stands for, "" when nobody knows.
type Part struct{ Letters, Stands string }

// match looks for the reading of a label that needs the fewest pieces; only when
// there is none, for one that leaves letters over.
func (k *knowledge) match(p Place, label string) Match {
	if domain.IsChinese(label) {
		return inChinese(p, label)
	}
	titles := k.titles(p)
	regions := k.regions(p)
	found := k.whole(titles, regions, label)
	for _, t := range titles {
		found = append(found, k.zone(t, p, regions, label)...)
	}
	if len(found) == 0 {
		found = k.partial(titles, label)
	}
	if len(found) == 0 {
		return Match{Reason: Unrelated, Label: label}
	}
	best := slices.MinFunc(found, func(a, b Match) int {
		return cmp.Or(cmp.Compare(len(a.Parts), len(b.Parts)), cmp.Compare(rank(a.Reason), rank(b.Reason)))
	})
	best.OK, best.Label = true, label
	return best
}

func inChinese(p Place, label string) Match {
	for _, n := range names(p.Name) {
		core, _ := builtin().withoutLevel(n)
		if strings.Contains(label, core) {
			return Match{OK: true, Reason: Written, Label: label, Parts: []Part{{label, n}}}
		}
	}
	return Match{Reason: Unrelated, Label: label}
}

// whole returns the readings that explain every letter: the name, with a region
// before or after it or none.
func (k *knowledge) whole(titles []title, regions []region, label string) []Match {
	var found []Match
	for _, t := range titles {
		found = append(found, k.body(t, label, false)...)
		for _, r := range regions {
			if rest, ok := strings.CutPrefix(label, r.letters); ok {
				for _, m := range k.body(t, rest, true) {
					m.Parts = append([]Part{{r.letters, r.stands}}, m.Parts...)
					found = append(found, m)
				}
			}
			if rest, ok := strings.CutSuffix(label, r.letters); ok {
				for _, m := range k.body(t, rest, true) {
					m.Parts = append(m.Parts, Part{r.letters, r.stands})
					found = append(found, m)
				}
			}
		}
	}
	return found
}

// body returns the readings of letters as a title alone: its core, nationality
// and level, the latter two dropped or not, and an official word after them.
func (k *knowledge) body(t title, letters string, inRegion bool) []Match {
	var found []Match
	for _, s := range spellings(letters, t.signs, len(t.signs) > 2) {
		tail := letters[s.end:]
		parts, ok := k.tail(t, tail)
		if !ok || !s.enough(len(t.signs), tail, inRegion) || t.guessed && s.style != bySound {
			continue
		}
		if t.brief && (tail == "" || len(t.signs) == 1 && !inRegion) {
			continue
		}
		m := Match{Reason: s.reason(), Parts: append([]Part{{letters[:s.end], t.core}}, parts...)}
		if t.former {
			m.Reason = Former
		}
		found = append(found, m)
	}
	return found
}

// tail explains what follows the core.
func (k *knowledge) tail(t title, letters string) ([]Part, bool) {
	if letters == "" {
		return nil, true
	}
	for _, ethnic := range k.peoples(t.ethnic) {
		rest, ok := strings.CutPrefix(letters, ethnic)
		if !ok {
			continue
		}
		for _, level := range append(k.levels[t.level], "") {
			if rest, ok := strings.CutPrefix(rest, level); ok && (rest == "" || slices.Contains(k.official, rest)) {
				return tailParts(letters[:len(letters)-len(rest)], rest, t), true
			}
		}
	}
	return nil, false
}

func tailParts(level, official string, t title) []Part {
	var parts []Part
	if level != "" {
		parts = append(parts, Part{level, t.ethnic + t.level})
	}
	if official != "" {
		parts = append(parts, Part{Letters: official})
	}
	return parts
}

// peoples returns how names of nationalities are written, "" first: in full, in
// initials, and in initials without those of 族.
func (k *knowledge) peoples(ethnic string) []string {
	written := []string{""}
	signs := k.characters(ethnic)
	if len(signs) == 0 {
		return written
	}
	var full, initials, short strings.Builder
	for _, c := range signs {
		full.WriteString(c.reads[0])
		initials.WriteByte(c.reads[0][0])
		if c.sign != '族' {
			short.WriteByte(c.reads[0][0])
		}
	}
	return append(written, full.String(), initials.String(), short.String())
}
