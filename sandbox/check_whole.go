package sandbox

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// Slack's bounds on what stands in a message or a view together
// (docs.slack.dev/reference/block-kit/blocks: the table and markdown blocks).
const (
	maxTables   = 1
	maxMarkdown = 12000 // characters of all markdown blocks together
)

// messagesOnly are the blocks that no view takes.
func messagesOnly() []string {
	return []string{"table", "data_table", "markdown", "context_actions", "plan", "task_card"}
}

// checkTogether refuses what a message may hold once, or only so much of.
func checkTogether(blocks []obj) error {
	tables, markdown := 0, 0
	for _, b := range blocks {
		switch textOf(b, "type") {
		case "table", "data_table":
			tables++
		case "markdown":
			markdown += utf8.RuneCountInString(textOf(b, "text"))
		}
	}
	switch {
	case tables > maxTables:
		return refuse("invalid_attachments", "only_one_table_allowed")
	case markdown > maxMarkdown:
		return refuse("msg_blocks_too_long")
	}
	return nil
}

// together checks what a view may hold once, or not at all.
func (k *checker) together(blocks []obj) {
	focused := 0
	for i, b := range blocks {
		if kind := textOf(b, "type"); slices.Contains(messagesOnly(), kind) {
			k.add(fmt.Sprintf("/view/blocks/%d/type", i), "Unsupported block type: %s", kind)
		}
		for _, e := range elementsOf(b) {
			if e["focus_on_load"] == true {
				focused++
			}
		}
	}
	if focused > 1 {
		k.add("/view/blocks", "only one element may have focus_on_load")
	}
}

// wholes checks the fields of an element that are whole numbers.
func (k *checker) wholes(at string, e obj) {
	for key, within := range map[string][2]float64{
		"min_length": {0, 3000}, "max_length": {1, 3000}, "max_selected_items": {1, 1 << 31}, "max_files": {1, 10},
	} {
		v, there := e[key]
		n, ok := v.(float64)
		switch {
		case !there || v == nil:
		case !ok || n != float64(int64(n)):
			k.add(at+"/"+key, "must be an integer")
		case n < within[0] || n > within[1]:
			k.add(at+"/"+key, "must be from %v to %v", within[0], within[1])
		}
	}
}
