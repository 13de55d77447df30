package main

import (
	"slices"
	"time"

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
	s.account(ts, args[0], true)
}

// cmdOpened has it tell that the account is open again.
func (s *stage) cmdOpened(ts *testscript.TestScript, _ bool, args []string) {
	s.account(ts, args[0], false)
}

func (s *stage) account(ts *testscript.TestScript, who string, closed bool) {
	id, err := s.person(who)
	ts.Check(err)
	ts.Check(s.post("account", map[string]any{"user": id, "closed": closed}, nil))
	settle()
}

// cmdRest lets the machine's time go by.
func cmdRest(ts *testscript.TestScript, _ bool, args []string) {
	d, err := time.ParseDuration(args[0])
	ts.Check(err)
	time.Sleep(d)
	settle()
}

// cmdTap presses a button of the App Home; what follows comes as a message, or a
// sheet opens.
func (s *stage) cmdTap(ts *testscript.TestScript, _ bool, args []string) {
	var home struct {
		ID     string
		Blocks []block
	}
	ts.Check(s.get("home?peek=1&user="+s.who, &home))
	b, ok := message{Blocks: home.Blocks}.button(args[0], 1)
	if !ok {
		ts.Fatalf("no button %q stands in the home tab", args[0])
	}
	ts.Check(s.post("click", map[string]any{"user": s.who, "view_id": home.ID, "action_id": b.Action, "value": b.Value}, nil))
	settle()
	s.printNew(ts)
}
