package naming

import (
	"cmp"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// knowledge is what the files in data say, in the form in which it is asked.
type knowledge struct {
	words       map[string]word // readings of words
	longestWord int             // in characters
	formerly    map[string][]string
	ethnic      []string
	levels      map[string][]string // how what a place is is written
	levelNames  []string            // the longest first
	doubtful    []string            // may belong to the name, too
	official    []string            // what may follow a name: zf
	general     []string            // labels that are no name: www
	secondLevel []string            // labels that belong to a suffix: gov of gov.cn
	english     map[string][]string // by field
	bodies      bodies
	initials    map[rune][]string // first letters beside those of the syllables
	country     country
	provinces   []province
	within      map[string]int // a prefecture, or a county in none: its province
}

// bodies are the endings of names by which bodies are told apart.
type bodies struct {
	Government string   // 人民政府, which stands between a government's name and its office's
	Office     []string // 办公室: with nothing but the unit's name before it, the unit's own
	Inner      []string
	NotInner   []string `toml:"not_inner"` // end like inner bodies, but are none
	Organ      []string
	Outside    []string
}

type country struct {
	Name    string
	Letters []string
}

type province struct {
	Name        string
	Also        []string
	Prefectures string
	Direct      string
}

//go:embed data/names.toml
var namesFile string

//go:embed data/romanised.toml
var romanisedFile string

//go:embed data/official.toml
var officialFile string

//go:embed data/provinces.toml
var provincesFile string

// builtin reads the files once, when they are first needed. It panics when there
// is something wrong with them, and a test holds that there is not.
//
//nolint:gochecknoglobals // made once from files built in, and the same ever after
var builtin = sync.OnceValue(func() *knowledge {
	k, err := readKnowledge(namesFile, romanisedFile, officialFile, provincesFile)
	if err != nil {
		panic(err)
	}
	return k
})

// A book is one file; each holds some of the parts.
type book struct {
	Readings map[string]string
	Formerly map[string]string
	Ethnic   struct{ Names string }
	Levels   map[string]string
	Words    struct{ Doubtful, Official, General, Suffix string }
	Country  country
	Bodies   bodies
	Initials map[string]string
	English  map[string]string
	Province []province
}

func readKnowledge(files ...string) (*knowledge, error) {
	k := &knowledge{
		words: map[string]word{}, formerly: map[string][]string{}, levels: map[string][]string{},
		english: map[string][]string{}, within: map[string]int{}, initials: map[rune][]string{},
	}
	for i, file := range files {
		var b book
		meta, err := toml.Decode(file, &b)
		if err == nil && len(meta.Undecoded()) > 0 {
			err = fmt.Errorf("key %s is unknown", meta.Undecoded()[0])
		}
		if err == nil {
			err = k.add(b)
		}
		if err != nil {
			return nil, fmt.Errorf("data on names, file %d: %w", i+1, err)
		}
	}
	k.order()
	return k, nil
}

func (k *knowledge) add(b book) error {
	for text, spellings := range b.Readings {
		if _, ok := k.words[text]; ok {
			return errors.New(text + " is read in two files")
		}
		signs := utf8.RuneCountInString(text)
		k.words[text] = readWord(signs, spellings)
		k.longestWord = max(k.longestWord, signs)
	}
	for sign, letters := range b.Initials {
		r, _ := utf8.DecodeRuneInString(sign)
		k.initials[r] = strings.Fields(letters)
	}
	fields(k.formerly, b.Formerly)
	fields(k.levels, b.Levels)
	fields(k.english, b.English)
	k.ethnic = append(k.ethnic, strings.Fields(b.Ethnic.Names)...)
	k.doubtful = append(k.doubtful, strings.Fields(b.Words.Doubtful)...)
	k.official = append(k.official, strings.Fields(b.Words.Official)...)
	k.general = append(k.general, strings.Fields(b.Words.General)...)
	k.secondLevel = append(k.secondLevel, strings.Fields(b.Words.Suffix)...)
	if b.Country.Name != "" {
		k.country = b.Country
	}
	if b.Bodies.Government != "" {
		k.bodies = b.Bodies
	}
	for _, p := range b.Province {
		for _, place := range strings.Fields(p.Prefectures + " " + p.Direct) {
			k.within[place] = len(k.provinces)
		}
		k.provinces = append(k.provinces, p)
	}
	return nil
}

func fields(to map[string][]string, from map[string]string) {
	for key, value := range from {
		to[key] = strings.Fields(value)
	}
}

// order sets the words for what a place is in the order in which they are tried.
func (k *knowledge) order() {
	for l := range k.levels {
		if !slices.Contains(k.doubtful, l) {
			k.levelNames = append(k.levelNames, l)
		}
	}
	slices.SortFunc(k.levelNames, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b))
	})
}
