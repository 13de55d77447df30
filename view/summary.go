package view

import (
	"slices"

	"steward/rules/answer"
	"steward/rules/form"
)

// mostElements is how many buttons one block takes
// (https://docs.slack.dev/reference/block-kit/blocks/actions-block).
const mostElements = 25

// summary shows the whole form, a line for each row, or offers its fields to
// change. What was wrong with the last message stands above the rows.
func (d *drawing) summary(a answer.Summary) {
	if a.Stale {
		d.line(d.say("form.stale", "form", d.title(a.Form)))
	}
	if a.Choose {
		d.line(strong(d.say("form.choose")))
	} else {
		d.line(strong(d.say("form.summary", "form", d.title(a.Form))))
		d.line(d.say("form.unit", "unit", a.Unit.Name))
	}
	if a.Problem != nil {
		d.line(d.wrong(a.Form, *a.Problem))
	}
	for i, c := range a.Cells {
		switch {
		case c.Field.Row == "" && c.Value == "" && c.Field.Optional:
		case c.Field.Row == "":
			d.line(d.fact("form.field."+c.Field.Label, d.value(c)))
		case i == 0 || a.Cells[i-1].Field.Row != c.Field.Row:
			d.line(d.cellsOf(c.Field, a.Cells))
			if r, ok := a.Findings[c.Field.Row]; ok && len(r.Findings) > 0 {
				d.findings(r)
			}
		}
	}
	if !a.Choose {
		d.beforehand(a.Form)
	}
	for row := range slices.Chunk(d.fieldKeys(a), mostElements) {
		d.add(part{kind: buttons, buttons: row})
	}
}

// beforehand is what is to be known before a form is handed in: that it is a draft
// of one whose official grid isn't at hand.
func (d *drawing) beforehand(def *form.Definition) {
	for _, f := range def.Fields {
		if f.Unverified {
			d.line(d.say("form.draft", "paper", def.Paper))
			return
		}
	}
}

func (d *drawing) cellsOf(first form.Field, cells []form.Cell) ink {
	var phrases []ink
	for _, c := range cells {
		if c.Field.Row == first.Row {
			phrases = append(phrases, d.say("form.cell", "name", d.field(c.Field), "value", d.value(c)))
		}
	}
	return d.say("form.line", "row", d.row(first), "cells", d.list(phrases...))
}

// fieldKeys labels the buttons that choose a field by the field's name.
func (d *drawing) fieldKeys(a answer.Summary) []key {
	keys := d.keys(a.Buttons)
	for i, k := range keys {
		field, known := a.Form.Field(answer.Split(k.Value, 2)[1])
		if k.Action == answer.FormField && k.Label == "" && known {
			keys[i].label = d.cellName(field)
		}
	}
	return keys
}
