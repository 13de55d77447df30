package intent

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestTable finds in a table what a map would.
func TestTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOf(rapid.StringMatching(`[一-十a-c]{0,3}`)).Draw(t, "words")
		want := map[string][]int32{}
		var pairs []pair
		for i, w := range words {
			want[w] = append(want[w], int32(i))
			pairs = append(pairs, pair{key: noText.text(w), value: int32(i)})
		}
		table := newTable(pairs)
		for w, values := range want {
			if got := table.find(noText.text(w)); !slices.Equal(got, values) {
				t.Fatalf("%q: %v, want %v", w, got, values)
			}
		}
		if got := table.find(noText.text("none")); len(got) > 0 {
			t.Fatalf("what was never put in has %v", got)
		}
	})
}

func TestTableOfMany(t *testing.T) {
	var pairs []pair
	for i := range int32(10000) {
		pairs = append(pairs, pair{key: noText.text(fmt.Sprint(i)), value: i})
	}
	table := newTable(pairs)
	for i := range int32(10000) {
		if got := table.find(noText.text(fmt.Sprint(i))); len(got) != 1 || got[0] != i {
			t.Fatalf("%d: %v", i, got)
		}
	}
}

// TestHash goes on where it stopped, and keeps words apart.
func TestHash(t *testing.T) {
	l := builtin().lex
	ab := l.tokens([]rune("annex form 附件"))
	if writingOf(ab) != noText.text("annex form附件") {
		t.Error("words are not kept apart by a space")
	}
	if h := writingOf(ab[:1]); h.write(&ab[1], &ab[0]) != writingOf(ab[:2]) {
		t.Error("a hash does not go on")
	}
}
