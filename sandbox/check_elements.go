package sandbox

import (
	"fmt"
	"slices"
)

// selects is every kind of select menu.
func selects() []string {
	return []string{
		"static_select", "external_select", "users_select", "conversations_select", "channels_select",
		"multi_static_select", "multi_external_select", "multi_users_select", "multi_conversations_select",
		"multi_channels_select",
	}
}

// actionable is what may stand in actions, or beside a section.
func actionable() []string {
	return append(selects(), "button", "overflow", "datepicker", "timepicker", "datetimepicker", "checkboxes",
		"radio_buttons", "workflow_button", "plain_text_input", "icon_button")
}

// enterable is what may stand in an input block.
func enterable() []string {
	return append(selects(), "datepicker", "timepicker", "datetimepicker", "checkboxes", "radio_buttons",
		"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input", "file_input")
}

// element checks an interactive element.
func (k *checker) element(at string, e obj, allowed []string) {
	kind := textOf(e, "type")
	if !slices.Contains(allowed, kind) {
		k.add(at+"/type", "must be a valid enum value")
		return
	}
	if kind == "image" {
		k.image(at, e)
		return
	}
	k.chars(e, at, "action_id", maxID)
	k.text(e, at, textRule{key: "placeholder", max: maxPlaceholder, plain: true})
	if c, ok := e["confirm"].(obj); ok {
		k.confirm(at+"/confirm", c)
	}
	switch kind {
	case "button", "workflow_button":
		k.button(at, e)
	case "overflow":
		k.options(at, e, 5, true)
	case "checkboxes", "radio_buttons":
		k.options(at, e, 10, false)
	case "static_select", "multi_static_select":
		k.menu(at, e)
	}
	k.wholes(at, e)
	k.initials(at, e)
}

func (k *checker) confirm(at string, c obj) {
	k.text(c, at, textRule{key: "title", max: 100, plain: true, required: true})
	k.text(c, at, textRule{key: "text", max: 300, required: true})
	k.text(c, at, textRule{key: "confirm", max: 30, plain: true, required: true})
	k.text(c, at, textRule{key: "deny", max: 30, plain: true, required: true})
	k.style(at, c)
}

func (k *checker) button(at string, e obj) {
	k.text(e, at, textRule{key: "text", max: maxButtonText, plain: true, required: true})
	k.chars(e, at, "value", maxButtonValue)
	k.chars(e, at, "url", 3000)
	k.chars(e, at, "accessibility_label", 75)
	k.style(at, e)
}

func (k *checker) style(at string, e obj) {
	if s, there := e["style"]; there && s != "primary" && s != "danger" {
		k.add(at+"/style", "must be a valid enum value")
	}
}

// menu wants options or groups of them, not both.
func (k *checker) menu(at string, e obj) {
	if e["option_groups"] == nil {
		k.options(at, e, maxOptions, true)
		return
	}
	if e["options"] != nil {
		k.add(at, "must provide only one of options or option_groups")
	}
	k.groups(at, objsOf(e["option_groups"]))
}

func (k *checker) groups(at string, groups []obj) {
	k.count(at+"/option_groups", len(groups), maxOptions)
	for i, g := range groups {
		here := fmt.Sprintf("%s/option_groups/%d", at, i)
		k.text(g, here, textRule{key: "label", max: 75, plain: true, required: true})
		k.options(here, g, maxOptions, true)
	}
}

// options checks a list of options; plain ones may have no mrkdwn.
func (k *checker) options(at string, e obj, most int, plain bool) {
	list := objsOf(e["options"])
	k.count(at+"/options", len(list), most)
	for i, o := range list {
		k.option(fmt.Sprintf("%s/options/%d", at, i), o, plain)
	}
}

func (k *checker) option(at string, o obj, plain bool) {
	k.text(o, at, textRule{key: "text", max: maxOptionText, plain: plain, required: true})
	k.text(o, at, textRule{key: "description", max: 75, plain: plain})
	k.chars(o, at, "value", 150)
	if _, ok := o["value"].(string); !ok {
		k.add(at, "missing required field: value")
	}
}

// initials checks what an element says of its first state.
func (k *checker) initials(at string, e obj) {
	options := allOptions(e)
	var first []obj
	if o, ok := e["initial_option"].(obj); ok {
		first = append(first, o)
	}
	first = append(first, objsOf(e["initial_options"])...)
	known := func(o obj) bool {
		return slices.ContainsFunc(options, func(p obj) bool { return p["value"] == o["value"] })
	}
	if len(options) > 0 {
		for _, o := range first {
			if !known(o) {
				k.add(at+"/initial_option", "must be one of the options: %v", o["value"])
			}
		}
	}
	if s := textOf(e, "initial_date"); s != "" && !dateForm.MatchString(s) {
		k.add(at+"/initial_date", "must be a date of the form YYYY-MM-DD")
	}
	if s := textOf(e, "initial_time"); s != "" && !timeForm.MatchString(s) {
		k.add(at+"/initial_time", "must be a time of the form HH:mm")
	}
	k.chars(e, at, "initial_value", 3000)
}

// checkOffered refuses what Slack refuses among an external select's options.
func checkOffered(options, groups []obj) error {
	k := &checker{}
	if len(options) > maxOptions {
		k.add("/options", "no more than %d items allowed", maxOptions)
	}
	for i, o := range options {
		k.option(fmt.Sprintf("/options/%d", i), o, true)
	}
	if len(groups) > 0 {
		k.groups("", groups)
	}
	return k.err("invalid_options")
}

// chart checks a data_visualization block.
func (k *checker) chart(at string, b obj) {
	k.chars(b, at, "title", 50)
	c, _ := b["chart"].(obj) // none has no type
	at += "/chart"
	kind := textOf(c, "type")
	if !slices.Contains([]string{"pie", "bar", "line", "area"}, kind) {
		k.add(at+"/type", "must be a valid enum value")
		return
	}
	if kind == "pie" {
		parts := objsOf(c["segments"])
		k.count(at+"/segments", len(parts), 6)
		for i, p := range parts {
			k.chars(p, fmt.Sprintf("%s/segments/%d", at, i), "label", 20)
		}
		return
	}
	series := objsOf(c["series"])
	k.count(at+"/series", len(series), 6)
	for i, s := range series {
		here := fmt.Sprintf("%s/series/%d", at, i)
		k.chars(s, here, "name", 20)
		k.count(here+"/data", len(objsOf(s["data"])), 20)
		for j, d := range objsOf(s["data"]) {
			k.chars(d, fmt.Sprintf("%s/data/%d", here, j), "label", 20)
		}
	}
}
