package view

import (
	"regexp"
	"strings"
	"unicode"
)

// ink is text ready to be put on a card: our own words, with what filled their
// placeholders cleaned, and with marks for strong and code that are no
// characters of any language. Only the functions of this file and
// [drawing.say] make it.
type ink string

// The marks, from Unicode's private use area; clean takes them out of anything
// that comes from elsewhere.
const (
	strongOn  = '\ue000'
	strongOff = '\ue001'
	codeOn    = '\ue002'
	codeOff   = '\ue003'
	personOn  = '\ue004'
	personOff = '\ue005'
)

// How many characters of one value are shown; what is longer ends in an
// ellipsis. A domain has at most 253, and a cell of a form holds a name or a
// number. Escaping makes at most five of one, and a line of the whole form still
// fits a section.
const (
	longestValue = 253
	longestCell  = 50
)

// strong makes the subject of a message stand out.
func strong(s ink) ink { return ink(strongOn) + s + ink(strongOff) }

// name is a domain within a sentence: set as code, so that Slack doesn't make a
// link of it.
func name(domain string) ink { return ink(codeOn) + clean(domain) + ink(codeOff) }

// mention is somebody of the workspace: Slack shows the name that they bear there.
// What is no user's id is only text.
func mention(id string) ink {
	if !userID.MatchString(id) {
		return clean(id)
	}
	return ink(personOn) + ink(id) + ink(personOff)
}

var userID = regexp.MustCompile(`^[UW][A-Z0-9]+$`)

// clean makes ink of something that came from elsewhere: on one line, without
// control characters, marks, or signs that turn the direction of writing.
func clean(s string) ink { return ink(clip(string(tidy(s)), longestValue)) }

// tidy is clean for words of any length, such as the directive's.
func tidy(s string) ink {
	s = strings.Join(strings.FieldsFunc(s, unicode.IsSpace), " ")
	return ink(strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs) {
			return -1
		}
		return r
	}, s))
}

// clip cuts a text at so many characters and shows that it did.
func clip(s string, longest int) string {
	r := []rune(s)
	if len(r) <= longest {
		return s
	}
	return string(r[:longest-1]) + "…"
}

// bare returns the text without marks.
func (i ink) bare() string {
	return strings.Map(func(r rune) rune {
		if r == personOn {
			return '@'
		}
		if r >= strongOn && r <= personOff {
			return -1
		}
		return r
	}, string(i))
}

// escape makes plain text safe as Slack's mrkdwn
// (https://docs.slack.dev/messaging/formatting-message-text#escaping).
func escape(s string) string { return mrkdwn(ink(s)) }

// mrkdwn writes ink as Slack's mrkdwn. The characters that Slack would take as
// formatting are replaced by their full-width forms, since mrkdwn has no escape
// for them; in code they stand for themselves, but the backtick.
func mrkdwn(i ink) string {
	var b strings.Builder
	inCode := false
	runes := []rune(defuseEmoji(string(i)))
	for at, r := range runes {
		switch r {
		case strongOn, codeOn:
			spaced(&b, before(runes, at))
			inCode = r == codeOn
			b.WriteByte(markOf(r))
		case strongOff, codeOff:
			inCode = false
			b.WriteByte(markOf(r))
			spaced(&b, after(runes, at))
		case personOn:
			b.WriteString("<@")
		case personOff:
			b.WriteByte('>')
		default:
			b.WriteString(escaped(r, inCode))
		}
	}
	return b.String()
}

func markOf(r rune) byte {
	if r == strongOn || r == strongOff {
		return '*'
	}
	return '`'
}

// spaced writes a space where a mark would touch a character: between Chinese
// characters Slack takes it for an asterisk.
func spaced(b *strings.Builder, neighbour rune) {
	if neighbour != 0 && !unicode.IsSpace(neighbour) {
		b.WriteByte(' ')
	}
}

func before(runes []rune, at int) rune {
	if at == 0 {
		return 0
	}
	return runes[at-1]
}

func after(runes []rune, at int) rune {
	if at+1 == len(runes) {
		return 0
	}
	return runes[at+1]
}

func escaped(r rune, inCode bool) string {
	switch r {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	}
	if r == '`' || strings.ContainsRune("*_~", r) && !inCode {
		return string(r + fullWidth)
	}
	return string(r)
}

// fullWidth is how far the full-width form of an ASCII character is from it.
const fullWidth = '\uff01' - '!'

var emojiCode = regexp.MustCompile(`:[a-z0-9_+'-]+:`)

// defuseEmoji keeps words between colons from becoming pictures.
func defuseEmoji(s string) string {
	return emojiCode.ReplaceAllStringFunc(s, func(code string) string {
		return string(':'+fullWidth) + code[1:]
	})
}

// unmarked makes text safe as Slack's plain_text, of which it isn't said whether
// it decodes entities: full-width forms are right either way.
func unmarked(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("&<>", r) {
			return r + fullWidth
		}
		return r
	}, s)
}
