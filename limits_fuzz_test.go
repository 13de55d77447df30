package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"steward/bot"
	"steward/sandbox"
)

// The house's own check of what it sends against the sandbox's, which were
// written apart: what the house lets through, Slack's double has to take.

// A stricter is a rule by which the house keeps back what the sandbox would take,
// and why; and a body that shows it.
type stricter struct {
	rule, path string // of the LimitError; path is a pattern
	why        string
	body       string
}

func stricterRules() []stricter {
	section := func(text string) string {
		return `{"text":"x","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"` + text + `"}}]}`
	}
	return []stricter{
		{"a notification needs words", `^text$`, "without them the phone shows nothing", `{"text":"","blocks":[{"type":"divider"}]}`},
		{"characters", `^text$`, "chat.postMessage cuts silently", `{"text":"` + words(40_001) + `"}`},
		{"it calls a whole channel", `.`, "Slack does as it is told; we never mean it", section("hi <!here>")},
		{"characters in all", `^blocks$`, "what Slack counts it does not say, so all of the JSON is", `{"text":"x","blocks":[` + many(8, `{"type":"section","text":{"type":"mrkdwn","text":"`+words(1620)+`"}}`) + `]}`},
		{"characters", `\.value$`, "an option's value: the pages of Slack's name 75 and 150", choiceOf(words(76))},
		{"used twice", `\.action_id$`, "unique in a block, by Slack's page; the sandbox holds it for actions alone",
			`{"text":"x","blocks":[{"type":"card","title":{"type":"mrkdwn","text":"t"},"actions":[` + many(2, `{"type":"button","action_id":"a","text":{"type":"plain_text","text":"b"}}`) + `]}]}`},
		{"a type that has no measure here: alert", `.`, "what we never send is not measured", `{"text":"x","blocks":[{"type":"alert"}]}`},
		{"needed, and not there", `\.text$`, "markdown without words shows nothing", `{"text":"x","blocks":[{"type":"markdown","text":""}]}`},
		{"needed, and not there", `\.alt_text$`, "a picture without words says nothing to who can't see it", `{"text":"x","blocks":[{"type":"image","image_url":"https://x.invalid","alt_text":""}]}`},
		{"needed, and not there", `\.value$`, "an option without a value chooses nothing", choiceOf("")},
	}
}

func choiceOf(value string) string {
	return `{"text":"x","blocks":[{"type":"actions","elements":[{"type":"static_select","options":[` +
		`{"text":{"type":"plain_text","text":"o"},"value":"` + value + `"}]}]}]}`
}

// keeps reports whether a rule is one of those listed.
func keeps(over *bot.LimitError) bool {
	for _, s := range stricterRules() {
		if s.rule == over.Rule && regexp.MustCompile(s.path).MatchString(over.Path) {
			return true
		}
	}
	return false
}

// slackDouble is a sandbox that is handed bodies as they are.
type slackDouble struct {
	sandbox *sandbox.Sandbox
	ts      string // of a message that can be changed
	modal   string // of an open modal
}

// newSlackDouble opens a sandbox with a message and a modal in it.
func newSlackDouble(t testing.TB) *slackDouble {
	t.Helper()
	s, err := sandbox.New(sandbox.Options{Users: []sandbox.User{{ID: "U1", Name: "liaison"}}})
	if err != nil {
		t.Fatal(err)
	}
	d := &slackDouble{sandbox: s}
	t.Cleanup(func() {
		d.sandbox.Client().CloseIdleConnections()
		if err := d.sandbox.Close(); err != nil {
			t.Error(err)
		}
	})
	said, err := d.call("chat.postMessage", map[string]any{"channel": "U1", "text": "x"})
	if err != nil {
		t.Fatal(err)
	}
	d.ts = said.TS
	opened, err := d.call("views.open", map[string]any{
		"trigger_id": d.trigger(t), "view": json.RawMessage(`{"type":"modal","title":{"type":"plain_text","text":"t"},"blocks":[]}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	d.modal = opened.View.ID
	return d
}

// triggers is an inbox that waits for one trigger.
type triggers chan string

func (c triggers) Accept(_ context.Context, it bot.Item) (bool, error) {
	c <- it.In.Trigger
	return true, nil
}

func (c triggers) Take(it bot.Item, done func(bool, error)) {
	c <- it.In.Trigger
	done(true, nil)
}

// nowhere knows no direct channels.
type nowhere struct{}

func (nowhere) DMChannel(context.Context, string) (string, error)  { return "", nil }
func (nowhere) SetDMChannel(context.Context, string, string) error { return nil }

// trigger has a person use a command, and the bot take it in.
func (d *slackDouble) trigger(t testing.TB) string {
	t.Helper()
	got := make(triggers, 1)
	b, err := bot.New(bot.Options{
		Token: "xoxb-sandbox", AppToken: "xapp-sandbox", APIURL: "http://sandbox.invalid/api/", HTTP: d.sandbox.Client(),
		Inbox: got, Channels: nowhere{}, Draw: (&house{}).draw,
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	for err = errors.New("not yet"); err != nil && t.Context().Err() == nil; { // until the bot is connected
		body := strings.NewReader(`{"user":"U1","channel":"dm","command":"/x"}`)
		resp, perr := d.sandbox.Client().Post(base+"command", "application/json", body)
		err = decode(resp, perr, nil)
	}
	trigger := <-got
	stop()
	if err := errors.Join(err, <-ended); err != nil {
		t.Fatal(err)
	}
	return trigger
}

type slackSays struct {
	OK    bool
	Error string
	TS    string
	View  struct{ ID string }
	Meta  struct{ Messages []string } `json:"response_metadata"`
}

// call makes one call of the Web API; the error is Slack's.
func (d *slackDouble) call(method string, args map[string]any) (said slackSays, err error) {
	raw, err := json.Marshal(args)
	if err != nil {
		return said, err
	}
	req, err := http.NewRequest(http.MethodPost, "http://sandbox.invalid/api/"+method, bytes.NewReader(raw))
	if err != nil {
		return said, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer xoxb-sandbox")
	resp, err := d.sandbox.Client().Do(req)
	if err := decode(resp, err, &said); err != nil {
		return said, err
	}
	if !said.OK {
		return said, fmt.Errorf("%s: %s %v", method, said.Error, said.Meta.Messages)
	}
	return said, nil
}

// take hands a body to Slack's double, as it would be sent, and returns what it
// refuses it for.
func (d *slackDouble) take(kind string, body map[string]any) error {
	args := map[string]any{"channel": "DU1"}
	for k, v := range body {
		args[k] = v
	}
	var err error
	switch kind {
	case "post":
		var said slackSays
		args["channel"] = "U1"
		if said, err = d.call("chat.postMessage", args); err == nil {
			_, gone := d.call("chat.delete", map[string]any{"channel": "D1", "ts": said.TS})
			return gone
		}
	case "update":
		args["channel"], args["ts"] = "D1", d.ts
		_, err = d.call("chat.update", args)
	case "home":
		_, err = d.call("views.publish", map[string]any{"user_id": "U1", "view": body})
	default:
		_, err = d.call("views.update", map[string]any{"view_id": d.modal, "view": body})
	}
	return err
}

// ours is what the house's own check says.
func ours(kind string, body map[string]any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	if kind == "post" || kind == "update" {
		return bot.CheckMessage(raw, kind == "update")
	}
	return bot.CheckView(raw)
}

// compare draws a body and has both judge it.
func (d *slackDouble) compare(t *rapid.T) {
	kind := rapid.SampledFrom([]string{"post", "update", "home", "modal"}).Draw(t, "kind")
	body := maker{t}.body(kind)
	mine, theirs := ours(kind, body), d.take(kind, body)
	var over *bot.LimitError
	switch {
	case mine == nil && theirs != nil:
		t.Fatalf("we let through what Slack refuses: %s: %v\n%s", kind, theirs, clipped(body))
	case mine != nil && !errors.As(mine, &over):
		t.Fatalf("our check fails: %v\n%s", mine, clipped(body))
	case mine != nil && theirs == nil && !keeps(over):
		t.Fatalf("we refuse what Slack takes, by a rule that is not listed: %s: %v\n%s", kind, mine, clipped(body))
	}
}

func clipped(body map[string]any) string {
	raw, err := json.Marshal(body)
	if err != nil {
		return err.Error()
	}
	return regexp.MustCompile(`(字|x|𠮷|&amp;|😀){20,}`).ReplaceAllString(string(raw), "…")
}

func TestLimits(t *testing.T) {
	rapid.Check(t, newSlackDouble(t).compare)
}

func FuzzLimits(f *testing.F) {
	d := newSlackDouble(f)
	chance := rand.New(rand.NewPCG(2018, 116))
	for size := 8; size <= 4096; size *= 2 {
		for range 8 {
			seed := make([]byte, size)
			for i := range seed {
				seed[i] = byte(chance.Uint32())
			}
			f.Add(seed)
		}
	}
	compare := rapid.MakeFuzz(d.compare)
	f.Fuzz(func(t *testing.T, seed []byte) { compare(t, lasting(seed)) })
}

// TestStricterRules: each rule that is listed is one of ours, and the sandbox
// takes what it keeps back.
func TestStricterRules(t *testing.T) {
	d := newSlackDouble(t)
	for _, s := range stricterRules() {
		var body map[string]any
		if err := json.Unmarshal([]byte(s.body), &body); err != nil {
			t.Fatal(err)
		}
		var over *bot.LimitError
		if err := ours("post", body); !errors.As(err, &over) || over.Rule != s.rule || !regexp.MustCompile(s.path).MatchString(over.Path) {
			t.Errorf("%s at %s: our check says %v", s.rule, s.path, err)
		}
		if err := d.take("post", body); err != nil {
			t.Errorf("%s at %s is no longer stricter: %v", s.rule, s.path, err)
		}
	}
}

// lasting repeats a seed until it is enough for the longest thing drawn: one that
// ran out in the middle would be skipped, and try nothing.
func lasting(seed []byte) []byte {
	const enough = 1 << 18
	return bytes.Repeat(append(seed, 0), enough/(len(seed)+1)+1)
}
