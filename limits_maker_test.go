package main

import (
	"strings"

	"pgregory.net/rapid"
)

func words(n int) string { return strings.Repeat("字", n) }

// many is a list of the same, n times, without its brackets.
func many(n int, one string) string { return strings.TrimSuffix(strings.Repeat(one+",", n), ",") }

type object = map[string]any

// maker draws messages and views around Slack's limits: well-formed as our
// library writes them, with a slip now and then.
type maker struct{ t *rapid.T }

func (k maker) odds(one int) bool {
	return rapid.IntRange(1, one).Draw(k.t, "odds") == one
}

// size is near a limit, or small; rarely beyond it.
func (k maker) size(limit int) int {
	switch rapid.IntRange(0, 11).Draw(k.t, "size") {
	case 0:
		return limit
	case 1:
		return limit - 1
	case 2:
		return limit + 1
	default:
		return rapid.IntRange(1, min(limit, 6)).Draw(k.t, "small")
	}
}

// words are so many characters, of one kind or another.
func (k maker) words(limit int) string {
	if k.odds(60) {
		return rapid.SampledFrom([]string{"", " ", "<!channel>", "hi <!here>", "<@U1>"}).Draw(k.t, "odd words")
	}
	unit := rapid.SampledFrom([]string{"字", "x", "𠮷", "&", "😀", "<", "\n", `"`}).Draw(k.t, "unit")
	return strings.Repeat(unit, k.size(limit))
}

func (k maker) pick(of ...string) string { return rapid.SampledFrom(of).Draw(k.t, "pick") }

// text is a text object; plain as it must be, mostly.
func (k maker) text(limit int, plain bool) object {
	kind := "plain_text"
	if !plain && k.odds(2) || k.odds(40) {
		kind = "mrkdwn"
	}
	return object{"type": kind, "text": k.words(limit)}
}

// times draws a list around a limit.
func (k maker) times(limit int, one func(i int) any) []any {
	n := k.size(limit)
	if k.odds(40) {
		n = 0
	}
	list := make([]any, n)
	for i := range list {
		list[i] = one(i)
	}
	return list
}

// slip leaves a field out now and then.
func (k maker) slip(o object) object {
	for _, field := range []string{"text", "label", "element", "elements", "options", "value", "title", "alt_text", "image_url", "confirm", "deny", "rows"} {
		if _, there := o[field]; there && k.odds(80) {
			delete(o, field)
		}
	}
	return o
}

// maybe adds a field.
func (k maker) maybe(o object, field string, value func() any) {
	if k.odds(4) {
		o[field] = value()
	}
}

func (k maker) body(kind string) object {
	switch kind {
	case "post":
		return object{"text": k.words(40_000), "blocks": k.blocks(50)}
	case "update":
		return object{"text": k.words(4000), "blocks": k.blocks(50)}
	case "home":
		return object{"type": "home", "blocks": k.blocks(100)}
	}
	v := object{"type": "modal", "title": k.text(24, true), "submit": k.text(24, true), "blocks": k.blocks(100)}
	k.maybe(v, "close", func() any { return k.text(24, true) })
	k.maybe(v, "private_metadata", func() any { return k.words(3000) })
	k.maybe(v, "callback_id", func() any { return k.words(255) })
	if k.odds(20) {
		delete(v, "submit")
	}
	if k.odds(40) {
		delete(v, "title")
	}
	return v
}

// blocks are a few of any kind; or a great many that are small.
func (k maker) blocks(limit int) []any {
	if k.odds(12) {
		return k.times(limit, func(int) any { return object{"type": "divider"} })
	}
	list := make([]any, rapid.IntRange(0, 4).Draw(k.t, "blocks"))
	for i := range list {
		b := k.slip(k.block())
		k.maybe(b, "block_id", func() any { return k.words(255) })
		list[i] = b
	}
	return list
}

func (k maker) block() object {
	switch k.pick("section", "section", "header", "context", "actions", "actions", "input", "input", "image", "markdown", "table", "card", "rich_text") {
	case "section":
		return k.section()
	case "header":
		return object{"type": "header", "text": k.text(150, true)}
	case "context":
		return object{"type": "context", "elements": k.times(10, func(int) any { return k.text(3000, false) })}
	case "actions":
		return object{"type": "actions", "elements": k.times(25, func(i int) any { return k.element(i) })}
	case "input":
		b := object{"type": "input", "label": k.text(2000, true), "element": k.inputElement()}
		k.maybe(b, "hint", func() any { return k.text(2000, true) })
		return b
	case "image":
		return object{"type": "image", "image_url": "https://x.invalid/" + k.words(2982), "alt_text": k.words(2000)}
	case "markdown":
		return object{"type": "markdown", "text": k.words(12_000)}
	case "table":
		return k.table()
	case "card":
		return object{"type": "card", "title": k.text(150, false), "body": k.text(200, false)}
	default:
		return object{"type": "rich_text", "elements": k.times(3, func(int) any {
			return object{"type": "rich_text_section", "elements": []any{object{"type": "text", "text": k.words(100)}}}
		})}
	}
}

func (k maker) section() object {
	b := object{"type": "section"}
	if !k.odds(5) {
		b["text"] = k.text(3000, false)
	}
	k.maybe(b, "fields", func() any { return k.times(10, func(int) any { return k.text(2000, false) }) })
	k.maybe(b, "accessory", func() any { return k.element(0) })
	return b
}

func (k maker) table() object {
	columns, uneven := k.size(20), k.odds(20)
	return object{"type": "table", "rows": k.times(100, func(i int) any {
		n := columns
		if uneven && i == 1 {
			n++
		}
		row := make([]any, n)
		for j := range row {
			row[j] = object{"type": "raw_text", "text": "字"}
		}
		return row
	})}
}
