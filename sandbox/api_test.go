package sandbox

import (
	"net/url"
	"strings"
	"testing"
)

// Each method's refusals, by Slack's codes.
func TestRefusals(t *testing.T) {
	b := set(t, Options{})
	said := b.must("say", obj{"user": "U1", "channel": "general", "text": "人话"})["ts"]
	for _, c := range []struct {
		method, want string
		args         obj
	}{
		{"chat.postMessage", "channel_not_found", obj{"channel": "C9", "text": "a"}},
		{"chat.postMessage", "not_in_channel", obj{"channel": "C2", "text": "a"}},
		{"chat.postMessage", "channel_not_found", obj{"channel": "C3", "text": "a"}},
		{"chat.postMessage", "no_text", obj{"channel": "C1"}},
		{"chat.postMessage", "thread_not_found", obj{"channel": "C1", "text": "a", "thread_ts": "1.000001"}},
		{"chat.postMessage", "invalid_blocks_format", obj{"channel": "C1", "blocks": "[{"}},
		{"chat.postMessage", "invalid_blocks", obj{"channel": "C1", "blocks": []any{section("")}}},
		{"chat.postMessage", "invalid_metadata_format", obj{"channel": "C1", "text": "a", "metadata": obj{"x": 1}}},
		{"chat.update", "message_not_found", obj{"channel": "C1", "ts": "1.000001", "text": "a"}},
		{"chat.update", "cant_update_message", obj{"channel": "C1", "ts": said, "text": "a"}},
		{"chat.update", "msg_too_long", obj{"channel": "C1", "ts": said, "text": strings.Repeat("字", 4001)}},
		{"chat.delete", "cant_delete_message", obj{"channel": "C1", "ts": said}},
		{"chat.postEphemeral", "user_not_in_channel", obj{"channel": "C1", "user": "U9", "text": "a"}},
		{"chat.getPermalink", "message_not_found", obj{"channel": "C1", "message_ts": "1"}},
		{"conversations.open", "user_not_found", obj{"users": "U9"}},
		{"conversations.open", "users_list_not_supplied", obj{}},
		{"conversations.info", "channel_not_found", obj{"channel": "C3"}},
		{"conversations.history", "not_in_channel", obj{"channel": "C2"}},
		{"conversations.replies", "thread_not_found", obj{"channel": "C1", "ts": "1"}},
		{"conversations.join", "channel_not_found", obj{"channel": "C3"}},
		{"users.info", "user_not_found", obj{"user": "U9"}},
		{"users.lookupByEmail", "users_not_found", obj{"email": "a@b"}},
		{"views.open", "invalid_trigger_id", obj{"trigger_id": "1", "view": modal(section("a"))}},
		{"views.open", "invalid_arguments", obj{"trigger_id": "1"}},
		{"views.publish", "invalid_arguments", obj{"user_id": "U1", "view": modal(section("a"))}},
		{"views.publish", "user_not_found", obj{"user_id": "U9", "view": obj{"type": "home", "blocks": []any{}}}},
		{"views.update", "not_found", obj{"view_id": "V1", "view": modal(section("a"))}},
		{"files.getUploadURLExternal", "invalid_arguments", obj{"filename": "a"}},
		{"files.completeUploadExternal", "file_not_found", obj{"files": []any{obj{"id": "F9"}}}},
		{"files.info", "file_not_found", obj{"file": "F9"}},
		{"reactions.add", "message_not_found", obj{"channel": "C1", "timestamp": "1", "name": "eyes"}},
		{"chat.scheduleMessage", "unknown_method", obj{}},
	} {
		out := b.api(c.method, c.args)
		if out["ok"] != false || out["error"] != c.want {
			t.Errorf("%s %v: %v, want %s", c.method, c.args, out, c.want)
		}
	}
}

func TestPostUpdateDelete(t *testing.T) {
	b := set(t, Options{})
	one := b.ok("chat.postMessage", obj{"channel": "U1", "text": "一", "blocks": []any{section("*一*"), actions(button("go", "1"))}})
	two := b.form("chat.postMessage", url.Values{
		"token": {"xoxb-sandbox"}, "channel": {"U1"}, "text": {"二"}, "blocks": {`[{"type":"divider"}]`},
		"metadata": {`{"event_type":"steward","event_payload":{"key":"k"}}`},
	})
	if one["ts"] != "1542675600.000100" || two["ts"].(string) <= one["ts"].(string) {
		t.Errorf("ts %v, %v", one["ts"], two["ts"])
	}
	up := b.ok("chat.update", obj{"channel": one["channel"], "ts": one["ts"], "text": "一改"})
	if m := up["message"].(obj); m["blocks"] != nil || m["edited"] == nil {
		t.Errorf("text alone keeps the blocks: %v", m)
	}
	dm := one["channel"]
	h := b.ok("conversations.history", obj{"channel": dm, "include_all_metadata": true})["messages"].([]any)
	if len(h) != 2 || h[0].(obj)["metadata"].(obj)["event_type"] != "steward" {
		t.Errorf("history: %v", h)
	}
	if bare := b.ok("conversations.history", obj{"channel": dm})["messages"].([]any); bare[0].(obj)["metadata"] != nil {
		t.Error("metadata came unasked")
	}
	b.ok("chat.delete", obj{"channel": dm, "ts": one["ts"]})
	if left := b.messages("U1", "dm"); len(left) != 1 || left[0]["text"] != "二" {
		t.Errorf("left: %v", left)
	}
	long := b.ok("chat.postMessage", obj{"channel": "U1", "text": strings.Repeat("字", 50000)})
	if n := len([]rune(long["message"].(obj)["text"].(string))); n != 40000 {
		t.Errorf("a long text has %d characters, want 40000", n)
	}
}

func TestThreadsAndPages(t *testing.T) {
	b := set(t, Options{})
	root := b.ok("chat.postMessage", obj{"channel": "C1", "text": "题"})["ts"]
	for _, w := range []string{"甲", "乙", "丙"} {
		b.ok("chat.postMessage", obj{"channel": "C1", "text": w, "thread_ts": root})
	}
	b.must("say", obj{"user": "U1", "channel": "general", "text": "丁", "thread_ts": root})
	r := b.ok("conversations.replies", obj{"channel": "C1", "ts": root, "limit": 2})
	if n := len(r["messages"].([]any)); n != 2 || r["has_more"] != true {
		t.Errorf("first page: %v", r)
	}
	next := r["response_metadata"].(obj)["next_cursor"]
	r = b.ok("conversations.replies", obj{"channel": "C1", "ts": root, "cursor": next})
	if n := len(r["messages"].([]any)); n != 3 || r["has_more"] != false {
		t.Errorf("second page: %v", r)
	}
	h := b.ok("conversations.history", obj{"channel": "C1"})["messages"].([]any)
	if len(h) != 1 || h[0].(obj)["reply_count"] != float64(4) {
		t.Errorf("history shows replies, or the wrong count: %v", h)
	}
	if h := b.ok("conversations.history", obj{"channel": "C1", "oldest": root}); len(h["messages"].([]any)) != 0 {
		t.Error("oldest is exclusive")
	}
	if h := b.ok("conversations.history", obj{"channel": "C1", "oldest": root, "inclusive": true}); len(h["messages"].([]any)) != 1 {
		t.Error("inclusive is not")
	}
}

func TestUsersAndConversations(t *testing.T) {
	b := set(t, Options{})
	if u := b.ok("users.info", obj{"user": "U2", "include_locale": true})["user"].(obj); u["locale"] != "en-US" {
		t.Errorf("locale: %v", u)
	}
	if u := b.ok("users.info", obj{"user": "U2"})["user"].(obj); u["locale"] != nil {
		t.Error("locale came unasked")
	}
	if u := b.ok("users.lookupByEmail", obj{"email": "u1@sandbox.invalid"})["user"].(obj); u["id"] != "U1" {
		t.Errorf("by mail: %v", u)
	}
	if l := b.ok("users.list", nil)["members"].([]any); len(l) != 3 {
		t.Errorf("%d users, want two and the app", len(l))
	}
	ids := func(method string, args obj) (out []string) {
		for _, c := range b.ok(method, args)["channels"].([]any) {
			out = append(out, c.(obj)["id"].(string))
		}
		return out
	}
	if got := ids("conversations.list", nil); strings.Join(got, " ") != "C1 C2" {
		t.Errorf("list: %v", got)
	}
	b.ok("conversations.join", obj{"channel": "C2"})
	if got := ids("users.conversations", obj{"types": "public_channel,private_channel"}); strings.Join(got, " ") != "C1 C2" {
		t.Errorf("after joining: %v", got)
	}
	one := b.ok("conversations.open", obj{"users": "U1"})["channel"].(obj)["id"]
	if two := b.ok("conversations.open", obj{"users": "U1"})["channel"].(obj)["id"]; one != two || one != "D1" {
		t.Errorf("opened twice: %v, %v", one, two)
	}
	if g := b.ok("conversations.open", obj{"users": "U2,U1", "return_im": true})["channel"].(obj); g["is_mpim"] != true {
		t.Errorf("group: %v", g)
	}
	if m := b.ok("conversations.members", obj{"channel": "C1"})["members"].([]any); len(m) != 3 {
		t.Errorf("members: %v", m)
	}
}

// What one person alone sees is not in history, nor before another's eyes.
func TestEphemeral(t *testing.T) {
	b := set(t, Options{})
	b.ok("chat.postEphemeral", obj{"channel": "C1", "user": "U1", "text": "只给您看"})
	if m := b.messages("U1", "general"); len(m) != 1 || m[0]["is_ephemeral"] != true {
		t.Errorf("U1 sees %v", m)
	}
	if m := b.messages("U2", "general"); len(m) != 0 {
		t.Errorf("U2 sees %v", m)
	}
	if h := b.ok("conversations.history", obj{"channel": "C1"})["messages"].([]any); len(h) != 0 {
		t.Errorf("history: %v", h)
	}
}

func TestReactionAndLink(t *testing.T) {
	b := set(t, Options{})
	ts := b.must("say", obj{"user": "U1", "channel": "general", "text": "看"})["ts"]
	b.ok("reactions.add", obj{"channel": "C1", "timestamp": ts, "name": "eyes"})
	if out := b.api("reactions.add", obj{"channel": "C1", "timestamp": ts, "name": "eyes"}); out["error"] != "already_reacted" {
		t.Errorf("twice: %v", out)
	}
	link := b.ok("chat.getPermalink", obj{"channel": "C1", "message_ts": ts})["permalink"].(string)
	if !strings.HasPrefix(link, "http://sandbox.invalid/archives/C1/p1542675600") {
		t.Errorf("link %s", link)
	}
}
