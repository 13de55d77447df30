package locales_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/BurntSushi/toml"

	"steward/locales"
)

// read returns the words of a language as they stand in its file, by key.
func read(t *testing.T, lang string) map[string]string {
	t.Helper()
	raw, err := os.ReadFile(lang + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := toml.Unmarshal(raw, &tree); err != nil {
		t.Fatal(err)
	}
	flat := map[string]string{}
	flatten("", tree, flat)
	return flat
}

func flatten(prefix string, tree map[string]any, flat map[string]string) {
	for key, value := range tree {
		switch v := value.(type) {
		case string:
			flat[prefix+key] = v
		case map[string]any:
			flatten(prefix+key+".", v, flat)
		}
	}
}

// A manner is a rule for how steward speaks.
type manner struct {
	name   string
	langs  []string
	breaks func(key, words string) bool
}

func manners() []manner {
	both, zh := locales.Languages(), []string{locales.Chinese}
	return []manner{
		{"no exclamation marks", both, func(_, w string) bool { return strings.ContainsAny(w, "!！") }},
		{"no pictures but the lights", both, func(key, w string) bool { return !strings.HasPrefix(key, "light.") && picture(w) }},
		{"no marks of Slack's", both, func(_, w string) bool { return strings.ContainsAny(w, "*_~`<>&") }},
		{"no bidi or other hidden signs", both, func(_, w string) bool {
			return strings.ContainsFunc(w, func(r rune) bool { return r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co) })
		}},
		{"通知 is 116号's alone", zh, func(_, w string) bool { return strings.Contains(strings.ReplaceAll(w, "116号通知", ""), "通知") }},
		{"通报 is for what spot checks find", zh, func(key, w string) bool {
			return strings.Contains(w, "通报") && !strings.HasPrefix(key, "policy.spot_check.")
		}},
		{"公告 is the three months'", zh, func(key, w string) bool {
			return !strings.HasPrefix(key, "form.") && strings.Contains(w, "公告") && !regexp.MustCompile(`公告3个月|域名调整公告|的公告情况`).MatchString(w)
		}},
		{"办结 is for domains", zh, func(_, w string) bool { return strings.Contains(w, "办结") }},
		{"催办 runs downward", zh, func(key, w string) bool {
			return strings.Contains(w, "催办") && !strings.HasSuffix(key, ".office") // the office alone may
		}},
		{"同意 is the head's", zh, func(key, w string) bool {
			return strings.Contains(strings.ReplaceAll(w, "主要负责人同意", ""), "同意")
		}},
		{"你单位, and 您 to a person", zh, func(_, w string) bool {
			return strings.Contains(w, "您单位") || strings.Contains(strings.ReplaceAll(w, "你单位", ""), "你")
		}},
		{"Chinese punctuation", zh, func(key, w string) bool {
			return regexp.MustCompile(`\p{Han}[,;:?()]|[,;?()]\p{Han}`).MatchString(w)
		}},
		{"organs and documents with their Chinese names", []string{locales.English}, func(_, w string) bool {
			return strings.Contains(w, "General Office") && !strings.ContainsAny(w, "省市")
		}},
	}
}

func picture(w string) bool {
	return strings.ContainsFunc(w, func(r rune) bool { return r >= 0x1f000 || (r >= 0x2600 && r < 0x2700 && r != '✓') })
}

// TestManners holds every sentence to how steward speaks.
func TestManners(t *testing.T) {
	for _, m := range manners() {
		for _, lang := range m.langs {
			for key, words := range read(t, lang) {
				if m.breaks(key, words) {
					t.Errorf("%s: %s %s: %s", m.name, lang, key, words)
				}
			}
		}
	}
}
