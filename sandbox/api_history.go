package sandbox

import (
	"slices"
	"time"
)

func history(s *Sandbox, c *call) (obj, error) {
	return s.readMessages(c, func(m *message) bool {
		return m.ThreadTS == "" || m.ThreadTS == m.TS || m.Subtype == "thread_broadcast"
	}, true)
}

func replies(s *Sandbox, c *call) (obj, error) {
	ts := c.str("ts")
	out, err := s.readMessages(c, func(m *message) bool { return m.TS == ts || m.ThreadTS == ts }, false)
	if err != nil {
		return nil, err
	}
	if list, ok := out["messages"].([]*message); ok && len(list) == 0 {
		return nil, refuse("thread_not_found")
	}
	return out, nil
}

// readMessages lists a conversation's messages that keep accepts, between
// oldest and latest, a page at a time.
func (s *Sandbox) readMessages(c *call, keep func(*message) bool, newestFirst bool) (obj, error) {
	var all []*message
	var err error
	s.look(func(w *world) {
		var v *conversation
		if v, err = w.visible(c.str("channel")); err != nil {
			return
		}
		if !v.has(BotUser) {
			err = refuse("not_in_channel")
			return
		}
		for _, m := range w.msgs[v.ID] {
			if keep(m) && within(m.TS, c) && !s.memory.hidden(m.TS) {
				all = append(all, m.shown(c.bool("include_all_metadata")))
			}
		}
	})
	if err != nil {
		return nil, err
	}
	if newestFirst {
		slices.Reverse(all)
	}
	list, next := page(all, c)
	out := obj{"messages": list, "has_more": next != ""}
	if newestFirst {
		out["pin_count"] = 0
	}
	if next != "" {
		out["response_metadata"] = obj{"next_cursor": next}
	}
	return out, nil
}

// shown is the message without metadata, unless that was asked for.
func (m *message) shown(metadata bool) *message {
	if metadata || m.Metadata == nil {
		return m
	}
	bare := *m
	bare.Metadata = nil
	return &bare
}

// within compares ts as text: they have the same length.
func within(ts string, c *call) bool {
	oldest, latest := c.str("oldest"), c.str("latest")
	if c.bool("inclusive") && (ts == oldest || ts == latest) {
		return true
	}
	return (oldest == "" || oldest == "0" || ts > oldest) && (latest == "" || ts < latest)
}

// hidden tells of a message that history does not show yet.
func (m *memory) hidden(ts string) bool {
	until, ok := m.late[ts]
	if ok && time.Now().After(until) {
		delete(m.late, ts)
		return false
	}
	return ok
}
