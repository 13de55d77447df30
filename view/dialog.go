package view

import (
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"steward/locales"
	"steward/rules/answer"
)

// DrawDialog draws a sheet of the product's own. Each field's block and element
// bear the field's name.
func DrawDialog(p *locales.Printer, a answer.Dialog, at Place) (Modal, error) {
	d := &drawing{p: p, at: at}
	name := "dialog." + string(a.Action) + "."
	d.line(d.say(name+"note", "about", a.About))
	title := func(key string) string { return plainText(d.say(key), longestTitle).Text }
	m := Modal{
		Title: title(name + "title"), Submit: title(name + "submit"), Close: title("sheet.close"),
		Callback: string(a.Action), Private: a.Value,
	}
	inputs := make([]slack.Block, len(a.Fields))
	for i, f := range a.Fields {
		inputs[i] = d.ask(f)
	}
	head, err := d.blocks(p)
	if d.fail(err); d.err != nil {
		return Modal{}, fmt.Errorf("draw %T: %w", a, d.err)
	}
	m.Blocks = slices.Concat(head, inputs)
	return m, nil
}

// ask is the input of one field.
func (d *drawing) ask(f answer.DialogField) *slack.InputBlock {
	var hint *slack.TextBlockObject
	if f.Hint {
		hint = plainText(d.say("dialog.hint."+string(f.Action)), longestSection)
	}
	b := slack.NewInputBlock(f.ID(), plainText(d.say("dialog.field."+string(f.Action)), longestLabel), hint, d.element(f))
	b.Optional = f.Optional
	return b
}

func (d *drawing) element(f answer.DialogField) slack.BlockElement {
	switch f.Kind {
	case answer.FieldDate:
		e := slack.NewDatePickerBlockElement(f.ID())
		e.InitialDate = f.Value
		return e
	case answer.FieldFind:
		e := find(part{text: d.say("list.find"), find: answer.Finder{Action: f.Action, About: answer.InSheet}})
		if f.Value != "" {
			e.InitialOption = slack.NewOptionBlockObject(f.Value, slack.NewTextBlockObject(slack.PlainTextType, Label(f.Shown), false, false), nil)
		}
		return e
	case answer.FieldChoice:
		return d.choice(f)
	case answer.FieldFile:
		return slack.NewFileInputBlockElement(f.ID()).WithMaxFiles(1)
	default:
		e := slack.NewPlainTextInputBlockElement(nil, f.ID())
		e.InitialValue = f.Value
		return e
	}
}

func (d *drawing) choice(f answer.DialogField) *slack.RadioButtonsBlockElement {
	e := slack.NewRadioButtonsBlockElement(f.ID())
	for _, c := range f.Choices {
		o := slack.NewOptionBlockObject(c, plainText(d.say("dialog.choice."+string(f.Action)+"."+c), longestLabel), nil)
		e.Options = append(e.Options, o)
		if c == f.Value {
			e.InitialOption = o
		}
	}
	return e
}

// DialogErrors says field by field what stands against a dialog that was handed in.
func DialogErrors(p *locales.Printer, a answer.Objections, at Place) (map[string]string, error) {
	d := &drawing{p: p, at: at}
	errs := map[string]string{}
	for field, problem := range a.Problems {
		var args []any
		for name, value := range problem.Args {
			args = append(args, name, value)
		}
		errs[field] = d.say(problem.Key, args...).bare()
	}
	if d.err != nil {
		return nil, fmt.Errorf("draw %T: %w", a, d.err)
	}
	return errs, nil
}
