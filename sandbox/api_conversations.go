package sandbox

import (
	"slices"
	"strings"
)

// detail is a conversation as the app sees it.
func (v *conversation) detail() obj {
	o := obj{
		"id": v.ID, "is_im": v.IM, "is_mpim": v.MPIM, "is_channel": !v.IM && !v.MPIM && !v.Private,
		"is_group": v.Private, "is_private": v.Private || v.IM || v.MPIM, "is_archived": false,
		"is_ext_shared": false, "is_shared": false, "is_org_shared": false, "is_general": false,
		"is_member": v.has(BotUser), "context_team_id": TeamID, "created": 0, "num_members": len(v.Members),
	}
	if v.IM {
		o["user"], o["is_open"] = v.Members[0], true
	} else {
		o["name"], o["name_normalized"] = v.Name, v.Name
		o["topic"], o["purpose"] = obj{"value": ""}, obj{"value": ""}
	}
	return o
}

// visible finds a conversation that the app may see: a private one only as a
// member.
func (w *world) visible(id string) (*conversation, error) {
	v := w.convs[id]
	if v == nil || (v.Private && !v.has(BotUser)) {
		return nil, refuse("channel_not_found")
	}
	return v, nil
}

func openConversation(s *Sandbox, c *call) (obj, error) {
	users := c.list("users")
	var v *conversation
	err := s.change(func(t *turn) (err error) {
		if id := c.str("channel"); id != "" {
			v, err = t.visible(id)
			return err
		}
		if len(users) == 0 {
			return refuse("users_list_not_supplied")
		}
		for _, u := range users {
			if t.users[u] == nil || s.faults.refuses(u) {
				return refuse("user_not_found")
			}
		}
		v = t.group(users)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if c.bool("return_im") {
		return obj{"channel": v.detail()}, nil
	}
	return obj{"channel": obj{"id": v.ID}}, nil
}

// group opens the conversation of the app with one person or several.
func (t *turn) group(users []string) *conversation {
	if len(users) == 1 {
		return t.dm(users[0])
	}
	slices.Sort(users)
	id := "G" + strings.Join(users, "")
	if v := t.convs[id]; v != nil {
		return v
	}
	v := &conversation{ID: id, Name: "mpdm-" + strings.Join(users, "--"), Members: append(users, BotUser), MPIM: true}
	t.put(record{Conv: v})
	return v
}

func listConversations(s *Sandbox, c *call) (obj, error) {
	return s.conversations(c, func(v *conversation) bool {
		return v.has(BotUser) || !(v.Private || v.IM || v.MPIM)
	})
}

// conversations lists those of the asked types that keep accepts.
func (s *Sandbox) conversations(c *call, keep func(*conversation) bool) (obj, error) {
	types := c.list("types")
	if len(types) == 0 {
		types = []string{"public_channel"}
	}
	var all []obj
	s.look(func(w *world) {
		for _, id := range w.convOrder {
			if v := w.convs[id]; keep(v) && slices.Contains(types, typeOf(v)) {
				all = append(all, v.detail())
			}
		}
	})
	list, next := page(all, c)
	return obj{"channels": list, "response_metadata": obj{"next_cursor": next}}, nil
}

func typeOf(v *conversation) string {
	switch k := v.kind(); k {
	case "channel":
		return "public_channel"
	case "group":
		return "private_channel"
	default:
		return k
	}
}

func conversationInfo(s *Sandbox, c *call) (obj, error) {
	v, err := s.conversation(c)
	if err != nil {
		return nil, err
	}
	return obj{"channel": v.detail()}, nil
}

func (s *Sandbox) conversation(c *call) (v *conversation, err error) {
	s.look(func(w *world) { v, err = w.visible(c.str("channel")) })
	return v, err
}

func conversationMembers(s *Sandbox, c *call) (obj, error) {
	v, err := s.conversation(c)
	if err != nil {
		return nil, err
	}
	members, next := page(v.Members, c)
	return obj{"members": members, "response_metadata": obj{"next_cursor": next}}, nil
}

func joinConversation(s *Sandbox, c *call) (obj, error) {
	var v conversation
	err := s.change(func(t *turn) error {
		old, err := t.visible(c.str("channel"))
		if err != nil {
			return err
		}
		if old.IM || old.MPIM || old.Private {
			return refuse("method_not_supported_for_channel_type")
		}
		v = *old
		if !v.has(BotUser) {
			v.Members = append(slices.Clone(v.Members), BotUser)
			t.put(record{Conv: &v})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return obj{"channel": v.detail()}, nil
}
