package intent_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"steward/intent"
)

func TestTaught(t *testing.T) {
	own := fstest.MapFS{
		"words.toml":    {Data: []byte("annex1 = \"绿本子\"\n")},
		"organs.toml":   {Data: []byte("[[Organ]]\nName = \"财政局\"\nAlso = \"账房\"\n")},
		"examples.toml": {Data: []byte("\"contact.ask\" = \"老地方的门朝哪开\"\n")},
	}
	r, err := intent.NewTaught(units(t), own)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]intent.Result{
		"绿本子什么时候交":  {Intent: "deadline.info", Slots: intent.Slots{Deadline: "cleanup"}},
		"账房的域名怎么样":  {Intent: "domain.status", Slots: intent.Slots{Unit: "sz-czj"}},
		"老地方的门朝哪开？": {Intent: "contact.ask"},
	} {
		if got := r.Read(text, intent.Context{}); got.Intent != want.Intent || got.Slots != want.Slots {
			t.Errorf("%s: %s %+v, want %s %+v", text, got.Intent, got.Slots, want.Intent, want.Slots)
		}
	}
}

func TestTaughtWrongly(t *testing.T) {
	for name, text := range map[string]string{
		"words.toml":    "annex1 = 5",
		"organs.toml":   "[[Organ]]\nColour = \"red\"",
		"examples.toml": "\"tea.make\" = \"泡茶\"",
	} {
		_, err := intent.NewTaught(nil, fstest.MapFS{name: {Data: []byte(text)}})
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestTaughtNothing reads as the built-in lexicon does.
func TestTaughtNothing(t *testing.T) {
	taught, err := intent.NewTaught(units(t), fstest.MapFS{})
	if err != nil {
		t.Fatal(err)
	}
	r := intent.New(units(t))
	for _, e := range examples(t, "questions.jsonl") {
		a, b := taught.Read(e.Text, intent.Context{}), r.Read(e.Text, intent.Context{})
		if a.Intent != b.Intent || a.Slots != b.Slots || a.Confidence != b.Confidence {
			t.Errorf("%s: %+v and %+v", e.Text, a, b)
		}
	}
}
