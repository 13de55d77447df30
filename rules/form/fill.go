package form

import (
	"strconv"
	"strings"
	"unicode"
)

// maxMessage is how many characters one message may have: eight cells with
// labels need less than 300.
const maxMessage = 1000

// Fill takes one message. It is pure: the session handed in stays as it is.
// Whatever passes is filled, also when something else in the same message does
// not; that is then in Problem, and asked next.
func Fill(d *Definition, s Session, text string) (Session, Event) {
	l := clean(text).trim("")
	s = s.fresh()
	switch {
	case !readable(l):
		return s.reject(Problem{Key: Unreadable, Field: s.At, Said: text})
	case len(l.typed) > maxMessage:
		return s.reject(Problem{Key: TooLong, Field: s.At, Said: text, Args: map[string]string{"max": strconv.Itoa(maxMessage)}})
	}
	f, ok := d.Field(s.At)
	if !ok {
		return s.reject(Problem{Key: NothingAsked, Said: text})
	}
	value, problem := d.read(f, l)
	if problem != nil {
		return s.reject(*problem)
	}
	s.set(f.ID, value, value != l.String())
	return s.next(d, Filled)
}

func readable(l line) bool {
	return strings.IndexFunc(l.String(), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '?' || r == '？' }) >= 0
}
