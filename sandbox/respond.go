package sandbox

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

// replyBody is what an app sends to a response_url, or answers a command with.
type replyBody struct {
	Text         string `json:"text"`
	Blocks       []obj  `json:"blocks"`
	Attachments  []obj  `json:"attachments"`
	ResponseType string `json:"response_type"` // ephemeral (the default) or in_channel
	Replace      bool   `json:"replace_original"`
	Delete       bool   `json:"delete_original"`
	ThreadTS     string `json:"thread_ts"`
}

// serveResponse is a response_url: five uses within thirty minutes.
func (s *Sandbox) serveResponse(w http.ResponseWriter, r *http.Request) {
	var used *response
	status, code := http.StatusNotFound, "no_such_url"
	s.look(func(*world) {
		switch got := s.memory.responses[r.PathValue("n")+"/"+r.PathValue("id")]; {
		case got == nil:
		case time.Now().After(got.expires):
			code = "expired_url"
		case got.uses >= responseUses:
			code = "used_url"
		default:
			got.uses++
			used = got
		}
	})
	if used == nil {
		replyStatus(w, r, status, obj{"ok": false, "error": code})
		return
	}
	var in replyBody
	b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil || json.Unmarshal(b, &in) != nil {
		replyStatus(w, r, http.StatusBadRequest, obj{"ok": false, "error": "invalid_payload"})
		return
	}
	if err := s.respond(*used, in); err != nil {
		replyStatus(w, r, http.StatusBadRequest, answer(nil, err, s))
		return
	}
	_, _ = io.WriteString(w, "ok") // the reader may be gone
}

// answered shows a command's answer: JSON, plain words, or nothing.
func (s *Sandbox) answered(r response, b []byte) error {
	if strings.TrimSpace(string(b)) == "" || string(b) == "null" || string(b) == "{}" {
		return nil
	}
	var in replyBody
	if json.Unmarshal(b, &in) != nil {
		in = replyBody{Text: string(b)}
	}
	if err := s.respond(r, in); err != nil {
		return badAnswer(err.Error())
	}
	return nil
}

// respond does what a reply says, to the message it answers or beside it.
func (s *Sandbox) respond(r response, in replyBody) error {
	d := draft{Text: in.Text, Blocks: in.Blocks, Attachments: in.Attachments}
	if !in.Delete {
		if err := d.check(); err != nil {
			return err
		}
	}
	return s.change(func(t *turn) error {
		v := t.convs[r.channel]
		if v == nil {
			return refuse("channel_not_found")
		}
		old := t.seen(r.channel, r.ts, r.user)
		switch {
		case (in.Delete || in.Replace) && old == nil:
			return refuse("message_not_found")
		case (in.Delete || in.Replace) && old.Ephemeral:
			t.changeWhisper(r, d, in.Delete)
		case in.Delete:
			t.remove(v, old)
		case in.Replace:
			m := *old
			t.edit(v, &m, d)
		default:
			t.beside(v, r, d, in)
		}
		return nil
	})
}

// beside adds a message of the app's, to all or to the one who asked.
func (t *turn) beside(v *conversation, r response, d draft, in replyBody) {
	m := t.s.botMessage(d, t.ts())
	m.ThreadTS = in.ThreadTS
	if in.ResponseType == "in_channel" {
		t.say(v, m)
		return
	}
	t.whisper(v.ID, r.user, m)
}

// changeWhisper edits or deletes an ephemeral message.
func (t *turn) changeWhisper(r response, d draft, remove bool) {
	list := slices.Clone(t.s.memory.whispers[r.channel])
	i := slices.IndexFunc(list, func(m *message) bool { return m.TS == r.ts && m.EphemeralUser == r.user })
	if remove {
		list = slices.Delete(list, i, i+1)
	} else {
		m := *list[i]
		m.Text, m.Blocks, m.Attachments = d.Text, d.Blocks, d.Attachments
		list[i] = &m
	}
	t.s.memory.whispers[r.channel] = list
	t.note(obj{"type": "ephemeral", "channel": r.channel, "user": r.user, "ts": r.ts})
}
