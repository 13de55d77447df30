package papers

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"steward/rules"
)

// The bounds of a file. A city's inventory is a few thousand rows; a province's
// still fits.
const (
	MaxFile  = 16 << 20 // bytes
	maxRows  = 200_000
	maxCells = 64    // in a row
	maxText  = 2_000 // characters in a cell
	headings = 10    // rows among which the header stands; titles may stand above
)

// A spread is a file's rows of text, each with the line that its own program
// shows.
type spread struct {
	rows   []line
	merged []merge // cells that stand for several; none in a .csv
	dates  bool    // dates are numbers of days, as spreadsheets keep them
	from04 bool    // and count from 1904
}

type line struct {
	number int
	cells  []string
}

// A merge is a block of merged cells: its place, and its last row.
type merge struct {
	place string
	last  int
}

// A problem is why a file can't be read at all.
type problem struct {
	line   int
	reason string
	args   []string
}

// readSheet reads a file by what it is, whatever it is called.
func readSheet(body []byte) (spread, *problem) {
	switch {
	case len(body) > MaxFile:
		return spread{}, &problem{reason: "too_big", args: []string{"most", strconv.Itoa(MaxFile >> 20)}}
	case len(bytes.TrimSpace(body)) == 0:
		return spread{}, &problem{reason: "empty"}
	case bytes.HasPrefix(body, []byte("PK\x03\x04")):
		return readXLSX(body)
	case bytes.HasPrefix(body, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return spread{}, &problem{reason: compoundReason(body)}
	}
	return readCSV(body)
}

// compoundReason tells an old workbook from one with a password: both come in
// the container that Office used before.
func compoundReason(body []byte) string {
	wide := []byte{}
	for _, r := range "EncryptedPackage" {
		wide = append(wide, byte(r), 0)
	}
	if bytes.Contains(body, wide) {
		return "password"
	}
	return "old_workbook"
}

// A table is a sheet below its header.
type table struct {
	kind    rules.RegisterKind
	names   []string       // of the columns, "" for those that nobody knows
	place   map[string]int // of a column
	rows    []line
	ignored []string
	sheet   spread
}

// findTable finds the header, and what it says of the columns. kind "" takes
// any.
func findTable(s spread, kind rules.RegisterKind) (table, *problem) {
	for i, l := range s.rows[:min(headings, len(s.rows))] {
		found := kindOf(l.cells)
		if found == "" || (kind != "" && found != kind) {
			continue
		}
		t := table{kind: found, place: map[string]int{}, rows: s.rows[i+1:], sheet: s}
		if p := t.header(l); p != nil {
			return t, p
		}
		for _, m := range s.merged {
			if m.last >= l.number {
				return t, &problem{l.number, "merged", []string{"place", m.place}}
			}
		}
		return t, nil
	}
	reason := "no_header"
	if kind != "" {
		reason = "no_header." + string(kind)
	}
	return table{kind: kind}, &problem{line: 1, reason: reason}
}

func (t *table) header(l line) *problem {
	columns := columnsOf(t.kind)
	t.names = make([]string, len(l.cells))
	for i, heading := range l.cells {
		at := slices.IndexFunc(columns, func(c column) bool { return c.is(heading) })
		if at < 0 {
			if text := strings.TrimSpace(heading); text != "" {
				t.ignored = append(t.ignored, text)
			}
			continue
		}
		name := columns[at].name
		if _, twice := t.place[name]; twice {
			return &problem{l.number, "column_twice", []string{"value", heading}}
		}
		t.names[i], t.place[name] = name, i
	}
	for _, c := range columns {
		if _, has := t.place[c.name]; c.needed && !has {
			return &problem{l.number, "column_missing", []string{"value", c.name, "also", c.also[0]}}
		}
	}
	return nil
}

// A row is one line of a table in the making of a register.
type row struct {
	*table
	line
	to  *rules.Register
	bad bool
}

// get returns the value of a column, as it was before it was guarded, without
// surrounding space; what cannot be meant is refused.
func (r *row) get(column string) string {
	at, has := r.place[column]
	if !has || at >= len(r.cells) {
		return ""
	}
	v := strings.TrimFunc(unguarded(r.cells[at]), unicode.IsSpace)
	switch {
	case utf8.RuneCountInString(v) > maxText:
		r.refuse(column, "too_long", "most", strconv.Itoa(maxText))
	case strings.ContainsFunc(v, func(c rune) bool { return unicode.IsControl(c) || c == utf8.RuneError }):
		r.refuse(column, "control")
	case isErrorValue(v):
		r.refuse(column, "error_value", "value", v)
	case isScientific(v):
		r.refuse(column, "scientific", "value", v)
	}
	return v
}

// refuse refuses the row, for its first reason in a column only.
func (r *row) refuse(column, reason string, args ...string) {
	r.bad = true
	for _, f := range slices.Backward(r.to.Refused) {
		if f.Line != r.number {
			break
		}
		if f.Column == column {
			return
		}
	}
	r.to.Refuse(r.number, column, reason, args...)
}

// need returns the value of a column that must not be empty.
func (r *row) need(column string) string {
	v := r.get(column)
	if v == "" {
		r.refuse(column, "needed")
	}
	return v
}

// one returns the value of a column that is one of a few words.
func (r *row) one(column string, words map[string]string) string {
	v := r.get(column)
	w, is := word(v, words)
	switch {
	case is:
	case v == "":
		r.refuse(column, "choose", "column", column)
	default:
		r.refuse(column, "not_one_of", "value", v, "column", column)
	}
	return w
}

// many returns the values of a column that is a list, in its order.
func (r *row) many(column string, words map[string]string) []string {
	var out []string
	for _, v := range listed(r.get(column)) {
		w, is := v, true
		if words != nil {
			w, is = word(v, words)
		}
		if !is {
			r.refuse(column, "not_one_of", "value", v, "column", column)
		} else if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// listed splits a list as people write it.
func listed(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("|｜;；", r) })
}

func isErrorValue(v string) bool {
	return strings.HasPrefix(v, "#") && slices.Contains([]string{"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}, v)
}

// isScientific reports whether a spreadsheet has turned a long number, such as a
// phone's, into one that has lost its digits.
func isScientific(v string) bool {
	if !strings.Contains(v, "+") {
		return false
	}
	mantissa, exponent, cut := strings.Cut(strings.ToUpper(v), "E+")
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	return cut && digits(exponent) && digits(strings.Replace(mantissa, ".", "", 1))
}

// blank reports whether a line holds nothing.
func (l line) blank() bool {
	return !slices.ContainsFunc(l.cells, func(c string) bool { return strings.TrimSpace(c) != "" })
}
