package bot

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"steward/handlers"
)

func TestReadEvent(t *testing.T) {
	direct := &Item{
		Key: "msg/D1/1.000001", Conversation: "D1", TS: "1.000001",
		In: handlers.Incoming{Kind: "message", User: "U1", Channel: "D1", ChannelType: "im", TS: "1.000001", Text: "hi"},
	}
	channel := &Item{
		Key: "msg/C1/1.000002", Conversation: "C1", TS: "1.000002",
		In: handlers.Incoming{
			Kind: "message", User: "U1", Channel: "C1", ChannelType: "channel", TS: "1.000002", Thread: "1.000001", Text: "hi",
		},
	}
	home := &Item{
		Key: "evt/Ev1", Conversation: "U1", TS: "1542675600.000000",
		In: handlers.Incoming{Kind: "home", User: "U1", ViewID: "V1"},
	}
	inChannel := `"user":"U1","channel":"C1","ts":"1.000002","thread_ts":"1.000001",`
	table := map[string]struct {
		event string
		want  *Item
		bad   bool
	}{
		"direct message": {event: `"type":"message","user":"U1","channel":"D1","channel_type":"im","ts":"1.000001","text":"hi"`, want: direct},
		"direct message with a file": {
			event: `"type":"message","subtype":"file_share","user":"U1","channel":"D1","channel_type":"im","ts":"1.000001","text":"hi"`, want: direct,
		},
		"mention as message": {
			event: inChannel + `"type":"message","channel_type":"channel","text":"<@` + me + `> hi"`, want: channel,
		},
		"mention as mention": {event: inChannel + `"type":"app_mention","text":"<@` + me + `|steward> hi"`, want: channel},
		"not for us":         {event: inChannel + `"type":"message","channel_type":"channel","text":"<@U2> hi"`},
		"our own":            {event: `"type":"message","user":"` + me + `","channel":"D1","channel_type":"im","ts":"1.000001","text":"hi"`},
		"another bot's":      {event: `"type":"message","user":"U9","bot_id":"B9","channel":"D1","channel_type":"im","ts":"1.000001"`},
		"edited":             {event: `"type":"message","subtype":"message_changed","hidden":true,"channel":"D1","channel_type":"im","ts":"1.000001"`},
		"deleted":            {event: `"type":"message","subtype":"message_deleted","channel":"D1","channel_type":"im","ts":"1.000001"`},
		"Slackbot's":         {event: `"type":"message","user":"USLACKBOT","channel":"D1","channel_type":"im","ts":"1.000001"`},
		"home":               {event: `"type":"app_home_opened","user":"U1","tab":"home","view":{"id":"V1"}`, want: home},
		"messages tab":       {event: `"type":"app_home_opened","user":"U1","tab":"messages"`},
		"another event":      {event: `"type":"reaction_added","user":"U1"`},
		"account closed": {
			event: `"type":"user_change","user":{"id":"U1","team_id":"T0","deleted":true}`,
			want: &Item{
				Key: "evt/Ev1", Conversation: "U1", TS: "1542675600.000000", In: handlers.Incoming{Kind: "left", User: "U1"},
			},
		},
		"a closed account of nobody": {event: `"type":"user_change","user":{"deleted":true}`, bad: true},
		"somebody new":               {event: `"type":"team_join","user":{"id":"U1"}`},
		"no ts":                      {event: `"type":"message","user":"U1","channel":"D1","channel_type":"im"`, bad: true},
		"no type":                    {event: `"user":"U1"`, bad: true},
	}
	for name, c := range table {
		t.Run(name, func(t *testing.T) {
			a, err := readEvent([]byte(`{"event_id":"Ev1","event_time":1542675600,"event":{`+c.event+`}}`), me)
			if (err != nil) != c.bad {
				t.Fatalf("error: %v", err)
			}
			if diff := cmp.Diff(c.want, a.item); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadInteraction(t *testing.T) {
	table := map[string]struct {
		payload string
		want    *Item
		bad     bool
	}{
		"button in a message": {
			payload: `{"type":"block_actions","trigger_id":"t1","user":{"id":"U1"},"channel":{"id":"D1"},"message_ts":"",
				"container":{"type":"message","message_ts":"1.000001","channel_id":"D1"},"state":{"values":[]},
				"actions":[{"type":"button","action_id":"intake.book","value":"sz-jtj/cleanup/paper","action_ts":"2.000001"}]}`,
			want: &Item{Key: "trg/t1", Conversation: "D1", TS: "2.000001", In: handlers.Incoming{
				Kind: "action", User: "U1", Channel: "D1", ChannelType: "im", TS: "2.000001", Action: "intake.book",
				Value: "sz-jtj/cleanup/paper", MessageTS: "1.000001", Trigger: "t1",
			}},
		},
		"date beside the button": {
			payload: `{"type":"block_actions","trigger_id":"t1","user":{"id":"U1"},
				"container":{"message_ts":"1.000001","channel_id":"C1","thread_ts":"1.000000"},
				"state":{"values":{"b":{"intake.date":{"type":"datepicker","selected_date":"2018-12-03"},
				"pick":{"selected_option":null,"selected_options":[{"value":"a"},{"value":"b"}]}}}},
				"actions":[{"type":"static_select","action_id":"x","selected_option":{"value":"v"},"action_ts":"2.000001"}]}`,
			want: &Item{Key: "trg/t1", Conversation: "C1", TS: "2.000001", In: handlers.Incoming{
				Kind: "action", User: "U1", Channel: "C1", ChannelType: "channel", TS: "2.000001", Thread: "1.000000",
				Action: "x", Value: "v", MessageTS: "1.000001", Trigger: "t1",
				State: map[string]string{"intake.date": "2018-12-03", "pick": "a,b"},
			}},
		},
		"button on the home tab": {
			payload: `{"type":"block_actions","trigger_id":"t1","user":{"id":"U1"},"container":{"type":"view","view_id":"V1"},
				"view":{"id":"V1","state":{"values":{}}},"actions":[{"action_id":"help.show","action_ts":"2.000001"}]}`,
			want: &Item{Key: "trg/t1", Conversation: "U1", TS: "2.000001", In: handlers.Incoming{
				Kind: "action", User: "U1", TS: "2.000001", Action: "help.show", Trigger: "t1", ViewID: "V1",
			}},
		},
		"shortcut of a message": {
			payload: `{"type":"message_action","callback_id":"ask","trigger_id":"t1","action_ts":"2.000001","user":{"id":"U1"},
				"channel":{"id":"C1"},"message_ts":"1.000001","message":{"thread_ts":"1.000000"}}`,
			want: &Item{Key: "trg/t1", Conversation: "C1", TS: "2.000001", In: handlers.Incoming{
				Kind: "shortcut", User: "U1", Channel: "C1", ChannelType: "channel", TS: "2.000001", Thread: "1.000000",
				Action: "ask", MessageTS: "1.000001", Trigger: "t1",
			}},
		},
		"view closed": {payload: `{"type":"view_closed"}`},
		"no trigger":  {payload: `{"type":"block_actions","user":{"id":"U1"},"actions":[{"action_id":"x"}]}`, bad: true},
		"no type":     {payload: `{}`, bad: true},
		"not JSON":    {payload: `payload`, bad: true},
	}
	for name, c := range table {
		t.Run(name, func(t *testing.T) {
			a, err := readInteraction([]byte(c.payload))
			got := a.item
			if (err != nil) != c.bad {
				t.Fatalf("error: %v", err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadCommand(t *testing.T) {
	now := func() time.Time { return time.Date(2018, 11, 20, 1, 0, 0, 7000, time.UTC) }
	a, err := readCommandJSON([]byte(`{"command":"/steward","text":"<http://a.gov.cn|a.gov.cn> &amp; b","user_id":"U1",
		"channel_id":"C1","trigger_id":"t1"}`))
	want := &Item{Key: "trg/t1", Conversation: "C1", TS: "1542675600.000007", In: handlers.Incoming{
		Kind: "command", User: "U1", Channel: "C1", ChannelType: "channel", Text: "a.gov.cn & b", Command: "/steward", Trigger: "t1",
	}}
	if diff := cmp.Diff(want, a.item.atOrNow(now)); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if a, err := readCommandJSON([]byte(`{"command":"/steward"}`)); a.item != nil || err == nil {
		t.Error("a command without a person was taken")
	}
}

func TestPlain(t *testing.T) {
	for text, want := range map[string]string{
		"<@" + me + "> when is it due":                "when is it due",
		"<@" + me + "|steward>, help":                 ", help",
		"is <http://szjy.net.cn|szjy.net.cn> ours":    "is szjy.net.cn ours",
		"<https://a.gov.cn/x?a=1&amp;b=2>":            "https://a.gov.cn/x?a=1&b=2",
		"<mailto:a@b.cn|a@b.cn>, <tel:13800000000>":   "a@b.cn, 13800000000",
		"ask <@U2> or <@U3|li> in <#C1|general>":      "ask @U2 or @li in #general",
		"<!here> <!subteam^S1|@office> <!date^1^x|d>": "@here @office d",
		"1 &lt; 2 &amp;&amp; 3 &gt; 2":                "1 < 2 && 3 > 2",
		"&amp;lt;":                                    "&lt;",
		"a < b":                                       "a < b",
	} {
		if got := plain(text, me); got != want {
			t.Errorf("plain(%q) = %q, want %q", text, got, want)
		}
	}
}

// What a person types comes through as typed, whatever signs are in it.
func TestPlainUndoesEscape(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := strings.TrimSpace(rapid.String().Draw(t, "typed"))
		if got := plain(escape.Replace(typed), me); got != typed {
			t.Errorf("%q came as %q", typed, got)
		}
	})
}

// Whatever comes, the decoders answer with an item that has a key, with none,
// or with an error.
func FuzzDecode(f *testing.F) {
	seeds, err := filepath.Glob("testdata/payloads/*.json")
	if err != nil || len(seeds) == 0 {
		f.Fatal("no payloads to start from", err)
	}
	for _, name := range seeds {
		raw, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, read := range []func() (arrival, error){
			func() (arrival, error) { return readEvent(raw, me) },
			func() (arrival, error) { return readInteraction(raw) },
			func() (arrival, error) { return readCommandJSON(raw) },
		} {
			a, err := read()
			it := a.item
			if it == nil {
				continue
			}
			if err != nil || it.Key == "" || it.Conversation == "" || it.In.User == "" || it.In.Kind == "" {
				t.Errorf("%+v, %v", it, err)
			}
			if _, err := json.Marshal(it.In); err != nil {
				t.Error(err)
			}
		}
	})
}
