package sandbox

import (
	"testing"
)

// opened opens a modal of blocks for U1 and gives its id and hash.
func (b *bench) opened(blocks ...any) obj {
	b.t.Helper()
	trigger := b.must("click", obj{"user": "U1", "channel": "dm", "ts": b.card(), "action_id": "go"})["trigger_id"]
	return b.ok("views.open", obj{"trigger_id": trigger, "view": modal(blocks...)})["view"].(obj)
}

func (b *bench) views() []obj {
	b.t.Helper()
	var out []obj
	b.get("views?user=U1", &out)
	return out
}

func name() obj { return input("name", obj{"type": "plain_text_input", "action_id": "v"}) }

// submitted waits for a submission and gives its state.values.
func submitted(t *testing.T, a *app) obj {
	t.Helper()
	for {
		if p := a.payload(t, "interactive"); p["type"] == "view_submission" {
			return p["view"].(obj)["state"].(obj)["values"].(obj)
		}
	}
}

// The app's answer to a submission: errors by field, another view, one on
// top, all closed, or just closed.
func TestSubmit(t *testing.T) {
	b := set(t, Options{})
	var reply obj
	a := b.connect(func(env obj) any {
		if p, _ := env["payload"].(obj); p["type"] == "view_submission" {
			return reply
		}
		return obj{}
	})
	id := b.opened(name())["id"]
	submit := func(values obj) obj {
		out, _ := b.control("submit", obj{"user": "U1", "view_id": b.views()[len(b.views())-1]["id"], "values": values})
		return out
	}
	if out := submit(nil); out["ok"] != false || out["errors"].(obj)["name"] == nil {
		t.Errorf("empty: %v", out)
	}
	reply = obj{"response_action": "errors", "errors": obj{"name": "须为两个字"}}
	if out := submit(obj{"name": "张"}); out["errors"].(obj)["name"] != "须为两个字" || len(b.views()) != 1 {
		t.Errorf("errors: %v", out)
	}
	if v, _ := lookup(submitted(t, a), "name", "v"); v["value"] != "张" {
		t.Errorf("values: %v", v)
	}
	reply = obj{"response_action": "push", "view": modal(input("two", obj{"type": "plain_text_input", "action_id": "v"}))}
	submit(obj{"name": "张某"})
	if v := b.views(); len(v) != 2 || v[1]["previous_view_id"] != id || v[1]["root_view_id"] != id {
		t.Errorf("pushed: %v", v)
	}
	reply = obj{"response_action": "update", "view": modal(section("成"))}
	submit(obj{"two": "乙"})
	if v := b.views(); len(v) != 2 || v[1]["blocks"].([]any)[0].(obj)["type"] != "section" {
		t.Errorf("updated: %v", v)
	}
	reply = obj{"response_action": "clear"}
	if submit(nil); len(b.views()) != 0 {
		t.Errorf("cleared: %v", b.views())
	}
	b.opened(name())
	reply = obj{}
	if out := submit(obj{"name": obj{"v": obj{"type": "plain_text_input", "value": "李某"}}}); out["ok"] != true || len(b.views()) != 0 {
		t.Errorf("closed: %v", out)
	}
}

// Errors that name no input, and views that Slack would refuse, are the app's
// mistakes and are told as such.
func TestBadAnswers(t *testing.T) {
	b := set(t, Options{})
	var reply obj
	b.connect(func(env obj) any { return reply })
	reply = obj{}
	b.opened(name())
	for _, r := range []obj{
		{"response_action": "errors", "errors": obj{"other": "x"}},
		{"response_action": "errors"},
		{"response_action": "update", "view": obj{"type": "modal"}},
	} {
		reply = r
		if out, code := b.control("submit", obj{"user": "U1", "values": obj{"name": "甲"}}); code != 502 || out["error"] != "bad_answer" {
			t.Errorf("%v: %d %v", r, code, out)
		}
	}
}

// What was typed stays when a view is updated under the same ids; an old hash
// is refused; three is the deepest.
func TestUpdateAndDepth(t *testing.T) {
	b := set(t, Options{})
	b.connect(acknowledge)
	v := b.opened(name(), actions(button("more", "1")))
	b.must("click", obj{"user": "U1", "view_id": v["id"], "action_id": "more", "values": obj{"name": "王某"}})
	up := b.ok("views.update", obj{"view_id": v["id"], "hash": v["hash"], "view": modal(section("新"), name(), actions(button("more", "1")))})
	state := up["view"].(obj)["state"].(obj)["values"].(obj)
	if got, _ := lookup(state, "name", "v"); got["value"] != "王某" {
		t.Errorf("lost: %v", state)
	}
	if out := b.api("views.update", obj{"view_id": v["id"], "hash": v["hash"], "view": modal(name())}); out["error"] != "hash_conflict" {
		t.Errorf("old hash: %v", out)
	}
	for _, want := range []any{nil, nil, "push_limit_reached"} {
		top := b.views()[len(b.views())-1]["id"]
		trigger := b.must("click", obj{"user": "U1", "view_id": top, "action_id": "more"})["trigger_id"]
		out := b.api("views.push", obj{"trigger_id": trigger, "view": modal(actions(button("more", "1")))})
		if out["error"] != want {
			t.Errorf("push: %v, want %v", out["error"], want)
		}
	}
}

func TestCloseTells(t *testing.T) {
	b := set(t, Options{})
	a := b.connect(acknowledge)
	m := modal(section("一"))
	m["notify_on_close"] = true
	trigger := b.must("click", obj{"user": "U1", "channel": "dm", "ts": b.card(), "action_id": "go"})["trigger_id"]
	b.ok("views.open", obj{"trigger_id": trigger, "view": m})
	a.payload(t, "interactive")
	b.must("close", obj{"user": "U1"})
	if p := a.payload(t, "interactive"); p["type"] != "view_closed" || p["is_cleared"] != false {
		t.Errorf("closed: %v", p)
	}
	if _, code := b.control("close", obj{"user": "U1"}); code != 404 {
		t.Errorf("nothing open: %d", code)
	}
}

// An external select's options come from the app, and only those can be chosen.
func TestSuggest(t *testing.T) {
	b := set(t, Options{})
	many := 1
	a := b.connect(func(env obj) any {
		if p, _ := env["payload"].(obj); p["type"] == "block_suggestion" {
			var list []any
			for range many {
				list = append(list, obj{"text": obj{"type": "plain_text", "text": "教体局"}, "value": "sz-jtj"})
			}
			return obj{"options": list}
		}
		return obj{}
	})
	v := b.opened(input("unit", obj{"type": "external_select", "action_id": "unit", "min_query_length": 1}))
	a.payload(t, "interactive")
	ask := obj{"user": "U1", "view_id": v["id"], "action_id": "unit", "text": "教"}
	out := b.must("suggest", ask)
	if p := a.payload(t, "interactive"); p["value"] != "教" || len(out["options"].([]any)) != 1 {
		t.Errorf("asked %v, got %v", p, out)
	}
	if out, _ := b.control("submit", obj{"user": "U1", "values": obj{"unit": "nobody"}}); out["ok"] != false {
		t.Errorf("unknown option: %v", out)
	}
	b.must("submit", obj{"user": "U1", "values": obj{"unit": "sz-jtj"}})
	st, _ := lookup(a.payload(t, "interactive")["view"].(obj)["state"].(obj)["values"].(obj), "unit", "unit")
	if st["selected_option"].(obj)["value"] != "sz-jtj" {
		t.Errorf("state: %v", st)
	}
	b.opened(input("unit", obj{"type": "external_select", "action_id": "unit"}))
	many = 101
	if out, code := b.control("suggest", obj{"user": "U1", "view_id": b.views()[0]["id"], "action_id": "unit"}); code != 502 {
		t.Errorf("too many: %d %v", code, out)
	}
}

// The first look at a home tab waits until the app has published it.
func TestHome(t *testing.T) {
	b := set(t, Options{})
	a := b.connect(acknowledge)
	done := make(chan obj)
	go func() {
		a.event(t, "app_home_opened")
		done <- b.ok("views.publish", obj{"user_id": "U1", "view": obj{"type": "home", "blocks": []any{actions(button("fill", ""))}}})
	}()
	home := obj{}
	b.get("home?user=U1", &home)
	published := (<-done)["view"].(obj)
	if home["id"] != published["id"] {
		t.Errorf("home %v, published %v", home["id"], published["id"])
	}
	b.must("click", obj{"user": "U1", "view_id": "home", "action_id": "fill"})
	if p := a.payload(t, "interactive"); p["view"].(obj)["type"] != "home" || p["message"] != nil {
		t.Errorf("click: %v", p)
	}
	stale := obj{"user_id": "U1", "hash": "1.1", "view": obj{"type": "home", "blocks": []any{}}}
	if out := b.api("views.publish", stale); out["error"] != "hash_conflict" {
		t.Errorf("old hash: %v", out)
	}
}
