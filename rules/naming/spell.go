package naming

import "strings"

// A style is by what the letters of a name were got, as a set.
type style uint8

const (
	byWord   style = 1 << iota // a spelling of the whole word
	bySound                    // whole syllables
	byLetter                   // first letters
	bySkip                     // a character left out
)

// A spelled is one way in which the beginning of a label spells a name.
type spelled struct {
	end   int // where in the label it ends
	count int // how many characters it spells
	style style
}

// spellings returns every way in which the label from its beginning on spells
// all the characters; with skip, characters but the first may be left out.
func spellings(label string, name []character, skip bool) []spelled {
	s := speller{label: label, name: name, skip: skip, seen: map[state]bool{}}
	s.from(state{})
	return s.found
}

type state struct {
	i, pos, count int
	style         style
}

type speller struct {
	label string
	name  []character
	skip  bool
	seen  map[state]bool
	found []spelled
}

func (s *speller) from(at state) {
	if s.seen[at] {
		return
	}
	s.seen[at] = true
	if at.i == len(s.name) {
		s.found = append(s.found, spelled{at.pos, at.count, at.style})
		return
	}
	c := s.name[at.i]
	for _, w := range c.whole {
		s.take(at, w.spelling, state{i: w.length, count: w.length, style: byWord})
	}
	for _, read := range c.reads {
		s.take(at, read, state{i: 1, count: 1, style: bySound})
		s.take(at, read[:1], state{i: 1, count: 1, style: byLetter})
		if len(read) > 2 && read[1] == 'h' {
			s.take(at, read[:2], state{i: 1, count: 1, style: byLetter})
		}
	}
	for _, letter := range c.begin {
		s.take(at, letter, state{i: 1, count: 1, style: byLetter})
	}
	if s.skip && at.i > 0 {
		s.take(at, "", state{i: 1, style: bySkip})
	}
}

func (s *speller) take(at state, letters string, step state) {
	if !strings.HasPrefix(s.label[at.pos:], letters) || at.i+step.i > len(s.name) {
		return
	}
	s.from(state{at.i + step.i, at.pos + len(letters), at.count + step.count, at.style | step.style})
}

// enough reports whether a spelling says enough to be taken for a name of so many
// characters. One letter needs what the place is after it. When characters are
// left out, what is there must be whole syllables, three letters, or stand beside
// a region or what the place is.
func (s spelled) enough(characters int, tail string, inRegion bool) bool {
	skipped := s.style&bySkip != 0
	switch {
	case !skipped:
		return characters > 1 || s.style&byLetter == 0 || tail != ""
	case s.count == 1:
		return s.style&bySound != 0 && len(tail) > 2
	case inRegion:
		return true
	case characters < 4:
		return tail != ""
	}
	return s.style == bySkip|bySound || s.end > 2
}

// reason names the style.
func (s spelled) reason() Reason {
	switch {
	case s.style&bySkip != 0:
		return Short
	case s.style&byLetter == 0:
		return FullPinyin
	case s.style == byLetter:
		return Initials
	}
	return Mixed
}
