package view

import (
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"steward/locales"
	"steward/rules/answer"
)

// longestSection is how much text a section takes
// (https://docs.slack.dev/reference/block-kit/blocks/section-block).
const longestSection = 3000

// longestID is the most characters of a block_id.
const longestID = 255

// layout turns the parts of a card into blocks.
type layout struct {
	p      *locales.Printer
	blocks []slack.Block
	lines  []string // of the section being written
	ids    ids
	led    bool // the main button stands
	err    error
}

// blocks lays the card out: neighbouring lines share a section, each row has
// one, buttons come in a row of their own.
func (c *card) blocks(p *locales.Printer) ([]slack.Block, error) {
	l := &layout{p: p, ids: ids{}}
	for _, part := range c.parts {
		l.lay(part)
	}
	l.flush()
	return l.blocks, l.err
}

func (l *layout) lay(p part) {
	switch p.kind {
	case line:
		l.write(mrkdwn(p.text))
		return
	case quote:
		l.write("> " + mrkdwn(p.text))
		return
	}
	l.flush()
	switch p.kind {
	case row:
		l.blocks = append(l.blocks, slack.NewSectionBlock(marked(mrkdwn(p.text)), nil, slack.NewAccessory(l.button(p.buttons[0]))))
	case small:
		l.blocks = append(l.blocks, slack.NewContextBlock("", marked(mrkdwn(p.text))))
	case divider:
		l.blocks = append(l.blocks, slack.NewDividerBlock())
	case finder:
		l.blocks = append(l.blocks, slack.NewActionBlock("", find(p)))
	default:
		l.blocks = append(l.blocks, l.actions(p))
	}
}

// write adds a line to the section, or begins a new one when it would grow too
// long. No single line comes near the limit: values are clipped.
func (l *layout) write(text string) {
	length := utf8.RuneCountInString(text)
	for _, line := range l.lines {
		length += utf8.RuneCountInString(line) + 1
	}
	if length > longestSection {
		l.flush()
	}
	l.lines = append(l.lines, text)
}

func (l *layout) flush() {
	if len(l.lines) == 0 {
		return
	}
	l.blocks = append(l.blocks, slack.NewSectionBlock(marked(strings.Join(l.lines, "\n")), nil, nil))
	l.lines = nil
}

// actions is a row of buttons. After a date picker it has a block_id that tells
// what the buttons stand for: Slack keeps what was picked under the same id, and
// once the buttons have changed the picker must show again what it would send.
func (l *layout) actions(p part) *slack.ActionBlock {
	block := slack.NewActionBlock("")
	if !p.date.IsZero() {
		picker := slack.NewDatePickerBlockElement(l.ids.next(answer.DateIntake))
		picker.InitialDate = p.date.String()
		picker.Placeholder = plainText(p.text, longestLabel)
		block.BlockID = blockID(p.buttons)
		block.Elements.ElementSet = append(block.Elements.ElementSet, picker)
	}
	for _, at := range p.picks {
		picker := slack.NewDatePickerBlockElement(string(at.action))
		picker.InitialDate, picker.Placeholder = at.date.String(), plainText(at.hint, longestLabel)
		block.Elements.ElementSet = append(block.Elements.ElementSet, picker)
	}
	for _, k := range p.buttons {
		block.Elements.ElementSet = append(block.Elements.ElementSet, l.button(k))
	}
	return block
}

// find is a field whose choices come while a person types, from the first
// character on: one may be enough, and none shows what there is.
func find(p part) *slack.SelectBlockElement {
	s := slack.NewOptionsSelectBlockElement(slack.OptTypeExternal, plainText(p.text, longestPlaceholder), findID(p.find))
	none := 0
	s.MinQueryLength = &none
	return s
}

func blockID(keys []key) string {
	id := "pick"
	for _, k := range keys {
		id += " " + string(k.Action) + "/" + k.Value
	}
	return id[:min(len(id), longestID)]
}

// button draws a button; the first of a message that may lead stands out.
func (l *layout) button(k key) *slack.ButtonBlockElement {
	b, err := button(l.p, k, l.ids.next(k.Action))
	if err != nil {
		l.err = err
	}
	if !l.led && leads(k.Button) {
		l.led, b.Style = true, slack.StylePrimary
	}
	return b
}

// marked is mrkdwn that Slack takes as it stands: it makes no links of names
// that look like addresses, and no mentions.
func marked(text string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.MarkdownType, text, false, true)
}
