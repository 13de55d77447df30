package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

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
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		var got []string // conversations are kept side by side, so in any order
		for _, it := range w.inbox.kept() {
			got = append(got, it.In.Kind+" "+it.In.ChannelType+" "+it.In.Text)
		}
		slices.Sort(got)
		want := []string{"command channel help", "home  ", "message channel szjy.net.cn?", "message im when & where"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
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
