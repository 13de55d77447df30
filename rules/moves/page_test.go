package moves_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"steward/rules/moves"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// TestPage keeps the diagram and the listing in the docs equal to the table.
func TestPage(t *testing.T) {
	const page, begin, end = "../../docs/applications.md",
		"<!-- printed from rules/moves: go test ./rules/moves -update -->\n", "<!-- end of what is printed -->\n"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(text), begin)
	_, after, ends := strings.Cut(rest, end)
	if !begins || !ends {
		t.Fatal(page + " has lost its marks")
	}
	want := before + begin + "\n```mermaid\n" + moves.Diagram() + "```\n\n" + moves.Listing() + "\n" + end + after
	if want == string(text) {
		return
	}
	if !*update {
		t.Fatal(page + " differs from the table; accept it with -update")
	}
	if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}
