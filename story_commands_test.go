package main

import (
	"fmt"
	"io"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"steward/rules/calendar"
)

type command = func(ts *testscript.TestScript, neg bool, args []string)

// commands are the words of a script beside testscript's own:
//
//	begin 2018-11-20T09:00   open the demo at that time in Shanghai
//	restart                  stop the program and start it on the same data
//	as sz-wxb/liaison        who acts from now on; prints what they were told since last time
//	say TEXT                 in the direct message with the bot; \n is a new line; prints the answers
//	reply MARK TEXT          the same, in the thread of the newest message with MARK; prints what is answered there
//	upload FILE [TEXT]       shares the script's file in the direct message; prints the answers
//	mention TEXT             in the channel; prints the answers in the thread
//	click LABEL [N]          the newest button with that label (the Nth, when it stands more than once); prints what follows
//	pick DATE                in the newest message's date picker, for the next click
//	set ACTION DATE          in the newest date picker of that action, as "deputy.from"
//	closed sz-jtj/liaison    their account of the workspace is closed
//	opened sz-jtj/liaison    and open again
//	rest 1m                  so much of the machine's time goes by, and none of the domain's
//	find TEXT                in the newest field of choices; prints how many are found, then their names
//	choose TEXT              the first that is found so; prints what follows
//	sheet                    prints the sheet that is open, with what stands in it
//	press LABEL [N]          a button of the open sheet, or a choice in it, LABEL=WORDS; prints the sheet as it is then
//	handin LABEL=WORDS …     types into it and hands it in; prints what stands against it, else what follows
//	slow judge 2s            from now on sheets are judged so slowly; "open": made
//	until 2018-12-14T09:30   live through everything until then
//	later 60h                the same, by a duration
//	told TEXT                who got a message with TEXT today: "N people", then one line each
//	home                     prints the App Home
//	look                     prints the App Home as it stands, without opening it
//	document                 prints the words of the newest document, cell by cell
//	tap LABEL                presses a button of the App Home; prints what follows in the direct message
//	taken FILE               keeps the newest file as the script's FILE
//	viewed                   prints each full view: whose unit, which persons, why
//	erase sz-wxb NAME        erases somebody whom a unit's forms name
//	paper sz-wxb             prints the unit's paper as it would be made now
func (s *stage) commands() map[string]command {
	return map[string]command{
		"begin": s.cmdBegin, "restart": s.cmdRestart, "as": s.cmdAs, "say": s.cmdSay, "mention": s.cmdMention,
		"click": s.cmdClick, "pick": s.cmdPick, "until": s.cmdUntil, "later": s.cmdLater,
		"told": s.cmdTold, "home": s.cmdHome, "document": s.cmdDocument, "taken": s.cmdTaken, "tap": s.cmdTap,
		"find": s.cmdFind, "choose": s.cmdChoose, "sheet": s.cmdSheet, "handin": s.cmdHandIn,
		"look": s.cmdLook, "viewed": s.cmdViewed, "erase": s.cmdErase, "paper": s.cmdPaper,
		"upload": s.cmdUpload, "set": s.cmdSet, "closed": s.cmdClosed, "opened": s.cmdOpened, "rest": cmdRest,
		"reply": s.cmdReply, "press": s.cmdPress, "slow": s.cmdSlow,
	}
}

func testLog(to io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(to, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

func localTime(ts *testscript.TestScript, text string) time.Time {
	at, err := time.ParseInLocation("2006-01-02T15:04", text, calendar.Local(time.Now()).Location())
	ts.Check(err)
	return at.UTC()
}

func (s *stage) cmdBegin(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(s.begin(localTime(ts, args[0])))
}

func (s *stage) cmdRestart(ts *testscript.TestScript, _ bool, _ []string) {
	ts.Check(s.stop())
	ts.Check(s.begin(time.Time{}))
}

func (s *stage) cmdAs(ts *testscript.TestScript, _ bool, args []string) {
	id, err := s.person(args[0])
	ts.Check(err)
	s.who = id
	s.printNew(ts)
}

// printNew prints what the acting person's direct messages hold since they were
// last looked at.
func (s *stage) printNew(ts *testscript.TestScript) {
	messages, err := s.messages(s.who, "dm")
	ts.Check(err)
	var out []string
	for _, m := range messages {
		if m.TS > s.seen[s.who] && m.User != s.who {
			out = append(out, m.drawn())
		}
	}
	if len(messages) > 0 {
		s.seen[s.who] = messages[len(messages)-1].TS
	}
	fmt.Fprintln(ts.Stdout(), strings.Join(out, "\n--\n"))
}

func (s *stage) cmdSay(ts *testscript.TestScript, _ bool, args []string) {
	text := strings.ReplaceAll(strings.Join(args, " "), `\n`, "\n")
	ts.Check(s.post("say", map[string]any{"user": s.who, "channel": "dm", "text": text}, nil))
	settle()
	s.printNew(ts)
}

func (s *stage) cmdReply(ts *testscript.TestScript, _ bool, args []string) {
	messages, err := s.messages(s.who, "dm")
	ts.Check(err)
	for _, m := range slices.Backward(messages) {
		if m.User == s.who || m.Thread != "" && m.Thread != m.TS || !strings.Contains(m.drawn(), args[0]) {
			continue
		}
		body := map[string]any{"user": s.who, "channel": "dm", "thread_ts": m.TS, "text": strings.Join(args[1:], " ")}
		ts.Check(s.post("say", body, nil))
		settle()
		after, err := s.messages(s.who, "dm")
		ts.Check(err)
		for _, a := range after[len(messages)+1:] {
			if a.Thread == m.TS {
				fmt.Fprintln(ts.Stdout(), a.drawn())
			}
		}
		return
	}
	ts.Fatalf("no message with %q stands now", args[0])
}

func (s *stage) cmdUpload(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(s.post("upload", map[string]any{
		"user": s.who, "channel": "dm", "name": args[0], "content_base64": []byte(ts.ReadFile(args[0])), "text": strings.Join(args[1:], " "),
	}, nil))
	settle()
	s.printNew(ts)
}

func (s *stage) cmdMention(ts *testscript.TestScript, _ bool, args []string) {
	var said struct{ Channel, TS string }
	text := "<@U0SANDBOX> " + strings.Join(args, " ")
	ts.Check(s.post("say", map[string]any{"user": s.who, "channel": "C0DOMAINS", "text": text}, &said))
	settle()
	messages, err := s.messages(s.who, said.Channel)
	ts.Check(err)
	for _, m := range messages {
		if m.Thread == said.TS && m.User != s.who {
			fmt.Fprintln(ts.Stdout(), m.drawn())
		}
	}
}

func (s *stage) cmdClick(ts *testscript.TestScript, _ bool, args []string) {
	messages, err := s.messages(s.who, "dm")
	ts.Check(err)
	nth := 1
	if len(args) > 1 {
		_, err := fmt.Sscan(args[1], &nth)
		ts.Check(err)
	}
	for _, m := range slices.Backward(messages) {
		if b, ok := m.button(args[0], nth); ok {
			ts.Check(s.post("click", map[string]any{
				"user": s.who, "channel": m.Channel(messages), "ts": m.TS, "action_id": b.Action, "value": b.Value,
			}, nil))
			settle()
			s.printChanged(ts, m.TS)
			return
		}
	}
	ts.Fatalf("no button %q stands now", args[0])
}

// printChanged prints the clicked message as it is now, then what is new.
func (s *stage) printChanged(ts *testscript.TestScript, clicked string) {
	messages, err := s.messages(s.who, "dm")
	ts.Check(err)
	for _, m := range messages {
		if m.TS == clicked && m.Edited != nil {
			fmt.Fprintln(ts.Stdout(), "(edited) "+m.drawn()+"\n--")
		}
	}
	s.printNew(ts)
}

func (s *stage) cmdPick(ts *testscript.TestScript, _ bool, args []string) {
	messages, err := s.messages(s.who, "dm")
	ts.Check(err)
	for _, m := range slices.Backward(messages) {
		if id, ok := m.picker(); ok {
			ts.Check(s.post("click", map[string]any{
				"user": s.who, "channel": m.Channel(messages), "ts": m.TS, "action_id": id, "value": args[0],
			}, nil))
			settle()
			return
		}
	}
	ts.Fatalf("no date picker stands now")
}

func (s *stage) cmdUntil(ts *testscript.TestScript, _ bool, args []string) {
	at := localTime(ts, args[0])
	ts.Check(s.post("clock", map[string]any{"to": calendar.Local(at).Format(time.RFC3339)}, nil))
	settle()
}

func (s *stage) cmdLater(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(s.post("clock", map[string]any{"advance": args[0]}, nil))
	settle()
}

func (s *stage) cmdTold(ts *testscript.TestScript, _ bool, args []string) {
	want := regexp.MustCompile(args[0])
	users, err := s.users()
	ts.Check(err)
	today := calendar.DateOf(s.w.house.clock.Now())
	var names []string
	for _, u := range users {
		messages, err := s.messages(u.ID, "dm")
		ts.Check(err)
		if slices.ContainsFunc(messages, func(m message) bool {
			return calendar.DateOf(m.at()) == today && want.MatchString(m.drawn())
		}) {
			names = append(names, strings.TrimPrefix(u.Unit+"/"+u.Roles[0], "/"))
		}
	}
	fmt.Fprintf(ts.Stdout(), "%d people\n%s\n", len(names), strings.Join(names, "\n"))
}
