package db_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"steward/db"
	"steward/db/dbtest"
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
	if _, err := db.KeyFile(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	first, err := db.MakeKeyFile(path, path+".db")
	check(t, err)
	again, err := db.KeyFile(path)
	check(t, err)
	same(t, "kept", again[0].Hex(), first[0].Hex())
	info, err := os.Stat(path)
	check(t, err)
	same(t, "rights", info.Mode().Perm(), os.FileMode(0o600))
	check(t, os.WriteFile(path, []byte("short"), 0o600))
	if _, err := db.KeyFile(path); err == nil {
		t.Error("a broken key was read")
	}
	if _, err := db.MakeKeyFile(filepath.Join(path, "below"), db.Memory); err == nil {
		t.Error("a key was made below a file")
	}
}

// A key that has gone astray is not replaced: the database would go on with
// another, and what is in it could be read by nobody.
func TestNoNewKeyBesideADatabase(t *testing.T) {
	path := dbtest.SQLite(t)
	check(t, os.WriteFile(path, nil, 0o600)) // not yet a database
	keyPath := filepath.Join(t.TempDir(), "steward.key")
	keys, err := db.MakeKeyFile(keyPath, path)
	check(t, err)
	putInventory(t, dbtest.Open(t, path, db.Options{Keys: keys}))
	check(t, os.Rename(keyPath, keyPath+".away"))
	for _, address := range []string{path, "postgres://localhost/steward"} {
		_, err := db.MakeKeyFile(keyPath, address)
		var astray *db.ErrKey
		if !errors.As(err, &astray) || !strings.Contains(err.Error(), keyPath) {
			t.Errorf("beside %s: %v", address, err)
		}
	}
	if _, err := os.Stat(keyPath); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the file: %v", err)
	}
}

func TestParseKeys(t *testing.T) {
	a, b := db.NewKey(), db.NewKey()
	for _, s := range []string{a.Hex() + "," + b.Hex(), a.Hex() + "\n" + b.Hex() + "\n", " " + a.Hex() + ", " + b.Hex()} {
		keys, err := db.ParseKeys(s)
		check(t, err)
		same(t, "keys", []string{keys[0].Hex(), keys[1].Hex()}, []string{a.Hex(), b.Hex()})
	}
	if _, err := db.ParseKeys(" ,\n"); !errors.Is(err, db.ErrNoKey) {
		t.Errorf("none: %v", err)
	}
	if _, err := db.ParseKeys(a.Hex() + " " + b.Hex()[:60]); err == nil || strings.Contains(err.Error(), b.Hex()[:60]) {
		t.Errorf("half a key: %v", err)
	}
}

// A new key comes first in the file, and none is lost.
func TestAddKeyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "steward.key")
	if _, err := db.AddKeyFile(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	first, err := db.MakeKeyFile(path, path+".db")
	check(t, err)
	added, err := db.AddKeyFile(path)
	check(t, err)
	keys, err := db.KeyFile(path)
	check(t, err)
	same(t, "keys", []string{keys[0].Hex(), keys[1].Hex()}, []string{added.Hex(), first[0].Hex()})
	info, err := os.Stat(path)
	check(t, err)
	same(t, "rights", info.Mode().Perm(), os.FileMode(0o600))
}
