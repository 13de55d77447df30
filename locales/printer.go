package locales

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"
)

// A Printer finds the words of one language. It may be used by many at once.
//
// The library keeps a table and a template for each message that it is given,
// many times what the words themselves take, and most are never said in the life
// of a process. So it is given the words that are wanted, when they are.
type Printer struct {
	lang   string
	keys   []string  // sorted
	words  []wording // by key
	plural *i18n.Localizer
	parser *remembering
}

// A wording is the words of a key; one is "" where it doesn't count.
type wording struct{ one, other string }

func newPrinter(lang string, keys []string, messages []*i18n.Message) *Printer {
	p := &Printer{
		lang: lang, keys: keys, words: make([]wording, len(keys)),
		plural: i18n.NewLocalizer(i18n.NewBundle(language.MustParse(lang)), lang),
		parser: &remembering{Parser: &template.TextParser{Option: "missingkey=error"}},
	}
	for _, m := range messages {
		if at, ok := slices.BinarySearch(keys, m.ID); ok {
			p.words[at] = wording{m.One, m.Other}
		}
	}
	return p
}

func (p *Printer) find(key string) (w wording, ok bool) {
	at, ok := slices.BinarySearch(p.keys, key)
	if ok {
		w = p.words[at]
	}
	return w, ok
}

// Language returns "zh-CN" or "en".
func (p *Printer) Language() string { return p.lang }

var errNoWords = errors.New("there are none")

// Say returns the words of a key with its placeholders filled in. Args are names
// and values in turn: "unit", u.Name, "n", 3; more of them than the words use is
// no error. The number n chooses the plural form. A key without words, or a
// placeholder without a value, is an error.
func (p *Printer) Say(key string, args ...any) (string, error) {
	values, err := pairs(args)
	if err != nil {
		return "", fmt.Errorf("words of %s: %w", key, err)
	}
	w, ok := p.find(key)
	if !ok {
		return "", fmt.Errorf("words of %s: %w", key, errNoWords)
	}
	c := &i18n.LocalizeConfig{
		DefaultMessage: &i18n.Message{ID: key, One: w.one, Other: w.other},
		TemplateData:   values, TemplateParser: p.parser,
	}
	if n, ok := values["n"].(int); ok && w.one != "" {
		c.PluralCount = n
	}
	said, err := p.plural.Localize(c)
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

// A remembering parser parses the same words once.
type remembering struct {
	template.Parser
	known sync.Map // of the words to their template
}

// Parse is that of the parser within.
func (r *remembering) Parse(src, left, right string) (template.ParsedTemplate, error) {
	if parsed, ok := r.known.Load(src); ok {
		if t, ok := parsed.(template.ParsedTemplate); ok {
			return t, nil
		}
	}
	parsed, err := r.Parser.Parse(src, left, right)
	if err == nil {
		r.known.Store(src, parsed)
	}
	return parsed, err
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
