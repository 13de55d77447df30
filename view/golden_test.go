package view_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"steward/locales"
	"steward/view"
)

var update = flag.Bool("update", false, "accept what is drawn as golden")

func words(t *testing.T) *locales.Catalogue {
	t.Helper()
	c, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestGoldens holds every message, in both languages, to what was accepted.
func TestGoldens(t *testing.T) {
	c := words(t)
	for _, lang := range locales.Languages() {
		for _, s := range samples(t) {
			t.Run(lang+"/"+s.name, func(t *testing.T) {
				m, err := view.Draw(c.Printer(lang), s.a, s.at)
				if err != nil {
					t.Fatal(err)
				}
				text, err := view.Text(c.Printer(lang), s.a, s.at)
				if err != nil {
					t.Fatal(err)
				}
				golden(t, filepath.Join(lang, s.name+".json"), blocksOf(t, m))
				golden(t, filepath.Join(lang, s.name+".txt"), text+"\n")
			})
		}
	}
}

// TestGoldensAreSamples keeps files from staying behind whose sample is gone.
func TestGoldensAreSamples(t *testing.T) {
	known := map[string]bool{}
	for _, s := range samples(t) {
		if known[s.name] {
			t.Errorf("two samples are called %s", s.name)
		}
		known[s.name] = true
	}
	files, err := filepath.Glob("testdata/golden/*/*")
	if err != nil || len(files) != 4*len(known) {
		t.Errorf("%d golden files for %d samples in two languages, %v", len(files), len(known), err)
	}
	for _, f := range files {
		if name := strings.TrimSuffix(filepath.Base(f), filepath.Ext(f)); !known[name] {
			t.Errorf("%s is of no sample", f)
		}
	}
}

func blocksOf(t *testing.T, m view.Message) string {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m.Blocks); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s is drawn otherwise (-accepted +drawn):\n%s", path, diff)
	}
}
