package naming_test

import (
	"testing"

	"steward/rules/naming"
)

func TestSyllable(t *testing.T) {
	for r, want := range map[rune]string{'域': "yu", '名': "ming", '局': "ju", '吕': "lv", 'a': "", '2': "", '，': ""} {
		if got := naming.Syllable(r); got != want {
			t.Errorf("Syllable(%c) = %q, want %q", r, got, want)
		}
	}
}
