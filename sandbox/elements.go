package sandbox

import (
	"strconv"
	"strings"
)

// spot is an interactive element where it stands.
type spot struct {
	block, action string
	element       obj
	input         obj // the input block around it, or nil
}

// elementsOf lists the interactive elements of a block.
func elementsOf(b obj) []obj {
	var out []obj
	for _, key := range []string{"accessory", "element"} {
		if e, ok := b[key].(obj); ok {
			out = append(out, e)
		}
	}
	for _, key := range []string{"elements", "actions"} {
		if textOf(b, "type") != "rich_text" && textOf(b, "type") != "context" {
			out = append(out, objsOf(b[key])...)
		}
	}
	rows, _ := b["rows"].([]any) // only a table has rows
	for _, row := range rows {
		for _, cell := range objsOf(row) {
			if e, ok := cell["element"].(obj); ok {
				out = append(out, e)
			}
		}
	}
	return out
}

// placesOf lists the elements of all blocks that have an action_id.
func placesOf(blocks []obj) []spot {
	var out []spot
	for _, b := range blocks {
		for _, e := range elementsOf(b) {
			if id := textOf(e, "action_id"); id != "" {
				p := spot{block: textOf(b, "block_id"), action: id, element: e}
				if textOf(b, "type") == "input" {
					p.input = b
				}
				out = append(out, p)
			}
		}
		for _, inner := range []string{"blocks", "child_blocks", "cards"} {
			out = append(out, placesOf(objsOf(b[inner]))...)
		}
		if textOf(b, "type") == "carousel" {
			out = append(out, placesOf(objsOf(b["elements"]))...)
		}
	}
	return out
}

// nameBlocks gives ids to blocks and elements that came without, as Slack does.
func nameBlocks(blocks []obj) {
	for i, b := range blocks {
		if textOf(b, "block_id") == "" {
			b["block_id"] = "b" + strconv.Itoa(i)
		}
		for j, e := range elementsOf(b) {
			if stateful(e) || textOf(e, "type") == "button" || textOf(e, "type") == "overflow" {
				if textOf(e, "action_id") == "" {
					e["action_id"] = "a" + strconv.Itoa(j)
				}
			}
		}
	}
}

// valueKey is the field of state.values that an element's type uses.
func valueKey(kind string) string {
	switch kind {
	case "plain_text_input", "email_text_input", "url_text_input", "number_input":
		return "value"
	case "rich_text_input":
		return "rich_text_value"
	case "datepicker":
		return "selected_date"
	case "timepicker":
		return "selected_time"
	case "datetimepicker":
		return "selected_date_time"
	case "static_select", "external_select", "radio_buttons", "overflow":
		return "selected_option"
	case "multi_static_select", "multi_external_select", "checkboxes":
		return "selected_options"
	case "file_input":
		return "files"
	}
	return conversationKey(kind)
}

func conversationKey(kind string) string {
	for _, thing := range []string{"user", "conversation", "channel"} {
		switch kind {
		case thing + "s_select":
			return "selected_" + thing
		case "multi_" + thing + "s_select":
			return "selected_" + thing + "s"
		}
	}
	return ""
}

// stateful tells of an element that has a place in state.values.
func stateful(e obj) bool {
	kind := textOf(e, "type")
	return kind != "overflow" && valueKey(kind) != ""
}

// initial is an element's state before anyone touched it.
func initial(e obj) obj {
	kind := textOf(e, "type")
	key := valueKey(kind)
	out := obj{"type": kind, key: nil}
	first := "initial_" + strings.TrimPrefix(key, "selected_")
	if v, ok := e[first]; ok {
		out[key] = v
	} else if strings.HasSuffix(key, "s") {
		out[key] = []any{}
	}
	if (key == "value" || key == "rich_text_value") && e["initial_value"] != nil {
		out[key] = e["initial_value"]
	}
	return out
}

// stateOf is state.values: what was given for each element, or its initial.
func stateOf(blocks []obj, given obj) obj {
	out := obj{}
	for _, p := range placesOf(blocks) {
		if !stateful(p.element) {
			continue
		}
		if v, ok := lookup(given, p.block, p.action); ok {
			store(out, p.block, p.action, v)
		} else {
			store(out, p.block, p.action, initial(p.element))
		}
	}
	return out
}

func lookup(values obj, block, action string) (obj, bool) {
	b, _ := values[block].(obj) // a missing block has no value
	v, ok := b[action].(obj)
	return v, ok
}

func store(values obj, block, action string, v obj) {
	b, ok := values[block].(obj)
	if !ok {
		b = obj{}
		values[block] = b
	}
	b[action] = v
}

// textOf reads a string field; "" when it is none.
func textOf(o obj, key string) string {
	s, _ := o[key].(string)
	return s
}

// objsOf reads a list of objects, leaving out what is none.
func objsOf(v any) []obj {
	switch list := v.(type) {
	case []obj:
		return list
	case []any:
		var out []obj
		for _, e := range list {
			if o, ok := e.(obj); ok {
				out = append(out, o)
			}
		}
		return out
	}
	return nil
}

func blocksOf(view obj) []obj { return objsOf(view["blocks"]) }
