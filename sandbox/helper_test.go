package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// bench is a sandbox under test and what talks to it in process.
type bench struct {
	t    testing.TB
	s    *Sandbox
	http *http.Client
}

// tuesday is a working morning in 2018, in Shanghai 09:00.
func tuesday() time.Time { return time.Date(2018, 11, 20, 1, 0, 0, 0, time.UTC) }

func people() []User {
	return []User{
		{ID: "U1", Name: "教体局联络员", Unit: "sz-jtj", UnitName: "市教育体育局", Roles: []string{"liaison"}},
		{ID: "U2", Name: "信息办", Roles: []string{"office/admin"}, Locale: "en-US"},
	}
}

func rooms() []Channel {
	return []Channel{
		{ID: "C1", Name: "general", Members: []string{"U1", "U2"}},
		{ID: "C2", Name: "elsewhere", Members: []string{"U1"}, WithoutBot: true},
		{ID: "C3", Name: "secret", Members: []string{"U1"}, WithoutBot: true, Private: true},
	}
}

// set opens a sandbox on o, with people and rooms, and closes it at the end.
func set(t testing.TB, o Options) *bench {
	t.Helper()
	o.Users, o.Channels = people(), rooms()
	if o.Now == nil {
		start := time.Now()
		o.Now = func() time.Time { return tuesday().Add(time.Since(start)) }
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, s: s, http: s.Client()}
	t.Cleanup(b.close)
	return b
}

func (b *bench) close() {
	b.http.CloseIdleConnections()
	if b.s == nil {
		return
	}
	if err := b.s.Close(); err != nil {
		b.t.Error(err)
	}
	b.s = nil
}

// do sends a request and decodes what comes back.
func (b *bench) do(req *http.Request, into any) int {
	b.t.Helper()
	res, err := b.http.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	if into != nil {
		if err := json.Unmarshal(raw, into); err != nil {
			b.t.Fatalf("%s: %v in %s", req.URL, err, raw)
		}
	}
	return res.StatusCode
}

func (b *bench) request(method, to string, body any) *http.Request {
	b.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		b.t.Fatal(err)
	}
	req, err := http.NewRequest(method, "http://sandbox.invalid"+to, bytes.NewReader(raw))
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	return req
}

// api calls a method with the bot's token and a JSON body.
func (b *bench) api(method string, args obj) obj {
	b.t.Helper()
	out := obj{}
	req := b.request("POST", "/api/"+method, args)
	req.Header.Set("Authorization", "Bearer xoxb-sandbox")
	b.do(req, &out)
	return out
}

// ok calls a method that must succeed.
func (b *bench) ok(method string, args obj) obj {
	b.t.Helper()
	out := b.api(method, args)
	if out["ok"] != true {
		b.t.Fatalf("%s: %v", method, out)
	}
	return out
}

// form calls a method with a form body.
func (b *bench) form(method string, args url.Values) obj {
	b.t.Helper()
	req, err := http.NewRequest(http.MethodPost, "http://sandbox.invalid/api/"+method, strings.NewReader(args.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	out := obj{}
	b.do(req, &out)
	return out
}

// control posts to the control API and gives the status too.
func (b *bench) control(path string, body obj) (obj, int) {
	b.t.Helper()
	out := obj{}
	code := b.do(b.request("POST", "/sandbox/"+path, body), &out)
	return out, code
}

// must posts to the control API, which must succeed.
func (b *bench) must(path string, body obj) obj {
	b.t.Helper()
	out, code := b.control(path, body)
	if code != 200 || out["ok"] != true {
		b.t.Fatalf("%s: %d %v", path, code, out)
	}
	return out
}

func (b *bench) get(path string, into any) int {
	b.t.Helper()
	return b.do(b.request("GET", "/sandbox/"+path, nil), into)
}

func (b *bench) messages(user, channel string) []obj {
	b.t.Helper()
	var out []obj
	if code := b.get("messages?user="+user+"&channel="+channel, &out); code != 200 {
		b.t.Fatalf("messages: %d", code)
	}
	return out
}

// app is a Socket Mode client that hands each envelope to answer and
// acknowledges with what that gives; nil leaves it unacknowledged.
type app struct {
	conn  *websocket.Conn
	got   chan obj
	ready chan struct{} // closed by the first frame, hello
	done  chan struct{}
}

// connect opens a Socket Mode connection.
func (b *bench) connect(answer func(env obj) any) *app {
	b.t.Helper()
	req := b.request("POST", "/api/apps.connections.open", obj{})
	req.Header.Set("Authorization", "Bearer xapp-sandbox")
	var open struct{ URL string }
	b.do(req, &open)
	c, res, err := websocket.Dial(b.t.Context(), open.URL, &websocket.DialOptions{HTTPClient: b.http})
	if err != nil {
		b.t.Fatal(err)
	}
	if res.Body != nil {
		_ = res.Body.Close()
	}
	c.SetReadLimit(1 << 22)
	a := &app{conn: c, got: make(chan obj, 256), ready: make(chan struct{}), done: make(chan struct{})}
	go a.run(answer)
	<-a.ready
	b.t.Cleanup(a.leave)
	return a
}

func (a *app) run(answer func(obj) any) {
	defer close(a.done)
	defer close(a.got)
	for {
		_, raw, err := a.conn.Read(context.Background())
		if err != nil {
			return
		}
		env := obj{}
		if json.Unmarshal(raw, &env) != nil {
			return
		}
		a.got <- env
		if env["type"] == "hello" {
			close(a.ready)
		}
		if env["envelope_id"] == nil {
			continue
		}
		if reply := answer(env); reply != nil {
			b, _ := json.Marshal(obj{"envelope_id": env["envelope_id"], "payload": reply})
			_ = a.conn.Write(context.Background(), websocket.MessageText, b)
		}
	}
}

func (a *app) leave() {
	_ = a.conn.CloseNow()
	<-a.done
}

func acknowledge(obj) any { return obj{} }

// next waits for an envelope of the kind; kind "" is any.
func (a *app) next(t testing.TB, kind string) obj {
	t.Helper()
	for limit := time.After(20 * time.Minute); ; {
		select {
		case env, ok := <-a.got:
			if !ok {
				t.Fatalf("the connection ended before an envelope of type %q", kind)
			}
			if kind == "" || env["type"] == kind {
				return env
			}
		case <-limit:
			t.Fatalf("no envelope of type %q", kind)
		}
	}
}

// event waits for an event of the type, past others.
func (a *app) event(t testing.TB, kind string) obj {
	t.Helper()
	for {
		p, _ := a.next(t, "events_api")["payload"].(obj)
		if e, _ := p["event"].(obj); e["type"] == kind {
			return e
		}
	}
}

// payload waits for an interactive payload or a command.
func (a *app) payload(t testing.TB, kind string) obj {
	t.Helper()
	p, _ := a.next(t, kind)["payload"].(obj)
	return p
}

func section(text string) obj {
	return obj{"type": "section", "text": obj{"type": "mrkdwn", "text": text}}
}

func button(action, value string) obj {
	return obj{"type": "button", "action_id": action, "value": value, "text": obj{"type": "plain_text", "text": "按"}}
}

func actions(list ...any) obj { return obj{"type": "actions", "elements": list} }

func input(block string, element obj) obj {
	return obj{"type": "input", "block_id": block, "label": obj{"type": "plain_text", "text": block}, "element": element}
}

func modal(blocks ...any) obj {
	plain := func(s string) obj { return obj{"type": "plain_text", "text": s} }
	return obj{"type": "modal", "title": plain("表"), "submit": plain("提交"), "blocks": blocks}
}
