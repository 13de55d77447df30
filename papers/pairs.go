package papers

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/width"
)

// A Pair is a government and a host that is said to be its own.
type Pair struct{ Name, Level, Prefecture, Host string }

// ReadPairs reads pairs from a table of comma-separated values with the columns
// name, level, prefecture and host, in any order and among others; the text is
// UTF-8, with or without a mark at its beginning, or GBK. Cells are kept as they
// stand but for the space around them, and what a short row lacks is empty. The
// error names the file, and the line or the columns that are wrong.
func ReadPairs(in io.Reader, file string) ([]Pair, error) {
	body, err := io.ReadAll(in)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	text, p := decoded(body)
	if p != nil {
		return nil, fmt.Errorf("%s: the text is neither UTF-8 nor GBK", file)
	}
	cr := csv.NewReader(bytes.NewReader(text))
	cr.FieldsPerRecord = -1
	rows, err := cr.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("%s: the file is empty", file)
	}
	places, err := pairColumns(rows[0])
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return pairsOf(rows[1:], places), nil
}

// pairColumns finds the four columns; the error names all that are missing.
func pairColumns(header []string) ([]int, error) {
	folded := make([]string, len(header))
	for i, h := range header {
		folded[i] = strings.ToLower(strings.TrimSpace(width.Fold.String(h)))
	}
	var places []int
	var missing []string
	for _, c := range []string{"name", "level", "prefecture", "host"} {
		at := slices.Index(folded, c)
		if at < 0 {
			missing = append(missing, c)
		}
		places = append(places, at)
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("line 1: missing columns: %s", strings.Join(missing, ", "))
	}
	return places, nil
}

func pairsOf(rows [][]string, places []int) []Pair {
	pairs := make([]Pair, 0, len(rows))
	for _, row := range rows {
		cell := func(column int) string {
			if i := places[column]; i < len(row) {
				return strings.TrimSpace(row[i])
			}
			return ""
		}
		p := Pair{cell(0), cell(1), cell(2), cell(3)}
		if p != (Pair{}) {
			pairs = append(pairs, p)
		}
	}
	return pairs
}
