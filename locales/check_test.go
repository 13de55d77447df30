package locales

import (
	"strings"
	"testing"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// TestCheck shows that each kind of gap between the languages is found.
func TestCheck(t *testing.T) {
	for _, tt := range []struct {
		name   string
		zh, en []*i18n.Message
		want   string
	}{
		{"all there", []*i18n.Message{{ID: "a", Other: "有{{.n}}项"}}, []*i18n.Message{{ID: "a", One: "{{.n}} item", Other: "{{.n}} items"}}, ""},
		{"missing in English", []*i18n.Message{{ID: "a", Other: "有"}}, nil, "en: no words for a"},
		{"missing in Chinese", nil, []*i18n.Message{{ID: "a", Other: "some"}}, "en: a is not in zh-CN"},
		{"other placeholders", []*i18n.Message{{ID: "a", Other: "{{.unit}}"}}, []*i18n.Message{{ID: "a", Other: "{{.name}}"}}, "placeholders [name]"},
		{"no singular", []*i18n.Message{{ID: "a", Other: "{{.n}}"}}, []*i18n.Message{{ID: "a", Other: "{{.n}}"}}, "needs one and other"},
		{"singular of nothing", []*i18n.Message{{ID: "a", Other: "有"}}, []*i18n.Message{{ID: "a", One: "some", Other: "some"}}, "needs one and other"},
		{"singular in Chinese", []*i18n.Message{{ID: "a", One: "一", Other: "多"}}, []*i18n.Message{{ID: "a", Other: "some"}}, "has a singular"},
		{"unknown form", []*i18n.Message{{ID: "a", Few: "几", Other: "多"}}, []*i18n.Message{{ID: "a", Other: "some"}}, "does not know"},
		{"no words", []*i18n.Message{{ID: "a"}}, []*i18n.Message{{ID: "a", Other: "some"}}, "is empty"},
		{"a broken placeholder", []*i18n.Message{{ID: "a", Other: "{{.unit}"}}, []*i18n.Message{{ID: "a", Other: "some"}}, "no placeholder"},
		{"code in a placeholder", []*i18n.Message{{ID: "a", Other: "{{if .x}}"}}, []*i18n.Message{{ID: "a", Other: "some"}}, "no placeholder"},
	} {
		err := check(map[string][]*i18n.Message{Chinese: tt.zh, English: tt.en})
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}
