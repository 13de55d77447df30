package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"steward/db"
	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/form"
)

// Why personal data were seen in full. That somebody is shown what they have just
// typed is no view.
const (
	whyDocument = "document" // the paper of a form that was handed in
	whySummary  = "summary"  // the card on which a form is looked over before it is handed in
	whySheet    = "sheet"    // the form as one sheet
	whyExport   = "export"   // the roster as a file
)

// viewAgain is when a message is tried again whose view could not be kept.
const viewAgain = time.Second

// keepView keeps a full view, before there is one.
func keepView(ctx context.Context, d *db.DB, v db.FullView) error {
	return d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { return tx.PutView(ctx, v) })
}

// parcelView is what the reader of a message sees in full; false is nothing. Where
// others read along it is masked.
func parcelView(p outbox.Parcel) (db.FullView, bool) {
	v := db.FullView{Key: fmt.Sprint("message/", p.Message.ID), Viewer: p.Message.To.Person}
	if v.Viewer == "" || p.LookOnly {
		return v, false
	}
	var cells []form.Cell
	switch a := p.Answer.(type) {
	case answer.Submitted:
		v.Unit, v.Subject, v.Why, cells = a.Unit.Code, "submission/"+a.Code, whyDocument, a.Cells
	case answer.SheetOutcome:
		if a.Sheet == nil {
			return v, false
		}
		s := a.Sheet
		v.Unit, v.Subject, v.Why = s.Unit.Code, "draft/"+answer.Split(s.Value, 2)[0], whySheet
		cells = slices.Concat(form.CellsOf(s.Form, s.Values), s.Changed)
	case answer.Summary:
		var about struct{ Session string }
		if err := p.Message.Decode(&about); err == nil {
			v.Subject = "draft/" + about.Session
		}
		v.Unit, v.Why, cells = a.Unit.Code, whySummary, a.Cells
	case answer.Export:
		v.Subject, v.Why = "register/"+string(a.Register.Kind), whyExport
		if len(a.Register.People) > 0 {
			v.Persons = "roster"
		}
		return v, v.Persons != ""
	}
	v.Persons = personsIn(cells)
	return v, v.Persons != ""
}

// sheetView is what somebody sees in full who opens a sheet.
func sheetView(s answer.Sheet, reader rules.Person, at time.Time) (db.FullView, bool) {
	v := db.FullView{
		Key:    fmt.Sprintf("sheet/%s/%s/%d", s.Value, reader.ID, at.UnixNano()),
		Viewer: reader.ID, Unit: s.Unit.Code, Subject: "draft/" + answer.Split(s.Value, 2)[0], Why: whySheet,
		Persons: personsIn(slices.Concat(form.CellsOf(s.Form, s.Values), s.Changed)),
	}
	return v, v.Persons != ""
}

// personsIn names the rows in which something personal stands.
func personsIn(cells []form.Cell) string {
	var rows []string
	for _, c := range cells {
		if c.Field.Personal && c.Value != "" && !slices.Contains(rows, c.Field.Row) {
			rows = append(rows, c.Field.Row)
		}
	}
	return strings.Join(rows, ",")
}

// viewsCmd prints who saw whose personal data in full.
type viewsCmd struct {
	Unit  string `help:"Only the data in forms of this unit." placeholder:"CODE"`
	CSV   bool   `help:"Print CSV." xor:"form"`
	JSON  bool   `help:"Print one JSON object a line." xor:"form"`
	Limit int    `help:"The newest so many; 0 is all." default:"100"`
}

// viewLine is one full view. It holds nothing personal: whose data they were stands
// as the rows of a unit's form.
type viewLine struct {
	Seen    *time.Time `json:"seen"` // domain time, as Shanghai reads it
	Viewer  string     `json:"viewer"`
	Unit    string     `json:"unit"`
	Subject string     `json:"subject"`
	Persons string     `json:"persons"`
	Why     string     `json:"why"`
}

func viewHead() []string { return []string{"seen", "viewer", "unit", "subject", "persons", "why"} }

func (l viewLine) columns() []string {
	return []string{stamp(l.Seen), l.Viewer, l.Unit, l.Subject, l.Persons, l.Why}
}

// Run prints them, oldest first.
func (c *viewsCmd) Run(ctx context.Context, std stdio, e environment) error {
	d, err := e.guest(ctx, db.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	limit := c.Limit
	if limit <= 0 {
		limit = math.MaxInt32
	}
	var lines []viewLine
	err = d.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		views, err := tx.Views(ctx, c.Unit, limit)
		for _, v := range views {
			lines = append(lines, viewLine{local(v.At), v.Viewer, v.Unit, v.Subject, v.Persons, v.Why})
		}
		return err
	})
	if err == nil {
		err = c.print(std.out, lines)
	}
	return errors.Join(err, d.Close())
}

func (c *viewsCmd) print(out io.Writer, lines []viewLine) error {
	if c.JSON {
		enc := json.NewEncoder(out)
		for _, l := range lines {
			if err := enc.Encode(l); err != nil {
				return err
			}
		}
		return nil
	}
	table := [][]string{viewHead()}
	for _, l := range lines {
		table = append(table, l.columns())
	}
	if c.CSV {
		return csv.NewWriter(out).WriteAll(table)
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, row := range table {
		fmt.Fprintln(w, strings.Join(row, "\t"))
	}
	return w.Flush()
}
