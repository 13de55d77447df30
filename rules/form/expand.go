package form

import (
	"slices"
	"strconv"
	"strings"

	"steward/rules/calendar"
)

// On returns the form as it stands for the values at hand on a day: with the
// rows that there are of those that repeat, and without the fields whose
// condition does not hold. All else in this package works on such a form, and
// makes it anew when a message has changed the values.
func (d *Definition) On(values map[string]string, today calendar.Date) *Definition {
	if d.base != nil {
		return d.base.On(values, today)
	}
	on := *d
	on.Today = today
	if !d.changes() {
		return &on
	}
	base := *d
	base.Today = today
	on.base = &base
	on.Rows, on.Fields = base.rowsFor(values), base.fieldsFor(values, false)
	return &on
}

// changes reports whether the values decide what is asked.
func (d *Definition) changes() bool {
	return slices.ContainsFunc(d.Rows, func(r Row) bool { return r.Most > 0 }) ||
		slices.ContainsFunc(d.Fields, func(f Field) bool { return f.When != nil })
}

// grown returns the form for other values than those that it was made for.
func (d *Definition) grown(values map[string]string) *Definition {
	if d.base == nil {
		return d
	}
	return d.base.On(values, d.base.Today)
}

// whole returns the form with all fields, asked or not: a value may come before
// the one on which it depends.
func (d *Definition) whole(values map[string]string) *Definition {
	if d.base == nil {
		return d
	}
	w := *d
	w.Rows, w.Fields = d.base.rowsFor(values), d.base.fieldsFor(values, true)
	return &w
}

// rowsKey is where a session keeps how many rows there are of one that repeats.
func rowsKey(row string) string { return "rows." + row }

// RowCount returns how many rows there are of one that repeats: at least one.
func RowCount(row string, values map[string]string) int {
	n, err := strconv.Atoi(values[rowsKey(row)])
	if err != nil {
		return 1
	}
	return max(1, n)
}

// SetRows notes how many rows there are of one that repeats.
func SetRows(row string, n int, values map[string]string) { values[rowsKey(row)] = strconv.Itoa(n) }

// RowName parts the id of a repeated row, site2, into its name and number; the
// number of a row that stands once is 0.
func RowName(id string) (string, int) {
	name := strings.TrimRight(id, "0123456789")
	n, _ := strconv.Atoi(id[len(name):])
	return name, n
}

func (d *Definition) rowsFor(values map[string]string) []Row {
	var rows []Row
	for _, r := range d.Rows {
		if r.Most == 0 {
			rows = append(rows, r)
			continue
		}
		for n := 1; n <= min(r.Most, RowCount(r.ID, values)); n++ {
			rows = append(rows, Row{ID: r.ID + strconv.Itoa(n), Words: numbered(r.Words, n)})
		}
	}
	return rows
}

// numbered returns what people call the n-th of several rows.
func numbered(words []string, n int) []string {
	arab, han := strconv.Itoa(n), hanNumber(n)
	out := []string{"第" + arab + "行", "第" + han + "行", "第" + arab + "个", "第" + han + "个", "row " + arab}
	for _, w := range words {
		out = append(out, w+arab, w+han, w+" "+arab)
	}
	return out
}

func (d *Definition) fieldsFor(values map[string]string, all bool) []Field {
	var fields []Field
	for _, r := range d.rowsFor(values) {
		name, n := r.ID, 0
		if _, plain := d.rowNamed(r.ID); !plain {
			name, n = RowName(r.ID)
		}
		for _, f := range d.Fields {
			if f.Row == name {
				fields = append(fields, f.inRow(r.ID, n))
			}
		}
	}
	if len(d.Rows) == 0 {
		fields = slices.Clone(d.Fields)
	}
	if all {
		return fields
	}
	holds := map[string]bool{}
	for _, f := range fields {
		holds[f.ID] = f.When == nil || holds[f.When.Field] && slices.Contains(f.When.Is, values[f.When.Field])
	}
	return slices.DeleteFunc(fields, func(f Field) bool { return !holds[f.ID] })
}

func (d *Definition) rowNamed(id string) (Row, bool) {
	i := slices.IndexFunc(d.Rows, func(r Row) bool { return r.ID == id && r.Most == 0 })
	if i < 0 {
		return Row{}, false
	}
	return d.Rows[i], true
}

// inRow returns the field as it stands in the n-th row; n is 0 in a row that
// stands once.
func (f Field) inRow(row string, n int) Field {
	if n == 0 {
		return f
	}
	place := func(id string) string { return row + strings.TrimPrefix(id, f.Row) }
	if f.When != nil {
		f.When = &Condition{Field: place(f.When.Field), Is: f.When.Is}
	}
	f.ID, f.Row = place(f.ID), row
	return f
}

// Values returns what is submitted: the values of the fields that the form has
// as it stands, and how many rows there are.
func Values(d *Definition, s Session) map[string]string {
	live := d.grown(s.Values)
	values := map[string]string{}
	for _, f := range live.Fields {
		values[f.ID] = s.Values[f.ID]
	}
	for _, r := range d.repeated() {
		SetRows(r.ID, RowCount(r.ID, s.Values), values)
	}
	return values
}

// repeated returns the rows that may stand several times.
func (d *Definition) repeated() []Row {
	from := d
	if d.base != nil {
		from = d.base
	}
	return slices.DeleteFunc(slices.Clone(from.Rows), func(r Row) bool { return r.Most == 0 })
}

// Repeating returns the rows that may stand several times, see [Row.Most].
func (d *Definition) Repeating() []Row { return d.repeated() }

// All returns every field, asked or not, of the rows that there are.
func (d *Definition) All() []Field {
	if d.base == nil {
		return d.Fields
	}
	all := slices.Clone(d.base.Fields)
	for _, r := range d.Rows {
		name, n := RowName(r.ID)
		for _, f := range d.base.Fields {
			if n > 0 && f.Row == name {
				all = append(all, f.inRow(r.ID, n))
			}
		}
	}
	return all
}

// Only returns the form with those of its fields alone that a sheet holds.
func (d *Definition) Only(held func(id string) bool) *Definition {
	only := *d
	only.Fields = slices.DeleteFunc(slices.Clone(d.Fields), func(f Field) bool { return !held(f.ID) })
	return &only
}
