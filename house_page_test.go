package main_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// update accepts what the tests print now as the goldens.
var update = flag.Bool("update", false, "rewrite the goldens")

const (
	housePage = "docs/house.md"
	pageBegin = "<!-- printed from house_test.go: go test . -run House -update -->\n"
	pageEnd   = "<!-- end of what is printed -->\n"
)

// TestHousePage keeps the tables of docs/house.md equal to those that the laws
// go by.
func TestHousePage(t *testing.T) {
	text, err := os.ReadFile(housePage)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(text), pageBegin)
	_, after, ends := strings.Cut(rest, pageEnd)
	if !begins || !ends {
		t.Fatalf("%s has lost its marks %q and %q", housePage, pageBegin, pageEnd)
	}
	want := before + pageBegin + tables() + pageEnd + after
	if want == string(text) {
		return
	}
	if !*update {
		t.Fatalf("%s differs from the tables of house_test.go; accept them with: go test . -run House -update", housePage)
	}
	if err := os.WriteFile(housePage, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

// tables prints the rooms, and the words that may be Chinese, in Markdown.
func tables() string {
	var b strings.Builder
	b.WriteString("\n| room | for | may use, of ours | at home here |\n|---|---|---|---|\n")
	for _, r := range rooms() {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", roomName(r), r.purpose, orNone(r.imports), orNone(atHomeIn(r)))
	}
	b.WriteString("\n| Go files with Chinese strings | why |\n|---|---|\n")
	for _, folder := range slices.Sorted(maps.Keys(chinese())) {
		fmt.Fprintf(&b, "| `%s/` | %s |\n", folder, chinese()[folder])
	}
	b.WriteString("\n")
	return b.String()
}

func roomName(r room) string {
	if r.folder == "." {
		return "`main.go`, `doc.go`"
	}
	return "`" + r.folder + "/`"
}

func orNone(names []string) string {
	if len(names) == 0 {
		return "nothing"
	}
	return strings.Join(names, ", ")
}

// atHomeIn lists the libraries with a home in a room, and where in it, when it
// is not the whole room.
func atHomeIn(r room) []string {
	var names []string
	for library, homes := range libraries() {
		for _, home := range homes {
			if in, _ := roomOf(home); in.folder != r.folder {
				continue
			}
			if home != r.folder {
				library += " (" + strings.TrimPrefix(home, r.folder+"/") + ")"
			}
			names = append(names, library)
		}
	}
	slices.Sort(names)
	return names
}
