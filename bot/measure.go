package bot

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// knownBlocks are the blocks that may stand in what we send; one without a
// measure below would go out unmeasured.
var knownBlocks = map[string]bool{
	"section": true, "header": true, "context": true, "actions": true, "divider": true, "input": true,
	"image": true, "markdown": true, "table": true, "card": true, "rich_text": true,
}

// characters is the longest each text may be, by the type of the object and
// the field; "" stands for every object
// (https://docs.slack.dev/reference/block-kit).
var characters = map[string]map[string]int{
	"":              {"block_id": 255, "action_id": 255, "placeholder": 150, "url": 3000, "accessibility_label": 75, "initial_value": 3000},
	"section":       {"text": 3000},
	"fields":        {"text": 2000},
	"header":        {"text": 150},
	"input":         {"label": 2000, "hint": 2000},
	"image":         {"alt_text": 2000, "image_url": 3000, "title": 2000},
	"markdown":      {"text": 12_000},
	"card":          {"title": 150, "subtitle": 150, "body": 200},
	"button":        {"text": 75, "value": 2000},
	"option":        {"text": 75, "value": 75, "description": 75},
	"option_groups": {"label": 75},
	"confirm":       {"title": 100, "text": 300, "confirm": 30, "deny": 30},
	"plain_text":    {"text": 3000},
	"mrkdwn":        {"text": 3000},
}

// counts is the longest each list may be.
var counts = map[string]map[string]int{
	"":              {"options": 100, "option_groups": 100},
	"section":       {"fields": 10},
	"context":       {"elements": 10},
	"actions":       {"elements": 25},
	"overflow":      {"options": 5},
	"radio_buttons": {"options": 10},
	"checkboxes":    {"options": 10},
	"table":         {"rows": 100, "column_settings": 20},
	"card":          {"actions": 3},
}

// byField gives a type to objects that carry none, or none of their own.
var byField = map[string]string{
	"fields": "fields", "options": "option", "initial_option": "option", "initial_options": "option",
	"option_groups": "option_groups", "confirm": "confirm",
}

// maxColumns is how many cells a row of a table may have.
const maxColumns = 20

// measure looks through one block.
type measure struct {
	actions map[string]bool // action_ids so far, unique in a block
}

// object measures one object and what is in it, in a fixed order.
func (m measure) object(path, kind string, o map[string]any) error {
	if err := m.self(path, o); err != nil {
		return err
	}
	if err := shape(path, kind, o); err != nil {
		return err
	}
	for _, field := range slices.Sorted(maps.Keys(o)) {
		if err := m.field(path+"."+field, kind, field, o[field]); err != nil {
			return err
		}
	}
	return nil
}

// self looks at what an object must be by itself.
func (m measure) self(path string, o map[string]any) error {
	if id := word(o["action_id"]); id != "" {
		if m.actions[id] {
			return &LimitError{Path: path + ".action_id", Rule: "used twice", Got: 2, Limit: 1}
		}
		m.actions[id] = true
	}
	if !isText(o) {
		return nil
	}
	words := word(o["text"])
	if words == "" {
		return &LimitError{Path: path, Rule: "a text needs words"}
	}
	if word(o["type"]) == "mrkdwn" && callsOut(words) {
		return &LimitError{Path: path, Rule: ruleCall, Got: 1}
	}
	return nil
}

// callsOut reports whether a text would notify more than its reader.
func callsOut(text string) bool {
	for _, call := range []string{"<!channel", "<!here", "<!everyone", "<!subteam"} {
		if strings.Contains(text, call) {
			return true
		}
	}
	return false
}

// field measures what stands in one field of an object of a kind.
func (m measure) field(path, kind, field string, v any) error {
	if err := fieldShape(path, kind, field, v); err != nil {
		return err
	}
	switch v := v.(type) {
	case string:
		return characterLimit(path, kind, field, v)
	case float64:
		return wholeLimit(path, field, v)
	case map[string]any:
		if isText(v) {
			if err := characterLimit(path, kind, field, word(v["text"])); err != nil {
				return err
			}
		}
		return m.object(path, typeOf(field, v), v)
	case []any:
		if limit, ok := lookUp(counts, kind, field); ok && (len(v) == 0 || len(v) > limit) {
			return &LimitError{Path: path, Rule: "elements", Got: len(v), Limit: limit}
		}
		return m.list(path, field, v)
	}
	return nil
}

// list measures the elements of a list; a row of a table is a list in a list.
func (m measure) list(path, field string, list []any) error {
	width := -1
	for i, v := range list {
		at := fmt.Sprintf("%s[%d]", path, i)
		switch v := v.(type) {
		case map[string]any:
			if limit := characters[field]["text"]; isText(v) && limit > 0 {
				if err := within(at, "characters", utf8.RuneCountInString(word(v["text"])), limit); err != nil {
					return err
				}
			}
			if err := m.object(at, typeOf(field, v), v); err != nil {
				return err
			}
		case []any:
			if err := row(at, v, &width); err != nil {
				return err
			}
			if err := m.list(at, "cell", v); err != nil {
				return err
			}
		}
	}
	return nil
}

// row measures a row of a table, which is as wide as the one before.
func row(path string, cells []any, width *int) error {
	if err := within(path, "cells", len(cells), maxColumns); err != nil {
		return err
	}
	if len(cells) == 0 || *width >= 0 && len(cells) != *width {
		return &LimitError{Path: path, Rule: ruleUneven, Got: len(cells), Limit: *width}
	}
	*width = len(cells)
	return listShape(path, "cell", "cell", cells)
}

func characterLimit(path, kind, field, text string) error {
	if limit, ok := lookUp(characters, kind, field); ok {
		return within(path, "characters", utf8.RuneCountInString(text), limit)
	}
	return nil
}

func lookUp(table map[string]map[string]int, kind, field string) (int, bool) {
	if limit, ok := table[kind][field]; ok {
		return limit, true
	}
	limit, ok := table[""][field]
	return limit, ok
}

// typeOf names what an object is measured as: by its type, or by the field it
// stands in when it has none or is a mere text.
func typeOf(field string, o map[string]any) string {
	if named, ok := byField[field]; ok && !isText(o) {
		return named
	}
	return word(o["type"])
}

func isText(o map[string]any) bool {
	t := word(o["type"])
	return t == "mrkdwn" || t == "plain_text"
}
