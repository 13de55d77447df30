package sandbox

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"regexp"
	"strings"
)

// utterance is what a person says, commands or uploads.
type utterance struct {
	User     string `json:"user"`
	Channel  string `json:"channel"`
	Text     string `json:"text"`
	ThreadTS string `json:"thread_ts"`
	Command  string `json:"command"`
	Name     string `json:"name"`
	Title    string `json:"title"`
	Content  string `json:"content"`        // the file's text, or
	Base64   string `json:"content_base64"` // its bytes
	Private  bool   `json:"private"`        // for a file input: not shared
}

// known is a mention that a typed text may hold; all else is escaped.
var known = regexp.MustCompile(`&lt;(@U[A-Z0-9]+|#C[A-Z0-9]+)&gt;`)

// written is a person's text as Slack's client sends it: escaped, with
// mentions of the app turned into its user id.
func (s *Sandbox) written(text string) string {
	text = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
	text = known.ReplaceAllString(text, "<$1>")
	return strings.ReplaceAll(text, "@"+s.opts.BotName, "<@"+BotUser+">")
}

func (s *Sandbox) saySomething(_ context.Context, u utterance) (obj, error) {
	if strings.TrimSpace(u.Text) == "" {
		return nil, wrong("text is empty")
	}
	var m *message
	var v *conversation
	err := s.change(func(t *turn) (err error) {
		if v, err = t.room(u.User, u.Channel); err != nil {
			return err
		}
		m, err = t.uttered(v, u)
		if err == nil {
			t.say(v, m)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return obj{"ok": true, "channel": v.ID, "ts": m.TS}, nil
}

func (t *turn) uttered(v *conversation, u utterance) (*message, error) {
	if u.ThreadTS != "" && t.find(v.ID, u.ThreadTS) == nil {
		return nil, absent("thread_not_found", "no message %s to answer", u.ThreadTS)
	}
	t.seq++
	return &message{
		Type: "message", User: u.User, Team: TeamID, Text: t.s.written(u.Text), TS: t.ts(), ThreadTS: u.ThreadTS,
		ClientMsgID: fmt.Sprintf("00000000-0000-4000-8000-%012d", t.seq),
	}, nil
}

// uploadByUser takes a person's file, as JSON or as a form with a file part.
func (s *Sandbox) uploadByUser(w http.ResponseWriter, r *http.Request) {
	u, data, err := readUserFile(r)
	if err != nil {
		fail(w, r, wrong("upload: %v", err))
		return
	}
	var f *file
	var ts, channel string
	err = s.change(func(t *turn) error {
		v, err := t.room(u.User, u.Channel)
		if err != nil {
			return err
		}
		f = &file{
			ID: t.nextID("F"), Name: u.Name, Title: or(u.Title, u.Name), User: u.User, Size: len(data),
			Created: t.now.Unix(), Complete: true,
		}
		if err := s.blobs.put(f.ID, data); err != nil {
			return err
		}
		t.put(record{File: f})
		if u.Private {
			return nil
		}
		m, err := t.uttered(v, u)
		if err != nil {
			return err
		}
		ts, channel = m.TS, v.ID
		t.share(v, m, []*file{f})
		return nil
	})
	if err != nil {
		fail(w, r, err)
		return
	}
	reply(w, r, obj{"ok": true, "channel": channel, "ts": ts, "file": f.shown()})
}

func readUserFile(r *http.Request) (u utterance, data []byte, err error) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")) // none is none
	r.Body = http.MaxBytesReader(nil, r.Body, 2*maxFile)
	if kind != "multipart/form-data" {
		if err := json.NewDecoder(r.Body).Decode(&u); err != nil {
			return u, nil, err
		}
		data = []byte(u.Content)
		if u.Base64 != "" {
			data, err = base64.StdEncoding.DecodeString(u.Base64)
		}
	} else {
		part, head, ferr := r.FormFile("file")
		if ferr != nil {
			return u, nil, ferr
		}
		u = utterance{
			User: r.FormValue("user"), Channel: r.FormValue("channel"), Text: r.FormValue("text"), Name: head.Filename,
			ThreadTS: r.FormValue("thread_ts"), Private: r.FormValue("private") != "",
		}
		data, err = io.ReadAll(part)
	}
	if err == nil && (u.Name == "" || len(data) == 0) {
		err = fmt.Errorf("a name and content are needed")
	}
	return u, data, err
}

// command sends a slash command and shows what the app answers at once.
func (s *Sandbox) command(ctx context.Context, u utterance) (obj, error) {
	var p obj
	var r response
	err := s.change(func(t *turn) error {
		v, err := t.room(u.User, u.Channel)
		if err != nil {
			return err
		}
		if !strings.HasPrefix(u.Command, "/") {
			return wrong("a command begins with a slash")
		}
		r = response{user: u.User, channel: v.ID, ephemeral: true}
		p = obj{
			"token": "verification-token", "team_id": TeamID, "team_domain": "sandbox", "channel_id": v.ID,
			"channel_name": channelOf(v)["name"], "user_id": u.User, "user_name": t.users[u.User].Name,
			"command": u.Command, "text": u.Text, "api_app_id": AppID, "is_enterprise_install": "false",
			"response_url": s.memory.newResponse(r), "trigger_id": s.memory.newTrigger(u.User, ""),
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	b, err := s.ask(ctx, "slash_commands", p)
	if err != nil {
		return nil, unanswered(err)
	}
	return obj{"ok": true}, s.answered(r, b)
}

// shortcut sends a global shortcut, or one on a message.
func (s *Sandbox) shortcut(ctx context.Context, g gesture) (obj, error) {
	var p obj
	err := s.change(func(t *turn) error {
		u := t.users[g.User]
		if u == nil {
			return absent("no_such_user", "there is no user %q", g.User)
		}
		p = t.common("shortcut", u)
		if g.TS != "" {
			sc, err := t.scene(&g)
			if err != nil {
				return err
			}
			p["type"], p["channel"], p["message"] = "message_action", channelOf(sc.conv), sc.msg
			p["message_ts"], p["response_url"] = sc.msg.TS, t.responseFor(sc)
		}
		p["callback_id"], p["action_ts"] = g.Callback, stamp()
		p["trigger_id"] = s.memory.newTrigger(g.User, "")
		return nil
	})
	if err != nil {
		return nil, err
	}
	if _, err := s.ask(ctx, "interactive", p); err != nil {
		return nil, unanswered(err)
	}
	return obj{"ok": true}, nil
}
