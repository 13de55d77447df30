package form

import (
	"fmt"
	"slices"
	"strings"
)

// Define checks a definition and returns it for use. It panics on a wrong one:
// a form that cannot be filled must fail at the start, never in front of a
// person (law 12).
func Define(d Definition) *Definition {
	for _, problem := range []string{d.wrongHead(), d.wrongRows(), d.wrongFields()} {
		if problem != "" {
			panic(fmt.Sprintf("form %q: %s", d.ID, problem))
		}
	}
	return &d
}

func (d Definition) wrongHead() string {
	switch {
	case d.ID == "" || d.Title == "" || d.Duty != "" && d.Paper == "":
		return "id and title are needed, and the paper of what is owed"
	case d.Version < 1:
		return "versions count from 1"
	case len(d.Articles) == 0:
		return "rests on no article"
	case len(d.Fields) == 0:
		return "asks nothing"
	case d.AreaCode != "" && areaLength(d.AreaCode) != len(d.AreaCode):
		return "area code " + d.AreaCode + " is none"
	}
	return ""
}

func (d Definition) wrongRows() string {
	ids, words := map[string]bool{}, map[string]bool{}
	for _, r := range d.Rows {
		if r.ID == "" || ids[r.ID] {
			return "row " + r.ID + " has no name or stands twice"
		}
		ids[r.ID] = true
		if w := claim(words, r.Words); w != "" {
			return "row " + r.ID + ": " + w
		}
		if !slices.ContainsFunc(d.Fields, func(f Field) bool { return f.Row == r.ID }) {
			return "row " + r.ID + " has no field"
		}
	}
	return ""
}

func (d Definition) wrongFields() string {
	ids, words, last := map[string]bool{}, map[string]map[string]bool{}, -1
	for _, f := range d.Fields {
		row := slices.IndexFunc(d.Rows, func(r Row) bool { return r.ID == f.Row })
		switch {
		case f.ID == "" || ids[f.ID]:
			return "field " + f.ID + " has no id or stands twice"
		case f.Label == "":
			return "field " + f.ID + " has no label"
		case !slices.Contains(kinds(), f.Kind):
			return "field " + f.ID + " is of no kind"
		case row < 0 && len(d.Rows) > 0:
			return "field " + f.ID + " is of no row"
		case row < last:
			return "field " + f.ID + " is not in the order of the rows"
		case d.wrongDetails(f, ids) != "":
			return "field " + f.ID + ": " + d.wrongDetails(f, ids)
		}
		ids[f.ID], last = true, row
		if words[f.Row] == nil {
			words[f.Row] = map[string]bool{}
		}
		if w := claim(words[f.Row], f.Words); w != "" {
			return "field " + f.ID + ": " + w
		}
	}
	return ""
}

// claim books words for one row or field; a word that is booked already, or
// that no message could hold, is wrong.
func claim(booked map[string]bool, words []string) string {
	if len(words) == 0 {
		return "people have no word for it"
	}
	for _, w := range words {
		if w != strings.ToLower(strings.TrimSpace(w)) || w == "" {
			return "word " + w + " is not in lower case"
		}
		if booked[w] {
			return "word " + w + " stands twice"
		}
		booked[w] = true
	}
	return ""
}

// wrongDetails says what is wrong with what only some kinds have; before holds
// the ids of the fields that stand before it.
func (d Definition) wrongDetails(f Field, before map[string]bool) string {
	booked := map[string]bool{}
	for _, o := range f.Choices {
		if w := claim(booked, o.Words); o.ID == "" || w != "" {
			return "choice " + o.ID + ": " + w
		}
	}
	switch {
	case (f.Kind == Choice) != (len(f.Choices) > 1):
		return "a choice is between two or more, and nothing else is"
	case f.Kind == Number && (f.Min >= f.Max || f.Min < 0):
		return "a number has bounds"
	case f.Past && f.Kind != Date:
		return "only a date can be past"
	case f.When == nil:
		return ""
	case !before[f.When.Field] || len(f.When.Is) == 0 || d.rowOf(f.When.Field) != f.Row:
		return "its condition is on no field before it in its row"
	}
	return ""
}

func kinds() []Kind {
	return []Kind{Name, Post, QQ, Phone, Text, Date, URL, Domain, Choice, Number, Confirm, Long, File}
}

// Field returns the field of an id.
func (d *Definition) Field(id string) (Field, bool) {
	i := d.index(id)
	if i < 0 {
		return Field{}, false
	}
	return d.Fields[i], true
}

func (d *Definition) index(id string) int {
	return slices.IndexFunc(d.Fields, func(f Field) bool { return f.ID == id })
}

// row returns the places of a row's fields.
func (d *Definition) row(id string) []int {
	var places []int
	for i, f := range d.Fields {
		if f.Row == id {
			places = append(places, i)
		}
	}
	return places
}
