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
)

// A Key seals personal data: 32 bytes for AES-256-GCM. It tells nothing when
// printed.
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

// KeyFile returns the key kept in a file, which only its owner may read. An error
// that is fs.ErrNotExist says that there is no such file.
func KeyFile(path string) (Key, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return Key{}, fmt.Errorf("read key: %w", err)
	}
	k, err := ParseKey(string(b))
	if err != nil {
		return Key{}, fmt.Errorf("read key %s: %w", path, err)
	}
	return k, nil
}

// MakeKeyFile returns the key kept in a file as [KeyFile] does, and makes the file
// with a new key when it is not there: but only where the database is new, too.
// Beside one that is there the key has gone astray, and the error is *[ErrKey].
func MakeKeyFile(path, database string) (Key, error) {
	k, err := KeyFile(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return k, err
	}
	if Exists(database) {
		return Key{}, &ErrKey{Missing: "the key in " + path}
	}
	return newKeyFile(path)
}

// newKeyFile never overwrites: data sealed with a lost key is lost.
func newKeyFile(path string) (Key, error) {
	k := NewKey()
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return Key{}, fmt.Errorf("make key: %w", err)
	}
	_, err = f.WriteString(k.Hex() + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return Key{}, fmt.Errorf("make key %s: %w", path, err)
	}
	return k, nil
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
