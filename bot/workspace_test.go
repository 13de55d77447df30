package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"steward/rules/answer"
	"steward/sandbox"
)

// workspace is a bot at the sandbox, in a bubble.
type workspace struct {
	t     *testing.T
	bot   *Bot
	inbox *inboxFake
	dms   *dmFake
	slack *sandbox.Sandbox
	http  *http.Client
	calls atomic.Int32 // of any method
	doc   *Document    // what every answer carries
}

// at runs play in a workspace of two people and a channel.
func at(t *testing.T, o Options, play func(t *testing.T, w *workspace)) {
	synctest.Test(t, func(t *testing.T) {
		w := &workspace{t: t, inbox: &inboxFake{}, dms: &dmFake{}}
		s, err := sandbox.New(sandbox.Options{
			Users:    []sandbox.User{{ID: "U1", Name: "liaison"}, {ID: "U2", Name: "office"}},
			Channels: []sandbox.Channel{{ID: "C1", Name: "general", Members: []string{"U1", "U2"}}},
		})
		if err != nil {
			t.Fatal(err)
		}
		w.slack, w.http = s, s.Client()
		o.Token, o.AppToken, o.APIURL = "xoxb-sandbox", "xapp-sandbox", "http://sandbox.invalid/api/"
		o.HTTP = &http.Client{Transport: counting{w.http.Transport, &w.calls}}
		o.Inbox, o.Channels, o.Draw = w.inbox, w.dms, drawKey
		o.Papers = func(answer.Answer, answer.Reader) (*Document, error) { return w.doc, nil }
		if w.bot, err = New(o); err != nil {
			t.Fatal(err)
		}
		play(t, w)
		w.http.CloseIdleConnections()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

type counting struct {
	http.RoundTripper
	n *atomic.Int32
}

func (c counting) RoundTrip(r *http.Request) (*http.Response, error) {
	c.n.Add(1)
	return c.RoundTripper.RoundTrip(r)
}

// control calls the sandbox's control API and decodes what it answers.
func (w *workspace) control(method, path string, body, into any) {
	w.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		w.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(w.t.Context(), method, "http://sandbox.invalid/sandbox/"+path, bytes.NewReader(raw))
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := w.http.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	answer, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		w.t.Fatalf("%s: %s %s %v", path, res.Status, answer, err)
	}
	if into != nil {
		if err := json.Unmarshal(answer, into); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *workspace) faults(f sandbox.Faults) { w.control("POST", "faults", f, nil) }

// shown is one message as people see it.
type shown struct {
	TS       string `json:"ts"`
	Thread   string `json:"thread_ts"`
	Text     string `json:"text"`
	User     string `json:"user"`
	Metadata struct {
		Payload map[string]string `json:"event_payload"`
	} `json:"metadata"`
	Files []struct {
		Name string `json:"name"`
		URL  string `json:"url_private"`
	} `json:"files"`
}

// messages lists a conversation as U1 sees it.
func (w *workspace) messages(channel string) []shown {
	w.t.Helper()
	var raw json.RawMessage
	w.control("GET", "messages?user=U1&channel="+channel, nil, &raw)
	var list []shown
	if json.Unmarshal(raw, &list) == nil {
		return list
	}
	var wrapped struct{ Messages []shown }
	if err := json.Unmarshal(raw, &wrapped); err != nil {
		w.t.Fatalf("messages: %v: %s", err, raw)
	}
	return wrapped.Messages
}

// sum counts the bot's posts with words, and its files, in a conversation.
func (w *workspace) sum(channel string) (posts, files int) {
	for _, m := range w.messages(channel) {
		if m.User != sandbox.BotUser {
			continue
		}
		files += len(m.Files)
		if len(m.Files) == 0 {
			posts++
		}
	}
	return posts, files
}

func parcel(key string) Parcel {
	return Parcel{Key: key, Person: "U1", Answer: answer.Notice{Key: "hello " + key}, Reader: answer.Reader{ID: "U1"}}
}

// What a person does in the workspace comes in once, with what it needs.
func TestWorkspaceComesIn(t *testing.T) {
	at(t, Options{}, func(t *testing.T, w *workspace) {
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- w.bot.Run(ctx) }()
		synctest.Wait()
		w.control("POST", "say", map[string]string{"user": "U1", "channel": "dm", "text": "when & where"}, nil)
		w.control("POST", "say", map[string]string{"user": "U1", "channel": "C1", "text": "<@" + sandbox.BotUser + "> szjy.net.cn?"}, nil)
		w.control("POST", "say", map[string]string{"user": "U1", "channel": "C1", "text": "among ourselves"}, nil)
		w.control("POST", "command", map[string]string{"user": "U1", "channel": "C1", "command": "/steward", "text": "help"}, nil)
		w.control("POST", "open", map[string]string{"user": "U2", "tab": "home"}, nil)
		time.Sleep(time.Minute)
		var got [][3]string
		for _, it := range w.inbox.items {
			got = append(got, [3]string{it.In.Kind, it.In.ChannelType, it.In.Text})
		}
		want := [][3]string{
			{"message", "im", "when & where"}, {"message", "channel", "szjy.net.cn?"}, {"command", "channel", "help"}, {"home", "", ""},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// Whatever happens to acknowledgements and connections, all that was said is
// kept, and kept once.
func TestWorkspaceFaultsLoseNothing(t *testing.T) {
	for name, fault := range map[string]sandbox.Faults{
		"acknowledgements get lost": {DropAcks: 5},
		"connections end":           {CloseAfterSend: 5},
		"a refresh":                 {Disconnect: "refresh_requested"},
		"a warning":                 {Disconnect: "warning"},
		"all closed":                {CloseSockets: true},
	} {
		t.Run(name, func(t *testing.T) {
			at(t, Options{}, func(t *testing.T, w *workspace) {
				ctx, stop := context.WithCancel(t.Context())
				done := make(chan error, 1)
				go func() { done <- w.bot.Run(ctx) }()
				synctest.Wait()
				w.faults(fault)
				const said = 20
				for range said {
					w.control("POST", "say", map[string]string{"user": "U1", "channel": "dm", "text": "hello"}, nil)
				}
				time.Sleep(10 * time.Minute)
				if n := len(w.inbox.keys()); n != said {
					t.Errorf("%d of %d kept", n, said)
				}
				stop()
				if err := <-done; err != nil {
					t.Error(err)
				}
			})
		})
	}
}

func TestDeliver(t *testing.T) {
	at(t, Options{}, func(t *testing.T, w *workspace) {
		var noted []Sent
		p := parcel("m1")
		p.Note = func(_ context.Context, s Sent) error { noted = append(noted, s); return nil }
		w.doc = &Document{Name: "form.docx", Body: []byte("PK")}
		sent, err := w.bot.Deliver(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		list := w.messages("dm")
		if len(list) != 2 || list[0].Text != "hello m1" || list[0].TS != sent.TS || list[0].Metadata.Payload["key"] != "m1" {
			t.Errorf("in the channel: %+v", list)
		}
		if len(list) == 2 && (len(list[1].Files) != 1 || list[1].Files[0].Name != "form.docx") {
			t.Errorf("the document: %+v", list[1])
		}
		want := []Sent{{Channel: sent.Channel, TS: sent.TS}, sent}
		if diff := cmp.Diff(want, noted); diff != "" || sent.FileID == "" {
			t.Error(diff, sent)
		}
		w.doc = nil
		change := Parcel{Key: "m1", EditChannel: sent.Channel, EditTS: sent.TS, Answer: answer.Notice{Key: "changed"}}
		if _, err := w.bot.Deliver(t.Context(), change); err != nil {
			t.Fatal(err)
		}
		if got := w.messages("dm")[0]; got.Text != "changed" || got.TS != sent.TS {
			t.Errorf("after the change: %+v", got)
		}
		if _, err := w.bot.Deliver(t.Context(), parcel("m2")); err != nil || len(w.dms.known) != 1 {
			t.Errorf("the second message: %v, channels %v", err, w.dms.known)
		}
	})
}

func TestDeliverInThread(t *testing.T) {
	at(t, Options{}, func(t *testing.T, w *workspace) {
		root, err := w.bot.Deliver(t.Context(), Parcel{Key: "root", Channel: "C1", Answer: answer.Notice{Key: "root"}})
		if err != nil {
			t.Fatal(err)
		}
		reply := Parcel{Key: "reply", Channel: "C1", Thread: root.TS, Answer: answer.Notice{Key: "a <b> & c"}}
		first, err := w.bot.Deliver(t.Context(), reply)
		if err != nil {
			t.Fatal(err)
		}
		reply.Again = true
		again, err := w.bot.Deliver(t.Context(), reply)
		if err != nil || again != first {
			t.Errorf("again %+v, first %+v, %v", again, first, err)
		}
		list := w.messages("C1")
		if len(list) != 2 || list[1].Thread != root.TS || list[1].Text != "a &lt;b&gt; &amp; c" {
			t.Errorf("%+v", list)
		}
	})
}

// The table of looking before repeating: what went wrong at first, and what
// stands in the end after as many attempts as it takes.
func TestLookBeforeRepeat(t *testing.T) {
	one := func(method string) map[string]int { return map[string]int{method: 1} }
	for name, c := range map[string]struct {
		fault sandbox.Faults
		doc   bool
	}{
		"nothing went wrong":             {},
		"posted, then an error":          {fault: sandbox.Faults{ErrorAfter: one("chat.postMessage")}},
		"not posted, and an error":       {fault: sandbox.Faults{ErrorBefore: one("chat.postMessage")}},
		"posted, shown late":             {fault: sandbox.Faults{ErrorAfter: one("chat.postMessage"), LateVisibility: 1}},
		"too fast":                       {fault: sandbox.Faults{Burst: one("chat.postMessage"), RetryAfter: 30}},
		"no channel yet":                 {fault: sandbox.Faults{ErrorAfter: one("conversations.open")}},
		"document shared, then an error": {fault: sandbox.Faults{ErrorAfter: one("files.completeUploadExternal")}, doc: true},
		"document shared late":           {fault: sandbox.Faults{ErrorAfter: one("files.completeUploadExternal"), LateShare: 1}, doc: true},
		"document not shared":            {fault: sandbox.Faults{ErrorBefore: one("files.completeUploadExternal")}, doc: true},
		"no place for the document":      {fault: sandbox.Faults{ErrorAfter: one("files.getUploadURLExternal")}, doc: true},
		"the look fails too": {fault: sandbox.Faults{
			ErrorAfter: one("chat.postMessage"), ErrorBefore: one("conversations.history"),
		}},
	} {
		t.Run(name, func(t *testing.T) {
			at(t, Options{}, func(t *testing.T, w *workspace) {
				files := 0
				if c.doc {
					w.doc, files = &Document{Name: "form.docx", Body: []byte("PK")}, 1
				}
				w.faults(c.fault)
				p := parcel("m1")
				p.Note = func(_ context.Context, s Sent) error { p.Sent = s; return nil }
				for attempt := 0; ; attempt++ {
					_, err := w.bot.Deliver(t.Context(), p)
					if err == nil {
						break
					}
					if attempt == 5 {
						t.Fatal(err)
					}
					var later *LaterError
					if errors.As(err, &later) {
						time.Sleep(later.RetryAfter())
					} else {
						p.Again = true
					}
				}
				time.Sleep(time.Minute)
				if posts, n := w.sum("dm"); posts != 1 || n != files {
					t.Errorf("%d messages and %d files in the channel", posts, n)
				}
			})
		})
	}
}

func TestRefusedForGood(t *testing.T) {
	at(t, Options{Limits: Unlimited()}, func(t *testing.T, w *workspace) {
		long := parcel("long")
		long.Answer = answer.Notice{Key: strings.Repeat("x", 3001)}
		stranger := parcel("stranger")
		stranger.Person = "U404"
		gone := parcel("gone")
		gone.EditChannel, gone.EditTS = "C1", "1.000001"
		for name, c := range map[string]struct {
			parcel Parcel
			want   string
		}{
			"unknown person":  {stranger, "user_not_found"},
			"unknown channel": {Parcel{Channel: "C404", Answer: answer.Notice{Key: "x"}}, "channel_not_found"},
			"unknown message": {gone, "message_not_found"},
			"too long":        {long, "over_limit: blocks[0].text"},
		} {
			calls := w.calls.Load()
			_, err := w.bot.Deliver(t.Context(), c.parcel)
			var refused interface{ Permanent() string }
			if !errors.As(err, &refused) || refused.Permanent() != c.want {
				t.Errorf("%s: %v", name, err)
			}
			if name == "too long" && w.calls.Load() > calls+1 {
				t.Error("a message over the limit left the house")
			}
		}
		w.faults(sandbox.Faults{RefuseUsers: []string{"U2"}})
		p := parcel("refused")
		p.Person = "U2"
		_, err := w.bot.Deliver(t.Context(), p)
		var refused *RefusedError
		if !errors.As(err, &refused) {
			t.Errorf("a person who can't be reached: %v", err)
		}
	})
}

// A 429 holds the method that it came from, and no other.
func TestTooFastHoldsTheMethodAlone(t *testing.T) {
	at(t, Options{}, func(t *testing.T, w *workspace) {
		sent, err := w.bot.Deliver(t.Context(), parcel("m1"))
		if err != nil {
			t.Fatal(err)
		}
		w.faults(sandbox.Faults{Burst: map[string]int{"chat.postMessage": 1}, RetryAfter: 40})
		for range 2 { // the second is held here, and asks nobody
			calls := w.calls.Load()
			_, err = w.bot.Deliver(t.Context(), parcel("m2"))
			var later *LaterError
			if !errors.As(err, &later) || later.RetryAfter() < 30*time.Second || later.RetryAfter() > 41*time.Second {
				t.Fatalf("held: %v", err)
			}
			time.Sleep(5 * time.Second)
			if w.calls.Load() > calls+1 {
				t.Error("a held method was called")
			}
		}
		change := Parcel{Key: "m1", EditChannel: sent.Channel, EditTS: sent.TS, Answer: answer.Notice{Key: "changed"}}
		if _, err := w.bot.Deliver(t.Context(), change); err != nil {
			t.Errorf("another method: %v", err)
		}
		time.Sleep(time.Minute)
		if _, err := w.bot.Deliver(t.Context(), parcel("m2")); err != nil {
			t.Errorf("afterwards: %v", err)
		}
	})
}

// With Slack's limits on, many messages to many people go out without a 429.
func TestManyMessagesKeepTheLimits(t *testing.T) {
	at(t, Options{}, func(t *testing.T, w *workspace) {
		on := true
		w.faults(sandbox.Faults{Limits: &on})
		for i := range 60 {
			p := parcel(strings.Repeat("k", i+1))
			if i%2 == 0 {
				p.Person = "U2"
			}
			if _, err := w.bot.Deliver(t.Context(), p); err != nil {
				t.Fatalf("message %d: %v", i, err)
			}
		}
		if posts, _ := w.sum("dm"); posts != 30 {
			t.Errorf("%d posts", posts)
		}
	})
}

func TestHomeIsPublished(t *testing.T) {
	at(t, Options{}, func(t *testing.T, w *workspace) {
		w.bot.draw = func(answer.Answer, answer.Reader) (Drawing, error) {
			return Drawing{Text: "x", Blocks: []slack.Block{section("at home")}}, nil
		}
		if _, err := w.bot.Deliver(t.Context(), Parcel{Key: "h", Person: "U1", Answer: answer.Home{}}); err != nil {
			t.Fatal(err)
		}
		var home json.RawMessage
		w.control("GET", "home?user=U1", nil, &home)
		if !strings.Contains(string(home), "at home") {
			t.Errorf("home: %s", home)
		}
	})
}
