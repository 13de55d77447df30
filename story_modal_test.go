package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// modal is a view on top of what a person sees.
type modal struct {
	ID     string
	Title  struct{ Text string }
	Blocks []inputBlock
	State  struct {
		Values map[string]map[string]inside
	}
}

type inputBlock struct {
	Type      string
	ID        string `json:"block_id"`
	Text      *struct{ Text string }
	Label     struct{ Text string }
	Accessory *element
	Elements  []element
	Element   struct {
		Type    string
		Action  string `json:"action_id"`
		Options []offered
	}
}

// inside is what stands in an input.
type inside struct {
	Value   string
	Date    string    `json:"selected_date"`
	Option  *offered  `json:"selected_option"`
	Options []offered `json:"selected_options"`
}

func (i inside) String() string {
	if i.Option != nil {
		return i.Option.Text.Text
	}
	words := i.Value + i.Date
	for _, o := range i.Options {
		words += o.Text.Text
	}
	return words
}

// buttons are those of a block.
func (b inputBlock) buttons() []element {
	all := slices.Clone(b.Elements)
	if b.Accessory != nil {
		all = append(all, *b.Accessory)
	}
	return all
}

// topModal is the modal that the acting person has open.
func (s *stage) topModal(ts *testscript.TestScript) (modal, bool) {
	var open []modal
	ts.Check(s.get("views?user="+s.who, &open))
	if len(open) == 0 {
		return modal{}, false
	}
	return open[len(open)-1], true
}

// cmdSheet prints the modal that is open: its title, its words, and a line for
// each input with what stands in it.
func (s *stage) cmdSheet(ts *testscript.TestScript, _ bool, _ []string) {
	m, open := s.topModal(ts)
	if !open {
		fmt.Fprintln(ts.Stdout(), "no sheet is open")
		return
	}
	fmt.Fprintln(ts.Stdout(), "# "+m.Title.Text)
	for _, b := range m.Blocks {
		if b.Text != nil {
			fmt.Fprintln(ts.Stdout(), b.Text.Text)
		}
		for _, e := range b.buttons() {
			fmt.Fprintln(ts.Stdout(), "["+e.label()+"]")
		}
		if b.Type == "input" {
			fmt.Fprintf(ts.Stdout(), "%s = %s\n", b.Label.Text, m.State.Values[b.ID][b.Element.Action])
		}
	}
}

// cmdHandIn types into the open modal, LABEL=WORDS, and hands it in. It prints
// what stands against it, a line an input, else what follows.
func (s *stage) cmdHandIn(ts *testscript.TestScript, _ bool, args []string) {
	m, open := s.topModal(ts)
	if !open {
		ts.Fatalf("no sheet is open")
	}
	labels, values := map[string]string{}, map[string]any{}
	for _, b := range m.Blocks {
		labels[b.ID] = b.Label.Text
		for _, arg := range args {
			if label, words, ok := strings.Cut(arg, "="); ok && label == b.Label.Text {
				values[b.ID] = s.filled(ts, m.ID, b, words)
			}
		}
	}
	if len(values) != len(args) {
		ts.Fatalf("of %q only %v stand in the sheet", args, values)
	}
	var said struct {
		Errors map[string]string
		Action string `json:"response_action"`
	}
	ts.Check(s.post("submit", map[string]any{"user": s.who, "view_id": m.ID, "values": values}, &said))
	settle()
	if len(said.Errors) == 0 && said.Action == "" {
		s.printNew(ts)
		return
	}
	for _, id := range slices.Sorted(maps.Keys(said.Errors)) {
		fmt.Fprintln(ts.Stdout(), labels[id]+": "+said.Errors[id])
	}
	s.cmdSheet(ts, false, nil)
}

// filled is what an input of a kind holds once the words are put into it: what is
// looked for by them, or the file of the script that they name.
func (s *stage) filled(ts *testscript.TestScript, view string, b inputBlock, words string) any {
	switch b.Element.Type {
	case "static_select":
		return b.option(ts, words)
	case "checkboxes":
		if words == "" {
			return []string{}
		}
		return []string{b.option(ts, words)}
	case "external_select":
		var found struct{ Options []offered }
		ts.Check(s.post("suggest", map[string]any{"user": s.who, "view_id": view, "action_id": b.Element.Action, "text": words}, &found))
		if len(found.Options) == 0 {
			ts.Fatalf("nothing is found for %q", words)
		}
		return found.Options[0].Value
	case "file_input":
		var up struct{ File struct{ ID string } }
		ts.Check(s.post("upload", map[string]any{
			"user": s.who, "channel": "dm", "name": words, "private": true, "content_base64": []byte(ts.ReadFile(words)),
		}, &up))
		return []string{up.File.ID}
	}
	return words
}

// option is the value of the choice that words name.
func (b inputBlock) option(ts *testscript.TestScript, words string) string {
	for _, o := range b.Element.Options {
		if o.Text.Text == words {
			return o.Value
		}
	}
	ts.Fatalf("%s has no choice %q", b.Label.Text, words)
	return ""
}

// cmdPress presses a button of the open modal, or makes a choice in it, LABEL=WORDS,
// with what is typed so far, and prints it as it is then.
func (s *stage) cmdPress(ts *testscript.TestScript, _ bool, args []string) {
	m, open := s.topModal(ts)
	if !open {
		ts.Fatalf("no sheet is open")
	}
	nth := 1
	if len(args) > 1 {
		_, err := fmt.Sscan(args[1], &nth)
		ts.Check(err)
	}
	click := map[string]any{"user": s.who, "view_id": m.ID}
	for _, b := range m.Blocks {
		for _, e := range b.buttons() {
			if e.label() == args[0] {
				if nth--; nth == 0 {
					click["action_id"], click["value"] = e.Action, e.Value
				}
			}
		}
		if label, words, ok := strings.Cut(args[0], "="); ok && label == b.Label.Text {
			click["action_id"], click["value"] = b.Element.Action, b.option(ts, words)
		}
	}
	ts.Check(s.post("click", click, nil))
	settle()
	s.cmdSheet(ts, false, nil)
}
