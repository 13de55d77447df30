package locales

import (
	"fmt"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// A Printer finds the words of one language. It may be used by many at once.
type Printer struct {
	lang   string
	words  *i18n.Localizer
	parser template.Parser
	counts map[string]bool // keys with a singular: others must not be asked for one
}

// Language returns "zh-CN" or "en".
func (p *Printer) Language() string { return p.lang }

// Say returns the words of a key with its placeholders filled in. Args are names
// and values in turn: "unit", u.Name, "n", 3; more of them than the words use is
// no error. The number n chooses the plural form. A key without words, or a
// placeholder without a value, is an error.
func (p *Printer) Say(key string, args ...any) (string, error) {
	values, err := pairs(args)
	if err != nil {
		return "", fmt.Errorf("words of %s: %w", key, err)
	}
	c := &i18n.LocalizeConfig{MessageID: key, TemplateData: values, TemplateParser: p.parser}
	if n, ok := values["n"].(int); ok && p.counts[key] {
		c.PluralCount = n
	}
	said, err := p.words.Localize(c)
	if err != nil {
		return "", fmt.Errorf("words of %s: %w", key, err)
	}
	return said, nil
}

// T is [Printer.Say] for a key that stands in the code: that it has words is
// what tests show, and that it has none is a wrong program, so T panics.
func (p *Printer) T(key string, args ...any) string {
	said, err := p.Say(key, args...)
	if err != nil {
		panic(err)
	}
	return said
}

func pairs(args []any) (map[string]any, error) {
	if len(args)%2 != 0 {
		return nil, fmt.Errorf("%d arguments: names and values come in twos", len(args))
	}
	values := make(map[string]any, len(args)/2)
	for i := 0; i < len(args); i += 2 {
		name, ok := args[i].(string)
		if !ok {
			return nil, fmt.Errorf("argument %v is no name", args[i])
		}
		values[name] = args[i+1]
	}
	return values, nil
}

// List joins things as the language lists them: 、 between the things in
// Chinese, a comma in English.
func (p *Printer) List(things []string) string {
	return strings.Join(things, p.T("join.list"))
}
