package main

import (
	"strconv"

	"pgregory.net/rapid"
)

// id is an action_id of its own, mostly.
func (k maker) id(i int) string {
	if k.odds(30) {
		return "same"
	}
	return strconv.Itoa(i) + k.words(250)
}

// element is what may stand in actions, or beside a section; now and then what
// may not.
func (k maker) element(i int) object {
	e := k.anyElement()
	e["action_id"] = k.id(i)
	k.maybe(e, "confirm", func() any { return k.confirm() })
	return k.slip(e)
}

func (k maker) anyElement() object {
	switch k.pick("button", "button", "button", "static_select", "multi_static_select", "grouped", "external_select", "overflow", "radio_buttons", "checkboxes", "datepicker", "timepicker") {
	case "button":
		e := object{"type": "button", "text": k.text(75, true), "value": k.words(2000)}
		k.maybe(e, "style", func() any { return k.pick("primary", "danger", "danger", "default") })
		k.maybe(e, "url", func() any { return k.words(3000) })
		return e
	case "static_select":
		return k.chosen(object{"type": "static_select", "placeholder": k.text(150, true), "options": k.options(100, true)})
	case "multi_static_select":
		return object{
			"type": "multi_static_select", "options": k.options(100, true),
			"max_selected_items": rapid.IntRange(0, 3).Draw(k.t, "most"), "focus_on_load": k.odds(3),
		}
	case "grouped":
		return object{"type": "static_select", "option_groups": k.times(3, func(int) any {
			return object{"label": k.text(75, true), "options": k.options(100, true)}
		})}
	case "external_select":
		return object{"type": "external_select", "placeholder": k.text(150, true), "min_query_length": 0}
	case "overflow":
		return object{"type": "overflow", "options": k.options(5, true)}
	case "radio_buttons":
		return k.chosen(object{"type": "radio_buttons", "options": k.options(10, false)})
	case "checkboxes":
		return object{"type": "checkboxes", "options": k.options(10, false)}
	case "datepicker":
		return object{"type": "datepicker", "initial_date": k.pick("2018-12-15", "2018-12-15", "2018-13-01", "15.12.2018")}
	default:
		return object{"type": "timepicker", "initial_time": k.pick("09:30", "09:30", "9:30", "24:00")}
	}
}

func (k maker) inputElement() object {
	if k.odds(3) {
		return k.element(0)
	}
	e := object{"type": k.pick("plain_text_input", "plain_text_input", "email_text_input", "number_input", "plain_text"), "action_id": k.id(0)}
	k.maybe(e, "initial_value", func() any { return k.words(3000) })
	k.maybe(e, "placeholder", func() any { return k.text(150, true) })
	k.maybe(e, "focus_on_load", func() any { return k.odds(2) })
	for _, whole := range []string{"min_length", "max_length"} {
		k.maybe(e, whole, func() any { return k.size(3000) - k.size(1) })
	}
	return e
}

func (k maker) options(limit int, plain bool) []any {
	return k.times(limit, func(i int) any {
		o := object{"text": k.text(75, plain), "value": strconv.Itoa(i) + k.words(73)}
		k.maybe(o, "description", func() any { return k.text(75, plain) })
		return k.slip(o)
	})
}

// chosen chooses one of the options at first, now and then another.
func (k maker) chosen(e object) object {
	options, _ := e["options"].([]any) // always a list
	if len(options) == 0 || !k.odds(3) {
		return e
	}
	e["initial_option"] = options[0]
	if k.odds(10) {
		e["initial_option"] = object{"text": object{"type": "plain_text", "text": "o"}, "value": "other"}
	}
	return e
}

func (k maker) confirm() object {
	return k.slip(object{
		"title": k.text(100, true), "text": k.text(300, false), "confirm": k.text(30, true), "deny": k.text(30, true),
	})
}
