package view_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"steward/locales"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/form"
	"steward/view"
)

// TestStrangers shows what becomes of text that wants to be more than text.
func TestStrangers(t *testing.T) {
	c := words(t)
	for said, want := range map[string]string{
		"<!channel>":                    "&lt;!channel&gt;",
		"<@U1> <#C1>":                   "&lt;@U1&gt; &lt;#C1&gt;",
		"<https://evil.example|同意>":     "&lt;https://evil.example|同意&gt;",
		"R&D &lt;b&gt;":                 "R&amp;D &amp;lt;b&amp;gt;",
		"*粗* _斜_ ~删~ `码`":               "＊粗＊ ＿斜＿ ～删～ ｀码｀",
		":rotating_light: 9:30:15":      "：rotating＿light: 9：30:15",
		"一\n> 二\t三\u2028四":              "一 &gt; 二 三 四",
		"\u202e反\u200b\ue000\ue003\x07": "反",
		strings.Repeat("长", 100):        strings.Repeat("长", 40) + "…",
	} {
		q := problemWith(said)
		m, err := view.Draw(c.Printer(""), q, view.Place{Personal: true})
		if err != nil {
			t.Fatal(err)
		}
		got := sectionText(t, m)
		if !strings.Contains(got, "「"+want+"」") {
			t.Errorf("%q becomes %q, not %q", said, got, want)
		}
	}
}

func problemWith(said string) answer.Question {
	def := coordinatorForm()
	return answer.Question{
		Form: def, Step: form.Step{Field: def.Fields[0], Number: 1, Of: 8},
		Problem: &form.Problem{Key: form.NameShape, Field: "head.name", Said: said},
	}
}

func sectionText(t *testing.T, m view.Message) string {
	t.Helper()
	var blocks []struct {
		Text struct{ Text string }
	}
	raw, err := json.Marshal(m.Blocks)
	if err == nil {
		err = json.Unmarshal(raw, &blocks)
	}
	if err != nil {
		t.Fatal(err)
	}
	return blocks[0].Text.Text
}

// TestNobodyIsMentioned puts anything at all where people's words go: the marks
// of Slack that come out are those that the drawing itself makes.
func TestNobodyIsMentioned(t *testing.T) {
	c := words(t)
	// A lone <, or a & that begins no entity, is markup of Slack's.
	markup := regexp.MustCompile(`[<]|&(?:[^agl]|$)`)
	rapid.Check(t, func(t *rapid.T) {
		said := rapid.String().Draw(t, "said")
		lang := rapid.SampledFrom(locales.Languages()).Draw(t, "lang")
		unit := rules.Unit{Code: "u", Name: said}
		for _, a := range []answer.Answer{
			problemWith(said), answer.Todo{Unit: unit}, answer.Trouble{Reference: said},
			answer.DomainStatus{Name: said, Known: true, Unit: unit, Report: rules.DomainReport{
				Domain: site(said, said, true), Standing: rules.Conforms,
			}},
		} {
			m, err := view.Draw(c.Printer(lang), a, view.Place{Personal: true})
			if err != nil {
				t.Fatal(err)
			}
			raw, err := json.Marshal(m.Blocks)
			if err != nil {
				t.Fatal(err)
			}
			plain := strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(string(raw))
			if found := markup.FindString(m.Text + plain); found != "" {
				t.Fatalf("%q comes through as %q in %s", said, found, plain)
			}
			if strings.Count(plain, "`")%2 != 0 || strings.Count(m.Text, "*")+strings.Count(m.Text, "`") != 0 {
				t.Fatalf("%q formats the message: %s", said, plain)
			}
		}
	})
}

// TestActionOf reads back the action_ids of a message with the same action
// several times.
func TestActionOf(t *testing.T) {
	for id, want := range map[string]answer.Action{
		"intake.open": answer.OpenIntake, "intake.open#2": answer.OpenIntake, "intake.open#17": answer.OpenIntake, "": "",
	} {
		if got := view.ActionOf(id); got != want {
			t.Errorf("ActionOf(%q) = %q, want %q", id, got, want)
		}
	}
}
