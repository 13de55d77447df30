package locales_test

import (
	"testing"

	"steward/locales"
)

func load(t *testing.T) *locales.Catalogue {
	t.Helper()
	c, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestLoad(t *testing.T) {
	c := load(t)
	if n := len(c.Keys()); n < 300 {
		t.Errorf("%d keys: the catalogue is not all there", n)
	}
	for _, key := range c.Keys() {
		if !c.Has(key) {
			t.Errorf("%s is listed, and not there", key)
		}
	}
	if c.Has("form") || c.Has("no.such.key") {
		t.Error("a key without words is said to have some")
	}
}
