package intent

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"steward/rules/naming"
)

// files is the lexicon as it is written: words by the concept that they stand
// for, the rules of the catalogue, names of organs, other writings.
//
//go:embed lexicon/*.toml
var files embed.FS

// sources are the files that knowledge comes from: those built in, and those that
// an office adds, or nil.
type sources struct{ built, own fs.FS }

// decodeOwn reads a file of the office's own, when there is one.
func (f sources) decodeOwn(name string, into any) error {
	if f.own == nil {
		return nil
	}
	meta, err := toml.DecodeFS(f.own, name, into)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("%s: %w", name, err)
	case len(meta.Undecoded()) > 0:
		return fmt.Errorf("%s: no such key: %s", name, meta.Undecoded()[0])
	}
	return nil
}

// A lexicon is the same, made ready for reading.
type lexicon struct {
	simplified map[rune]rune
	characters map[rune]reading // those of the lexicon's phrases
	concepts   map[string]concept
	names      []string // of the concepts, by their numbers
	groups     map[string]set
	terms      *terms
	intents    []choice // in the catalogue's order
	slots      map[string][]choice
	fillBy     map[string]string // intent.slot, to the slot whose rules fill it
	settings   settings
	organs     []organ

	vocabulary vocabulary
	asking     set             // concepts of questions and wishes
	syllable   map[string]bool // what pinyin is made of
	ending     map[string]bool // the endings of domains

	glossary *glossary // what terms are made of, while the lexicon is read
}

// settings is lexicon/settings.toml.
type settings struct {
	AfterUnits string   // characters that follow a stem when a unit is meant
	OrganEnds  string   // characters that organs' names end in
	Asking     string   // concepts of which one is in a question or a wish
	Heard      string   // concepts whose phrases are also known by their sound
	Typed      string   // concepts whose phrases are also known when typed in pinyin
	Open       string   // concepts whose phrases leave standing what they contain
	Region     []string // beginnings of names that people leave out
	Shorter    []string // long>short: what people make shorter in names
	Endings    []string // of domains, as far as they may be written with spaces
	Signs      string   // characters whose readings are all syllables there are
	Day        []day
	Carry      []carry
	Main       map[string]string // intent, to the slot without which it says little
}

// carry says what the turn before leaves for the main slot of this one: where its
// slot From, or its intent, is Value, Slot becomes Becomes.
type carry struct{ From, Value, Slot, Becomes string }

// day is a day of the year that stands for a concept.
type day struct {
	Month, Day int
	Concept    string
}

// organ is how people call an organ that is not in its unit's names.
type organ struct {
	Name  string // a part of the unit's full name, without the region
	Also  string // other names in Chinese, by |
	Latin string // names in English, by |
}

// load reads the lexicon's files. What is wrong in them is an error of the
// program, found by every test.
func load(from sources) (*lexicon, error) {
	l := &lexicon{
		simplified: map[rune]rune{}, characters: map[rune]reading{}, concepts: map[string]concept{}, groups: map[string]set{},
		slots: map[string][]choice{}, fillBy: map[string]string{}, syllable: map[string]bool{}, ending: map[string]bool{},
		glossary: &glossary{entries: map[hash]int32{}},
	}
	for _, step := range []func(sources) error{l.loadSettings, l.loadWriting, l.loadOrgans, l.loadWords, l.loadGroups, l.loadAsking, l.loadRules} {
		if err := step(from); err != nil {
			return nil, err
		}
	}
	l.glossary = nil
	return l, nil
}

func decode(fsys fs.FS, name string, into any) error {
	meta, err := toml.DecodeFS(fsys, "lexicon/"+name, into)
	if err != nil {
		return fmt.Errorf("lexicon/%s: %w", name, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return fmt.Errorf("lexicon/%s: no such key: %s", name, unknown[0])
	}
	return nil
}

func (l *lexicon) loadSettings(from sources) error {
	if err := decode(from.built, "settings.toml", &l.settings); err != nil {
		return err
	}
	for _, e := range l.settings.Endings {
		l.ending[e] = true
	}
	for _, r := range l.settings.Signs {
		if s := naming.Syllable(r); s != "" {
			l.syllable[s] = true
		}
	}
	return nil
}

// loadWriting reads the traditional characters: each beside its simplified one.
func (l *lexicon) loadWriting(from sources) error {
	var file struct{ Pairs string }
	if err := decode(from.built, "traditional.toml", &file); err != nil {
		return err
	}
	for _, pair := range strings.Fields(file.Pairs) {
		rs := []rune(pair)
		if len(rs) < 2 {
			return fmt.Errorf("lexicon/traditional.toml: %q is no pair", pair)
		}
		for _, r := range rs[1:] {
			l.simplified[r] = rs[0]
		}
	}
	return nil
}

func (l *lexicon) loadOrgans(from sources) error {
	var file struct{ Organ []organ }
	if err := decode(from.built, "organs.toml", &file); err != nil {
		return err
	}
	var own struct{ Organ []organ }
	if err := from.decodeOwn("organs.toml", &own); err != nil {
		return err
	}
	l.organs = slices.Concat(file.Organ, own.Organ)
	for _, o := range l.organs {
		l.vocabulary.learn(o.Latin)
	}
	return nil
}

// loadWords reads the concepts, and the phrases that stand for each.
func (l *lexicon) loadWords(from sources) error {
	names, err := fs.Glob(from.built, "lexicon/words*.toml")
	if err != nil {
		return err
	}
	l.number()
	for _, d := range l.settings.Day {
		l.concept(d.Concept)
	}
	words := map[string]string{}
	for _, name := range names {
		file := map[string]string{}
		if err := decode(from.built, strings.TrimPrefix(name, "lexicon/"), &file); err != nil {
			return err
		}
		l.gatherWords(words, file)
	}
	own := map[string]string{}
	if err := from.decodeOwn("words.toml", &own); err != nil {
		return err
	}
	l.gatherWords(words, own)
	l.vocabulary.freeze()
	for _, name := range slices.Sorted(maps.Keys(words)) {
		c := l.concept(name)
		for _, phrase := range phrasesOf(words[name]) {
			tokens := l.tokens(l.fold(phrase))
			l.remember(tokens)
			l.glossary.add(phrase, tokens, c)
		}
	}
	if len(l.concepts) > maxConcepts {
		return fmt.Errorf("lexicon: %d concepts, over %d", len(l.concepts), maxConcepts)
	}
	return nil
}

func (l *lexicon) gatherWords(words, file map[string]string) {
	for concept, phrases := range file {
		words[concept] += "|" + phrases
		l.vocabulary.learn(phrases)
	}
}

// loadAsking reads which concepts ask, which are open, and which are heard.
func (l *lexicon) loadAsking(sources) error {
	asking, err := l.setOf(strings.Join(strings.Fields(l.settings.Asking), "|"))
	if err != nil {
		return fmt.Errorf("lexicon/settings.toml: %w", err)
	}
	open, err := l.setOf(strings.Join(strings.Fields(l.settings.Open), "|"))
	if err != nil {
		return fmt.Errorf("lexicon/settings.toml: %w", err)
	}
	heard, err := l.setOf(strings.Join(strings.Fields(l.settings.Heard), "|"))
	if err != nil {
		return fmt.Errorf("lexicon/settings.toml: %w", err)
	}
	typed, err := l.setOf(strings.Join(strings.Fields(l.settings.Typed), "|"))
	if err != nil {
		return fmt.Errorf("lexicon/settings.toml: %w", err)
	}
	l.asking = asking
	l.terms = l.glossary.terms(manners{open: open, heard: heard, typed: typed, firm: l.concepts[isOwn]})
	return nil
}

// concept returns the number of a concept, a new one for a new name.
func (l *lexicon) concept(name string) concept {
	c, ok := l.concepts[name]
	if !ok {
		c = concept(len(l.concepts))
		l.concepts[name] = c
		l.names = append(l.names, name)
	}
	return c
}

// phrasesOf splits phrases written with bars or on lines of their own.
func phrasesOf(text string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(text, func(r rune) bool { return r == '|' || r == '\n' }) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}
