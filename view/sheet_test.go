package view_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"steward/locales"
	"steward/rules/answer"
	"steward/rules/calendar"
	"steward/rules/form"
	"steward/view"
)

// sheets are a form as one sheet, in the states that people meet.
func sheets(t *testing.T) map[string]answer.Sheet {
	w, def := newWorld(t), coordinatorForm()
	sheet := answer.Sheet{Form: def, Unit: w.unit["sz-wxb"].Unit, Value: "s1/3"}
	half, changed := sheet, sheet
	half.Values = map[string]string{"head.name": "张某", "head.post": "科长"}
	changed.Values = values()
	changed.Changed = form.CellsOf(def, map[string]string{"head.name": "王某", "contact.phone": "13900000000"})
	changed.Changed = []form.Cell{changed.Changed[0], changed.Changed[7]}
	wrong := sheet
	wrong.Values = map[string]string{"head.name": "张某", "contact.phone": "1380013", "contact.qq": "12"}
	wrong.Problems = form.CheckAll(def, wrong.Values)
	maps.DeleteFunc(wrong.Problems, func(id string, _ form.Problem) bool { return wrong.Values[id] == "" })
	return map[string]answer.Sheet{"empty": sheet, "half": half, "changed": changed, "wrong": wrong, "rows": rowSheet(sheet), "days": daySheet(sheet)}
}

// rowSheet has rows that come and go, after one was taken out.
func rowSheet(s answer.Sheet) answer.Sheet {
	s.Values = map[string]string{
		"rows.site": "2", "site1.business": form.Cancel, "site1.name": "szjy.net.cn", "site1.holder": "else", "site1.reason": "所属学校持有",
		"site2.business": form.Register, "contact.serving": form.Yes,
	}
	s.Form = form.Forms()["application"].On(s.Values, calendar.Date{Year: 2018, Month: time.December, Day: 3})
	s.Turn, s.Value = 1, "s1/3/1"
	return s
}

// daySheet has a day to pick and a file to put in.
func daySheet(s answer.Sheet) answer.Sheet {
	s.Form, s.Values = form.Forms()["announcement"], map[string]string{"posted.on": "2018-12-03"}
	return s
}

func TestSheets(t *testing.T) {
	c, at := words(t), liaison("sz-wxb", on(2018, 11, 20, 9, 10))
	for _, lang := range locales.Languages() {
		for name, s := range sheets(t) {
			t.Run(lang+"/"+name, func(t *testing.T) {
				m, err := view.DrawSheet(c.Printer(lang), s, at)
				if err != nil {
					t.Fatal(err)
				}
				for what, text := range map[string]string{"title": m.Title, "submit": m.Submit, "close": m.Close} {
					if n := utf8.RuneCountInString(text); n == 0 || n > 24 || strings.Contains(text, "…") {
						t.Errorf("%s of %d characters: %q", what, n, text)
					}
				}
				golden(t, filepath.Join("..", "sheets", lang, name+".json"), pretty(t, m))
			})
		}
	}
}

// TestViewsToWaitIn: each says itself once in every language, can't be handed in, and
// bears the id by which it is found.
func TestViewsToWaitIn(t *testing.T) {
	c := words(t)
	var ps []*locales.Printer
	for _, lang := range locales.Languages() {
		ps = append(ps, c.Printer(lang))
	}
	sheet := sheets(t)["wrong"]
	at := liaison("sz-wxb", on(2018, 11, 20, 9, 10))
	outcome := func(a answer.SheetOutcome) func() (view.Modal, error) {
		a.View = "wait/1"
		return func() (view.Modal, error) { return view.DrawOutcome(ps[0], a, at) }
	}
	for name, draw := range map[string]func() (view.Modal, error){
		"judging":   func() (view.Modal, error) { return view.Waiting("wait/1", ps...) },
		"opening":   func() (view.Modal, error) { return view.Opening(ps...) },
		"elsewhere": func() (view.Modal, error) { return view.Elsewhere(ps...) },
		"taken":     outcome(answer.SheetOutcome{Words: answer.SheetTaken}),
		"mended":    outcome(answer.SheetOutcome{Words: answer.SheetElsewhere, Sheet: &sheet}),
	} {
		t.Run(name, func(t *testing.T) {
			m, err := draw()
			if err != nil {
				t.Fatal(err)
			}
			golden(t, filepath.Join("..", "sheets", name+".json"), pretty(t, m))
			if waits := name != "mended"; (m.Submit == "") != waits || m.Title == "" || m.Close == "" {
				t.Errorf("%q, %q, %q", m.Title, m.Submit, m.Close)
			}
			if found := name != "opening" && name != "elsewhere"; (m.External == "wait/1") != found {
				t.Errorf("found by %q", m.External)
			}
		})
	}
}

func pretty(t *testing.T, v any) string {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestSheetAsksForEachField once, under the name by which it comes back, with the
// value that stands.
func TestSheetAsksForEachField(t *testing.T) {
	s := sheets(t)["changed"]
	m, err := view.DrawSheet(words(t).Printer(""), s, liaison("sz-wxb", on(2018, 11, 20, 9, 10)))
	if err != nil {
		t.Fatal(err)
	}
	var blocks []struct {
		Type    string
		ID      string `json:"block_id"`
		Element struct {
			ID    string `json:"action_id"`
			Value string `json:"initial_value"`
		}
	}
	if err := json.Unmarshal([]byte(pretty(t, m.Blocks)), &blocks); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, b := range blocks {
		if b.Type == "input" {
			got[b.Element.ID] = b.Element.Value
		}
		if b.Type == "input" && b.ID != b.Element.ID {
			t.Errorf("block %s holds %s", b.ID, b.Element.ID)
		}
	}
	if !maps.Equal(got, values()) {
		t.Errorf("asks for %v, want %v", got, values())
	}
}

func TestObjections(t *testing.T) {
	def, at := coordinatorForm(), liaison("sz-wxb", on(2018, 11, 20, 9, 10))
	typed := values()
	typed["head.phone"], typed["contact.name"] = "1380013", "<!channel>"
	for lang, want := range map[string]map[string]string{
		"zh-CN": {
			"head.phone":   "「1380013」位数不符：请填11位手机号，或带区号的座机号。",
			"contact.name": "「<!channel>」含有尖括号，不能填入，请去掉后再填。",
		},
		"en": {"head.phone": "1380013", "contact.name": "<!channel>"},
	} {
		errs, err := view.Objections(words(t).Printer(lang), answer.Objection{Form: def, Problems: form.CheckAll(def, typed)}, at)
		if err != nil || !slices.Equal(slices.Sorted(maps.Keys(errs)), slices.Sorted(maps.Keys(want))) {
			t.Errorf("%s: %v, %v", lang, errs, err)
		}
		for id, part := range want {
			if !strings.Contains(errs[id], part) {
				t.Errorf("%s: %s: %q, want %q in it", lang, id, errs[id], part)
			}
		}
	}
	over, err := view.Objections(words(t).Printer(""), answer.Objection{Form: def, Event: "done"}, at)
	if err != nil || !strings.Contains(over["head.name"], "已提交") || len(over) != 1 {
		t.Errorf("over: %v, %v", over, err)
	}
}

// TestLongAnswersAreNotRepeatedWhole: an objection stays short whatever was typed.
func TestLongAnswersAreNotRepeatedWhole(t *testing.T) {
	def := coordinatorForm()
	typed := map[string]string{}
	for _, f := range def.Fields {
		typed[f.ID] = strings.Repeat("𠮷", 3000)
	}
	errs, err := view.Objections(words(t).Printer(""), answer.Objection{Form: def, Problems: form.CheckAll(def, typed)},
		liaison("sz-wxb", on(2018, 11, 20, 9, 10)))
	if err != nil || len(errs) != len(def.Fields) {
		t.Errorf("%d objections, %v", len(errs), err)
	}
	for id, words := range errs {
		if n := utf8.RuneCountInString(words); n > 150 {
			t.Errorf("%s: %d characters", id, n)
		}
	}
}
