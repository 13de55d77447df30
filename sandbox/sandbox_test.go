package sandbox

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coder/websocket"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestTokens(t *testing.T) {
	b := set(t, Options{})
	for _, c := range []struct{ token, want string }{
		{"", "not_authed"}, {"xoxb-wrong", "invalid_auth"}, {"xapp-sandbox", "not_allowed_token_type"},
	} {
		if got := b.form("auth.test", url.Values{"token": {c.token}}); got["error"] != c.want {
			t.Errorf("token %q: %v, want %s", c.token, got, c.want)
		}
	}
	if got := b.form("auth.test", url.Values{"token": {"xoxb-sandbox"}}); got["user_id"] != BotUser {
		t.Errorf("form token: %v", got)
	}
	if got := b.api("no.such", nil); got["error"] != "unknown_method" {
		t.Errorf("unserved: %v", got)
	}
}

// A mention in a channel reaches the app as message and as app_mention; in a
// direct message as message alone.
func TestEvents(t *testing.T) {
	b := set(t, Options{})
	a := b.connect(acknowledge)
	if a.next(t, "")["type"] != "hello" {
		t.Fatal("no hello")
	}
	b.must("say", obj{"user": "U1", "channel": "general", "text": "@应用 a<b & c"})
	if e := a.event(t, "message"); e["text"] != "<@"+BotUser+"> a&lt;b &amp; c" || e["channel_type"] != "channel" {
		t.Errorf("message: %v", e)
	}
	if e := a.event(t, "app_mention"); e["channel"] != "C1" || e["user"] != "U1" {
		t.Errorf("mention: %v", e)
	}
	said := b.must("say", obj{"user": "U1", "channel": "dm", "text": "@应用 您好"})
	if e := a.event(t, "message"); e["channel_type"] != "im" || e["ts"] != said["ts"] || e["channel"] != said["channel"] {
		t.Errorf("direct: %v", e)
	}
}

// Unacknowledged events come again at once, after a minute, after five, and
// then no more; all inside a bubble, where the minutes pass by themselves.
func TestRedelivery(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := set(t, Options{})
		defer b.close()
		a := b.connect(func(obj) any { return nil })
		defer a.leave()
		a.next(t, "hello")
		start := time.Now()
		b.must("say", obj{"user": "U1", "channel": "dm", "text": "听得见吗"})
		var ids []any
		for n, want := range []time.Duration{0, 3 * time.Second, 66 * time.Second, 369 * time.Second} {
			env := a.next(t, "events_api")
			if at := time.Since(start); at < want || at > want+time.Second || env["retry_attempt"] != float64(n) {
				t.Errorf("attempt %v after %v, want %d after %v", env["retry_attempt"], at, n, want)
			}
			ids = append(ids, env["payload"].(obj)["event_id"])
		}
		if ids[0] != ids[3] {
			t.Errorf("event ids differ: %v", ids)
		}
		time.Sleep(10 * time.Minute)
		pending := 0
		b.s.look(func(w *world) { pending = len(w.pending) })
		if len(a.got) > 0 || pending > 0 {
			t.Error("it goes on after the last retry")
		}
	})
}

// What the app missed while it was down comes, in order, when it connects.
func TestParked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := set(t, Options{})
		defer b.close()
		for _, w := range []string{"一", "二", "三"} {
			b.must("say", obj{"user": "U1", "channel": "dm", "text": w})
		}
		time.Sleep(2 * time.Minute)
		a := b.connect(acknowledge)
		defer a.leave()
		for _, w := range []string{"一", "二", "三"} {
			if e := a.event(t, "message"); e["text"] != w {
				t.Errorf("got %v, want %s", e["text"], w)
			}
		}
	})
}

// An envelope goes to one of several connections; a dying one's go to another.
func TestTwoConnections(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := set(t, Options{})
		defer b.close()
		one, two := b.connect(acknowledge), b.connect(acknowledge)
		defer two.leave()
		for range 10 {
			b.must("say", obj{"user": "U1", "channel": "dm", "text": "字"})
		}
		synctest.Wait()
		if n, m := len(one.got), len(two.got); n+m != 12 || n < 4 || m < 4 {
			t.Errorf("split %d and %d, want 10 and two hellos", n, m)
		}
		one.leave()
		synctest.Wait()
		b.must("say", obj{"user": "U1", "channel": "dm", "text": "末"})
		synctest.Wait()
		if len(two.got) < 6 {
			t.Error("the remaining connection got nothing")
		}
	})
}

// An app may have ten connections; the eleventh is told to go.
func TestTooManyConnections(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := set(t, Options{})
		defer b.close()
		for range maxSockets {
			b.connect(acknowledge)
		}
		req := b.request("POST", "/api/apps.connections.open", obj{})
		req.Header.Set("Authorization", "Bearer xapp-sandbox")
		var open struct{ URL string }
		b.do(req, &open)
		c, _, err := websocket.Dial(t.Context(), open.URL, &websocket.DialOptions{HTTPClient: b.http}) //nolint:bodyclose // the library closes it
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = c.CloseNow() }()
		if _, raw, err := c.Read(t.Context()); err != nil || !strings.Contains(string(raw), "too_many_websockets") {
			t.Errorf("the eleventh: %s, %v", raw, err)
		}
	})
}

// What an acknowledgement carries has its bound, and beyond it is none.
func TestLongAcknowledgements(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := set(t, Options{})
		defer b.close()
		length := maxAck - 12
		b.connect(func(obj) any { return obj{"text": strings.Repeat("x", length)} })
		command := obj{"user": "U1", "channel": "general", "command": "/x"}
		if _, code := b.control("command", command); code != 200 {
			t.Errorf("within the bound: %d", code)
		}
		length++
		if _, code := b.control("command", command); code == 200 {
			t.Error("beyond the bound it is taken")
		}
	})
}

func TestDisconnectAndFaults(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := set(t, Options{})
		defer b.close()
		a := b.connect(acknowledge)
		a.next(t, "hello")
		b.must("faults", obj{"disconnect": "warning"})
		if d := a.next(t, "disconnect"); d["reason"] != "warning" {
			t.Errorf("disconnect: %v", d)
		}
		start := time.Now()
		if _, open := <-a.got; open || time.Since(start) < 9*time.Second {
			t.Errorf("ended after %v, want ten seconds' grace", time.Since(start))
		}
		b.must("faults", obj{"link_disabled": true})
		req := b.request("POST", "/api/apps.connections.open", obj{})
		req.Header.Set("Authorization", "Bearer xapp-sandbox")
		out := obj{}
		if b.do(req, &out); out["error"] != "link_disabled" {
			t.Errorf("open: %v", out)
		}
		if _, code := b.control("faults", obj{"disconnect": "nonsense"}); code != 400 {
			t.Errorf("nonsense: %d", code)
		}
	})
}

// A page elsewhere, or a name that was bound to 127.0.0.1, gets nothing.
func TestLoopbackOnly(t *testing.T) {
	b := set(t, Options{})
	for _, c := range []struct {
		name, remote, host, origin string
		want                       int
	}{
		{"here", "127.0.0.1:9", "127.0.0.1:8765", "", 200},
		{"by name", "127.0.0.1:9", "localhost:8765", "http://localhost:8765", 200},
		{"v6", "[::1]:9", "[::1]:8765", "", 200},
		{"rebound name", "127.0.0.1:9", "evil.example:8765", "", 403},
		{"from afar", "192.0.2.1:9", "127.0.0.1:8765", "", 403},
		{"foreign page", "127.0.0.1:9", "127.0.0.1:8765", "http://evil.example", 403},
		{"another port", "127.0.0.1:9", "127.0.0.1:8765", "http://127.0.0.1:80", 403},
		{"no address", "", "127.0.0.1", "", 403},
	} {
		r := httptest.NewRequest(http.MethodGet, "/sandbox/users", nil)
		r.RemoteAddr, r.Host = c.remote, c.host
		if c.origin != "" {
			r.Header.Set("Origin", c.origin)
		}
		w := httptest.NewRecorder()
		b.s.Handler().ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("%s: %d, want %d", c.name, w.Code, c.want)
		}
	}
}

func TestClose(t *testing.T) {
	b := set(t, Options{})
	a := b.connect(acknowledge)
	a.next(t, "hello")
	b.must("say", obj{"user": "U1", "channel": "dm", "text": "在吗"})
	s := b.s
	b.close()
	if _, err := s.Dial(context.Background(), "", ""); err == nil {
		t.Error("a closed sandbox is still reached")
	}
}
