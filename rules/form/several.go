package form

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// One person fills in several forms at once. A message goes to the form that it
// names, or in whose thread it stands. Else it goes to the form asked about last,
// unless it fits another as well or better: then the person is asked.

// An Open is one of the fillings that a person has open.
type Open struct {
	Def     *Definition // as it stands, see [Definition.On]
	Session Session
}

// A fit says how well a message fits a filling.
type fit int

const (
	noFit    fit = iota // nothing of it is taken
	looseFit            // it is taken because the field asked takes any words
	partFit             // a part names a field, or is of a kind that tells itself apart; another finds no place
	sureFit             // all of it does
)

// Which returns the fillings that a message may be for, by their places among
// those given, of which the first was asked about last. One place: it is for that
// one. Several: the person has to say. Fresh says that the last question was put a
// short while ago, so that what answers it is meant for it.
func Which(open []Open, text string, fresh bool) []int {
	if len(open) < 2 {
		return []int{0}
	}
	fits, direct := make([]fit, len(open)), make([]bool, len(open))
	for i, o := range open {
		fits[i], direct[i] = fitOf(o, text)
	}
	best := max(partFit, slices.Max(fits)) // where one form takes all of it, those that take a part are not meant
	var sure, some []int
	for i := range open {
		if fits[i] > noFit && !(fits[i] == partFit && best == sureFit) || direct[i] {
			some = append(some, i)
		}
		if fits[i] == best && i > 0 {
			sure = append(sure, i)
		}
	}
	switch {
	case !fresh && len(some) > 0:
		return some
	case len(sure) == 0 || direct[0] && (fits[0] == best || paragraphs(open[0], text)):
		return []int{0}
	case fits[0] < best && !direct[0]:
		return sure
	}
	return append([]int{0}, sure...)
}

// fitOf says how a message fits, and whether it answers the very question asked:
// what names fields and fills several may have been meant for any form. A number that is too long or too short answers it too: it is for nobody else.
func fitOf(o Open, text string) (fit, bool) {
	next, event := Fill(o.Def, o.Session, text)
	at := o.Session.At
	if len(next.Filled) == 0 {
		p := next.Problem
		return noFit, event == Rejected && p != nil && p.Field == at && at != "" && (p.Meant() || number(*p))
	}
	direct, alone, named := slices.Contains(next.Filled, at), len(next.Filled) == 1, o.Def.names(text)
	words := !slices.ContainsFunc(next.Filled, func(id string) bool {
		f, _ := o.Def.whole(next.Values).Field(id)
		return !slices.Contains([]Kind{Name, Post, Text, Long}, f.Kind)
	})
	if words && !named {
		return looseFit, direct
	}
	if next.Problem != nil && next.Problem.Key == LeftOver {
		return partFit, direct && (alone || !named)
	}
	return sureFit, direct && (alone || !named)
}

func number(p Problem) bool {
	return slices.Contains([]string{QQShape, QQLength, PhoneShape, PhoneLength, AreaCode}, p.Key) &&
		strings.ContainsFunc(p.Said, digit)
}

// names reports whether a message names a row or a field.
func (d *Definition) names(text string) bool {
	l := clean(text).trim("")
	if d.typed() {
		return slices.ContainsFunc(d.scan(l), func(p piece) bool { return p.label != "" || p.row != "" })
	}
	return slices.ContainsFunc(d.lex(l), func(t token) bool { return t.kind <= labelToken })
}

// paragraphs reports whether paragraphs are told where paragraphs are asked: whatever
// they hold.
func paragraphs(o Open, text string) bool {
	f, _ := o.Def.Field(o.Session.At)
	return f.Kind == Long && utf8.RuneCountInString(text) > shortQuestion
}

// mostHeld is how many messages wait at once; of more the oldest goes, as who
// types on without a choice has said it again.
const mostHeld = 5

// Hold keeps a message until its sender says which form it is for.
func Hold(s Session, key, text string) Session {
	s = s.fresh()
	s.Held = append(slices.DeleteFunc(s.Held, func(h Held) bool { return h.Key == key }), Held{Key: key, Text: text})
	s.Held = s.Held[max(0, len(s.Held)-mostHeld):]
	return s
}

// Release takes a message out that was held; false when it waits no more.
func Release(s Session, key string) (Session, string, bool) {
	i := slices.IndexFunc(s.Held, func(h Held) bool { return h.Key == key })
	if i < 0 {
		return s, "", false
	}
	text, problem, filled := s.Held[i].Text, s.Problem, s.Filled
	s = s.fresh()
	s.Held, s.Problem, s.Filled = slices.Delete(s.Held, i, i+1), problem, filled
	return s, text, true
}
