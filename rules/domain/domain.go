// Package domain reads names of domains as people write them: one normal form,
// and which of the structures known to the notices a name has.
//
// Invariants:
//   - A normal form is lower case (but for Cherokee, which IDNA keeps in capitals),
//     in Unicode, without scheme, user, port, path, inner space or trailing dot;
//     www. is kept. Normalising it again changes nothing.
//   - What is not a domain is refused with a reason, never guessed.
//   - Nothing here asks the network.
package domain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// The reasons for which a text is refused; they are locale keys below
// "domain.refused.".
const (
	Empty      = "empty"      // nothing is left of it
	Several    = "several"    // more than one name
	Mail       = "mail"       // an address with an at sign
	Port       = "port"       // what follows the colon is no port
	NoDot      = "no_dot"     // one label alone
	IP         = "ip"         // a number instead of a name
	TooLong    = "too_long"   // over 253 letters, or a label over 63
	Characters = "characters" // a label that DNS forbids
)

// An Error says why a text is no domain: Reason is one of the constants above,
// Text what was read.
type Error struct{ Text, Reason string }

// Error names the text and the reason, for logs.
func (e *Error) Error() string { return "domain " + e.Text + ": " + e.Reason }

// Normalize returns the normal form of a domain, from an address, a name in any
// width and case, or punycode. The error is an [*Error].
func Normalize(text string) (string, error) {
	host, reason := hostOf(text)
	if reason == "" {
		reason = refuse(host)
	}
	if reason != "" {
		return "", &Error{Text: text, Reason: reason}
	}
	ascii, err := profile().ToASCII(host)
	if err == nil {
		host, err = profile().ToUnicode(ascii)
	}
	switch {
	case err != nil && tooLong(ascii):
		return "", &Error{Text: text, Reason: TooLong}
	case err != nil:
		return "", &Error{Text: text, Reason: Characters}
	case isNumber(lastLabel(ascii)):
		return "", &Error{Text: text, Reason: IP}
	case strings.ContainsFunc(host, isSymbol):
		return "", &Error{Text: text, Reason: Characters}
	}
	return host, nil
}

// ToASCII returns the form that DNS is asked by: punycode for Chinese labels.
// The error is an [*Error].
func ToASCII(name string) (string, error) {
	host, err := Normalize(name)
	if err != nil {
		return "", err
	}
	ascii, err := profile().ToASCII(host)
	if err != nil {
		return "", &Error{Text: name, Reason: Characters}
	}
	return ascii, nil
}

// IsChinese reports whether a name in normal form is not written in ASCII
// alone: what the notice calls a Chinese domain, as opposed to an English one.
func IsChinese(name string) bool {
	return strings.IndexFunc(name, func(r rune) bool { return r > unicode.MaxASCII }) >= 0
}

// profile refuses what DNS forbids in the name of a host: other signs than
// letters, digits and hyphens, a hyphen at an end, lengths out of range.
func profile() *idna.Profile {
	return idna.New(
		idna.MapForLookup(), idna.BidiRule(), idna.Transitional(false),
		idna.StrictDomainName(true), idna.VerifyDNSLength(true), idna.CheckHyphens(true),
	)
}

// isSymbol reports whether a sign is none of those that IDNA 2008 allows in a
// label: emoji, quotes and the like, which older rules let pass.
func isSymbol(r rune) bool {
	return r != '-' && r != '.' && !unicode.In(r, unicode.L, unicode.M, unicode.Nd) && !isJoiner(r)
}

// isJoiner holds for the marks that IDNA allows between letters only.
func isJoiner(r rune) bool { return r == '·' || r == '・' || r == '\u200c' || r == '\u200d' }

func refuse(host string) string {
	switch {
	case host == "":
		return Empty
	case len(host) > longestText:
		return TooLong
	case strings.HasPrefix(host, "["):
		return IP
	case strings.Contains(host, "@"):
		return Mail
	case isNumber(lastLabel(host)):
		return IP
	case !strings.Contains(host, "."):
		return NoDot
	case strings.HasSuffix(host, "."), !utf8.ValidString(host):
		return Characters
	}
	return ""
}

const (
	longestName  = 253
	longestLabel = 63

	// longestText bounds what is looked at more closely, in bytes; a Chinese name
	// takes about as many as its punycode. Reading punycode takes the square of
	// its length.
	longestText = 2 * longestName
)

func tooLong(ascii string) bool {
	for _, label := range strings.Split(ascii, ".") {
		if len(label) > longestLabel {
			return true
		}
	}
	return len(ascii) > longestName
}

func lastLabel(host string) string { return host[strings.LastIndex(host, ".")+1:] }

func isNumber(label string) bool { return label != "" && strings.Trim(label, "0123456789") == "" }
