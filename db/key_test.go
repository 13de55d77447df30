package db_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"steward/db"
)

func TestParseKey(t *testing.T) {
	k := db.NewKey()
	got, err := db.ParseKey(" " + k.Hex() + "\n")
	check(t, err)
	same(t, "key", got.Hex(), k.Hex())
	same(t, "keys differ", db.NewKey().Hex() == k.Hex(), false)
	for _, s := range []string{"", "zz", k.Hex()[:62], k.Hex() + "00", strings.Repeat("g", 64)} {
		if _, err := db.ParseKey(s); err == nil {
			t.Errorf("%q was read as a key", s)
		} else if s != "" && strings.Contains(err.Error(), s) {
			t.Errorf("the error tells the key: %v", err)
		}
	}
}

func TestKeyTellsNothingWhenPrinted(t *testing.T) {
	k := db.NewKey()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		if s := fmt.Sprintf(verb, k); strings.Contains(s, k.Hex()[:16]) || strings.Contains(s, "secret") {
			t.Errorf("%s prints %s", verb, s)
		}
	}
}

func TestKeyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "steward.key")
	first, err := db.KeyFile(path)
	check(t, err)
	again, err := db.KeyFile(path)
	check(t, err)
	same(t, "kept", again.Hex(), first.Hex())
	info, err := os.Stat(path)
	check(t, err)
	same(t, "rights", info.Mode().Perm(), os.FileMode(0o600))
	check(t, os.WriteFile(path, []byte("short"), 0o600))
	if _, err := db.KeyFile(path); err == nil {
		t.Error("a broken key was read")
	}
	if _, err := db.KeyFile(filepath.Join(path, "below")); err == nil {
		t.Error("a key was made below a file")
	}
}
