package view

import (
	"cmp"
	"strconv"
	"strings"

	"steward/rules/answer"
	"steward/rules/calendar"
	"steward/rules/form"
)

func (d *drawing) title(def *form.Definition) ink { return d.say("form.title." + def.Title) }

// question asks for one field: what the last message filled, the question, and
// what was wrong or how to answer.
func (d *drawing) question(a answer.Question) {
	d.opening(a)
	if len(a.Filled) > 0 {
		d.line(d.say("form.filled", "cells", d.filled(a.Filled)))
	}
	place := d.say("form.place", "number", a.Step.Number, "of", a.Step.Of)
	asked := d.say("form.asks", "field", d.named("form.asked.", a.Step.Field.Label))
	if a.Step.Field.Row != "" {
		asked = d.say("form.ask", "row", d.row(a.Step.Field), "field", d.named("form.asked.", a.Step.Field.Label))
	}
	d.line(strong(asked) + place)
	if a.Problem != nil {
		d.problem(a)
	} else {
		d.line(d.hint(a.Step.Field))
	}
	if a.Step.Number == 1 && a.Problem == nil && a.Step.Field.Kind == form.Name {
		d.line(d.say("form.hint.several"))
	}
	d.press(a.Buttons...)
}

// opening says that the form goes on, to somebody who was elsewhere.
func (d *drawing) opening(a answer.Question) {
	switch {
	case a.Stale:
		d.line(d.say("form.stale", "form", d.title(a.Form)))
	case a.Several && !a.Resumed:
		d.line(d.say("form.this", "form", d.title(a.Form)))
	case a.Resumed && (a.Step.Number > 1 || a.Several):
		d.line(d.say("form.resumed", "form", d.title(a.Form)))
	case a.Again:
		d.line(d.say("form.again"))
	}
}

// problem says what was wrong with an answer, and that nothing is lost.
func (d *drawing) problem(a answer.Question) {
	text := d.wrong(a.Form, *a.Problem)
	if a.Step.Number > 1 && rejects(a.Problem.Key) {
		text = d.say("form.kept", "problem", text)
	}
	d.line(text)
}

// wrong says what is wrong with what was typed.
func (d *drawing) wrong(def *form.Definition, p form.Problem) ink {
	field, _ := def.Field(p.Field)
	said := clean(p.Excerpt())
	if !d.at.Personal {
		said = d.say("form.hidden")
	}
	args := []any{"said", said, "place", d.place(field), "field", d.field(field)}
	for name, value := range p.Args {
		args = append(args, name, d.hush(value))
	}
	if p.Key == form.TwoValues && field.Kind == form.Choice {
		args = append(args, "first", d.option(field, p.Args["first"]), "second", d.option(field, p.Args["second"]))
	}
	return d.say("form.problem."+p.Key, args...)
}

// rejects reports whether a problem is that a value did not pass, after which
// people ask themselves whether the others are lost.
func rejects(key string) bool {
	switch key {
	case form.LeftOver, form.NothingAsked, form.AskAlone, form.Incomplete, form.UnknownField,
		form.WhichField, form.WhichRow, form.FirstField:
		return false
	}
	return true
}

// hush keeps a value back where others can read along; numbers such as a
// length's bounds are ours, and short.
func (d *drawing) hush(value string) ink {
	if _, err := strconv.Atoi(value); d.at.Personal || (err == nil && len(value) < 4) {
		return clean(value)
	}
	return d.say("form.hidden")
}

// row is the name of a field's row, with its number where the row is repeated.
func (d *drawing) row(f form.Field) ink {
	name, n := form.RowName(f.Row)
	if n == 0 {
		return d.named("form.row.", f.Row)
	}
	return d.say("form.nth", "row", d.named("form.row.", name), "number", n)
}

// place is a field with its row, where there are rows.
func (d *drawing) place(f form.Field) ink {
	if f.Row == "" {
		return d.field(f)
	}
	return d.say("form.of", "row", d.row(f), "field", d.field(f))
}

// cellName is a field as the name of a cell or an input.
func (d *drawing) cellName(f form.Field) ink {
	if f.Row == "" {
		return d.field(f)
	}
	return d.say("form.cellname", "row", d.row(f), "field", d.field(f))
}

// hint says how a field is answered.
func (d *drawing) hint(f form.Field) ink {
	if f.Kind == form.Number && f.Hint == "" {
		return d.say("form.hint.number", "min", f.Min, "max", f.Max)
	}
	return d.say("form.hint." + cmp.Or(f.Hint, string(f.Kind)))
}

// option is one of the answers to choose from, in words.
func (d *drawing) option(f form.Field, id string) ink {
	return d.say("form.option." + f.Label + "." + id)
}

func (d *drawing) field(f form.Field) ink { return d.named("form.field.", f.Label) }

func (d *drawing) named(prefix, id string) ink {
	if id == "" {
		return ""
	}
	return d.say(prefix + id)
}

func (d *drawing) filled(cells []form.Cell) ink {
	var phrases []ink
	for _, c := range cells {
		phrases = append(phrases, d.say("form.cell", "name", d.cellName(c.Field), "value", d.value(c)))
	}
	return d.list(phrases...)
}

// value is what stands in a cell, kept back where others can read along.
func (d *drawing) value(c form.Cell) ink {
	switch {
	case c.Erased:
		return d.say("form.erased")
	case c.Value == "":
		return d.say("form.blank")
	case c.Field.Personal && !d.at.Personal:
		return d.masked(c)
	case c.Field.Kind != form.Text && !c.Slip && !c.Alike:
		return d.ofKind(c)
	case c.Alike:
		return d.say("form.alike", "value", clip(c.Value, longestCell))
	case c.Slip:
		return d.say("form.slip", "value", d.ofKind(c))
	}
	return clean(clip(c.Value, longestCell))
}

// ofKind is a cell's value as its kind is read by people.
func (d *drawing) ofKind(c form.Cell) ink {
	switch c.Field.Kind {
	case form.Choice:
		return d.option(c.Field, c.Value)
	case form.Confirm:
		return d.say("form.option.yes")
	case form.Date:
		if on, err := calendar.ParseDate(c.Value); err == nil {
			return d.day(on)
		}
	case form.Domain:
		return name(c.Value)
	case form.URL:
		return clean(c.Value)
	case form.Long:
		return clean(clip(c.Value, longestValue))
	case form.File:
		_, file, _ := strings.Cut(c.Value, "/")
		return clean(clip(file, longestCell))
	}
	return clean(clip(c.Value, longestCell))
}

// masked shows the ends of a mobile number, 138****1234, and of anything else
// only that it is there.
func (d *drawing) masked(c form.Cell) ink {
	r := []rune(c.Value)
	if c.Field.Kind == form.Phone && len(r) == 11 && r[0] == '1' {
		return ink(string(r[:3]) + "****" + string(r[7:]))
	}
	return d.say("form.masked")
}
