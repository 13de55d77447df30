package bot

import "strings"

// mentions reports whether a text of Slack's mentions the user.
func mentions(text, user string) bool {
	return user != "" && (strings.Contains(text, "<@"+user+">") || strings.Contains(text, "<@"+user+"|"))
}

// plain gives the words that a person typed: Slack makes links of addresses
// and domain names, and escapes & < >. The mention of me goes.
func plain(text, me string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "<")
		b.WriteString(before)
		if !found {
			break
		}
		inside, after, closed := strings.Cut(rest, ">")
		if !closed {
			b.WriteString("<" + rest)
			break
		}
		b.WriteString(reference(inside, me))
		text = after
	}
	return strings.TrimSpace(unescape.Replace(b.String()))
}

// unescape undoes Slack's three escapes.
var unescape = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// reference gives the words for what Slack puts between angle brackets
// (https://docs.slack.dev/messaging/formatting-message-text).
func reference(inside, me string) string {
	target, label, labelled := strings.Cut(inside, "|")
	switch {
	case target == "@"+me:
		return " "
	case strings.HasPrefix(target, "@"):
		return "@" + strings.TrimPrefix(pick(labelled, label, target), "@")
	case strings.HasPrefix(target, "#"):
		return "#" + strings.TrimPrefix(pick(labelled, label, target), "#")
	case strings.HasPrefix(target, "!"):
		return pick(labelled, label, "@"+target[1:])
	case labelled:
		return label
	default:
		return strings.TrimPrefix(strings.TrimPrefix(target, "mailto:"), "tel:")
	}
}

func pick(labelled bool, label, otherwise string) string {
	if labelled && label != "" {
		return label
	}
	return otherwise
}
