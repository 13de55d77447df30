package intent_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"steward/intent"
	"steward/rules/domain"
)

// sound checks what holds for every reading.
func sound(t interface{ Errorf(string, ...any) }, codes map[string]bool, text string, got intent.Result) {
	switch {
	case !catalogued(got.Intent):
		t.Errorf("%q: no intent of the catalogue: %q", text, got.Intent)
	case got.Confidence < 0 || got.Confidence > 1:
		t.Errorf("%q: confidence %v", text, got.Confidence)
	case len(got.Near) > 3:
		t.Errorf("%q: near %v", text, got.Near)
	case got.Language != "zh" && got.Language != "en":
		t.Errorf("%q: language %q", text, got.Language)
	case got.Slots.Unit != "" && !codes[got.Slots.Unit]:
		t.Errorf("%q: no such unit: %s", text, got.Slots.Unit)
	}
	if d := got.Slots.Domain; d != "" {
		if normal, err := domain.Normalize(d); err != nil || normal != d {
			t.Errorf("%q: domain %q is not in normal form: %v", text, d, err)
		}
	}
	for _, e := range got.Evidence {
		if !utf8.ValidString(e) {
			t.Errorf("%q: evidence %q", text, e)
		}
	}
}

func codesOf(all []intent.Unit) map[string]bool {
	codes := map[string]bool{}
	for _, u := range all {
		codes[u.Code] = true
	}
	return codes
}

func FuzzRead(f *testing.F) {
	all := units(f)
	r, codes := intent.New(all), codesOf(all)
	for _, e := range examples(f, "questions.jsonl") {
		f.Add(e.Text)
	}
	for _, seed := range []string{"", "。。。", "www.", ".政务", "a .b .c", "{u}{d}", "附件", "\xff\xfe", "12月月15", "zhuxiaoyuming", "||||", "^$"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := r.Read(text, intent.Context{Own: "sz-jtj", Today: asked})
		sound(t, codes, text, got)
		sound(t, codes, text, r.Read(text, intent.Context{Own: "sz-jtj", Previous: got, Today: asked}))
	})
}

// TestReadAnything joins pieces of questions in any order.
func TestReadAnything(t *testing.T) {
	all := units(t)
	r, codes := intent.New(all), codesOf(all)
	pieces := []string{"教体局", "的域名", "什么时候", "www.szgjj.com", "附件2", "吗", "，", "?", " ", "注销", "please", "26号", "下周一", "我们", "呢", "埇桥区.政务", "@", "不"}
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(rt, "pieces"), "")
		c := intent.Context{Own: "sz-jtj", Today: asked}
		got := r.Read(text, c)
		sound(rt, codes, text, got)
		again := r.Read(text, c)
		if again.Intent != got.Intent || again.Slots != got.Slots || again.Confidence != got.Confidence {
			rt.Fatalf("%q is read differently the second time: %+v, %+v", text, got, again)
		}
	})
}

// TestWriting reads a question the same in any width, case, and with spaces
// around it.
func TestWriting(t *testing.T) {
	r := intent.New(units(t))
	for _, e := range examples(t, "questions.jsonl") {
		own, _, _ := strings.Cut(e.As, "/")
		c := intent.Context{Own: own}
		want := r.Read(e.Text, c)
		for name, text := range map[string]string{
			"wide": strings.Map(wide, e.Text), "upper": strings.ToUpper(e.Text), "spaced": "  " + e.Text + "\n", "marked": "\ufeff" + e.Text,
		} {
			if got := r.Read(text, c); got.Intent != want.Intent || got.Slots != want.Slots {
				t.Errorf("%s, %s: %s %+v, want %s %+v", e.Text, name, got.Intent, got.Slots, want.Intent, want.Slots)
			}
		}
	}
}

// wide is a sign in full width.
func wide(r rune) rune {
	if r > ' ' && r <= '~' {
		return r + '！' - '!'
	}
	return r
}

// TestLongMessage takes bounded time for any length, and still finds the wish at
// the end.
func TestLongMessage(t *testing.T) {
	r := intent.New(units(t))
	text := strings.Repeat("我们单位的网站去年就没有人维护了，", 2500) + "请问附件2什么时候截止？"
	began := time.Now()
	got := r.Read(text, intent.Context{})
	if took := time.Since(began); took > time.Second {
		t.Errorf("%d characters took %v", utf8.RuneCountInString(text), took)
	}
	if got.Intent != "deadline.info" || got.Slots.Deadline != "coordinator" {
		t.Errorf("%s %+v", got.Intent, got.Slots)
	}
}
