package bot

import (
	"slices"
	"testing"
)

// TestStands: each block is listed by itself, and each stand lies in a block that
// may be sent.
func TestStands(t *testing.T) {
	stands := Stands()
	for block := range knownBlocks {
		if !slices.Contains(stands, Stand{Block: block}) {
			t.Errorf("%s is not listed", block)
		}
	}
	for _, s := range stands {
		if !knownBlocks[s.Block] {
			t.Errorf("%v lies in no block that may be sent", s)
		}
		if (s.Field == "") != (s.Kind == "") {
			t.Errorf("%v is half a place", s)
		}
	}
	for _, want := range []Stand{{"table", "cell", "raw_text"}, {"actions", "elements", "button"}, {"input", "element", "plain_text_input"}} {
		if !slices.Contains(stands, want) {
			t.Errorf("%v is missing", want)
		}
	}
}
