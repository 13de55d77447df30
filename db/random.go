package db

import (
	"fmt"
	"io"
)

// codeAlphabet leaves out what is misread on paper: 0 and O, 1 and I and L, U
// and V, 5 and S, 2 and Z, 8 and B.
const codeAlphabet = "34679ACDEFGHJKMNPQRTWXY"

// codeSize is the length of the codes that people read off a sealed paper.
const codeSize = 8

// idSize is the length of the ids of sessions and messages: no two are alike,
// and none is guessed.
const idSize = 20

// code returns n letters of the alphabet, each as likely as the others: bytes
// past the last whole multiple of the alphabet's length are thrown away.
func (d *DB) code(n int) (string, error) {
	const limit = 256 - 256%len(codeAlphabet)
	out := make([]byte, 0, n)
	var b [1]byte
	for len(out) < n {
		if _, err := io.ReadFull(d.random, b[:]); err != nil {
			return "", fmt.Errorf("make code: %w", err)
		}
		if int(b[0]) < limit {
			out = append(out, codeAlphabet[int(b[0])%len(codeAlphabet)])
		}
	}
	return string(out), nil
}
