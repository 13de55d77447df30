package view

import (
	"fmt"
	"strings"

	"steward/locales"
	"steward/rules/answer"
)

// sheetOutcome is what is said where the view is closed.
func (d *drawing) sheetOutcome(a answer.SheetOutcome) {
	if a.Otherwise == nil {
		d.line(d.say("sheet." + a.Words))
		return
	}
	d.answer(a.Otherwise)
}

// DrawOutcome draws what came of a sheet into the view that waits for it. The view
// keeps its external id, by which it is found should it be drawn again.
func DrawOutcome(p *locales.Printer, a answer.SheetOutcome, at Place) (Modal, error) {
	if a.Sheet != nil {
		m, err := DrawSheet(p, *a.Sheet, at)
		m.External = a.View
		return m, err
	}
	m, err := said("sheet."+a.Words, p)
	m.External = a.View
	return m, err
}

// Waiting draws the view in which somebody waits until what they typed is judged.
// Who reads it is not looked up, since looking is what takes long: it speaks each
// of the languages.
func Waiting(external string, ps ...*locales.Printer) (Modal, error) {
	m, err := said("sheet.judging", ps...)
	m.External = external
	return m, err
}

// Opening draws the view in which somebody waits for what they have clicked, in
// each of the languages.
func Opening(ps ...*locales.Printer) (Modal, error) { return said("sheet.opening", ps...) }

// Elsewhere draws the view that says where the answer to a click stands, in each
// of the languages.
func Elsewhere(ps ...*locales.Printer) (Modal, error) {
	return said("sheet."+answer.SheetElsewhere, ps...)
}

// Aside is what is said to somebody alone where they typed a command, as the answer goes
// to their direct messages: a line in each of the languages.
func Aside(ps ...*locales.Printer) string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		d := &drawing{p: p}
		lines[i] = string(d.say("sheet." + answer.SheetElsewhere))
	}
	return strings.Join(lines, "\n")
}

// said is a modal that only says something, once in each language.
func said(key string, ps ...*locales.Printer) (Modal, error) {
	d := &drawing{}
	for _, p := range ps {
		d.p = p
		d.line(d.say(key))
	}
	d.p = ps[0]
	m := Modal{Title: d.titled("ours"), Close: d.titled("close")}
	blocks, err := d.blocks(d.p)
	if d.fail(err); d.err != nil {
		return Modal{}, fmt.Errorf("draw %s: %w", key, d.err)
	}
	m.Blocks = blocks
	return m, nil
}
