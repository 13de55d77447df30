package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

// The marks between which a page has the figures.
const (
	figuresFrom = "<!-- figures: make bench -->\n"
	figuresTo   = "<!-- end of figures -->\n"
)

var errNoMarks = errors.New("the page has no marks between which the figures stand")

// intoPage replaces the figures of a page.
func intoPage(path, text string) error {
	page, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, rest, ok := strings.Cut(string(page), figuresFrom)
	if !ok {
		return fmt.Errorf("%s: %w", path, errNoMarks)
	}
	_, after, ok := strings.Cut(rest, figuresTo)
	if !ok {
		return fmt.Errorf("%s: %w", path, errNoMarks)
	}
	return os.WriteFile(path, []byte(before+figuresFrom+text+figuresTo+after), 0o644)
}
