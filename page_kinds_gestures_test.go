package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/chromedp"
)

// A gesture is what a person does to an element of a kind, and what the app is then
// told of it. at selects the element.
type gesture struct {
	do   func(s *sitter, at string)
	want any
}

// gestures has one for each kind that people act on.
func gestures() map[string]gesture {
	many := func(value string) gesture { return gesture{choose(value), []any{value}} }
	return map[string]gesture{
		"button":         {func(s *sitter, at string) { s.t.Helper(); s.press(at, "") }, "b"},
		"overflow":       {overflow, "b"},
		"static_select":  {set("b"), "b"},
		"checkboxes":     {option("b"), []any{"b"}},
		"radio_buttons":  {option("b"), "b"},
		"datepicker":     {set("2018-12-14"), "2018-12-14"},
		"timepicker":     {set("09:30"), "09:30"},
		"datetimepicker": {set("2018-12-14T09:30"), 1_544_751_000.},

		"external_select":            {find("教", "ext"), "ext"},
		"users_select":               {choose("U2"), "U2"},
		"conversations_select":       {choose("C1"), "C1"},
		"channels_select":            {choose("C1"), "C1"},
		"multi_static_select":        many("b"),
		"multi_external_select":      {find("", "ext"), []any{"ext"}},
		"multi_users_select":         many("U2"),
		"multi_conversations_select": many("C1"),
		"multi_channels_select":      many("C1"),

		"plain_text_input": {set("甲乙"), "甲乙"},
		"email_text_input": {set("a@example.cn"), "a@example.cn"},
		"url_text_input":   {set("https://www.ahsz.gov.cn/"), "https://www.ahsz.gov.cn/"},
		"number_input":     {set("12"), "12"},
		"rich_text_input":  {set("甲乙"), "甲乙"},
		"file_input":       {pickFile, []any{"表.txt"}},
	}
}

func set(value string) func(*sitter, string) {
	return func(s *sitter, at string) { s.t.Helper(); s.set(at, value) }
}

func option(value string) func(*sitter, string) {
	return func(s *sitter, at string) {
		s.t.Helper()
		s.press(fmt.Sprintf("%s [data-option=%q]", at, value), "")
	}
}

func overflow(s *sitter, at string) {
	s.t.Helper()
	s.press(at+" summary", "")
	option("b")(s, at)
}

// choose opens a box to search in, and takes what bears the value.
func choose(value string) func(*sitter, string) { return find("", value) }

func find(text, value string) func(*sitter, string) {
	return func(s *sitter, at string) {
		s.t.Helper()
		s.press(at, "")
		if text != "" {
			s.do("look for "+text, chromedp.SendKeys(at, text))
		}
		root, field, _ := strings.Cut(at, " ")
		s.press(fmt.Sprintf("%s .combo:has(%s) li[data-value=%q]", root, field, value), "")
	}
}

func pickFile(s *sitter, at string) {
	s.t.Helper()
	file := filepath.Join(s.t.TempDir(), "表.txt")
	if err := os.WriteFile(file, []byte("表"), 0o600); err != nil {
		s.t.Fatal(err)
	}
	s.do("choose a file", chromedp.SetUploadFiles(at, []string{file}))
}

// given reduces what an app is told of an element to plain values: of options
// their values, of files their names, of rich text its words.
func given(v any) any {
	switch v := v.(type) {
	case []any:
		plain := make([]any, len(v))
		for i, e := range v {
			plain[i] = given(e)
		}
		return plain
	case object:
		for _, field := range []string{"value", "name"} {
			if word, ok := v[field]; ok {
				return word
			}
		}
		return strings.Join(wordsIn(v), "")
	}
	return v
}

// stateIn is what an action, or an element's state, says: the value of the field
// that its kind uses.
func stateIn(state object) any {
	for field, v := range state {
		if strings.HasPrefix(field, "selected_") || field == "files" || field == "rich_text_value" {
			return given(v)
		}
	}
	return state["value"]
}
