package locales_test

import (
	"strings"
	"testing"

	"steward/locales"
)

func TestPrinterOfAnyLanguage(t *testing.T) {
	c := load(t)
	for asked, want := range map[string]string{"zh-CN": "zh-CN", "en": "en", "": "zh-CN", "fr": "zh-CN"} {
		if got := c.Printer(asked).Language(); got != want {
			t.Errorf("Printer(%q) speaks %s, want %s", asked, got, want)
		}
	}
}

func TestSay(t *testing.T) {
	p := load(t).Printer("en")
	for _, tt := range []struct {
		key  string
		args []any
		want string
	}{
		{"todo.domains", []any{"n", 1}, "Besides, 1 domain in the inventory must be put right."},
		{"todo.domains", []any{"n", 2}, "Besides, 2 domains in the inventory must be put right."},
		{"todo.domains", []any{"n", 0}, "Besides, 0 domains in the inventory must be put right."},
		{"countdown.passed", []any{"due", "then", "n", 1}, "closed on then"},
		{"todo.none", []any{"unit", "<b>{{.n}}"}, "Nothing is left for <b>{{.n}} to hand in."},
	} {
		if got, err := p.Say(tt.key, tt.args...); err != nil || got != tt.want {
			t.Errorf("%s with %v: %q, %v", tt.key, tt.args, got, err)
		}
	}
}

func TestSayRefuses(t *testing.T) {
	p := load(t).Printer("")
	for name, call := range map[string][]any{
		"a key without words": {"no.such.key"},
		"a value left out":    {"todo.none"},
		"a name left out":     {"todo.none", "unit"},
		"a name of a number":  {"todo.none", 1, "unit"},
	} {
		key, _ := call[0].(string)
		if got, err := p.Say(key, call[1:]...); err == nil || got != "" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	defer func() {
		if r := recover(); r == nil {
			t.Error("T says something without words")
		}
	}()
	p.T("no.such.key")
}

func TestList(t *testing.T) {
	c := load(t)
	things := strings.Fields("甲 乙 丙")
	if got := c.Printer("").List(things); got != "甲、乙、丙" {
		t.Error(got)
	}
	if got := c.Printer("en").List(things); got != "甲, 乙, 丙" {
		t.Error(got)
	}
	if got := c.Printer(locales.English).List(nil); got != "" {
		t.Error(got)
	}
}
