package bot

import (
	"fmt"
	"regexp"
	"slices"
)

// The rules of shape: what Slack refuses whatever its size
// (https://docs.slack.dev/reference/block-kit).
const (
	ruleMissing = "needed, and not there"
	ruleHere    = "not allowed here: "
	rulePlain   = "has to be plain text"
	ruleForm    = "of another form than Slack reads"
	ruleEither  = "options and groups of them exclude each other"
	ruleAmong   = "not among the options"
	ruleUneven  = "cells, other than in the row before"
)

// needed are the fields that an object must have, by its kind.
var needed = map[string][]string{
	"header": {"text"}, "context": {"elements"}, "actions": {"elements"}, "input": {"label", "element"},
	"image": {"alt_text"}, "table": {"rows"}, "rich_text": {"elements"}, "markdown": {"text"},
	"button": {"text"}, "option": {"text", "value"}, "option_groups": {"label", "options"},
	"confirm": {"title", "text", "confirm", "deny"}, "overflow": {"options"}, "radio_buttons": {"options"},
	"checkboxes": {"options"}, "plain_text": {"text"}, "mrkdwn": {"text"},
}

// oneOf are the fields of which an object must have one.
var oneOf = map[string][]string{
	"section": {"text", "fields"}, "image": {"image_url", "slack_file"}, "card": {"title", "body", "hero_image", "actions"},
	"static_select": {"options", "option_groups"}, "multi_static_select": {"options", "option_groups"},
}

// plainOnly are the texts that may not be mrkdwn, by the kind they stand in; ""
// stands for every kind.
var plainOnly = map[string][]string{
	"": {"placeholder"}, "header": {"text"}, "input": {"label", "hint"}, "button": {"text"}, "image": {"title"},
	"option_groups": {"label"}, "confirm": {"title", "confirm", "deny"},
	"view": {"title", "submit", "close"},
}

// plainOptions are the elements whose options may not be mrkdwn.
var plainOptions = []string{"static_select", "multi_static_select", "overflow", "option_groups"}

// pickers are the menus, and what may stand wherever a menu may.
var pickers = []string{
	"static_select", "external_select", "users_select", "conversations_select", "channels_select",
	"multi_static_select", "multi_external_select", "multi_users_select", "multi_conversations_select", "multi_channels_select",
	"datepicker", "timepicker", "datetimepicker", "checkboxes", "radio_buttons",
}

// allowed are the kinds that may stand in a field of a kind.
var allowed = map[string]map[string][]string{
	"actions": {"elements": slices.Concat(pickers, []string{"button", "overflow"})},
	"section": {"accessory": slices.Concat(pickers, []string{"button", "overflow", "image"})},
	"input": {"element": slices.Concat(pickers, []string{
		"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input", "file_input",
	})},
	"context":   {"elements": {"image", "mrkdwn", "plain_text"}},
	"card":      {"actions": {"button", "overflow"}},
	"rich_text": {"elements": {"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"}},
	"cell":      {"cell": {"raw_text", "rich_text"}},
}

// forms are the values that a field may have, by its name alone.
var forms = map[string]*regexp.Regexp{
	"initial_date": regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`),
	"initial_time": regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`),
	"style":        regexp.MustCompile(`^(primary|danger)$`),
}

// shape looks at what an object holds, whatever its size.
func shape(path, kind string, o map[string]any) error {
	for _, field := range needed[kind] {
		if lacking(o[field]) {
			return &LimitError{Path: path + "." + field, Rule: ruleMissing, Limit: 1}
		}
	}
	fields := oneOf[kind]
	there := slices.IndexFunc(fields, func(f string) bool { return !lacking(o[f]) })
	switch {
	case len(fields) > 0 && there < 0:
		return &LimitError{Path: path + "." + fields[0], Rule: ruleMissing, Limit: 1}
	case !lacking(o["options"]) && !lacking(o["option_groups"]):
		return &LimitError{Path: path + ".options", Rule: ruleEither, Got: 2, Limit: 1}
	}
	return chosen(path, o)
}

// lacking reports whether a field was left out, or holds no words or no elements.
func lacking(v any) bool {
	list, is := v.([]any)
	return v == nil || v == "" || is && len(list) == 0
}

// chosen wants what is chosen at first to be one of the options, where those are
// given.
func chosen(path string, o map[string]any) error {
	var values []any
	for _, option := range slices.Concat(listOf(o["options"]), grouped(o)) {
		values = append(values, option["value"])
	}
	first := listOf(o["initial_options"])
	if one, ok := o["initial_option"].(map[string]any); ok {
		first = append(first, one)
	}
	for _, f := range first {
		if len(values) > 0 && !slices.Contains(values, f["value"]) {
			return &LimitError{Path: path + ".initial_option", Rule: ruleAmong, Got: 1}
		}
	}
	return nil
}

func grouped(o map[string]any) []map[string]any {
	var options []map[string]any
	for _, g := range listOf(o["option_groups"]) {
		options = append(options, listOf(g["options"])...)
	}
	return options
}

func listOf(v any) []map[string]any {
	list, _ := v.([]any) // what is no list holds nothing
	var objects []map[string]any
	for _, e := range list {
		if o, ok := e.(map[string]any); ok {
			objects = append(objects, o)
		}
	}
	return objects
}

// fieldShape looks at one field of an object of a kind.
func fieldShape(path, kind, field string, v any) error {
	switch v := v.(type) {
	case string:
		if form, ok := forms[field]; ok && !form.MatchString(v) {
			return &LimitError{Path: path, Rule: ruleForm, Got: len(v)}
		}
	case map[string]any:
		if err := standsIn(path, kind, field, v); err != nil {
			return err
		}
		if isText(v) && (slices.Contains(plainOnly[kind], field) || slices.Contains(plainOnly[""], field)) {
			return onlyPlain(path, v)
		}
	case []any:
		return listShape(path, kind, field, v)
	}
	return nil
}

func listShape(path, kind, field string, list []any) error {
	for i, v := range list {
		o, ok := v.(map[string]any)
		if !ok {
			continue // a row of a table
		}
		at := fmt.Sprintf("%s[%d]", path, i)
		if err := standsIn(at, kind, field, o); err != nil {
			return err
		}
		if field != "options" || !slices.Contains(plainOptions, kind) {
			continue
		}
		for _, text := range []string{"text", "description"} {
			if t, ok := o[text].(map[string]any); ok {
				if err := onlyPlain(at+"."+text, t); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// standsIn wants a kind that may stand where it does.
func standsIn(path, kind, field string, o map[string]any) error {
	kinds, ok := allowed[kind][field]
	if is := word(o["type"]); ok && !slices.Contains(kinds, is) {
		return &LimitError{Path: path, Rule: ruleHere + is, Got: 1}
	}
	return nil
}

func onlyPlain(path string, text map[string]any) error {
	if word(text["type"]) != "plain_text" {
		return &LimitError{Path: path, Rule: rulePlain, Got: 1}
	}
	return nil
}
