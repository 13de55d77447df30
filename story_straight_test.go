package main

import (
	"fmt"
	"slices"
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
