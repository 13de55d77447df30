package db

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"fmt"
	"io"
	"slices"
)

// sealVersion opens what the house's own keys seal: data keys, and before there
// were any, all else.
const sealVersion = 1

// A safe seals and opens with the house's own keys. A sealed value is version, key
// id, nonce, ciphertext; it is bound to its place, so that one row's value cannot
// be put into another.
type safe struct {
	keys   []sealer // the first seals
	random io.Reader
}

type sealer struct {
	id   []byte
	aead cipher.AEAD
}

func newSafe(keys []Key, random io.Reader) (*safe, error) {
	if len(keys) == 0 {
		return nil, ErrNoKey
	}
	s := &safe{random: random}
	for _, k := range keys {
		aead, err := gcm(k.secret[:])
		if err != nil {
			return nil, err
		}
		s.keys = append(s.keys, sealer{k.id(), aead})
	}
	return s, nil
}

func gcm(secret []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(secret)
	if err != nil {
		return nil, fmt.Errorf("key: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("key: %w", err)
	}
	return aead, nil
}

// seal returns the sealed value for a place, such as "seals/<key>". Nothing
// stays nothing.
func (s *safe) seal(place string, plain []byte) ([]byte, error) {
	if len(plain) == 0 {
		return nil, nil
	}
	k := s.keys[0]
	nonce := make([]byte, k.aead.NonceSize())
	if _, err := io.ReadFull(s.random, nonce); err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	head := slices.Concat([]byte{sealVersion}, k.id, nonce)
	return k.aead.Seal(head, nonce, plain, []byte(place)), nil
}

// open returns what was sealed for the place, or ErrUnsealable.
func (s *safe) open(place string, sealed []byte) ([]byte, error) {
	if len(sealed) == 0 {
		return nil, nil
	}
	for _, k := range s.keys {
		head := slices.Concat([]byte{sealVersion}, k.id)
		rest, ok := bytes.CutPrefix(sealed, head)
		if !ok || len(rest) < k.aead.NonceSize() {
			continue
		}
		nonce, text := rest[:k.aead.NonceSize()], rest[k.aead.NonceSize():]
		if plain, err := k.aead.Open(nil, nonce, text, []byte(place)); err == nil {
			return plain, nil
		}
	}
	return nil, fmt.Errorf("%s: %w", place, ErrUnsealable)
}
