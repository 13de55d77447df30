package moves

import (
	"fmt"
	"strings"
)

// Diagram prints the table as a state diagram in Mermaid's notation
// (https://mermaid.js.org/syntax/stateDiagram.html). Moves that stay in a state are
// left to [Listing].
func Diagram() string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	for _, l := range Table() {
		if l.From == l.To {
			continue
		}
		label := string(l.Verb)
		if len(l.When) > 0 {
			label += " (" + joined(l.When) + ")"
		}
		fmt.Fprintf(&b, "    %s --> %s: %s\n", node(l.From), node(l.To), label)
	}
	for _, s := range States() {
		if s.Ended() {
			fmt.Fprintf(&b, "    %s --> [*]\n", s)
		}
	}
	return b.String()
}

// Listing prints the table line by line.
func Listing() string {
	var b strings.Builder
	b.WriteString("| from | move | to | who | when | refused without | ground |\n|---|---|---|---|---|---|---|\n")
	for _, l := range Table() {
		who := joined(l.Who)
		if l.Own {
			who += ", of the unit"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s |\n", node(l.From), l.Verb, l.To,
			who, joined(l.When), joined(l.Needs), l.Article)
	}
	return b.String()
}

func node(s State) string {
	if s == New {
		return "[*]"
	}
	return string(s)
}

// joined is a list of names.
func joined[N ~string](names []N) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = string(n)
	}
	return strings.Join(out, ", ")
}
