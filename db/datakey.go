package db

import (
	"crypto/cipher"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
)

// dataVersion opens a value that a data key sealed; see [sealVersion] for what
// the house's own keys seal.
const dataVersion = 2

// The sizes of a value's head: what it is, and the name of its key.
const (
	dataIDSize   = 8
	dataHeadSize = 1 + dataIDSize
	secretSize   = 32
)

// A dataKey seals the personal data of one owner: AES-256-GCM. To erase the
// owner's data is to erase the key.
type dataKey struct {
	id     string // hexadecimal digits of dataIDSize bytes
	secret []byte
	aead   cipher.AEAD
}

// newDataKey draws a key and its name.
func newDataKey(random io.Reader) (dataKey, error) {
	drawn := make([]byte, dataIDSize+secretSize)
	if _, err := io.ReadFull(random, drawn); err != nil {
		return dataKey{}, fmt.Errorf("make data key: %w", err)
	}
	return dataKeyOf(hex.EncodeToString(drawn[:dataIDSize]), drawn[dataIDSize:])
}

func dataKeyOf(id string, secret []byte) (dataKey, error) {
	aead, err := gcm(secret)
	return dataKey{id, secret, aead}, err
}

// seal returns the sealed value for a place, such as "people/U1/name": version,
// the key's name, nonce, ciphertext. Bound to its place it cannot be put into
// another row or column. Nothing stays nothing.
func (k dataKey) seal(random io.Reader, place string, plain []byte) ([]byte, error) {
	if len(plain) == 0 {
		return nil, nil
	}
	size := k.aead.NonceSize()
	sealed := make([]byte, dataHeadSize+size, dataHeadSize+size+len(plain)+k.aead.Overhead())
	sealed[0] = dataVersion
	if _, err := hex.Decode(sealed[1:dataHeadSize], []byte(k.id)); err != nil {
		return nil, fmt.Errorf("name of data key: %w", err)
	}
	nonce := sealed[dataHeadSize:]
	if _, err := io.ReadFull(random, nonce); err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return k.aead.Seal(sealed, nonce, plain, []byte(place)), nil
}

// open returns what was sealed for the place, or ErrUnsealable.
func (k dataKey) open(place string, sealed []byte) ([]byte, error) {
	fail := fmt.Errorf("%s: %w", place, ErrUnsealable)
	id, ok := keyOf(sealed)
	if !ok || id != k.id || len(sealed) < dataHeadSize+k.aead.NonceSize() {
		return nil, fail
	}
	rest := sealed[dataHeadSize:]
	nonce, text := rest[:k.aead.NonceSize()], rest[k.aead.NonceSize():]
	plain, err := k.aead.Open(nil, nonce, text, []byte(place))
	if err != nil {
		return nil, fail
	}
	return plain, nil
}

// keyOf names the data key that a value was sealed with; false when it was
// sealed with none.
func keyOf(sealed []byte) (string, bool) {
	if len(sealed) < dataHeadSize || sealed[0] != dataVersion {
		return "", false
	}
	return hex.EncodeToString(sealed[1:dataHeadSize]), true
}

// keysIn names the data keys of values, each once.
func keysIn(sealed ...[]byte) []string {
	var ids []string
	for _, s := range sealed {
		if id, ok := keyOf(s); ok && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// wrapPlace binds a wrapped key to its name and its owner.
func wrapPlace(id, owner string) string { return "data_keys/" + id + "/" + owner }

// wrap seals a data key with the first of the house's keys, and names that.
func (s *safe) wrap(k dataKey, owner string) (wrapper string, wrapped []byte, err error) {
	wrapped, err = s.seal(wrapPlace(k.id, owner), k.secret)
	return s.first(), wrapped, err
}

// unwrap opens a data key with the one of the house's keys that wrapped it.
func (s *safe) unwrap(id, owner string, wrapped []byte) (dataKey, error) {
	secret, err := s.open(wrapPlace(id, owner), wrapped)
	if err != nil {
		return dataKey{}, err
	}
	return dataKeyOf(id, secret)
}

// headOf is how every value begins that a key sealed.
func headOf(id string) []byte {
	raw, err := hex.DecodeString(id)
	if err != nil {
		return nil // no key of ours has such a name: nothing begins so
	}
	return append([]byte{dataVersion}, raw...)
}
