package interop_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"steward/sandbox"
)

// bench is a sandbox that an app is connected to, and the person who tries it.
type bench struct {
	*testing.T
	slack web
	app   *program
}

const (
	person  = "U0PERSON"
	channel = "C0TEAM"
)

// TestBolt runs an app on Slack's own framework against the sandbox, in both
// ways in which Slack reaches an app.
func TestBolt(t *testing.T) {
	for _, way := range []struct {
		name  string
		byWeb bool
	}{{"over HTTP", true}, {"over Socket Mode", false}} {
		t.Run(way.name, func(t *testing.T) {
			b := boltBench(t, way.byWeb)
			for _, step := range steps() {
				if step.sockets && way.byWeb {
					continue
				}
				if !t.Run(step.name, func(t *testing.T) { b.in(t).try(step) }) {
					return
				}
			}
		})
	}
}

// boltBench opens a sandbox on loopback, and starts the app in it.
func boltBench(t *testing.T, byWeb bool) *bench {
	t.Helper()
	script := app(t, "app.mjs")
	s, err := sandbox.New(sandbox.Options{
		Users: []sandbox.User{{ID: person, Name: "Person"}, {ID: "U0OTHER", Name: "Other"}},
		Channels: []sandbox.Channel{
			{ID: channel, Name: "team", Members: []string{person, "U0OTHER"}},
			{ID: "C0HALL", Name: "hall", Members: []string{"U0OTHER"}},
		},
		BotName: "app",
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s.Handler())
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("the sandbox did not end well: %v", err)
		}
		server.Close()
	})
	environ := ourEnvironment("SLACK_API_URL="+server.URL+"/api/", "SLACK_BOT_TOKEN=xoxb-sandbox",
		"SLACK_APP_TOKEN=xapp-sandbox", "SLACK_SIGNING_SECRET=sandbox-secret", "NODE_ENV=production")
	if !byWeb {
		environ = append(environ, "SOCKET_MODE=1")
	}
	b := &bench{T: t, slack: web{t, server.URL + "/sandbox/"}, app: start(t, environ, "node", script)}
	port := b.app.says("ready")
	if byWeb {
		url := "http://127.0.0.1:" + port + "/slack/events"
		b.slack.post("app", obj{"events_url": url, "interactivity_url": url, "commands_url": url}, nil)
	}
	return b
}

// in is the bench in a step's test.
func (b *bench) in(t *testing.T) *bench {
	c := *b
	c.T, c.slack.t = t, t
	return &c
}

// try does one step. The app may complain of what the step did to it, and of
// nothing else.
func (b *bench) try(s step) {
	before := len(b.app.said.String())
	s.run(b)
	for line := range strings.Lines(b.app.said.String()[before:]) {
		if s.provokes == "" || !strings.Contains(line, s.provokes) {
			b.Errorf("the app complained: %s", line)
		}
	}
}

// say says something in a conversation, and returns its ts.
func (b *bench) say(where, text string) string {
	b.Helper()
	var said struct{ TS string }
	b.slack.post("say", obj{"user": person, "channel": where, "text": text}, &said)
	return said.TS
}

func (b *bench) messages(where string) (list []message) {
	b.Helper()
	b.slack.get("messages?user="+person+"&channel="+where, &list)
	return list
}

// reads waits for a message with these words, and returns the last such.
func (b *bench) reads(where, words string) message {
	b.Helper()
	return until(b.T, "a message in "+where+" with "+words, func() (message, bool) {
		for _, m := range slices.Backward(b.messages(where)) {
			if m.User != person && strings.Contains(m.words(), words) {
				return m, true
			}
		}
		return message{}, false
	})
}

// download fetches a file as the app would.
func (b *bench) download(url string) string {
	b.Helper()
	req, err := http.NewRequestWithContext(b.Context(), http.MethodGet, url, nil)
	if err != nil {
		b.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer xoxb-sandbox")
	got, err := fetch(req)
	if err != nil {
		b.Fatal(err)
	}
	return string(got)
}
