package view

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/slack-go/slack"

	"steward/locales"
	"steward/rules/answer"
	"steward/rules/calendar"
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
	External             string `json:",omitempty"` // the id of ours by which it is found; "" is none
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
	inputs := d.inputs(a)
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
// else how it is answered, where the input does not say so itself.
func (d *drawing) below(a answer.Sheet, f form.Field) ink {
	if p, wrong := a.Problems[f.ID]; wrong {
		return d.wrong(a.Form, p)
	}
	if f.Hint == "" && (f.Kind == form.Choice || f.Kind == form.Date) {
		return ""
	}
	return d.hint(f)
}

// inputs are those of all fields. Before a row that repeats stands its name, with a
// button that takes it out; after the last of them one that adds a row.
func (d *drawing) inputs(a answer.Sheet) []slack.Block {
	rows := map[string]form.Row{}
	for _, r := range a.Form.Repeating() {
		rows[r.ID] = r
	}
	var blocks []slack.Block
	for i, f := range a.Form.Fields {
		name, n := form.RowName(f.Row)
		first := i == 0 || a.Form.Fields[i-1].Row != f.Row
		last := i+1 == len(a.Form.Fields) || a.Form.Fields[i+1].Row != f.Row
		row, repeats := rows[name]
		count := form.RowCount(name, a.Values)
		if repeats && n > 0 && first {
			blocks = append(blocks, d.rowHead(a, f, n, count > 1))
		}
		blocks = append(blocks, d.input(a, f))
		if repeats && n == count && last && count < row.Most {
			add := d.rowButton(a, "add", d.say("sheet.add", "row", d.named("form.row.", name)))
			blocks = append(blocks, slack.NewActionBlock(answer.InputID("rows."+name, a.Turn), add))
		}
	}
	return blocks
}

func (d *drawing) rowHead(a answer.Sheet, f form.Field, n int, droppable bool) *slack.SectionBlock {
	text := slack.NewTextBlockObject(slack.MarkdownType, "*"+escape(d.row(f).bare())+"*", false, false)
	if !droppable {
		return slack.NewSectionBlock(text, nil, nil)
	}
	return slack.NewSectionBlock(text, nil, slack.NewAccessory(d.rowButton(a, "drop"+strconv.Itoa(n), d.say("sheet.drop"))))
}

// rowButton has the sheet drawn anew with other rows. Elements of a view are told
// apart by their names.
func (d *drawing) rowButton(a answer.Sheet, op string, label ink) *slack.ButtonBlockElement {
	name := string(answer.FormRow)
	if op != "add" {
		name += "#" + op
	}
	return slack.NewButtonBlockElement(name, answer.Join(a.Value, op), plainText(label, longestLabel))
}

// input asks for one field; its element bears the field's id, its block that too,
// see [answer.InputID].
func (d *drawing) input(a answer.Sheet, f form.Field) *slack.InputBlock {
	var hint *slack.TextBlockObject
	if below := d.below(a, f); below != "" {
		hint = plainText(below, longestHint)
	}
	b := slack.NewInputBlock(answer.InputID(f.ID, a.Turn), plainText(d.cellName(f), longestLabel), hint, d.inputOf(f, a.Values[f.ID]))
	b.Optional = f.Optional
	b.DispatchAction = f.Kind == form.Choice && slices.ContainsFunc(a.Form.All(), func(o form.Field) bool { return o.When != nil && o.When.Field == f.ID })
	return b
}

// inputOf is how a kind is answered: a choice is made, a day picked, a domain looked
// for, all else typed. A domain that is longer than what can be offered is words to be
// mended.
func (d *drawing) inputOf(f form.Field, value string) slack.BlockElement {
	switch f.Kind {
	case form.Domain:
		if len(value) <= longestLabel {
			return d.domainInput(f, value)
		}
	case form.Choice:
		e := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, nil, f.ID)
		for _, o := range f.Choices {
			e.Options = append(e.Options, d.choiceOf(f, o.ID))
			if o.ID == value {
				e.InitialOption = e.Options[len(e.Options)-1]
			}
		}
		return e
	case form.Confirm:
		o := slack.NewOptionBlockObject(form.Yes, plainText(d.say("form.option.yes"), longestLabel), nil)
		e := slack.NewCheckboxGroupsBlockElement(f.ID, o)
		if value == form.Yes {
			e.InitialOptions = []*slack.OptionBlockObject{o}
		}
		return e
	case form.Date:
		e := slack.NewDatePickerBlockElement(f.ID)
		if _, err := calendar.ParseDate(value); err == nil {
			e.InitialDate = value
		}
		return e
	case form.File:
		return slack.NewFileInputBlockElement(f.ID).WithMaxFiles(1)
	}
	e := slack.NewPlainTextInputBlockElement(nil, f.ID)
	e.InitialValue = clip(value, longestInput)
	e.Multiline = f.Kind == form.Long
	return e
}

func (d *drawing) domainInput(f form.Field, value string) *slack.SelectBlockElement {
	e := find(part{text: d.say("sheet.find"), find: answer.Finder{Action: answer.FormDomain, About: f.ID}})
	if value != "" {
		e.InitialOption = slack.NewOptionBlockObject(value, slack.NewTextBlockObject(slack.PlainTextType, value, false, false), nil)
	}
	return e
}

// longestInput is how many characters an input takes
// (https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element).
const longestInput = 3000

func (d *drawing) choiceOf(f form.Field, id string) *slack.OptionBlockObject {
	return slack.NewOptionBlockObject(id, plainText(d.option(f, id), longestLabel), nil)
}

// Objections says field by field what stands against a sheet that was handed in.
// What concerns no field stands at the first.
func Objections(p *locales.Printer, a answer.Objection, at Place) (map[string]string, error) {
	d := &drawing{p: p, at: at}
	errs := map[string]string{}
	for id, problem := range a.Problems {
		errs[answer.InputID(id, a.Turn)] = d.wrong(a.Form, problem).bare()
	}
	if a.Event != "" {
		errs[a.Form.Fields[0].ID] = d.say("form.event."+a.Event, "form", d.title(a.Form)).bare()
	}
	if d.err != nil {
		return nil, fmt.Errorf("draw %T: %w", a, d.err)
	}
	return errs, nil
}
