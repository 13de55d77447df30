package view

import (
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"steward/locales"
	"steward/rules/answer"
	"steward/rules/form"
)

// longestTitle is how many characters the title of a modal and its buttons have
// (https://docs.slack.dev/reference/views/modal-views).
const longestTitle = 24

// longestHint is how much text stands below an input
// (https://docs.slack.dev/reference/block-kit/blocks/input-block).
const longestHint = 2000

// A Modal is a view of its own, as Slack takes it. Callback and Private come back
// with what is typed, as a button's action and value do. One without Submit can't be
// handed in.
type Modal struct {
	Title, Submit, Close string
	Callback, Private    string
	External             string // the id of ours by which it is found; "" is none
	Blocks               []slack.Block
}

// DrawSheet draws a form as one sheet, an input for each field, named as the
// field is: so what was typed stays when the sheet is drawn anew.
func DrawSheet(p *locales.Printer, a answer.Sheet, at Place) (Modal, error) {
	d := &drawing{p: p, at: at}
	d.line(d.say("form.unit", "unit", a.Unit.Name))
	d.line(d.say("sheet.note"))
	if len(a.Changed) > 0 {
		d.line(d.say("sheet.changed", "cells", d.filled(a.Changed)))
	}
	d.wrongs(a)
	m := Modal{
		Title: d.titled("title"), Submit: d.titled("submit"), Close: d.titled("close"),
		Callback: string(answer.FormWhole), Private: a.Value,
	}
	inputs := make([]slack.Block, len(a.Form.Fields))
	for i, f := range a.Form.Fields {
		inputs[i] = d.input(f, a.Values[f.ID], d.below(a, f))
	}
	head, err := d.blocks(p)
	if d.fail(err); d.err != nil {
		return Modal{}, fmt.Errorf("draw %T: %w", a, d.err)
	}
	m.Blocks = slices.Concat(head, inputs)
	return m, nil
}

// titled is the title of a modal, or what stands on its button.
func (d *drawing) titled(key string) string { return plainText(d.say("sheet."+key), longestTitle).Text }

// wrongs names the fields that did not pass, in the form's order; what is wrong
// stands below each.
func (d *drawing) wrongs(a answer.Sheet) {
	var fields []ink
	for _, f := range a.Form.Fields {
		if _, wrong := a.Problems[f.ID]; wrong {
			fields = append(fields, d.cellName(f))
		}
	}
	if len(fields) > 0 {
		d.line(d.say("sheet.wrong", "fields", d.list(fields...)))
	}
}

// below is what stands below an input: what was wrong with what was typed there,
// else how it is answered.
func (d *drawing) below(a answer.Sheet, f form.Field) ink {
	if p, wrong := a.Problems[f.ID]; wrong {
		return d.wrong(a.Form, p)
	}
	return d.hintWithChoices(f)
}

// input asks for one field; its block and its element bear the field's id.
func (d *drawing) input(f form.Field, value string, below ink) *slack.InputBlock {
	e := slack.NewPlainTextInputBlockElement(nil, f.ID)
	e.InitialValue = value
	if f.Kind == form.Choice && value != "" {
		e.InitialValue = d.option(f, value).bare()
	}
	e.Multiline = f.Kind == form.Long
	b := slack.NewInputBlock(f.ID, plainText(d.cellName(f), longestLabel), plainText(below, longestHint), e)
	b.Optional = f.Optional
	return b
}

// hintWithChoices names the answers to choose from.
func (d *drawing) hintWithChoices(f form.Field) ink {
	var names []ink
	for _, o := range f.Choices {
		names = append(names, d.option(f, o.ID))
	}
	if len(names) == 0 {
		return d.hint(f)
	}
	return d.fact("form.choices", d.list(names...))
}

// Objections says field by field what stands against a sheet that was handed in.
// What concerns no field stands at the first.
func Objections(p *locales.Printer, a answer.Objection, at Place) (map[string]string, error) {
	d := &drawing{p: p, at: at}
	errs := map[string]string{}
	for id, problem := range a.Problems {
		errs[id] = d.wrong(a.Form, problem).bare()
	}
	if a.Event != "" {
		errs[a.Form.Fields[0].ID] = d.say("form.event."+a.Event, "form", d.title(a.Form)).bare()
	}
	if d.err != nil {
		return nil, fmt.Errorf("draw %T: %w", a, d.err)
	}
	return errs, nil
}
