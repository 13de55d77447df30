package view_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"steward/locales"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/form"
	"steward/view"
)

// longestUpdate is what chat.update takes as text, in characters; a message that
// may be edited keeps to it from the start.
const longestUpdate = 4000

// longestBlocks is about where all blocks of a message together are too long.
const longestBlocks = 13200

// TestLimits holds every sample, and answers with the longest values that are
// plausible, to Slack's table of limits.
func TestLimits(t *testing.T) {
	c := words(t)
	for _, lang := range locales.Languages() {
		for _, s := range append(samples(t), long(t)...) {
			m, err := view.Draw(c.Printer(lang), s.a, s.at)
			if err != nil {
				t.Errorf("%s/%s: %v", lang, s.name, err)
				continue
			}
			for _, broken := range limits(t, s, m) {
				t.Errorf("%s/%s: %s", lang, s.name, broken)
			}
		}
	}
}

func limits(t *testing.T, s sample, m view.Message) []string {
	t.Helper()
	var broken []string
	most := 50 // a home tab takes twice as many, and has no text
	if _, home := s.a.(answer.Home); home {
		most = 100
	}
	if n := utf8.RuneCountInString(m.Text); n == 0 || (n > longestUpdate && most == 50) {
		broken = append(broken, fmt.Sprintf("text of %d characters", n))
	}
	if n := len(m.Blocks); n == 0 || n > most {
		broken = append(broken, fmt.Sprintf("%d blocks", n))
	}
	raw, err := json.Marshal(m.Blocks)
	if err != nil {
		t.Fatal(err)
	}
	var blocks []map[string]any
	if err := json.Unmarshal(raw, &blocks); err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, b := range blocks {
		complaints, n := block(b)
		broken, total = append(broken, complaints...), total+n
	}
	if total > longestBlocks {
		broken = append(broken, fmt.Sprintf("%d characters in all blocks", total))
	}
	return append(broken, repeatedIDs(blocks)...)
}

// block checks one block and returns how many characters of text it holds.
func block(b map[string]any) (broken []string, total int) {
	check := func(what string, object any, longest int) {
		text := textOf(object)
		total += utf8.RuneCountInString(text)
		if n := utf8.RuneCountInString(text); n == 0 || n > longest {
			broken = append(broken, fmt.Sprintf("%s of %d characters: %.40q", what, n, text))
		}
	}
	elements, _ := b["elements"].([]any)
	switch b["type"] {
	case "section":
		check("section", b["text"], 3000)
		if accessory, ok := b["accessory"].(map[string]any); ok {
			elements = []any{accessory}
		}
	case "context":
		if len(elements) > 10 {
			broken = append(broken, "more than 10 elements of context")
		}
		for _, e := range elements {
			check("context", e, 3000)
		}
		return broken, total
	case "actions":
		if len(elements) > 25 {
			broken = append(broken, "more than 25 actions")
		}
	case "divider":
	default:
		broken = append(broken, fmt.Sprintf("a block of type %v", b["type"]))
	}
	for _, e := range elements {
		element(e.(map[string]any), check)
	}
	return broken, total
}

func element(e map[string]any, check func(string, any, int)) {
	check("action_id", e["action_id"], 255)
	switch e["type"] {
	case "datepicker", "external_select":
		check("placeholder", e["placeholder"], 150)
	case "button":
		check("label", e["text"], 75)
		if v, ok := e["value"]; ok {
			check("value", v, 2000)
		}
		if confirm, ok := e["confirm"].(map[string]any); ok {
			check("confirm title", confirm["title"], 100)
			check("confirm text", confirm["text"], 300)
			check("confirm", confirm["confirm"], 30)
			check("deny", confirm["deny"], 30)
		}
	default:
		check(fmt.Sprintf("element of type %v", e["type"]), "", 0)
	}
}

func textOf(object any) string {
	if m, ok := object.(map[string]any); ok {
		object = m["text"]
	}
	s, _ := object.(string)
	return s
}

// repeatedIDs finds action_ids and block_ids that stand twice in one message.
func repeatedIDs(blocks []map[string]any) []string {
	var seen, broken []string
	note := func(id any) {
		s, ok := id.(string)
		if ok && slices.Contains(seen, s) {
			broken = append(broken, s+" stands twice")
		}
		if ok {
			seen = append(seen, s)
		}
	}
	for _, b := range blocks {
		note(b["block_id"])
		elements, _ := b["elements"].([]any)
		if accessory, ok := b["accessory"].(map[string]any); ok {
			elements = append(elements, accessory)
		}
		for _, e := range elements {
			note(e.(map[string]any)["action_id"])
		}
	}
	return broken
}

// long are answers that hold the longest values one could meet: units' names of
// 60 characters, domains of 253, 60 units, everything wrong with a domain.
func long(t *testing.T) []sample {
	w := newWorld(t)
	now := on(2018, 12, 12, 9, 0)
	unit := rules.Unit{Code: "sz-long", Name: strings.Repeat("宿", 60), Kind: rules.Department}
	var domains []rules.Domain
	for i := range 60 {
		d := site(strings.Repeat("a.", 120)+fmt.Sprint(i)+".gov.cn", strings.Repeat("网", 60)+fmt.Sprint(i), true)
		domains = append(domains, d)
	}
	w.add(unit, domains...)
	f := w.unit["sz-long"]
	at := liaison("sz-jtj", now)
	status, card := answer.BuildUnitStatus(w.book, f, 2, now), answer.BuildDomainStatus(w.book, f, f.Domains[0], now)
	// A holder is either an inner body, or of no known kind, or an outsider.
	atOnce := slices.DeleteFunc(everyFinding(), func(f rules.Finding) bool { return f.Class == rules.HolderClass })
	card.Report.Findings, status.Domains[0].Findings = atOnce, atOnce
	out := []sample{
		{"long_status", at, status}, {"long_card", at, card}, {"long_todo", at, answer.BuildTodo(w.book, f, now)},
		{"long_home", at, answer.Home{Unit: unit, Parts: []answer.Answer{answer.BuildTodo(w.book, f, now), status, status}}},
	}
	out = append(out, longList(unit, at))
	return append(out, w.longForms(unit, at)...)
}

func longList(unit rules.Unit, at view.Place) sample {
	list := answer.IntakeList{Kind: rules.Cleanup}
	var rows []answer.IntakeRow
	for range 60 {
		rows = append(rows, answer.IntakeRow{Unit: unit, Intake: both(unit.Code),
			Open: answer.Button{Action: answer.OpenIntake, Value: "sz-long/cleanup"}})
	}
	list.Rows, list.Page = answer.Cut(rows, 6, answer.Rows)
	list.Buttons = []answer.Button{
		answer.PageButton(answer.ListIntakes, "cleanup", list.Page, 1),
		answer.PageButton(answer.ListIntakes, "cleanup", list.Page, -1),
	}
	return sample{"long_list", at, list}
}

func (w *world) longForms(unit rules.Unit, at view.Place) []sample {
	long := map[string]string{}
	for id := range values() {
		long[id] = strings.Repeat("<&*张`", 60)
	}
	def := coordinatorForm()
	cells := form.CellsOf(def, long)
	for i := range cells {
		cells[i].Slip = true
	}
	problem := &form.Problem{Key: form.LeftOver, Field: "head.name", Said: strings.Repeat("长", 4000)}
	step := form.Step{Field: def.Fields[0], Number: 1, Of: 8}
	return []sample{
		{"long_summary", at, answer.Summary{Form: def, Unit: unit, Cells: cells}},
		{"long_question", at, answer.Question{Form: def, Unit: unit, Step: step, Filled: cells, Problem: problem}},
	}
}
