package db

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"unicode"
)

// A Key is one of the house's own: 32 bytes for AES-256-GCM, which wrap the keys
// that personal data are sealed with. It tells nothing when printed.
type Key struct{ secret [32]byte }

// keyIDSize is how many bytes of a key's hash name it in a sealed value.
const keyIDSize = 4

// NewKey returns a key from the system's random numbers.
func NewKey() Key {
	var k Key
	_, _ = rand.Read(k.secret[:]) // never fails
	return k
}

// ParseKey reads a key as 64 hexadecimal digits; space around them is ignored.
func ParseKey(s string) (Key, error) {
	var k Key
	b, err := hex.DecodeString(string(bytes.TrimSpace([]byte(s))))
	if err != nil || len(b) != len(k.secret) {
		return Key{}, errors.New("a key is 64 hexadecimal digits")
	}
	copy(k.secret[:], b)
	return k, nil
}

// ParseKeys reads the house's keys, newest first, with space, lines or commas
// between. None is [ErrNoKey].
func ParseKeys(s string) ([]Key, error) {
	var keys []Key
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || unicode.IsSpace(r) }) {
		k, err := ParseKey(word)
		if err != nil {
			return nil, fmt.Errorf("key %d: %w", len(keys)+1, err)
		}
		keys = append(keys, k)
	}
	if len(keys) == 0 {
		return nil, ErrNoKey
	}
	return keys, nil
}

// KeyFile returns the keys kept in a file, newest first, which only its owner may
// read. An error that is fs.ErrNotExist says that there is no such file.
func KeyFile(path string) ([]Key, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read key: %w", err)
	}
	keys, err := ParseKeys(string(b))
	if err != nil {
		return nil, fmt.Errorf("read key %s: %w", path, err)
	}
	return keys, nil
}

// AddKeyFile puts a new key in front of those in a file. They stay: data that they
// are over would be lost without them.
func AddKeyFile(path string) (Key, error) {
	keys, err := KeyFile(path)
	if err != nil {
		return Key{}, err
	}
	k := NewKey()
	lines := k.Hex() + "\n"
	for _, old := range keys {
		lines += old.Hex() + "\n"
	}
	// Beside it first: half a file of keys would be the end of all data.
	if err := writeNew(path+".new", lines); err != nil {
		return Key{}, err
	}
	if err := os.Rename(path+".new", path); err != nil {
		return Key{}, fmt.Errorf("add key: %w", err)
	}
	return k, nil
}

// MakeKeyFile returns the key kept in a file as [KeyFile] does, and makes the file
// with a new key when it is not there: but only where the database is new, too.
// Beside one that is there the key has gone astray, and the error is *[ErrKey].
func MakeKeyFile(path, database string) ([]Key, error) {
	keys, err := KeyFile(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return keys, err
	}
	if Exists(database) {
		return nil, &ErrKey{Missing: "the key in " + path}
	}
	k := NewKey()
	if err := writeNew(path, k.Hex()+"\n"); err != nil {
		return nil, err
	}
	return []Key{k}, nil
}

// writeNew never overwrites: data sealed with a lost key is lost.
func writeNew(path, text string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("make key: %w", err)
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("make key %s: %w", path, err)
	}
	return nil
}

// Hex returns the key as [ParseKey] reads it: for keeping it, never for a log.
func (k Key) Hex() string { return hex.EncodeToString(k.secret[:]) }

// String hides the key.
func (k Key) String() string { return "key " + hex.EncodeToString(k.id()) }

// GoString hides the key.
func (k Key) GoString() string { return k.String() }

func (k Key) id() []byte {
	sum := sha256.Sum256(k.secret[:])
	return sum[:keyIDSize]
}
