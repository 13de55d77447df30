package sandbox

import (
	"slices"
	"strings"
	"unicode/utf8"
)

func updateMessage(s *Sandbox, c *call) (obj, error) {
	d, err := readDraft(c)
	if err != nil {
		return nil, err
	}
	if utf8.RuneCountInString(d.Text) > maxUpdated {
		return nil, refuse("msg_too_long")
	}
	var m message
	err = s.change(func(t *turn) error {
		v, old, err := t.own(c, c.str("ts"), "cant_update_message")
		if err != nil {
			return err
		}
		m = *old
		t.edit(v, &m, d)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return obj{"channel": c.str("channel"), "ts": m.TS, "text": m.Text, "message": &m}, nil
}

// own finds a message of the app's own, or refuses with code.
func (t *turn) own(c *call, ts, code string) (*conversation, *message, error) {
	v, err := t.visible(c.str("channel"))
	if err != nil {
		return nil, nil, err
	}
	m := t.find(v.ID, ts)
	if m == nil {
		return nil, nil, refuse("message_not_found")
	}
	if m.User != BotUser {
		return nil, nil, refuse(code)
	}
	return v, m, nil
}

// edit gives a message new words. Text without blocks drops the blocks;
// metadata stays unless it is given.
func (t *turn) edit(v *conversation, m *message, d draft) {
	before := asObj(m)
	m.Text, m.Blocks, m.Attachments = d.Text, d.Blocks, d.Attachments
	if d.Metadata != nil {
		m.Metadata = d.Metadata
	}
	m.Edited = obj{"user": BotUser, "ts": t.ts()}
	t.put(record{In: v.ID, Message: m})
	t.note(obj{"type": "message", "channel": v.ID, "ts": m.TS})
	t.tell(obj{
		"type": "message", "subtype": "message_changed", "hidden": true, "channel": v.ID, "channel_type": v.kind(),
		"message": asObj(m), "previous_message": before, "ts": m.Edited["ts"], "event_ts": m.Edited["ts"],
	})
}

func deleteMessage(s *Sandbox, c *call) (obj, error) {
	err := s.change(func(t *turn) error {
		v, m, err := t.own(c, c.str("ts"), "cant_delete_message")
		if err != nil {
			return err
		}
		t.remove(v, m)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return obj{"channel": c.str("channel"), "ts": c.str("ts")}, nil
}

func (t *turn) remove(v *conversation, m *message) {
	t.put(record{In: v.ID, Gone: m.TS})
	at := t.ts()
	t.note(obj{"type": "message", "channel": v.ID, "ts": m.TS, "gone": true})
	t.tell(obj{
		"type": "message", "subtype": "message_deleted", "hidden": true, "channel": v.ID, "channel_type": v.kind(),
		"deleted_ts": m.TS, "previous_message": asObj(m), "ts": at, "event_ts": at,
	})
}

func getPermalink(s *Sandbox, c *call) (obj, error) {
	var out obj
	var err error
	s.look(func(w *world) {
		var v *conversation
		if v, err = w.visible(c.str("channel")); err != nil {
			return
		}
		m := w.find(v.ID, c.str("message_ts"))
		if m == nil {
			err = refuse("message_not_found")
			return
		}
		link := hostMark + "/archives/" + v.ID + "/p" + strings.ReplaceAll(m.TS, ".", "")
		if m.ThreadTS != "" {
			link += "?thread_ts=" + m.ThreadTS + "&cid=" + v.ID
		}
		out = obj{"channel": v.ID, "permalink": link}
	})
	return out, err
}

func addOnce(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(slices.Clone(list), s)
}

func mentionsApp(text string) bool {
	return strings.Contains(text, "<@"+BotUser+">") || strings.Contains(text, "<@"+BotUser+"|")
}
