package interop_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	stewardBot = "U0STEWARD"
	liaison    = "USZWXBLIAISON"
	office     = "UOFFICEADMIN"
	otherURL   = "http://127.0.0.1:3000/" // the port is free: nobody else is in this network
)

// desk is where a person sits in local-slack.
type desk struct {
	*testing.T
	control web
	steward *program
	seen    map[string]bool // what was read, by channel, ts and words
}

// open starts local-slack with the people of the demo's register, and steward
// on a database with that register in it.
func open(t *testing.T, steward string) *desk {
	t.Helper()
	config := filepath.Join(t.TempDir(), "workspace.json")
	if err := os.WriteFile(config, workspace(t), 0o600); err != nil {
		t.Fatal(err)
	}
	double := start(t, ourEnvironment(), os.Getenv("LOCAL_SLACK"), "--config", config, "--port", "3000",
		"--base-host", "127.0.0.1", "--files-dir", t.TempDir())
	double.says("  local-slack is running")
	environ := ourEnvironment("SLACK_API_URL="+otherURL+"api/", "SLACK_BOT_TOKEN=xoxb-other",
		"SLACK_APP_TOKEN=xapp-other", "STEWARD_DATA="+filepath.Join(t.TempDir(), "data"))
	do(t, environ, steward, "import", "--units", "../demo/units.csv", "--domains", "../demo/domains.csv",
		"--people", "../demo/people.csv")
	do(t, environ, steward, "campaign", "--issued", "2018-11-20T09:00:00+08:00")
	d := &desk{T: t, control: web{t, otherURL + "_control/"}, seen: map[string]bool{}}
	d.steward = start(t, environ, steward, "serve")
	until(t, "steward's two connections", func() (bool, bool) {
		return true, len(d.log("to_bot", "socket")) == 2
	})
	return d
}

// workspace is local-slack's configuration: its people have the ids that the
// demo's register gives them.
func workspace(t *testing.T) []byte {
	t.Helper()
	f, err := os.Open("../demo/people.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || rows[0][0] != "slack_id" || rows[0][1] != "name" {
		t.Fatalf("people.csv: %v, %v", rows, err)
	}
	var users []obj
	for _, row := range rows[1:] {
		users = append(users, obj{"id": row[0], "name": row[0], "real_name": row[1], "tz": "Asia/Shanghai"})
	}
	b, err := json.Marshal(obj{
		"workspace": obj{"name": "City", "domain": "city", "teamId": "T0CITY"},
		"app": obj{
			"appId": "A0STEWARD", "botUserId": stewardBot, "botName": "steward", "mode": "socket",
			"botToken": "xoxb-other", "appToken": "xapp-other",
		},
		"users":    users,
		"channels": []obj{{"id": "C0CITY", "name": "city", "members": []string{liaison, office, stewardBot}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// entry is a line of the log that local-slack keeps of the wire.
type entry struct {
	Direction, Kind, Summary string
	Detail                   json.RawMessage
}

func (d *desk) log(direction, kind string) []entry {
	d.Helper()
	var got struct{ Log []entry }
	d.control.get("log", &got)
	return slices.DeleteFunc(got.Log, func(e entry) bool { return e.Direction != direction || e.Kind != kind })
}

// direct is a person's conversation with steward; "" if there is none yet.
func (d *desk) direct(user string) string {
	d.Helper()
	var state struct {
		Channels []struct {
			ID      string
			IM      bool `json:"is_im"`
			Members []string
		}
	}
	d.control.get("state", &state)
	for _, c := range state.Channels {
		if c.IM && slices.Contains(c.Members, user) && slices.Contains(c.Members, stewardBot) {
			return c.ID
		}
	}
	return ""
}

// heard is all that steward has said to a person in their conversation.
func (d *desk) heard(user string) []message {
	d.Helper()
	channel := d.direct(user)
	if channel == "" {
		return nil
	}
	var got struct{ Messages []message }
	d.control.get("messages/"+channel, &got)
	return slices.DeleteFunc(got.Messages, func(m message) bool { return m.User != stewardBot })
}

// hears waits for a message to a person, new or edited, that holds all these
// words, and returns it.
func (d *desk) hears(user string, words ...string) message {
	d.Helper()
	defer d.tellIfFailed(user)
	found := until(d.T, user+" hears "+strings.Join(words, ", "), func() (message, bool) {
		for _, m := range slices.Backward(d.heard(user)) {
			if !d.seen[m.TS+m.words()] && holds(m, words) {
				return m, true
			}
		}
		return message{}, false
	})
	for _, m := range d.heard(user) {
		if m.TS <= found.TS {
			d.seen[m.TS+m.words()] = true
		}
	}
	return found
}

// tellIfFailed shows what a person heard instead of what they were to hear.
func (d *desk) tellIfFailed(user string) {
	if !d.Failed() {
		return
	}
	for _, m := range d.heard(user) {
		d.Logf("%s heard %s: %s", user, m.TS, m.words())
	}
}

func holds(m message, words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(m.words(), w) })
}

// says lets a person say something to steward.
func (d *desk) says(user, text string) {
	d.Helper()
	d.control.post("message", obj{"channel": user, "user": user, "text": text}, nil)
}

// clicks lets a person press the button with this label in a message.
func (d *desk) clicks(user string, m message, label string) {
	d.Helper()
	for _, b := range m.Blocks {
		for _, e := range b.Elements {
			if e.Type != "button" || !strings.Contains(string(e.Text), label) {
				continue
			}
			d.control.post("interact", obj{"channel": d.direct(user), "messageTs": m.TS, "user": user, "action": obj{
				"type": e.Type, "action_id": e.Action, "block_id": b.ID, "value": e.Value, "text": e.Text,
			}}, nil)
			return
		}
	}
	d.Fatalf("no button %s in: %s", label, m.words())
}
