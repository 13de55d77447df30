package db

import (
	"fmt"
	"io"

	"steward/rules"
)

// idSize is the length of the ids of sessions and messages: no two are alike,
// and none is guessed.
const idSize = 20

// code returns n letters of the alphabet, each as likely as the others: bytes
// past the last whole multiple of the alphabet's length are thrown away.
func (d *DB) code(n int) (string, error) {
	const limit = 256 - 256%len(rules.PaperAlphabet)
	out := make([]byte, 0, n)
	var b [1]byte
	for len(out) < n {
		if _, err := io.ReadFull(d.random, b[:]); err != nil {
			return "", fmt.Errorf("make code: %w", err)
		}
		if int(b[0]) < limit {
			out = append(out, rules.PaperAlphabet[int(b[0])%len(rules.PaperAlphabet)])
		}
	}
	return string(out), nil
}
