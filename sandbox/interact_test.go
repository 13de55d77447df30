package sandbox

import (
	"testing"
	"testing/synctest"
	"time"
)

// card posts a message with the inputs and buttons that most cards have.
func (b *bench) card() any {
	day := obj{"type": "datepicker", "action_id": "day", "initial_date": "2018-11-20"}
	kind := obj{"type": "static_select", "action_id": "kind", "options": []any{
		obj{"text": obj{"type": "plain_text", "text": "纸质"}, "value": "paper"},
		obj{"text": obj{"type": "plain_text", "text": "电子"}, "value": "file"},
	}}
	return b.ok("chat.postMessage", obj{"channel": "U1", "text": "卡", "blocks": []any{
		obj{"type": "actions", "block_id": "acts", "elements": []any{button("go", "1"), day, kind}},
		obj{"type": "actions", "block_id": "more", "elements": []any{button("go", "2")}},
	}})["ts"]
}

func TestClick(t *testing.T) {
	b := set(t, Options{})
	a := b.connect(acknowledge)
	ts := b.card()
	b.must("click", obj{"user": "U1", "channel": "dm", "ts": ts, "action_id": "day", "value": "2018-11-23"})
	a.payload(t, "interactive")
	b.must("click", obj{"user": "U1", "channel": "dm", "ts": ts, "action_id": "go", "value": "2"})
	p := a.payload(t, "interactive")
	act := p["actions"].([]any)[0].(obj)
	if act["value"] != "2" || act["block_id"] != "more" || p["container"].(obj)["message_ts"] != ts {
		t.Errorf("action %v in %v", act, p["container"])
	}
	day, _ := lookup(p["state"].(obj)["values"].(obj), "acts", "day")
	if day["selected_date"] != "2018-11-23" {
		t.Errorf("state: %v", p["state"])
	}
	if p["user"].(obj)["id"] != "U1" || p["channel"].(obj)["id"] != "D1" || p["api_app_id"] != AppID || p["trigger_id"] == "" {
		t.Errorf("payload: %v", p)
	}
	b.must("click", obj{"user": "U1", "channel": "dm", "ts": ts, "action_id": "kind", "value": "电子"})
	act = a.payload(t, "interactive")["actions"].([]any)[0].(obj)
	if act["selected_option"].(obj)["value"] != "file" {
		t.Errorf("option by its text: %v", act)
	}
}

// Only what stands there now can be clicked, and by who sees it.
func TestClickRefused(t *testing.T) {
	b := set(t, Options{})
	b.connect(acknowledge)
	ts := b.card()
	for _, c := range []struct {
		want string
		code int
		body obj
	}{
		{"no_such_element", 404, obj{"user": "U1", "channel": "dm", "ts": ts, "action_id": "gone"}},
		{"no_such_element", 404, obj{"user": "U1", "channel": "dm", "ts": ts, "action_id": "go", "value": "3"}},
		{"no_such_option", 404, obj{"user": "U1", "channel": "dm", "ts": ts, "action_id": "kind", "value": "x"}},
		{"bad_request", 400, obj{"user": "U1", "channel": "dm", "ts": ts, "action_id": "day", "value": "明天"}},
		{"no_such_message", 404, obj{"user": "U1", "channel": "dm", "ts": "1", "action_id": "go"}},
		{"not_in_channel", 403, obj{"user": "U2", "channel": "D1", "ts": ts, "action_id": "go"}},
		{"no_such_user", 404, obj{"user": "U9", "channel": "dm", "ts": ts, "action_id": "go"}},
		{"no_such_view", 404, obj{"user": "U1", "view_id": "home", "action_id": "go"}},
	} {
		if out, code := b.control("click", c.body); code != c.code || out["error"] != c.want {
			t.Errorf("%v: %d %v, want %s", c.body, code, out, c.want)
		}
	}
}

func TestClickUnanswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := set(t, Options{})
		defer b.close()
		ts := b.card()
		click := obj{"user": "U1", "channel": "dm", "ts": ts, "action_id": "go"}
		if out, code := b.control("click", click); code != 504 || out["error"] != "no_ack" {
			t.Errorf("nobody there: %d %v", code, out)
		}
		a := b.connect(acknowledge)
		defer a.leave()
		synctest.Wait() // what was missed is acknowledged
		b.must("faults", obj{"drop_acks": 1})
		start := time.Now()
		if _, code := b.control("click", click); code != 504 || time.Since(start) != 3*time.Second {
			t.Errorf("lost: %d after %v", code, time.Since(start))
		}
		b.must("click", click)
	})
}

// A trigger opens one view within three seconds.
func TestTriggers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := set(t, Options{})
		defer b.close()
		a := b.connect(acknowledge)
		defer a.leave()
		click := obj{"user": "U1", "channel": "dm", "ts": b.card(), "action_id": "go"}
		first := b.must("click", click)["trigger_id"]
		b.ok("views.open", obj{"trigger_id": first, "view": modal(section("一"))})
		if out := b.api("views.open", obj{"trigger_id": first, "view": modal(section("二"))}); out["error"] != "exchanged_trigger_id" {
			t.Errorf("twice: %v", out)
		}
		late := b.must("click", click)["trigger_id"]
		time.Sleep(3*time.Second + 1)
		if out := b.api("views.open", obj{"trigger_id": late, "view": modal(section("二"))}); out["error"] != "expired_trigger_id" {
			t.Errorf("late: %v", out)
		}
	})
}

// A response_url works five times, for half an hour.
func TestResponseURL(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := set(t, Options{})
		defer b.close()
		a := b.connect(acknowledge)
		defer a.leave()
		ts := b.card()
		click := func() string {
			b.must("click", obj{"user": "U1", "channel": "dm", "ts": ts, "action_id": "go"})
			return a.payload(t, "interactive")["response_url"].(string)
		}
		post := func(to string, body obj) int {
			return b.do(b.request("POST", to[len("http://sandbox.invalid"):], body), nil)
		}
		to := click()
		if code := post(to, obj{"replace_original": true, "text": "已收悉"}); code != 200 {
			t.Errorf("replace: %d", code)
		}
		if m := b.messages("U1", "dm"); len(m) != 1 || m[0]["text"] != "已收悉" {
			t.Errorf("replaced: %v", m)
		}
		for n := range 5 {
			if code := post(to, obj{"text": "悄悄"}); (code == 200) != (n < 4) {
				t.Errorf("use %d: %d", n+2, code)
			}
		}
		if m := b.messages("U1", "dm"); len(m) != 5 || m[4]["is_ephemeral"] != true {
			t.Errorf("beside: %d messages", len(m))
		}
		ts = b.card()
		to = click()
		time.Sleep(31 * time.Minute)
		if code := post(to, obj{"text": "晚了"}); code != 404 {
			t.Errorf("late: %d", code)
		}
	})
}

func TestCommandAndShortcut(t *testing.T) {
	b := set(t, Options{})
	a := b.connect(func(env obj) any {
		if env["type"] == "slash_commands" {
			return obj{"response_type": "in_channel", "text": "共30个域名"}
		}
		return obj{}
	})
	b.must("command", obj{"user": "U1", "channel": "general", "command": "/域名", "text": "教体局"})
	p := a.payload(t, "slash_commands")
	if p["command"] != "/域名" || p["text"] != "教体局" || p["channel_id"] != "C1" || p["trigger_id"] == "" {
		t.Errorf("command: %v", p)
	}
	m := b.messages("U2", "general")
	if len(m) != 1 || m[0]["text"] != "共30个域名" {
		t.Fatalf("answer: %v", m)
	}
	b.must("shortcut", obj{"user": "U1", "channel": "general", "ts": m[0]["ts"], "callback_id": "nudge"})
	if p := a.payload(t, "interactive"); p["type"] != "message_action" || p["message_ts"] != m[0]["ts"] {
		t.Errorf("message shortcut: %v", p)
	}
	b.must("shortcut", obj{"user": "U1", "callback_id": "new"})
	if p := a.payload(t, "interactive"); p["type"] != "shortcut" || p["callback_id"] != "new" {
		t.Errorf("global shortcut: %v", p)
	}
}
