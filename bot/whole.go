package bot

import (
	"fmt"
	"unicode/utf8"
)

// The limits of what stands together, in a message or in a view
// (https://docs.slack.dev/reference/block-kit/blocks).
const (
	maxTables   = 1
	maxMarkdown = 12_000 // characters in all markdown blocks of a message
	maxFocused  = 1
)

// messagesOnly are the blocks of ours that no view takes.
var messagesOnly = map[string]bool{"table": true, "markdown": true}

// wholes are the fields that are whole numbers, with the least and the most.
var wholes = map[string][2]int{
	"min_length": {0, 3000}, "max_length": {1, 3000}, "max_selected_items": {1, 1 << 31}, "max_files": {1, 10},
}

// wholeLimit measures a number in a field.
func wholeLimit(path, field string, n float64) error {
	bounds, ok := wholes[field]
	if !ok || n == float64(int(n)) && int(n) >= bounds[0] && int(n) <= bounds[1] {
		return nil
	}
	return &LimitError{Path: path, Rule: "a whole number, not below " + fmt.Sprint(bounds[0]), Got: int(n), Limit: bounds[1]}
}

// messageTogether measures what a message may hold once, or only so much of.
func messageTogether(blocks []map[string]any) error {
	tables, markdown := 0, 0
	for _, b := range blocks {
		switch word(b["type"]) {
		case "table":
			tables++
		case "markdown":
			markdown += utf8.RuneCountInString(word(b["text"]))
		}
	}
	if err := within("blocks", "tables", tables, maxTables); err != nil {
		return err
	}
	return within("blocks", "characters of markdown", markdown, maxMarkdown)
}

// viewTogether measures what a view may hold once, or not at all.
func viewTogether(blocks []map[string]any) error {
	focused := 0
	for i, b := range blocks {
		if kind := word(b["type"]); messagesOnly[kind] {
			return &LimitError{Path: fmt.Sprintf("blocks[%d]", i), Rule: ruleHere + kind, Got: 1}
		}
		elements := listOf(b["elements"])
		for _, field := range []string{"element", "accessory"} {
			if e, ok := b[field].(map[string]any); ok {
				elements = append(elements, e)
			}
		}
		for _, e := range elements {
			if e["focus_on_load"] == true {
				focused++
			}
		}
	}
	return within("blocks", "elements in focus", focused, maxFocused)
}
