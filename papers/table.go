package papers

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A RowError names the place in a table that could not be read: nothing of the
// file is taken then. Line counts from 1, the header being line 1.
type RowError struct {
	File   string
	Line   int
	Column string // "" when the row as a whole is wrong
	Reason string
}

// Error returns file, line, column and reason in one line.
func (e *RowError) Error() string {
	if e.Column == "" {
		return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Reason)
	}
	return fmt.Sprintf("%s:%d: %s: %s", e.File, e.Line, e.Column, e.Reason)
}

// A row is one line of a table, by the names of its columns.
type row struct {
	file   string
	line   int
	values map[string]string
}

// get returns the value of a column without surrounding space.
func (r row) get(column string) string { return strings.TrimSpace(r.values[column]) }

func (r row) wrong(column, format string, args ...any) error {
	return &RowError{File: r.file, Line: r.line, Column: column, Reason: fmt.Sprintf(format, args...)}
}

// need returns the value of a column that must not be empty.
func (r row) need(column string) (string, error) {
	v := r.get(column)
	if v == "" {
		return "", r.wrong(column, "must not be empty")
	}
	return v, nil
}

// yes reads "yes" and "" (no).
func (r row) yes(column string) (bool, error) {
	switch r.get(column) {
	case "yes":
		return true, nil
	case "", "no":
		return false, nil
	default:
		return false, r.wrong(column, "%q is neither yes nor no", r.get(column))
	}
}

var byteOrderMark = []byte("\xef\xbb\xbf")

// readTable reads a CSV file with a header that has at least these columns.
func readTable(in io.Reader, file string, columns []string) ([]row, error) {
	text, err := io.ReadAll(in)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	cr := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, byteOrderMark)))
	header, err := cr.Read()
	if err != nil {
		return nil, unreadable(file, err)
	}
	for _, c := range columns {
		if !slices.Contains(header, c) {
			return nil, &RowError{File: file, Line: 1, Column: c, Reason: "this column is missing"}
		}
	}
	return readRows(cr, file, header)
}

func readRows(cr *csv.Reader, file string, header []string) ([]row, error) {
	var rows []row
	for {
		fields, err := cr.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, unreadable(file, err)
		}
		line, _ := cr.FieldPos(0)
		r := row{file: file, line: line, values: map[string]string{}}
		for i, c := range header {
			r.values[c] = fields[i]
		}
		rows = append(rows, r)
	}
}

// unreadable turns the CSV reader's own complaint into one with file and line.
func unreadable(file string, err error) error {
	var bad *csv.ParseError
	if errors.As(err, &bad) {
		return &RowError{File: file, Line: bad.Line, Reason: bad.Err.Error()}
	}
	if errors.Is(err, io.EOF) {
		return &RowError{File: file, Line: 1, Reason: "the file is empty"}
	}
	return fmt.Errorf("read %s: %w", file, err)
}
