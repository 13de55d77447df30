package view

import (
	"strings"

	"steward/rules/answer"
	"steward/rules/calendar"
)

// A card is an answer in words, before it becomes blocks or text.
type card struct {
	parts  []part
	spoken bool // the buttons finish the last sentence, so the text lists them
}

// A part is one piece of a card.
type part struct {
	kind    kind
	text    ink
	buttons []key
	date    calendar.Date // what a date picker starts with
	picks   []pick        // further date pickers, each with its own action
	find    answer.Finder
}

// A pick is a date picker with what it is for.
type pick struct {
	action answer.Action
	date   calendar.Date // what it starts with
	hint   ink
}

type kind int

const (
	line    kind = iota // a line of the message
	quote               // words of the directive
	small               // grounds and other asides
	row                 // a line with a button beside it
	finder              // a field to look in; its text is the placeholder
	buttons             // the buttons, after a date picker if there is a date
	divider             // between the parts of a home tab
)

// A key is a button with its label in words.
type key struct {
	answer.Button
	label   ink
	confirm ink
}

func (c *card) add(p part) { c.parts = append(c.parts, p) }

// line writes a line; an empty one is left out.
func (c *card) line(text ink) {
	if text != "" {
		c.add(part{kind: line, text: text})
	}
}

func (c *card) quote(text ink) { c.add(part{kind: quote, text: text}) }

func (c *card) small(text ink) {
	if text != "" {
		c.add(part{kind: small, text: text})
	}
}

func (c *card) divide() { c.add(part{kind: divider}) }

// text returns the card without its buttons, as plain lines; unless they finish
// its last sentence.
func (c *card) text() string {
	var lines []string
	for _, p := range c.parts {
		switch {
		case p.kind == buttons:
			lines = append(lines, c.spokenLabels(p)...)
		case p.kind == finder:
		case p.kind == divider:
			lines = append(lines, "")
		case p.text != "":
			lines = append(lines, p.text.bare())
		}
	}
	return strings.Join(lines, "\n")
}

func (c *card) spokenLabels(p part) []string {
	var labels []string
	for _, k := range p.buttons {
		if c.spoken {
			labels = append(labels, k.label.bare())
		}
	}
	return labels
}
