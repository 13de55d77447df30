package handlers

import (
	"iter"
	"slices"
	"strings"
)

// lines is one text to look through: a line for each thing, in their order, with its
// words, each between tabs.
type lines struct {
	text   string
	starts []int // where each line begins
}

func newLines(n int, words func(i int) []string) lines {
	l := lines{starts: make([]int, n)}
	var b strings.Builder
	for i := range n {
		l.starts[i] = b.Len()
		b.WriteByte('\t')
		for _, w := range words(i) {
			b.WriteString(w + "\t")
		}
		b.WriteByte('\n')
	}
	l.text = b.String()
	return l
}

// having goes through the lines in which something stands, by number.
func (l lines) having(typed string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for from := 0; from < len(l.text); {
			at := strings.Index(l.text[from:], typed)
			if at < 0 {
				return
			}
			n := l.at(from + at)
			from = l.end(n)
			if !yield(n, l.text[l.starts[n]:from]) {
				return
			}
		}
	}
}

// at returns in which line a place of the text is.
func (l lines) at(place int) int {
	n, begins := slices.BinarySearch(l.starts, place)
	if begins {
		return n
	}
	return n - 1
}

func (l lines) end(n int) int {
	if n+1 < len(l.starts) {
		return l.starts[n+1]
	}
	return len(l.text)
}
