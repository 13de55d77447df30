package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// offered is what a field of choices offers.
type offered struct {
	Text  struct{ Text string }
	Value string
}

// searchField finds the newest field of choices.
func (s *stage) searchField(ts *testscript.TestScript) (message, element) {
	messages, err := s.messages(s.who, "dm")
	ts.Check(err)
	for _, m := range slices.Backward(messages) {
		for _, b := range m.Blocks {
			for _, e := range b.elements() {
				if e.Type == "external_select" {
					return m, e
				}
			}
		}
	}
	ts.Fatalf("no field to look in stands now")
	return message{}, element{}
}

func (s *stage) search(ts *testscript.TestScript, text string) []offered {
	m, e := s.searchField(ts)
	var found struct{ Options []offered }
	ts.Check(s.post("suggest", map[string]any{
		"user": s.who, "channel": m.Channel(nil), "ts": m.TS, "action_id": e.Action, "text": text,
	}, &found))
	return found.Options
}

// cmdFind prints what is found for a text: how many, and their names.
func (s *stage) cmdFind(ts *testscript.TestScript, _ bool, args []string) {
	found := s.search(ts, args[0])
	fmt.Fprintf(ts.Stdout(), "%d found\n", len(found))
	for _, o := range found {
		fmt.Fprintln(ts.Stdout(), o.Text.Text)
	}
}

// cmdChoose looks for a text and chooses the first that is found.
func (s *stage) cmdChoose(ts *testscript.TestScript, _ bool, args []string) {
	found := s.search(ts, args[0])
	if len(found) == 0 {
		ts.Fatalf("nothing is found for %q", args[0])
	}
	m, e := s.searchField(ts)
	ts.Check(s.post("click", map[string]any{
		"user": s.who, "channel": m.Channel(nil), "ts": m.TS, "action_id": e.Action, "value": found[0].Value,
	}, nil))
	settle()
	s.printChanged(ts, m.TS)
}

// modal is a view on top of what a person sees.
type modal struct {
	ID     string
	Title  struct{ Text string }
	Blocks []struct {
		Type    string
		ID      string `json:"block_id"`
		Text    *struct{ Text string }
		Label   struct{ Text string }
		Element struct {
			Type    string
			Action  string `json:"action_id"`
			Initial string `json:"initial_value"`
		}
	}
	State struct {
		Values map[string]map[string]struct{ Value string }
	}
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
		if b.Type == "input" {
			fmt.Fprintf(ts.Stdout(), "%s = %s\n", b.Label.Text, m.State.Values[b.ID][b.Element.Action].Value)
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
				values[b.ID] = s.filled(ts, m.ID, b.Element.Type, b.Element.Action, words)
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
func (s *stage) filled(ts *testscript.TestScript, view, kind, action, words string) any {
	switch kind {
	case "external_select":
		var found struct{ Options []offered }
		ts.Check(s.post("suggest", map[string]any{"user": s.who, "view_id": view, "action_id": action, "text": words}, &found))
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

// cmdSlow has sheets judged or made slowly, as by a database that is busy.
func (s *stage) cmdSlow(ts *testscript.TestScript, _ bool, args []string) {
	takes, err := time.ParseDuration(args[1])
	ts.Check(err)
	step := map[string]string{"judge": atJudge, "open": atOpen}[args[0]]
	s.w.house.at = func(at string) {
		if at == step {
			time.Sleep(takes)
		}
	}
}

// cmdLook prints the App Home as it stands, as if it had been left open.
func (s *stage) cmdLook(ts *testscript.TestScript, _ bool, _ []string) {
	var home struct{ Blocks []block }
	ts.Check(s.get("home?peek=1&user="+s.who, &home))
	fmt.Fprintln(ts.Stdout(), message{Blocks: home.Blocks}.drawn())
}
