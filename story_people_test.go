package main

import (
	"slices"

	"github.com/rogpeppe/go-internal/testscript"
)

// cmdSet picks a date in the newest picker of an action.
func (s *stage) cmdSet(ts *testscript.TestScript, _ bool, args []string) {
	messages, err := s.messages(s.who, "dm")
	ts.Check(err)
	for _, m := range slices.Backward(messages) {
		for _, b := range m.Blocks {
			for _, e := range b.elements() {
				if e.Type != "datepicker" || e.Action != args[0] {
					continue
				}
				ts.Check(s.post("click", map[string]any{
					"user": s.who, "channel": m.Channel(messages), "ts": m.TS, "action_id": e.Action, "value": args[1],
				}, nil))
				settle()
				return
			}
		}
	}
	ts.Fatalf("no date picker %s stands now", args[0])
}

// cmdClosed has the workspace tell that somebody's account was closed.
func (s *stage) cmdClosed(ts *testscript.TestScript, _ bool, args []string) {
	id, err := s.person(args[0])
	ts.Check(err)
	ts.Check(s.post("account", map[string]any{"user": id, "closed": true}, nil))
	settle()
}
