package intent_test

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"steward/intent"
)

var update = flag.Bool("update", false, "accept what the tests find as golden")

func catalogued(name string) bool {
	return slices.ContainsFunc(intent.Catalogue(), func(e intent.Entry) bool { return e.Name == name })
}

// TestCatalogue prints the catalogue: each intent with its slots, the values that
// these can have, and a question that asks it.
func TestCatalogue(t *testing.T) {
	asked := map[string]string{}
	for _, e := range examples(t, "questions.jsonl") {
		asked[e.Intent] = cmp.Or(asked[e.Intent], e.Text)
	}
	var b strings.Builder
	for _, e := range intent.Catalogue() {
		fmt.Fprintf(&b, "%-20s %s\n", e.Name, asked[e.Name])
		for _, s := range e.Slots {
			fmt.Fprintf(&b, "  %-18s %s\n", s.Name, strings.Join(s.Values, " "))
		}
	}
	golden(t, "catalogue.txt", b.String())
	t.Log("\n" + b.String())
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := "testdata/" + name
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; accept it with -update:\n%s", path, got)
	}
}
