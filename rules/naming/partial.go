package naming

import "strings"

// farthest is how many letters nobody explains may stand before a name's
// initials; more of them, and the initials are there by chance.
const farthest = 4

// partial returns the readings in which a label has the name in it, and letters
// beside it that nobody explains. How much of the name has to be there grows
// with what is left over: two initials may stand at the end only.
func (k *knowledge) partial(titles []title, label string) []Match {
	var found []Match
	for _, t := range titles {
		for from := range label {
			for _, s := range spellings(label[from:], t.signs, false) {
				before, after := label[:from], label[from+s.end:]
				if k.holds(t, s, before, after) {
					found = append(found, leftOver(t, before, label[from:from+s.end], after))
				}
			}
		}
	}
	return found
}

func (k *knowledge) holds(t title, s spelled, before, after string) bool {
	atEdge := before == "" || after == ""
	switch {
	case t.guessed, t.brief:
		return false
	case len(t.signs) == 1:
		return s.style&(bySound|byWord) != 0 && k.levelInFull(t.level, after)
	case s.style&byLetter == 0:
		return true
	case s.style&bySound != 0, s.end > 2:
		return atEdge
	case before == "" || len(before) > farthest:
		return false
	}
	return after == "" || k.isLevel(t.level, after)
}

func (k *knowledge) isLevel(level, letters string) bool {
	for _, l := range k.levels[level] {
		if l == letters {
			return true
		}
	}
	return false
}

// levelInFull reports whether letters begin with more than one letter of what
// the place is.
func (k *knowledge) levelInFull(level, letters string) bool {
	for _, l := range k.levels[level] {
		if len(l) > 2 && strings.HasPrefix(letters, l) {
			return true
		}
	}
	return false
}

func leftOver(t title, before, core, after string) Match {
	m := Match{Reason: InPart}
	if before != "" {
		m.Parts = append(m.Parts, Part{Letters: before})
	}
	m.Parts = append(m.Parts, Part{core, t.core})
	if after != "" {
		m.Parts = append(m.Parts, Part{Letters: after})
	}
	return m
}
