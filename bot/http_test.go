package bot

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const secret = "8f742231b10e8888abcd99yyyzzz85a5"

// The example of Slack's own page on verifying requests.
func TestAuthenticKnowsSlacksExample(t *testing.T) {
	body := "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&" +
		"channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&" +
		"response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&" +
		"trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
	h := http.Header{}
	h.Set("X-Slack-Request-Timestamp", "1531420618")
	h.Set("X-Slack-Signature", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")
	if !authentic(secret, h, []byte(body), time.Unix(1531420618, 0)) {
		t.Error("the example is not recognised")
	}
}

// door is a bot that takes HTTP, its user known already.
func door(t *testing.T) (*Bot, *inboxFake) {
	f := &inboxFake{}
	b, err := New(Options{Token: "xoxb", SigningSecret: secret, Inbox: f, Channels: &dmFake{}, Draw: drawKey})
	if err != nil {
		t.Fatal(err)
	}
	b.who = Identity{User: me}
	return b, f
}

// post sends a body signed at an instant and returns status and answer.
func post(b *Bot, path, body string, at time.Time) (int, string) {
	stamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("v0:" + stamp + ":" + body))
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	return serve(b, r)
}

func serve(b *Bot, r *http.Request) (int, string) {
	w := httptest.NewRecorder()
	b.Handler().ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

const direct = `{"event_id":"Ev1","type":"event_callback","event":{"type":"message","channel_type":"im","channel":"D1",` +
	`"user":"U1","ts":"1.000001","text":"hi"}}`

func TestHTTPTakesIn(t *testing.T) {
	b, inbox := door(t)
	click := url.Values{"payload": {`{"type":"block_actions","trigger_id":"t1","user":{"id":"U1"},` +
		`"container":{"channel_id":"D1"},"actions":[{"action_id":"x"}]}`}}.Encode()
	command := url.Values{"command": {"/steward"}, "user_id": {"U1"}, "trigger_id": {"t2"}, "text": {"help"}}.Encode()
	for _, c := range []struct{ path, body, want string }{
		{"/slack/events", `{"type":"url_verification","challenge":"3eZbrw1aB"}`, "3eZbrw1aB"},
		{"/slack/events", direct, ""},
		{"/slack/events", direct, ""}, // a replay: 200, and no effect
		{"/slack/interactivity", click, ""},
		{"/slack/interactivity", click, ""},
		{"/slack/commands", command, ""},
		{"/slack/events", `not JSON`, ""},
		{"/slack/interactivity", "payload=%zz", ""},
		{"/slack/commands", "", ""},
	} {
		if code, got := post(b, c.path, c.body, time.Now()); code != http.StatusOK || got != c.want {
			t.Errorf("%s %s: %d %q", c.path, c.body, code, got)
		}
	}
	if diff := cmp.Diff([]string{"msg/D1/1.000001", "trg/t1", "trg/t2"}, inbox.keys()); diff != "" {
		t.Error(diff)
	}
}

func TestHTTPRefuses(t *testing.T) {
	b, inbox := door(t)
	now := time.Now()
	forged := httptest.NewRequest(http.MethodPost, "/slack/events", strings.NewReader(direct))
	forged.Header.Set("X-Slack-Request-Timestamp", strconv.FormatInt(now.Unix(), 10))
	forged.Header.Set("X-Slack-Signature", "v0="+strings.Repeat("0", 64))
	for name, c := range map[string]struct {
		do   func() (int, string)
		want int
	}{
		"too old":     {func() (int, string) { return post(b, "/slack/events", direct, now.Add(-6*time.Minute)) }, http.StatusUnauthorized},
		"too new":     {func() (int, string) { return post(b, "/slack/events", direct, now.Add(6*time.Minute)) }, http.StatusUnauthorized},
		"forged":      {func() (int, string) { return serve(b, forged) }, http.StatusUnauthorized},
		"unsigned":    {func() (int, string) { return serve(b, httptest.NewRequest(http.MethodPost, "/slack/events", nil)) }, http.StatusUnauthorized},
		"too long":    {func() (int, string) { return post(b, "/slack/events", strings.Repeat(" ", maxBody+1), now) }, http.StatusRequestEntityTooLarge},
		"GET":         {func() (int, string) { return serve(b, httptest.NewRequest(http.MethodGet, "/slack/events", nil)) }, http.StatusMethodNotAllowed},
		"other paths": {func() (int, string) { return post(b, "/slack/options", direct, now) }, http.StatusNotFound},
	} {
		if code, _ := c.do(); code != c.want {
			t.Errorf("%s: %d", name, code)
		}
	}
	if kept := inbox.keys(); len(kept) != 0 {
		t.Errorf("kept %v", kept)
	}
	b.secret = ""
	if code, _ := post(b, "/slack/events", direct, now); code != http.StatusUnauthorized {
		t.Errorf("without a secret: %d", code)
	}
}

// What could not be kept is not acknowledged: Slack brings it again.
func TestHTTPInboxFails(t *testing.T) {
	b, inbox := door(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	inbox.before = func(context.Context, Item) error { return errors.New("disk full") }
	r := httptest.NewRequest(http.MethodPost, "/", nil).WithContext(ctx)
	w := httptest.NewRecorder()
	a, err := readEvent([]byte(direct), me)
	b.take(w, r, a, err)
	if w.Code != http.StatusInternalServerError {
		t.Errorf("answered %d", w.Code)
	}
}
