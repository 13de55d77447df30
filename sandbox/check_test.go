package sandbox

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func long(n int) string { return strings.Repeat("字", n) }

func plain(s string) obj { return obj{"type": "plain_text", "text": s} }

func option(text, value string) obj { return obj{"text": plain(text), "value": value} }

func times[T any](n int, one T) []any {
	out := make([]any, n)
	for i := range out {
		out[i] = one
	}
	return out
}

// asSent is a value as it comes out of JSON.
func asSent(t interface{ Fatal(...any) }, v any) []obj {
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out []obj
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// bound makes a block with n of something, and tells how many are allowed.
type bound func(n int) (most int, block obj)

// with is a copy of a block or element with another field.
func with(b obj, key string, v any) obj {
	out := maps.Clone(b)
	out[key] = v
	return out
}

func blockBounds() map[string]bound {
	return map[string]bound{
		"section":  func(n int) (int, obj) { return 3000, section(long(n)) },
		"header":   func(n int) (int, obj) { return 150, obj{"type": "header", "text": plain(long(n))} },
		"block_id": func(n int) (int, obj) { return 255, with(section("a"), "block_id", long(n)) },
		"fields":   func(n int) (int, obj) { return 10, obj{"type": "section", "fields": times(n, plain("a"))} },
		"field":    func(n int) (int, obj) { return 2000, obj{"type": "section", "fields": times(1, plain(long(n)))} },
		"context":  func(n int) (int, obj) { return 10, obj{"type": "context", "elements": times(n, plain("a"))} },
		"label":    func(n int) (int, obj) { return 2000, with(name(), "label", plain(long(n))) },
		"hint":     func(n int) (int, obj) { return 2000, with(name(), "hint", plain(long(n))) },
		"rows": func(n int) (int, obj) {
			return 100, obj{"type": "table", "rows": times(n, times(1, obj{"type": "raw_text", "text": "a"}))}
		},
		"columns": func(n int) (int, obj) {
			return 20, obj{"type": "table", "rows": times(1, times(n, obj{"type": "raw_text", "text": "a"}))}
		},
		"card": func(n int) (int, obj) { return 150, obj{"type": "card", "title": plain(long(n))} },
		"buttons": func(n int) (int, obj) {
			return 3, obj{"type": "card", "title": plain("a"), "actions": times(n, button("", ""))}
		},
		"markdown": func(n int) (int, obj) { return 12000, obj{"type": "markdown", "text": long(n)} },
	}
}

func elementBounds() map[string]bound {
	sel := func(n int) obj {
		return obj{"type": "static_select", "action_id": "s", "options": times(n, option("a", "b"))}
	}
	confirm := func(title, text, yes string) obj {
		return obj{"title": plain(title), "text": plain(text), "confirm": plain(yes), "deny": plain("否")}
	}
	return map[string]bound{
		"button":      func(n int) (int, obj) { return 75, actions(with(button("a", ""), "text", plain(long(n)))) },
		"value":       func(n int) (int, obj) { return 2000, actions(button("a", long(n))) },
		"action_id":   func(n int) (int, obj) { return 255, actions(button(long(n), "")) },
		"actions":     func(n int) (int, obj) { return 25, actions(times(n, button("", ""))...) },
		"options":     func(n int) (int, obj) { return 100, actions(sel(n)) },
		"option":      func(n int) (int, obj) { return 75, actions(with(sel(1), "options", times(1, option(long(n), "b")))) },
		"optionvalue": func(n int) (int, obj) { return 150, actions(with(sel(1), "options", times(1, option("a", long(n))))) },
		"placeholder": func(n int) (int, obj) { return 150, actions(with(sel(1), "placeholder", plain(long(n)))) },
		"overflow":    func(n int) (int, obj) { return 5, actions(with(with(sel(n), "type", "overflow"), "action_id", "o")) },
		"radio":       func(n int) (int, obj) { return 10, actions(with(sel(n), "type", "radio_buttons")) },
		"checkboxes":  func(n int) (int, obj) { return 10, actions(with(sel(n), "type", "checkboxes")) },
		"confirm": func(n int) (int, obj) {
			return 100, actions(with(button("a", ""), "confirm", confirm(long(n), "b", "c")))
		},
		"confirmtext": func(n int) (int, obj) {
			return 300, actions(with(button("a", ""), "confirm", confirm("a", long(n), "c")))
		},
		"confirmyes": func(n int) (int, obj) {
			return 30, actions(with(button("a", ""), "confirm", confirm("a", "b", long(n))))
		},
	}
}

// Each bound, on it and just beyond it.
func TestBounds(t *testing.T) {
	all := blockBounds()
	maps.Copy(all, elementBounds())
	for name, make := range all {
		most, _ := make(1)
		_, at := make(most)
		if err := checkMessageBlocks(asSent(t, []any{at})); err != nil {
			t.Errorf("%s of %d: %v", name, most, err)
		}
		_, over := make(most + 1)
		if err := checkMessageBlocks(asSent(t, []any{over})); err == nil || !strings.HasPrefix(err.Error(), "invalid_blocks") {
			t.Errorf("%s of %d: %v", name, most+1, err)
		}
	}
}

func TestBoundsOfTheWhole(t *testing.T) {
	divider := obj{"type": "divider"}
	home := func(blocks []any) obj { return asSent(t, []any{obj{"type": "home", "blocks": blocks}})[0] }
	titled := func(s string) obj { m := modal(section("a")); m["title"] = plain(s); return asSent(t, []any{m})[0] }
	noSubmit := modal(name())
	delete(noSubmit, "submit")
	for _, c := range []struct {
		name, want string
		err        error
	}{
		{"50 blocks", "", checkMessageBlocks(asSent(t, times(50, divider)))},
		{"51 blocks", "invalid_blocks", checkMessageBlocks(asSent(t, times(51, divider)))},
		{"13200 characters", "", checkMessageBlocks(asSent(t, times(6, section(long(2200)))))},
		{"more", "msg_blocks_too_long", checkMessageBlocks(asSent(t, times(5, section(long(2641)))))},
		{"two tables", "invalid_attachments", checkMessageBlocks(asSent(t, times(2, table())))},
		{"12000 of markdown", "", checkMessageBlocks(asSent(t, times(2, obj{"type": "markdown", "text": long(6000)})))},
		{"more markdown", "msg_blocks_too_long", checkMessageBlocks(asSent(t, times(2, obj{"type": "markdown", "text": long(6001)})))},
		{"a table in a home", "invalid_arguments", checkView(home(times(1, table())), "home")},
		{"markdown in a home", "invalid_arguments", checkView(home(times(1, obj{"type": "markdown", "text": "a"})), "home")},
		{"the focus in one field", "", checkView(asSent(t, []any{modal(withFocus("a"), withFocus(""))})[0], "modal")},
		{"the focus in two", "invalid_arguments", checkView(asSent(t, []any{modal(withFocus("a"), withFocus("b"))})[0], "modal")},
		{"100 in a home", "", checkView(home(times(100, divider)), "home")},
		{"101 in a home", "invalid_arguments", checkView(home(times(101, divider)), "home")},
		{"a title of 24", "", checkView(titled(long(24)), "modal")},
		{"a title of 25", "invalid_arguments", checkView(titled(long(25)), "modal")},
		{"a modal published", "invalid_arguments", checkView(titled("a"), "home")},
		{"inputs without submit", "invalid_arguments", checkView(asSent(t, []any{noSubmit})[0], "modal")},
		{"over 250 kB", "view_too_large", checkView(home(times(90, section(long(2990)))), "home")},
		{"an unknown block", "invalid_blocks", checkMessageBlocks(asSent(t, []any{obj{"type": "sparkle"}}))},
		{"the same block twice", "invalid_blocks", checkMessageBlocks(asSent(t, times(2, obj{"type": "divider", "block_id": "a"})))},
		{"the same action twice", "invalid_blocks", checkMessageBlocks(asSent(t, []any{actions(button("a", "1"), button("a", "2"))}))},
		{"an input among actions", "invalid_blocks", checkMessageBlocks(asSent(t, []any{actions(obj{"type": "file_input", "action_id": "a"})}))},
	} {
		got := ""
		if c.err != nil {
			got, _, _ = strings.Cut(c.err.Error(), " ")
		}
		if got != c.want {
			t.Errorf("%s: %v, want %q", c.name, c.err, c.want)
		}
	}
}

func table() obj {
	return obj{"type": "table", "rows": times(1, times(1, obj{"type": "raw_text", "text": "a"}))}
}

// elementOf is what an input block asks with.
func elementOf(b obj) obj {
	e, _ := b["element"].(obj)
	return e
}

// withFocus is a field that wants the focus; without a name it does not.
func withFocus(id string) obj {
	b := name()
	e := maps.Clone(elementOf(b))
	e["action_id"], e["focus_on_load"] = "f"+id, id != ""
	b["element"], b["block_id"] = e, "b"+id
	return b
}

// TestBoundsOfNumbers: the fields of elements that are whole numbers.
func TestBoundsOfNumbers(t *testing.T) {
	for key, c := range map[string]struct {
		least, most any
		beyond      []any
	}{
		"min_length":         {0, 3000, []any{-1, 3001, 1.5, "1"}},
		"max_length":         {1, 3000, []any{0, 3001}},
		"max_selected_items": {1, 1000, []any{0, -1}},
	} {
		try := func(v any) error {
			b := withFocus("")
			b["element"] = with(elementOf(b), key, v)
			return checkView(asSent(t, []any{modal(b)})[0], "modal")
		}
		for _, v := range []any{c.least, c.most} {
			if err := try(v); err != nil {
				t.Errorf("%s %v: %v", key, v, err)
			}
		}
		for _, v := range c.beyond {
			if err := try(v); err == nil || !strings.HasPrefix(err.Error(), "invalid_arguments") {
				t.Errorf("%s %v: %v", key, v, err)
			}
		}
	}
}

// Whatever JSON comes, the check answers and does not break.
func TestAnyBlocks(t *testing.T) {
	keys := []string{"type", "text", "elements", "fields", "accessory", "element", "options", "rows", "value", "chart", "label", "blocks"}
	words := []string{"section", "actions", "input", "table", "button", "static_select", "plain_text", "data_visualization", "pie", "x", ""}
	var value func(depth int) *rapid.Generator[any]
	value = func(depth int) *rapid.Generator[any] {
		leaf := rapid.OneOf(
			rapid.Map(rapid.SampledFrom(words), func(s string) any { return s }),
			rapid.Map(rapid.Int(), func(n int) any { return n }), rapid.Just[any](nil))
		if depth == 0 {
			return leaf
		}
		return rapid.OneOf(leaf,
			rapid.Map(rapid.SliceOfN(value(depth-1), 0, 3), func(l []any) any { return l }),
			rapid.Map(rapid.MapOfN(rapid.SampledFrom(keys), value(depth-1), 0, 5), func(m map[string]any) any { return m }))
	}
	rapid.Check(t, func(r *rapid.T) {
		one := rapid.MapOfN(rapid.SampledFrom(keys), value(4), 0, 6).Draw(r, "block")
		blocks := asSent(r, []any{one})
		if err := checkMessageBlocks(blocks); err == nil {
			nameBlocks(blocks)
			stateOf(blocks, nil)
		}
		_ = checkView(one, "home", "modal")
	})
}
