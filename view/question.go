package view

import (
	"strconv"

	"steward/rules/answer"
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
	d.line(strong(d.say("form.ask", "row", d.row(a.Step.Field), "field", d.named("form.asked.", a.Step.Field.Label))) + place)
	if a.Problem != nil {
		d.problem(a)
	} else {
		d.line(d.say("form.hint." + string(a.Step.Field.Kind)))
	}
	if a.Step.Number == 1 && a.Problem == nil {
		d.line(d.say("form.hint.several"))
	}
	d.press(a.Buttons...)
}

// opening says that the form goes on, to somebody who was elsewhere.
func (d *drawing) opening(a answer.Question) {
	switch {
	case a.Resumed && a.Step.Number > 1:
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
	args := []any{"said", said, "row", d.row(field), "field", d.field(field)}
	for name, value := range p.Args {
		args = append(args, name, d.hush(value))
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

func (d *drawing) row(f form.Field) ink   { return d.named("form.row.", f.Row) }
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
		both := d.say("form.cellname", "row", d.row(c.Field), "field", d.field(c.Field))
		phrases = append(phrases, d.say("form.cell", "name", both, "value", d.value(c)))
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
	case c.Alike:
		return d.say("form.alike", "value", clip(c.Value, longestCell))
	case c.Slip:
		return d.say("form.slip", "value", clip(c.Value, longestCell))
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
