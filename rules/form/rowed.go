package form

import (
	"slices"
	"strconv"
	"strings"
)

// Several rows in one message. A clause that names one domain tells of one row: of
// that domain's, else of the first without one, else of a new one. 注册 and 5年
// beside it are of the same row, whatever stands first.

// rowMention is a row by its number, as people say it; see [numbered].
var rowMention = patternOf(`(?:第 ?([0-9]{1,2}|[一二三四五六七八九十]{1,3}) ?(?:行|个域名|个)|域名 ?([0-9]{1,2}))`)

// mostAhead is how many rows beyond those that there are a message may name: more
// are a slip.
const mostAhead = 5

// growFor makes the rows that a message names and that are not there yet.
func (fl *filler) growFor(l line) {
	for _, r := range fl.def.repeated() {
		have := RowCount(r.ID, fl.s.Values)
		most := have
		for _, m := range rowMention.FindAllStringSubmatch(l.text(), -1) {
			if n := numberOf(m[1] + m[2]); n <= min(r.Most, have+mostAhead) {
				most = max(most, n)
			}
		}
		if most > have {
			fl.setRows(r.ID, most)
		}
	}
}

func (fl *filler) setRows(row string, n int) {
	SetRows(row, n, fl.s.Values)
	fl.live = fl.live.grown(fl.s.Values)
	fl.def = fl.live.whole(fl.s.Values)
}

// shrink takes out again, from the end, rows beyond those before in which nothing
// came to stand.
func (fl *filler) shrink(before map[string]string) {
	for _, r := range fl.def.repeated() {
		for n := RowCount(r.ID, fl.s.Values); n > RowCount(r.ID, before); n-- {
			if fl.holdsRow(r.ID + strconv.Itoa(n)) {
				return
			}
			fl.setRows(r.ID, n-1)
		}
	}
}

func (fl *filler) holdsRow(row string) bool {
	for id := range fl.s.Values {
		if strings.HasPrefix(id, row+".") {
			return true
		}
	}
	return false
}

// clauses are the pieces between full stops, semicolons and line ends.
func (l line) clauses(pieces []piece) [][]piece {
	var groups [][]piece
	for i, p := range pieces {
		if i == 0 || strings.ContainsAny(string(l.folded[pieces[i-1].from:max(p.from, pieces[i-1].from)]), ";\n。") {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], p)
	}
	return groups
}

// rowed has the pieces of a clause that names one domain tell of its row, the
// domain first.
func (fl *filler) rowed(clause []piece) []piece {
	rows := fl.def.repeated()
	if len(rows) == 0 {
		return clause
	}
	at, domains := -1, 0
	for i, p := range clause {
		if _, problem := readDomain(p.trim(idleEnds)); problem == nil && p.row == "" {
			at, domains = i, domains+1
		}
	}
	if domains != 1 {
		return clause
	}
	told := slices.Clone(clause)
	row := fl.rowOfDomain(rows[0].ID, told[at])
	for i, p := range told {
		if p.row == "" && fl.fitsRow(row, p) {
			told[i].row = row
		}
	}
	first := told[at]
	return append([]piece{first}, slices.Delete(told, at, at+1)...)
}

// choiceYears is a choice with its number run on: 注册5年.
var choiceYears = patternOf(`^([^0-9一二三四五六七八九十]{2,8}?) *(([0-9]{1,2}|[一二三四五六七八九十]{1,3}) *年)$`)

// parted has a choice and the number behind it told apart.
func (fl *filler) parted(pieces []piece) []piece {
	if !fl.def.has(Choice) || !fl.def.has(Number) {
		return pieces
	}
	var out []piece
	for _, p := range pieces {
		if m := choiceYears.FindStringSubmatch(p.text()); m != nil && p.label == "" {
			out = append(out, piece{row: p.row, line: clean(m[1]), from: p.from}, piece{row: p.row, line: clean(m[2]), from: p.from})
			continue
		}
		out = append(out, p)
	}
	return out
}

// rowOfDomain is the row that a domain is of.
func (fl *filler) rowOfDomain(row string, p piece) string {
	name, _ := readDomain(p.trim(idleEnds))
	n, free := RowCount(row, fl.s.Values), ""
	for i := 1; i <= n; i++ {
		id := row + strconv.Itoa(i)
		for _, f := range fl.def.Fields {
			value, filled := fl.s.Values[f.ID]
			switch {
			case f.Row != id || f.Kind != Domain:
			case filled && value == name:
				return id
			case !filled && free == "":
				free = id
			}
		}
	}
	most := fl.def.repeated()[0].Most
	if free == "" && n < most {
		fl.setRows(row, n+1)
		free = row + strconv.Itoa(n+1)
	}
	return free
}

// fitsRow reports whether a piece passes for a field of a row, by its name or kind.
func (fl *filler) fitsRow(row string, p piece) bool {
	return slices.ContainsFunc(fl.def.Fields, func(f Field) bool {
		if f.Row != row || p.label != "" && p.label != f.Label || p.label == "" && !tells(f.Kind) {
			return false
		}
		_, problem := fl.def.read(f, p.trim(idleEnds))
		return problem == nil
	})
}
