package bot

import (
	"errors"
	"strings"
	"testing"

	"github.com/slack-go/slack"
)

func words(n int) string { return strings.Repeat("字", n) }

func plainText(n int) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, words(n), false, false)
}

func button(id string, text, value int) *slack.ButtonBlockElement {
	return slack.NewButtonBlockElement(id, words(value), plainText(text))
}

func optionsOf(n int) []*slack.OptionBlockObject {
	list := make([]*slack.OptionBlockObject, n)
	for i := range list {
		list[i] = slack.NewOptionBlockObject("v", plainText(1), nil)
	}
	return list
}

func repeat[T any](n int, v T) []T {
	list := make([]T, n)
	for i := range list {
		list[i] = v
	}
	return list
}

func actions(e ...slack.BlockElement) slack.Block { return slack.NewActionBlock("", e...) }

func accessory(e slack.BlockElement) slack.Block {
	return slack.NewSectionBlock(plainText(1), nil, slack.NewAccessory(e))
}

func buttons(n int) slack.Block {
	list := make([]slack.BlockElement, n)
	for i := range list {
		list[i] = button("a"+strings.Repeat("x", i), 1, 1)
	}
	return actions(list...)
}

func notes(n int) slack.Block {
	return slack.NewContextBlock("", repeat[slack.MixedElement](n, plainText(1))...)
}

func fields(n, text int) slack.Block {
	return slack.NewSectionBlock(nil, repeat(n, plainText(text)), nil)
}

func options(kind string, n int) slack.Block {
	switch kind {
	case "overflow":
		return accessory(slack.NewOverflowBlockElement("a", optionsOf(n)...))
	case "radio":
		return accessory(slack.NewRadioButtonsBlockElement("a", optionsOf(n)...))
	case "checkboxes":
		return accessory(slack.NewCheckboxGroupsBlockElement("a", optionsOf(n)...))
	default:
		return accessory(slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, plainText(1), "a", optionsOf(n)...))
	}
}

func placeholder(n int) slack.Block {
	return accessory(slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, plainText(n), "a", optionsOf(1)...))
}

func choice(text, value int) slack.Block {
	option := slack.NewOptionBlockObject(words(value), plainText(text), nil)
	return accessory(slack.NewRadioButtonsBlockElement("a", option))
}

func confirmed(title, text, yes int) slack.Block {
	b := button("a", 1, 1)
	b.Confirm = slack.NewConfirmationBlockObject(plainText(title), plainText(text), plainText(yes), plainText(1))
	return accessory(b)
}

func tableOf(rows, columns int) slack.Block {
	t := slack.NewTableBlock("")
	for range rows {
		t = t.AddRow(repeat[slack.TableCell](columns, slack.NewTableRawTextCell("1"))...)
	}
	return t
}

// Each limit, at its edge and one beyond.
func TestLimits(t *testing.T) {
	table := map[string]struct {
		limit int
		path  string
		at    func(n int) []slack.Block
	}{
		"blocks":            {50, "blocks", func(n int) []slack.Block { return repeat[slack.Block](n, slack.NewDividerBlock()) }},
		"section":           {3000, "blocks[0].text", one(func(n int) slack.Block { return section(words(n)) })},
		"fields":            {10, "blocks[0].fields", one(func(n int) slack.Block { return fields(n, 1) })},
		"field":             {2000, "blocks[0].fields[0]", one(func(n int) slack.Block { return fields(1, n) })},
		"header":            {150, "blocks[0].text", one(func(n int) slack.Block { return slack.NewHeaderBlock(plainText(n)) })},
		"context":           {10, "blocks[0].elements", one(notes)},
		"actions":           {25, "blocks[0].elements", one(buttons)},
		"label":             {2000, "blocks[0].label", one(func(n int) slack.Block { return input(n, 1) })},
		"hint":              {2000, "blocks[0].hint", one(func(n int) slack.Block { return input(1, n) })},
		"button text":       {75, "blocks[0].elements[0].text", one(func(n int) slack.Block { return actions(button("a", n, 1)) })},
		"button value":      {2000, "blocks[0].elements[0].value", one(func(n int) slack.Block { return actions(button("a", 1, n)) })},
		"action_id":         {255, "blocks[0].elements[0].action_id", one(func(n int) slack.Block { return actions(button(words(n), 1, 1)) })},
		"block_id":          {255, "blocks[0].block_id", one(func(n int) slack.Block { return slack.NewContextBlock(words(n), plainText(1)) })},
		"select":            {100, "blocks[0].accessory.options", one(func(n int) slack.Block { return options("select", n) })},
		"overflow":          {5, "blocks[0].accessory.options", one(func(n int) slack.Block { return options("overflow", n) })},
		"radio":             {10, "blocks[0].accessory.options", one(func(n int) slack.Block { return options("radio", n) })},
		"checkboxes":        {10, "blocks[0].accessory.options", one(func(n int) slack.Block { return options("checkboxes", n) })},
		"option text":       {75, "blocks[0].accessory.options[0].text", one(func(n int) slack.Block { return choice(n, 1) })},
		"option value":      {75, "blocks[0].accessory.options[0].value", one(func(n int) slack.Block { return choice(1, n) })},
		"placeholder":       {150, "blocks[0].accessory.placeholder", one(placeholder)},
		"confirm title":     {100, "blocks[0].accessory.confirm.title", one(func(n int) slack.Block { return confirmed(n, 1, 1) })},
		"confirm text":      {300, "blocks[0].accessory.confirm.text", one(func(n int) slack.Block { return confirmed(1, n, 1) })},
		"confirm button":    {30, "blocks[0].accessory.confirm.confirm", one(func(n int) slack.Block { return confirmed(1, 1, n) })},
		"columns":           {20, "blocks[0].rows[0]", one(func(n int) slack.Block { return tableOf(1, n) })},
		"rows":              {100, "blocks[0].rows", one(func(n int) slack.Block { return tableOf(n, 1) })},
		"picture's text":    {2000, "blocks[0].alt_text", one(func(n int) slack.Block { return slack.NewImageBlock("https://x.invalid", words(n), "", nil) })},
		"picture's address": {3000, "blocks[0].image_url", one(func(n int) slack.Block { return slack.NewImageBlock(words(n), "x", "", nil) })},
	}
	for name, c := range table {
		t.Run(name, func(t *testing.T) {
			if err := checkMessage(Drawing{Text: "x", Blocks: c.at(c.limit)}, false); err != nil {
				t.Errorf("at the limit: %v", err)
			}
			over := limitError(t, checkMessage(Drawing{Text: "x", Blocks: c.at(c.limit + 1)}, false))
			if over.Path != c.path || over.Limit != c.limit || over.Got != c.limit+1 {
				t.Errorf("beyond the limit: %+v", over)
			}
		})
	}
}

func one(at func(n int) slack.Block) func(n int) []slack.Block {
	return func(n int) []slack.Block { return []slack.Block{at(n)} }
}

func input(label, hint int) slack.Block {
	return slack.NewInputBlock("", plainText(label), plainText(hint), slack.NewPlainTextInputBlockElement(nil, "a"))
}

func limitError(t *testing.T, err error) *LimitError {
	t.Helper()
	var over *LimitError
	if !errors.As(err, &over) {
		t.Fatalf("not refused: %v", err)
	}
	return over
}

// What is wrong with a message as a whole, and what no number says.
func TestLimitsOfTheWhole(t *testing.T) {
	twice := slack.NewContextBlock("same", plainText(1))
	table := map[string]struct {
		drawing Drawing
		update  bool
		path    string
	}{
		"no words":          {drawing: Drawing{}, path: "text"},
		"long notification": {drawing: Drawing{Text: words(40_001)}, path: "text"},
		"long change":       {drawing: Drawing{Text: words(4_001)}, update: true, path: "text"},
		"long in all":       {drawing: Drawing{Text: "x", Blocks: repeat(5, section(words(2700)))}, path: "blocks"},
		"block_id twice":    {drawing: Drawing{Text: "x", Blocks: []slack.Block{twice, twice}}, path: "blocks[1].block_id"},
		"action_id twice": {
			drawing: Drawing{Text: "x", Blocks: []slack.Block{actions(button("a", 1, 1), button("a", 1, 1))}},
			path:    "blocks[0].elements[1].action_id",
		},
		"no text":                 {drawing: Drawing{Text: "x", Blocks: []slack.Block{section("")}}, path: "blocks[0].text"},
		"no options":              {drawing: Drawing{Text: "x", Blocks: []slack.Block{options("radio", 0)}}, path: "blocks[0].accessory.options"},
		"calls everybody":         {drawing: Drawing{Text: "x", Blocks: []slack.Block{section("hi <!channel>")}}, path: "blocks[0].text"},
		"calls in a notification": {drawing: Drawing{Text: "hi <!here>"}, path: "text"},
		"calls a group":           {drawing: Drawing{Text: "x", Blocks: []slack.Block{section("<!subteam^S1>")}}, path: "blocks[0].text"},
		"an unmeasured one":       {drawing: Drawing{Text: "x", Blocks: []slack.Block{slack.NewFileBlock("", "F1", "remote")}}, path: "blocks[0]"},
	}
	for name, c := range table {
		t.Run(name, func(t *testing.T) {
			if got := limitError(t, checkMessage(c.drawing, c.update)); got.Path != c.path {
				t.Errorf("%+v", got)
			}
		})
	}
	if err := checkHome(Drawing{Blocks: repeat[slack.Block](100, slack.NewDividerBlock())}); err != nil {
		t.Errorf("a hundred blocks at home: %v", err)
	}
	if got := limitError(t, checkHome(Drawing{Blocks: repeat[slack.Block](101, slack.NewDividerBlock())})); got.Limit != 100 {
		t.Errorf("%+v", got)
	}
	big := make([]slack.Block, 99)
	for i := range big {
		big[i] = section(words(1000))
	}
	if got := limitError(t, checkHome(Drawing{Blocks: big})); got.Limit != 250_000 {
		t.Errorf("%+v", got)
	}
}
