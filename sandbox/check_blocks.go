package sandbox

import (
	"fmt"
	"slices"
)

// block checks one block by its type.
func (k *checker) block(at string, b obj, surface string) {
	switch textOf(b, "type") {
	case "section":
		k.section(at, b)
	case "header":
		k.text(b, at, textRule{key: "text", max: 150, plain: true, required: true})
	case "context":
		k.context(at, b)
	case "actions":
		k.elements(at, b, 25, actionable)
	case "input":
		k.input(at, b)
	case "image":
		k.image(at, b)
		k.text(b, at, textRule{key: "title", max: 2000, plain: true})
	case "table", "data_table":
		k.table(at, b)
	case "rich_text":
		k.richText(at, b)
	case "markdown":
		k.chars(b, at, "text", 12000)
	case "card":
		k.card(at, b)
	case "carousel":
		k.carousel(at, b, surface)
	case "data_visualization":
		k.chart(at, b)
	case "divider", "video", "file", "context_actions", "alert", "plan", "task_card", "container", "layout":
	default:
		k.add(at+"/type", "Unsupported block type: %v", b["type"])
	}
}

func (k *checker) section(at string, b obj) {
	fields := objsOf(b["fields"])
	if b["fields"] == nil {
		k.text(b, at, textRule{key: "text", max: 3000, required: true})
	} else {
		k.text(b, at, textRule{key: "text", max: 3000})
		if len(fields) == 0 {
			k.add(at+"/fields", "must have at least 1 item")
		}
	}
	if len(fields) > 10 {
		k.add(at+"/fields", "no more than 10 items allowed")
	}
	for i, f := range fields {
		k.textObject(f, fmt.Sprintf("%s/fields/%d", at, i), textRule{max: 2000})
	}
	if e, ok := b["accessory"].(obj); ok {
		k.element(at+"/accessory", e, append(actionable(), "image"))
	}
}

func (k *checker) context(at string, b obj) {
	list := objsOf(b["elements"])
	k.count(at+"/elements", len(list), 10)
	for i, e := range list {
		here := fmt.Sprintf("%s/elements/%d", at, i)
		if textOf(e, "type") == "image" {
			k.image(here, e)
		} else {
			k.textObject(e, here, textRule{max: 3000})
		}
	}
}

// count wants one to most items.
func (k *checker) count(at string, n, most int) {
	if n == 0 {
		k.add(at, "must have at least 1 item")
	}
	if n > most {
		k.add(at, "no more than %d items allowed", most)
	}
}

func (k *checker) elements(at string, b obj, most int, allowed func() []string) {
	list := objsOf(b["elements"])
	k.count(at+"/elements", len(list), most)
	ids := map[string]bool{}
	for i, e := range list {
		here := fmt.Sprintf("%s/elements/%d", at, i)
		if id := textOf(e, "action_id"); id != "" {
			if ids[id] {
				k.add(here+"/action_id", "`action_id` %q already exists for another interactive element", id)
			}
			ids[id] = true
		}
		k.element(here, e, allowed())
	}
}

func (k *checker) image(at string, b obj) {
	if textOf(b, "image_url") == "" && b["slack_file"] == nil {
		k.add(at, "missing required field: image_url")
	}
	k.chars(b, at, "image_url", 3000)
	k.chars(b, at, "alt_text", 2000)
	if _, ok := b["alt_text"].(string); !ok {
		k.add(at, "missing required field: alt_text")
	}
}

func (k *checker) input(at string, b obj) {
	k.text(b, at, textRule{key: "label", max: 2000, plain: true, required: true})
	k.text(b, at, textRule{key: "hint", max: 2000, plain: true})
	e, ok := b["element"].(obj)
	if !ok {
		k.add(at, "missing required field: element")
		return
	}
	k.element(at+"/element", e, enterable())
}

func (k *checker) table(at string, b obj) {
	rows, _ := b["rows"].([]any) // none is no row
	most, wide := 100, 20
	if textOf(b, "type") == "data_table" {
		most = 201
	}
	k.count(at+"/rows", len(rows), most)
	width := -1
	for i, r := range rows {
		cells, _ := r.([]any)
		here := fmt.Sprintf("%s/rows/%d", at, i)
		k.count(here, len(cells), wide)
		if width >= 0 && len(cells) != width {
			k.add(here, "must have as many cells as the other rows")
		}
		width = len(cells)
		k.cells(here, cells)
	}
}

func (k *checker) cells(at string, cells []any) {
	kinds := []string{"raw_text", "raw_number", "rich_text", "action_cell"}
	for j, c := range cells {
		cell, ok := c.(obj)
		if c == nil {
			continue
		}
		if !ok || !slices.Contains(kinds, textOf(cell, "type")) {
			k.add(fmt.Sprintf("%s/%d/type", at, j), "must be a valid enum value")
		}
		if textOf(cell, "type") == "raw_text" && textOf(cell, "text") == "" {
			k.add(fmt.Sprintf("%s/%d/text", at, j), "must be more than 0 characters")
		}
	}
}

func (k *checker) richText(at string, b obj) {
	kinds := []string{"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"}
	list := objsOf(b["elements"])
	if len(list) == 0 {
		k.add(at+"/elements", "must have at least 1 item")
	}
	for i, e := range list {
		if !slices.Contains(kinds, textOf(e, "type")) {
			k.add(fmt.Sprintf("%s/elements/%d/type", at, i), "must be a valid enum value")
		}
	}
}

func (k *checker) card(at string, b obj) {
	for _, r := range []textRule{{key: "title", max: 150}, {key: "subtitle", max: 150}, {key: "body", max: 200}, {key: "subtext", max: 200}} {
		k.text(b, at, r)
	}
	if n := len(objsOf(b["actions"])); n > 3 {
		k.add(at+"/actions", "no more than 3 items allowed")
	}
	for i, e := range objsOf(b["actions"]) {
		k.element(fmt.Sprintf("%s/actions/%d", at, i), e, []string{"button", "overflow"})
	}
	if b["title"] == nil && b["body"] == nil && b["hero_image"] == nil && b["actions"] == nil {
		k.add(at, "must have a title, body, hero_image or actions")
	}
}

func (k *checker) carousel(at string, b obj, surface string) {
	list := objsOf(b["elements"])
	k.count(at+"/elements", len(list), 10)
	for i, e := range list {
		k.block(fmt.Sprintf("%s/elements/%d", at, i), e, surface)
	}
}
