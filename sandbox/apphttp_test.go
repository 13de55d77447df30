package sandbox

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// got is a request that the app received.
type got struct {
	path, retry string
	body        []byte
}

// The app by HTTP: signed, verified, asked, and told again when it fails.
func TestAppOverHTTP(t *testing.T) {
	seen, fail := make(chan got, 20), atomic.Int32{}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		ts := r.Header.Get("X-Slack-Request-Timestamp")
		if r.Header.Get("X-Slack-Signature") != sign("sandbox-secret", ts, body) {
			t.Errorf("%s: wrong signature", r.URL.Path)
		}
		var v struct{ Challenge string }
		if json.Unmarshal(body, &v) == nil && v.Challenge != "" {
			_, _ = io.WriteString(w, v.Challenge)
			return
		}
		seen <- got{r.URL.Path, r.Header.Get("X-Slack-Retry-Num"), body}
		if fail.Add(-1) >= 0 {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		if r.URL.Path == "/commands" {
			_, _ = io.WriteString(w, "收到")
		}
	}))
	defer srv.Close()
	b := set(t, Options{})
	b.must("app", obj{"events_url": srv.URL + "/events", "interactivity_url": srv.URL + "/interactivity", "commands_url": srv.URL + "/commands"})

	fail.Store(1)
	b.must("say", obj{"user": "U1", "channel": "dm", "text": "您好"})
	for _, retry := range []string{"", "1"} {
		select {
		case g := <-seen:
			if g.path != "/events" || g.retry != retry || !strings.Contains(string(g.body), `"您好"`) {
				t.Errorf("event: %s, retry %q, %s", g.path, g.retry, g.body)
			}
		case <-time.After(5 * time.Second):
			t.Fatal("no event")
		}
	}
	b.must("command", obj{"user": "U1", "channel": "general", "command": "/域名"})
	form, err := url.ParseQuery(string((<-seen).body))
	if err != nil || form.Get("command") != "/域名" || !strings.HasPrefix(form.Get("response_url"), "http://sandbox.invalid/") {
		t.Errorf("command: %v, %v", form, err)
	}
	if m := b.messages("U1", "general"); len(m) != 1 || m[0]["text"] != "收到" || m[0]["is_ephemeral"] != true {
		t.Errorf("answer: %v", m)
	}
}

// An events URL that does not give the challenge back is not taken.
func TestUnverifiedURL(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler())
	defer srv.Close()
	b := set(t, Options{})
	if out, code := b.control("app", obj{"events_url": srv.URL}); code != 502 || out["error"] != "bad_answer" {
		t.Errorf("unverified: %d %v", code, out)
	}
}
