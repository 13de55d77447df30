package sandbox

import (
	"fmt"
	"regexp"
	"strconv"
)

var (
	dateForm = regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`)
	timeForm = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)
)

// choose turns a plain value into an element's new state: a select's value or
// an option's text, a date, a list of them. nil or "" empties it.
func (t *turn) choose(e obj, value any, at place) (obj, error) {
	kind := textOf(e, "type")
	key := valueKey(kind)
	out := obj{"type": kind}
	switch {
	case key == "":
		return nil, absent("no_such_element", "a %s has no value", kind)
	case value == nil || value == "":
		out[key] = nil
		if key[len(key)-1] == 's' {
			out[key] = []any{}
		}
		return out, nil
	case key == "selected_option":
		o, err := t.option(e, value, at)
		out[key] = o
		return out, err
	case key == "selected_options":
		return out, t.chooseMany(out, e, value, at)
	}
	if kind == "file_input" {
		out[key] = t.chosenFiles(value)
		return out, nil
	}
	v, err := plainValue(kind, value)
	out[key] = v
	return out, err
}

// chosenFiles turns file ids into files, leaving out what is not there.
func (t *turn) chosenFiles(value any) []any {
	out := []any{}
	for _, id := range asList(value) {
		name, _ := id.(string)
		if f := t.files[name]; f != nil {
			out = append(out, f.shown())
		}
	}
	return out
}

func (t *turn) chooseMany(out, e obj, value any, at place) error {
	chosen := []any{}
	for _, v := range asList(value) {
		o, err := t.option(e, v, at)
		if err != nil {
			return err
		}
		chosen = append(chosen, o)
	}
	out["selected_options"] = chosen
	return nil
}

// plainValue checks a value that is not an option.
func plainValue(kind string, value any) (any, error) {
	text, _ := value.(string)
	switch kind {
	case "datepicker":
		if !dateForm.MatchString(text) {
			return nil, wrong("a date is YYYY-MM-DD, not %v", value)
		}
	case "timepicker":
		if !timeForm.MatchString(text) {
			return nil, wrong("a time is HH:MM, not %v", value)
		}
	case "datetimepicker":
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return n, nil
		}
		if _, ok := value.(float64); !ok {
			return nil, wrong("a date and time is in Unix seconds, not %v", value)
		}
	case "rich_text_input":
		if text != "" {
			return richText(text), nil
		}
	default:
		switch key := valueKey(kind); {
		case key == "value":
			return fmt.Sprint(value), nil
		case key[len(key)-1] == 's':
			return asList(value), nil
		}
	}
	return value, nil
}

// richText is plain words as a rich_text block.
func richText(s string) obj {
	words := []any{obj{"type": "text", "text": s}}
	return obj{"type": "rich_text", "elements": []any{obj{"type": "rich_text_section", "elements": words}}}
}

func asList(v any) []any {
	if list, ok := v.([]any); ok {
		return list
	}
	return []any{v}
}

// option finds what a value names among an element's options, or among those
// that the app has offered for it.
func (t *turn) option(e obj, value any, at place) (obj, error) {
	if o, ok := value.(obj); ok {
		value = o["value"]
	}
	options := allOptions(e)
	for _, o := range t.s.memory.offered[at] {
		options = append(options, o)
	}
	if o, ok := e["initial_option"].(obj); ok {
		options = append(options, o)
	}
	options = append(options, objsOf(e["initial_options"])...)
	for _, o := range options {
		if o["value"] == value {
			return o, nil
		}
	}
	for _, o := range options {
		if text, ok := o["text"].(obj); ok && text["text"] == value {
			return o, nil
		}
	}
	return nil, absent("no_such_option", "%s has no option %v now", textOf(e, "action_id"), value)
}

// allOptions lists an element's options, those in groups too.
func allOptions(e obj) []obj {
	out := append([]obj{}, objsOf(e["options"])...)
	for _, g := range objsOf(e["option_groups"]) {
		out = append(out, objsOf(g["options"])...)
	}
	return out
}

// fill is the state of all inputs: what stood there, overlaid with what was
// typed. What can't be that element's value is left as it stood.
func (t *turn) fill(blocks []obj, old, typed obj, at place) obj {
	values := stateOf(blocks, old)
	for _, p := range placesOf(blocks) {
		v, ok := typedFor(typed, p)
		if !ok || !stateful(p.element) {
			continue
		}
		if given, isObj := v.(obj); isObj && given["type"] != nil {
			store(values, p.block, p.action, given)
			continue
		}
		if state, err := t.choose(p.element, v, place{at.user, at.at, p.action}); err == nil {
			store(values, p.block, p.action, state)
		}
	}
	return values
}

// typedFor finds what was typed for an element: by block and action as Slack
// nests it, by action alone, or by block alone.
func typedFor(typed obj, p spot) (any, bool) {
	if b, ok := typed[p.block].(obj); ok && b["type"] == nil {
		v, ok := b[p.action]
		return v, ok
	}
	if v, ok := typed[p.action]; ok {
		return v, true
	}
	v, ok := typed[p.block]
	return v, ok
}
