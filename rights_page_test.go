package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

const (
	rightsPage  = "docs/rights.md"
	rightsBegin = "<!-- printed from testdata/rights.csv: go test . -run Rights -update -->\n"
	rightsEnd   = "<!-- end of what is printed -->\n"
)

// TestRightsPage keeps the table of docs/rights.md equal to the one that the walk
// goes by.
func TestRightsPage(t *testing.T) {
	text, err := os.ReadFile(rightsPage)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(text), rightsBegin)
	_, after, ends := strings.Cut(rest, rightsEnd)
	if !begins || !ends {
		t.Fatalf("%s has lost its marks %q and %q", rightsPage, rightsBegin, rightsEnd)
	}
	want := before + rightsBegin + rightsTable(t) + rightsEnd + after
	if want == string(text) {
		return
	}
	if flag.Lookup("update").Value.String() != "true" {
		t.Fatalf("%s differs from %s; accept it with: go test . -run Rights -update", rightsPage, rightsFile)
	}
	if err := os.WriteFile(rightsPage, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

func rightsTable(t *testing.T) string {
	roles, rows := readRights(t)
	var b strings.Builder
	fmt.Fprintf(&b, "\n| what | of | such as | %s |\n|---|---|---|%s\n", strings.Join(roles, " | "), strings.Repeat("---|", len(roles)))
	for _, r := range rows {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", r.name, r.scope, r.ask, strings.Join(r.sees, " | "))
	}
	return b.String() + "\n"
}
