package locales

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// check compares the languages with the default one, and each message with what
// its language needs. It reports everything that is wrong, not the first thing.
func check(read map[string][]*i18n.Message) error {
	var wrong []error
	want := byKey(read[Chinese])
	for lang, messages := range read {
		got := byKey(messages)
		for key := range want {
			if got[key] == nil {
				wrong = append(wrong, fmt.Errorf("%s: no words for %s", lang, key))
			}
		}
		for key, m := range got {
			wrong = append(wrong, checkMessage(lang, m, want[key]))
		}
	}
	return errors.Join(wrong...)
}

func byKey(messages []*i18n.Message) map[string]*i18n.Message {
	m := map[string]*i18n.Message{}
	for _, msg := range messages {
		m[msg.ID] = msg
	}
	return m
}

func checkMessage(lang string, m, want *i18n.Message) error {
	if want == nil {
		return fmt.Errorf("%s: %s is not in %s", lang, m.ID, Chinese)
	}
	if err := checkPlural(lang, m); err != nil {
		return err
	}
	for _, form := range forms(m) {
		if left := placeholder.ReplaceAllString(form, ""); strings.ContainsAny(left, "{}") {
			return fmt.Errorf("%s: %s has a brace that is no placeholder", lang, m.ID)
		}
	}
	if got := placeholders(forms(m)...); !slices.Equal(got, placeholders(forms(want)...)) {
		return fmt.Errorf("%s: %s has the placeholders %v, unlike %s", lang, m.ID, got, Chinese)
	}
	return nil
}

// checkPlural asks English for one and other where it counts, and Chinese, which
// has one form, for that one.
func checkPlural(lang string, m *i18n.Message) error {
	counts := slices.Contains(placeholders(forms(m)...), "n")
	switch {
	case m.Other == "":
		return fmt.Errorf("%s: %s is empty", lang, m.ID)
	case m.Zero+m.Two+m.Few+m.Many != "":
		return fmt.Errorf("%s: %s has a plural form that the language does not know", lang, m.ID)
	case lang == Chinese && m.One != "":
		return fmt.Errorf("%s: %s has a singular", lang, m.ID)
	case lang == English && counts != (m.One != ""):
		return fmt.Errorf("%s: %s counts by n, and needs one and other; or it doesn't", lang, m.ID)
	}
	return nil
}

func forms(m *i18n.Message) []string {
	if m.One == "" {
		return []string{m.Other}
	}
	return []string{m.One, m.Other}
}

var placeholder = regexp.MustCompile(`\{\{\.([a-z]+)\}\}`)

// placeholders returns the names of the placeholders in some words, sorted, each
// once.
func placeholders(words ...string) []string {
	var names []string
	for _, w := range words {
		for _, found := range placeholder.FindAllStringSubmatch(w, -1) {
			names = append(names, found[1])
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
