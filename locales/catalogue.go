// Package locales holds every word that steward says to people, in Chinese and
// in English, and the one Printer that finds them.
//
// Invariants:
//   - Both languages have the same keys, each with the same placeholders, and
//     every plural form that the language needs. [Load] fails otherwise, so that
//     a gap shows at the start and never in front of a person (law 12).
//   - A placeholder is {{.name}} and nothing else; {{.n}} is the count that
//     chooses the plural form.
//   - Words know nothing of Slack: no marks for bold, no escapes.
//   - Dates come in as civil days and are shown with their weekday, and with the
//     year when it isn't the present one.
package locales

import (
	"embed"
	"fmt"
	"slices"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// The languages that steward speaks. Chinese is what anybody gets who has not
// chosen.
const (
	Chinese = "zh-CN"
	English = "en"
)

//go:embed zh-CN.toml en.toml
var files embed.FS

// Languages returns the languages there are, the default first.
func Languages() []string { return []string{Chinese, English} }

// A Catalogue is all words in all languages. It doesn't change once loaded and
// may be used by many at once.
type Catalogue struct {
	printers map[string]*Printer
	keys     []string
}

// Load reads and checks the words. An error names the language and the key that
// is wrong.
func Load() (*Catalogue, error) {
	read := map[string][]*i18n.Message{}
	for _, lang := range Languages() {
		name := lang + ".toml"
		raw, err := files.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("words of %s: %w", lang, err)
		}
		f, err := i18n.ParseMessageFileBytes(raw, name, map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
		if err != nil {
			return nil, fmt.Errorf("words of %s: %w", lang, err)
		}
		read[lang] = f.Messages
	}
	if err := check(read); err != nil {
		return nil, err
	}
	return newCatalogue(read), nil
}

func newCatalogue(read map[string][]*i18n.Message) *Catalogue {
	c := &Catalogue{printers: map[string]*Printer{}, keys: make([]string, 0, len(read[Chinese]))}
	for _, m := range read[Chinese] {
		c.keys = append(c.keys, m.ID)
	}
	slices.Sort(c.keys)
	for _, lang := range Languages() {
		c.printers[lang] = newPrinter(lang, c.keys, read[lang])
	}
	return c
}

// Printer returns the printer of a language; of one that steward doesn't speak,
// and of "", the Chinese one.
func (c *Catalogue) Printer(lang string) *Printer {
	if p, ok := c.printers[lang]; ok {
		return p
	}
	return c.printers[Chinese]
}

// Keys returns every key, sorted.
func (c *Catalogue) Keys() []string { return slices.Clone(c.keys) }

// Has reports whether there are words for a key.
func (c *Catalogue) Has(key string) bool {
	_, ok := slices.BinarySearch(c.keys, key)
	return ok
}

// Placeholders returns the names of the placeholders in a key's words, sorted;
// they are the same in every language.
func (c *Catalogue) Placeholders(key string) []string {
	w, _ := c.printers[Chinese].find(key)
	return placeholders(w.one, w.other)
}
