package form

import (
	"maps"
	"strconv"
	"strings"
	"unicode"
)

// maxMessage is how many characters one message may have: eight cells with
// labels need less than 300.
const maxMessage = 1000

// maxTold is the same where a field takes paragraphs: one of them, with its name.
const maxTold = maxLong + 200

// Fill takes one message. It is pure: the session handed in stays as it is.
// Whatever passes is filled, also when something else in the same message does
// not; that is then in Problem, and asked next. A message with angle
// brackets is refused whole: it is markup.
//
// What is too long for its field waits in the whole sheet to be shortened.
func Fill(d *Definition, s Session, text string) (Session, Event) {
	next, event := fill(d, s, text)
	if p := next.Problem; event == Rejected && p.Key == TextLength && len([]rune(p.Said)) <= maxLong {
		next.Typed = maps.Clone(next.Typed)
		if next.Typed == nil {
			next.Typed = map[string]string{}
		}
		next.Typed[p.Field] = p.Said
	}
	return next, event
}

func fill(d *Definition, s Session, text string) (Session, Event) {
	l := clean(text).trim("")
	next := s.fresh()
	if p := d.unfit(s, l); p != nil {
		p.Field, p.Said = s.At, text
		return next.reject(*p)
	}
	for _, heard := range []func(*Definition, Session, line) (Session, Event, bool){answers, obey, orderRows} {
		if said, event, ok := heard(d, next, l); ok {
			return said, event
		}
	}
	if d.tells(s, l) {
		return fillTyped(d, s, l)
	}
	if answered, event, ok := answerRow(d, s, l); ok {
		return answered, event
	}
	changed, named, verb := change(d, l)
	switch {
	case named:
		l = changed
	case verb:
		return next.reject(Problem{Key: UnknownField, Field: s.At, Said: changed.String()})
	}
	if d.typed() && len(d.whole(s.Values).scan(l)) > 0 {
		return fillTyped(d, s, l)
	}
	if row, label, ok := pointed(d.lex(l)); ok && (named || !answersPost(d, s, l)) {
		if strings.ContainsAny(l.text(), ":=") && label != "" {
			return empty(d, next, row, label)
		}
		asked, event := point(d, next, row, label)
		if asked.Problem != nil {
			asked.Problem.Said = l.String()
		}
		return asked, event
	}
	if d.typed() {
		return fillTyped(d, s, l)
	}
	swapped, problem := swap(d, s, l)
	if problem != nil {
		return next.reject(*problem)
	}
	return fillMany(d, s, swapped)
}

// tells reports whether a message is the text that is asked for: what begins like
// an order is one only when it is short.
func (d *Definition) tells(s Session, l line) bool {
	f, ok := d.Field(s.At)
	return ok && d.typed() && (f.Kind == Long || f.Kind == Text) && len(l.typed) > longestOrder
}

// longestOrder is how many characters an order has: 把第二行的注册年限改成5年.
const longestOrder = 30

// unfit says why a message cannot be read at all. A picture at the summary asks
// for what can be done there.
func (d *Definition) unfit(s Session, l line) *Problem {
	most := maxMessage
	if d.has(Long) {
		most = maxTold
	}
	switch {
	case !legible(l) && s.At == "":
		return &Problem{Key: NothingAsked}
	case !legible(l):
		return &Problem{Key: Unreadable}
	case len(l.typed) > most:
		return &Problem{Key: TooLong, Args: map[string]string{"max": strconv.Itoa(most)}}
	}
	return nil
}

// legible reports whether a line holds a letter or a digit, or asks.
func legible(l line) bool {
	return strings.ContainsFunc(l.String(), func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("?？", r)
	})
}

// answerRow takes 联系人 after it was asked whose 职务 is to be changed.
func answerRow(d *Definition, s Session, l line) (Session, Event, bool) {
	if s.Problem == nil || s.Problem.Key != WhichRow {
		return s, "", false
	}
	row, label, ok := pointed(d.lex(l))
	if !ok || row == "" || label != "" {
		return s, "", false
	}
	f, _ := d.Field(s.Problem.Field)
	next, event := point(d, s.fresh(), row, f.Label)
	return next, event, true
}

// answersPost reports whether 负责人 alone is the post asked for.
func answersPost(d *Definition, s Session, l line) bool {
	f, _ := d.Field(s.At)
	tokens := d.lex(l)
	return f.Kind == Post && len(tokens) == 1 && tokens[0].kind == rowToken && tokens[0].alone
}

// empty answers a label without a value: 职务：
func empty(d *Definition, s Session, row, label string) (Session, Event) {
	next, event := point(d, s, row, label)
	if event == Moved {
		return next.reject(Problem{Key: Empty, Field: next.At})
	}
	return next, event
}

// fillMany fills what a message holds. A question with nothing sure beside it
// is left to others; beside answers it is kept as a problem, to be asked alone.
func fillMany(d *Definition, s Session, l line) (Session, Event) {
	f, _ := d.Field(s.At)
	rest, question, greeted := takeQuestions(l, f.Kind)
	p := newPlacer(d, s, rest)
	p.placeAll()
	if question != "" && !p.sure || greeted && len(p.tokens) == 0 {
		return s, Asked
	}
	if hasMarkup(l) && f.Kind != Text {
		return s.fresh().reject(Problem{Key: Brackets, Field: s.At, Said: l.String()})
	}
	next, problem := p.finish(s.fresh())
	if problem == nil && question != "" {
		problem = &Problem{Key: AskAlone, Said: question}
	}
	if problem == nil {
		return next.next(d, Filled)
	}
	switch {
	case problem.Field == "":
		next, _ = next.next(d, Filled)
	case !staysPut(d, s, len(next.Filled), *problem):
		next.At = problem.Field
	}
	return next.reject(*problem)
}

// staysPut reports whether the same question comes again though the problem is
// another field's: a wrong number for the person asked for, and nothing besides,
// is no reason to leave it.
func staysPut(d *Definition, s Session, filled int, p Problem) bool {
	switch p.Key {
	case QQShape, QQLength, PhoneShape, PhoneLength, AreaCode:
		return filled == 0 && s.At != "" && d.rowOf(s.At) == d.rowOf(p.Field)
	}
	return false
}
