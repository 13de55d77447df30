package sandbox

import (
	"encoding/json"
	"time"
	"unicode/utf8"
)

// Slack's bounds on a message's text, in characters.
const (
	maxPosted  = 40000 // more is cut off silently by chat.postMessage
	maxUpdated = 4000  // more is refused by chat.update
)

// draft is what an app hands in as a message.
type draft struct {
	Text        string
	Blocks      []obj
	Attachments []obj
	Metadata    obj
}

// readDraft takes a message out of a call and checks it.
func readDraft(c *call) (draft, error) {
	d := draft{Text: c.str("text")}
	if c.into("blocks", &d.Blocks) != nil {
		return d, refuse("invalid_blocks_format")
	}
	if c.into("attachments", &d.Attachments) != nil {
		return d, refuse("invalid_attachments")
	}
	if c.into("metadata", &d.Metadata) != nil || (d.Metadata != nil && textOf(d.Metadata, "event_type") == "") {
		return d, refuse("invalid_metadata_format")
	}
	return d, d.check()
}

func (d *draft) check() error {
	if len(d.Blocks) > 0 {
		if err := checkMessageBlocks(d.Blocks); err != nil {
			return err
		}
		nameBlocks(d.Blocks)
	}
	if d.Text == "" && len(d.Blocks) == 0 && len(d.Attachments) == 0 {
		return refuse("no_text")
	}
	return nil
}

// target finds the conversation that an app may post to; a person's id stands
// for their direct conversation.
func (t *turn) target(id string) (*conversation, error) {
	if t.users[id] != nil {
		id = t.dm(id).ID
	}
	v, err := t.visible(id)
	if err != nil {
		return nil, err
	}
	if !v.has(BotUser) {
		return nil, refuse("not_in_channel")
	}
	if v.IM && t.s.faults.refuses(v.Members[0]) {
		return nil, refuse("cannot_dm_bot")
	}
	return v, nil
}

func (s *Sandbox) botMessage(d draft, ts string) *message {
	return &message{
		Type: "message", User: BotUser, BotID: BotID, AppID: AppID, Team: TeamID, Text: cut(d.Text, maxPosted), TS: ts,
		Blocks: d.Blocks, Attachments: d.Attachments, Metadata: d.Metadata,
		BotProfile: obj{"id": BotID, "app_id": AppID, "name": s.opts.BotName, "team_id": TeamID},
	}
}

func cut(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most])
}

func postMessage(s *Sandbox, c *call) (obj, error) {
	d, err := readDraft(c)
	if err != nil {
		return nil, err
	}
	var m *message
	var v *conversation
	err = s.change(func(t *turn) (err error) {
		if v, err = t.target(c.str("channel")); err != nil {
			return err
		}
		if th := c.str("thread_ts"); th != "" && t.find(v.ID, th) == nil {
			return refuse("thread_not_found")
		}
		m = s.botMessage(d, t.ts())
		m.ThreadTS = c.str("thread_ts")
		if m.ThreadTS != "" && c.bool("reply_broadcast") {
			m.Subtype = "thread_broadcast"
		}
		if s.faults.take("late_visibility") {
			s.memory.late[m.TS] = time.Now().Add(5 * time.Second)
		}
		t.say(v, m)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return obj{"channel": v.ID, "ts": m.TS, "message": m}, nil
}

// say puts a message into a conversation, counts it in its thread, and tells
// the app and the page.
func (t *turn) say(v *conversation, m *message) {
	if m.ThreadTS != "" {
		t.countReply(v, m)
	}
	t.put(record{In: v.ID, Message: m})
	if m.User != BotUser {
		t.put(record{Read: &readMark{m.User, v.ID, m.TS}})
	}
	t.note(obj{"type": "message", "channel": v.ID, "ts": m.TS, "user": m.User})
	if !v.has(BotUser) {
		return
	}
	t.tell(t.eventOf(v, m))
	if !v.IM && !v.MPIM && mentionsApp(m.Text) && m.User != BotUser {
		e := t.eventOf(v, m)
		e["type"] = "app_mention"
		delete(e, "channel_type")
		t.tell(e)
	}
}

// countReply brings a thread's first message up to date.
func (t *turn) countReply(v *conversation, reply *message) {
	old := t.find(v.ID, reply.ThreadTS)
	if old == nil {
		return
	}
	reply.ParentUser = old.User
	root := *old
	root.ThreadTS, root.LatestReply = old.TS, reply.TS
	root.ReplyCount++
	root.ReplyUsers = addOnce(old.ReplyUsers, reply.User)
	root.ReplyUsersN = len(root.ReplyUsers)
	t.put(record{In: v.ID, Message: &root})
}

// eventOf is the event by which the app hears of a message.
func (t *turn) eventOf(v *conversation, m *message) obj {
	e := asObj(m)
	e["channel"], e["channel_type"], e["event_ts"] = v.ID, v.kind(), m.TS
	return e
}

// asObj turns a value into the object that its JSON is.
func asObj(v any) obj {
	b, err := json.Marshal(v)
	o := obj{}
	if err == nil {
		err = json.Unmarshal(b, &o)
	}
	if err != nil {
		return obj{} // only a value that is no JSON object comes here
	}
	return o
}

func postEphemeral(s *Sandbox, c *call) (obj, error) {
	d, err := readDraft(c)
	if err != nil {
		return nil, err
	}
	var ts string
	err = s.change(func(t *turn) error {
		v, err := t.target(c.str("channel"))
		if err != nil {
			return err
		}
		if !v.has(c.str("user")) {
			return refuse("user_not_in_channel")
		}
		m := s.botMessage(d, t.ts())
		m.ThreadTS, ts = c.str("thread_ts"), m.TS
		t.whisper(v.ID, c.str("user"), m)
		return nil
	})
	return obj{"message_ts": ts}, err
}

// whisper shows a message to one person, and keeps it in memory only.
func (t *turn) whisper(channel, user string, m *message) {
	m.Ephemeral, m.EphemeralUser = true, user
	t.s.memory.whispers[channel] = append(t.s.memory.whispers[channel], m)
	t.note(obj{"type": "ephemeral", "channel": channel, "user": user, "ts": m.TS})
}
