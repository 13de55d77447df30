package intent

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// wordFiles reads the words of the lexicon as they are written.
func wordFiles(t *testing.T) map[string][]string {
	t.Helper()
	names, err := fs.Glob(files, "lexicon/words*.toml")
	if err != nil {
		t.Fatal(err)
	}
	words := map[string][]string{}
	for _, name := range names {
		file := map[string]string{}
		if err := decode(files, strings.TrimPrefix(name, "lexicon/"), &file); err != nil {
			t.Fatal(err)
		}
		for concept, phrases := range file {
			words[concept] = append(words[concept], phrasesOf(phrases)...)
		}
	}
	return words
}

// TestPhrases finds each phrase of the lexicon when it is all that is said.
func TestPhrases(t *testing.T) {
	r := New(nil)
	for concept, phrases := range wordFiles(t) {
		for _, phrase := range phrases {
			s := r.sentence(strings.Trim(phrase, atBegin+atEnd), time.Time{})
			if !s.has(r.lex.concepts[concept]) {
				t.Errorf("%s: %q is not found", concept, phrase)
			}
		}
	}
}

// TestConceptsAreUsed fails for words that no rule looks at.
func TestConceptsAreUsed(t *testing.T) {
	l := builtin().lex
	var used set
	take := func(choices []choice) {
		for _, c := range choices {
			for _, r := range c.rules {
				used.join(&r.none)
				for i := range r.all {
					used.join(&r.all[i])
				}
			}
		}
	}
	take(l.intents)
	for _, choices := range l.slots {
		take(choices)
	}
	for _, name := range []string{"filler", "plain", "follow", isOwn} { // used by the reader itself
		used.add(l.concepts[name])
	}
	for _, name := range slices.Sorted(maps.Keys(wordFiles(t))) {
		if !used.has(l.concepts[name]) {
			t.Errorf("no rule looks at %s", name)
		}
	}
}

// TestWrongLexicon refuses what is written wrongly, and says where.
func TestWrongLexicon(t *testing.T) {
	for _, c := range []struct{ name, text, says string }{
		{"intents.toml", "[[Intent]]\nName = \"help\"\nRules = \"5 nonsense\"", "no word stands for \"nonsense\""},
		{"intents.toml", "[[Intent]]\nName = \"help\"\nRules = \"help\"", "a rule is a weight and concepts"},
		{"intents.toml", "[[Intent]]\nName = \"help\"\nColour = 1", "no such key"},
		{"slots.toml", "[[Slot]]\nSlot = \"form\"\nValue = \"x\"\nRules = \"x dom\"", "slots.toml: form x"},
		{"groups.toml", "dom = \"site\"", "dom is a concept"},
		{"groups.toml", "many = \"nonsense\"", "groups.toml: many"},
		{"settings.toml", "Asking = \"nonsense\"", "settings.toml"},
		{"traditional.toml", "pairs = \"国\"", "is no pair"},
		{"words-talk.toml", "own = 5", "words-talk.toml"},
		{"examples.toml", "help = [", "examples.toml"},
	} {
		t.Run(c.name+" "+c.says, func(t *testing.T) {
			from := sources{built: replaced(t, c.name, c.text)}
			k, err := know(from)
			if err == nil {
				_, err = k.bare().learn(from)
			}
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want an error with %q", err, c.says)
			}
		})
	}
}

// replaced is the lexicon with one file of it changed.
func replaced(t *testing.T, name, text string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	names, err := fs.Glob(files, "lexicon/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		data, err := fs.ReadFile(files, n)
		if err != nil {
			t.Fatal(err)
		}
		out[n] = &fstest.MapFile{Data: data}
	}
	out["lexicon/"+name] = &fstest.MapFile{Data: []byte(text)}
	return out
}

// TestTraditional keeps the table the right way round: no character is both
// simplified into another and what another is simplified into.
func TestTraditional(t *testing.T) {
	l := builtin().lex
	for from, to := range l.simplified {
		if _, chain := l.simplified[to]; chain || from == to {
			t.Errorf("%c becomes %c, which becomes something else", from, to)
		}
	}
	for _, r := range "出着于里后面发干系台只复" {
		if to, ok := l.simplified[r]; ok {
			t.Errorf("%c is simplified already, and becomes %c", r, to)
		}
	}
}
