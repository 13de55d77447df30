package interop_test

import (
	"fmt"
	"time"
)

// A step is one thing that an app can do, tried after those before it.
type step struct {
	name     string
	run      func(*bench)
	provokes string // what the app may complain of
	sockets  bool   // it is about Socket Mode alone
}

func steps() []step {
	return []step{
		{name: "a command is answered at once, and again by its response_url", run: tryCommand},
		{name: "a message is answered with a card and a reaction", run: tryMessage},
		{name: "a mention is a message, and a mention", run: tryMention},
		{name: "a button changes its own message", run: tryButton},
		{name: "a form refuses a field, and then takes it", run: tryForm},
		{name: "a form that is closed is heard of", run: tryClose},
		{name: "a home tab is published, and again from its button", run: tryHome},
		{name: "files go up, and are whole", run: tryFiles},
		{name: "a person's file comes down", run: tryPersonsFile},
		{name: "a shortcut on a message is answered to one person", run: tryShortcut},
		{name: "lists come in pages", run: tryLists},
		{name: "what Slack refuses is refused by Slack's codes", run: tryRefusals},
		{name: "a burst of 429 is waited out", run: tryBurst, provokes: "A rate limit was exceeded"},
		{name: "an event that was not acknowledged comes again", run: tryRetry},
		{name: "connections come and go", run: tryConnections, provokes: "WebSocket", sockets: true},
	}
}

func tryCommand(b *bench) {
	b.slack.post("command", obj{"user": person, "channel": channel, "command": "/register", "text": "a.gov.cn"}, nil)
	if m := b.reads(channel, "registering a.gov.cn"); !m.Ephemeral {
		b.Errorf("all hear what was said to one: %+v", m)
	}
	if m := b.reads(channel, "registered a.gov.cn"); m.Ephemeral {
		b.Errorf("one hears what was said to all: %+v", m)
	}
}

func tryMessage(b *bench) {
	ts := b.say("dm", "hello")
	if m := b.reads("dm", "Hello"); m.BotID != "B0SANDBOX" || len(m.Blocks) != 2 {
		b.Errorf("the card is %+v", m)
	}
	m := b.messages("dm")[0]
	if m.TS != ts || len(m.Reactions) != 1 || m.Reactions[0].Name != "wave" {
		b.Errorf("what was said is now %+v", m)
	}
}

func tryMention(b *bench) {
	ts := b.say(channel, "@app count this")
	if m := b.reads(channel, "a mention"); m.Thread != ts {
		b.Errorf("the answer is in the thread %q, the mention was %q", m.Thread, ts)
	}
	b.reads(channel, "counted <@U0SANDBOX> count this")
}

func tryButton(b *bench) {
	card := b.reads("dm", "Hello")
	b.slack.post("click", obj{"user": person, "channel": "dm", "ts": card.TS, "action_id": "edit"}, nil)
	if m := b.reads("dm", "Edited"); m.TS != card.TS {
		b.Errorf("another message was edited: %+v", m)
	}
}

// formView is a view in the lists of the control API.
type formView struct {
	ID       string
	Callback string `json:"callback_id"`
}

// opens clicks the card's button and waits for the form.
func (b *bench) opens() formView {
	b.Helper()
	b.slack.post("click", obj{"user": person, "channel": "dm", "ts": b.reads("dm", "Edited").TS, "action_id": "open"}, nil)
	return until(b.T, "the form", func() (formView, bool) {
		var views []formView
		b.slack.get("views?user="+person, &views)
		if len(views) != 1 {
			return formView{}, false
		}
		return views[0], views[0].Callback == "form"
	})
}

func (b *bench) noView() {
	b.Helper()
	var views []formView
	if b.slack.get("views?user="+person, &views); len(views) != 0 {
		b.Errorf("still open: %+v", views)
	}
}

func tryForm(b *bench) {
	v := b.opens()
	ask := obj{"user": person, "view_id": v.ID, "block_id": "unit", "action_id": "value", "text": "so"}
	var units struct{ Options []obj }
	if b.slack.post("suggest", ask, &units); len(units.Options) != 1 || units.Options[0]["value"] != "south" {
		b.Fatalf("the options are %v", units.Options)
	}
	submit := func(name string) (got struct {
		OK     bool
		Errors map[string]string
	}) {
		b.slack.post("submit", obj{"user": person, "view_id": v.ID, "values": obj{
			"name": obj{"value": name}, "unit": obj{"value": "south"}, "day": obj{"value": "2018-11-26"},
		}}, &got)
		return got
	}
	if got := submit("Z"); got.OK || got.Errors["name"] != "a name has two letters or more" {
		b.Fatalf("a short name: %+v", got)
	}
	if got := submit("Zhang"); !got.OK {
		b.Fatalf("a good name: %+v", got)
	}
	b.noView()
	b.reads("dm", "Zhang of south, 2018-11-26")
	if m := b.reads("dm", "Filled in"); len(m.Blocks) != 1 {
		b.Errorf("the card is now %+v", m)
	}
}

func tryClose(b *bench) {
	b.say("dm", "hello")
	card := b.reads("dm", "Hello")
	b.slack.post("click", obj{"user": person, "channel": "dm", "ts": card.TS, "action_id": "edit"}, nil)
	v := b.opens()
	b.slack.post("close", obj{"user": person, "view_id": v.ID}, nil)
	b.noView()
	b.reads("dm", "closed")
}

func tryHome(b *bench) {
	home := func(peek string) (v struct{ Blocks []block }) {
		b.slack.get("home?user="+person+"&peek="+peek, &v)
		return v
	}
	if v := home(""); len(v.Blocks) != 2 || v.Blocks[0].Text.Text != "Visits: 1" {
		b.Fatalf("the home tab is %+v", v)
	}
	b.slack.post("click", obj{"user": person, "view_id": "home", "action_id": "again"}, nil)
	until(b.T, "a second visit", func() (bool, bool) {
		v := home("1")
		return true, len(v.Blocks) == 2 && v.Blocks[0].Text.Text == "Visits: 2"
	})
}

func tryFiles(b *bench) {
	b.say("dm", "send the list")
	m := b.reads("dm", "the list")
	if len(m.Files) != 2 || m.Files[0].Name != "清单.csv" || m.Files[0].Title != "List" || m.Files[1].Name != "note.txt" {
		b.Fatalf("the files are %+v", m.Files)
	}
	for i, want := range []string{"a,b\n1,2\n", "a note"} {
		if got := b.download(m.Files[i].URL); got != want {
			b.Errorf("%s holds %q, want %q", m.Files[i].Name, got, want)
		}
	}
}

func tryPersonsFile(b *bench) {
	b.slack.post("upload", obj{"user": person, "channel": "dm", "name": "收据.txt", "content": "已收"}, nil)
	b.reads("dm", "收据.txt says 已收")
}

func tryShortcut(b *bench) {
	ts := b.say("dm", "remember this")
	b.slack.post("shortcut", obj{"user": person, "channel": "dm", "ts": ts, "callback_id": "note"}, nil)
	if m := b.reads("dm", "noted: remember this"); !m.Ephemeral {
		b.Errorf("all hear what was said to one: %+v", m)
	}
}

func tryLists(b *bench) {
	b.say("dm", "look round")
	b.reads("dm", "Person in hall and team, last: look round")
}

func tryRefusals(b *bench) {
	b.say("dm", "go wrong")
	b.reads("dm", "channel_not_found invalid_trigger_id unknown_method")
}

func tryBurst(b *bench) {
	b.slack.post("faults", obj{"burst": obj{"chat.postMessage": 1}}, nil)
	b.say("dm", "count in a burst")
	b.reads("dm", "counted count in a burst")
}

// tryRetry has an acknowledgement get lost. It may be that of another event still
// under way, as the app's own answers are events too: then something else is said.
func tryRetry(b *bench) {
	const settled = 10 * time.Second
	var said int
	var again time.Time
	until(b.T, "two answers to an event that came twice", func() (bool, bool) {
		if time.Now().After(again) {
			said++
			b.slack.post("faults", obj{"drop_acks": 1}, nil)
			b.say("dm", fmt.Sprint("count twice ", said))
			again = time.Now().Add(settled)
		}
		answers := map[string]int{}
		for _, m := range b.messages("dm") {
			answers[m.Text]++
		}
		for n := range said {
			if answers[fmt.Sprint("counted count twice ", n+1)] == 2 {
				return true, true
			}
		}
		return false, false
	})
}

// tryConnections ends the connection in each of Slack's ways. The app must come
// back, and hear what was said meanwhile.
func tryConnections(b *bench) {
	for _, end := range []struct {
		name string
		how  obj
	}{
		{"a warning", obj{"disconnect": "warning"}},
		{"a refresh", obj{"disconnect": "refresh_requested"}},
		{"a cut", obj{"close_sockets": true}},
	} {
		b.slack.post("faults", end.how, nil)
		b.say("dm", "count after "+end.name)
		b.reads("dm", "counted count after "+end.name)
	}
}
