package domain

import (
	"strconv"
	"strings"
	"unicode"
)

// hostOf cuts the host out of what a person wrote; reason is "" when it could.
func hostOf(text string) (host, reason string) {
	text = strings.TrimSpace(strings.Map(narrow, text))
	s := afterScheme(text)
	inAddress := s != text
	s, _, _ = strings.Cut(s, "/")
	s, _, _ = strings.Cut(s, "?")
	s, _, _ = strings.Cut(s, "#")
	if inAddress {
		// What stands before the last @ of an address is a user's name.
		s = s[strings.LastIndex(s, "@")+1:]
	}
	if s, reason = joined(strings.Fields(s)); reason != "" {
		return "", reason
	}
	if strings.HasPrefix(s, "[") {
		return s, ""
	}
	if isIPv6(s) {
		return "", IP
	}
	s, port, found := strings.Cut(s, ":")
	if found && port != "" && !isPort(port) {
		return "", Port
	}
	return strings.TrimSuffix(strings.ToLower(s), "."), ""
}

// isIPv6 reports whether a text is an address of colons and hexadecimal digits.
func isIPv6(s string) bool {
	return strings.Count(s, ":") > 1 && strings.Trim(s, "0123456789abcdefABCDEF:.") == ""
}

func isPort(s string) bool {
	n, err := strconv.ParseUint(s, 10, 16)
	return err == nil && n > 0 && isNumber(s)
}

// afterScheme drops http:// and the like.
func afterScheme(s string) string {
	before, rest, ok := strings.Cut(s, "//")
	scheme := strings.TrimSpace(before)
	if ok && (scheme == "" || strings.HasSuffix(scheme, ":") && !strings.ContainsAny(scheme, "./?#")) {
		return rest
	}
	return s
}

// narrow folds full-width forms and the dots of Chinese text, and drops what
// cannot be seen.
func narrow(r rune) rune {
	switch {
	case r == '。' || r == '｡':
		return '.'
	case r == '\\':
		return '/'
	case r >= '！' && r <= '～':
		return r - ('！' - '!')
	case unicode.Is(unicode.Cf, r):
		return -1
	case unicode.IsSpace(r):
		return ' '
	}
	return r
}

// joined takes the spaces out of a name; two names side by side are refused
// instead, because together they would make a third.
func joined(parts []string) (name, reason string) {
	for i, p := range parts {
		if i > 0 && complete(parts[i-1]) && !strings.HasPrefix(p, ".") {
			return "", Several
		}
	}
	return strings.Join(parts, ""), ""
}

// complete reports whether a part reads as a whole name by its ending.
func complete(part string) bool {
	for _, ending := range []string{".cn", ".com", ".net", ".org", "." + Government} {
		if strings.HasSuffix(strings.ToLower(part), ending) {
			return true
		}
	}
	return false
}
