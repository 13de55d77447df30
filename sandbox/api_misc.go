package sandbox

import (
	"slices"
	"strings"
)

func apiTest(_ *Sandbox, c *call) (obj, error) {
	if code := c.str("error"); code != "" {
		return nil, refuse(code)
	}
	return obj{}, nil
}

func authTest(s *Sandbox, _ *call) (obj, error) {
	return obj{
		"url": hostMark + "/", "team": "Sandbox", "user": s.opts.BotName, "team_id": TeamID,
		"user_id": BotUser, "bot_id": BotID, "is_enterprise_install": false, "app_id": AppID,
	}, nil
}

func connectionsOpen(s *Sandbox, _ *call) (obj, error) {
	if s.faults.linkDisabled() {
		return nil, refuse("link_disabled")
	}
	return obj{"url": wsMark + "/link/?app_id=" + AppID + "&ticket=" + s.hub.issue()}, nil
}

func addReaction(s *Sandbox, c *call) (obj, error) {
	name := strings.Trim(c.str("name"), ":")
	if name == "" {
		return nil, refuse("invalid_name")
	}
	return nil, s.change(func(t *turn) error {
		if t.convs[c.str("channel")] == nil {
			return refuse("channel_not_found")
		}
		old := t.find(c.str("channel"), c.str("timestamp"))
		if old == nil {
			return refuse("message_not_found")
		}
		m := *old
		m.Reactions = slices.Clone(old.Reactions)
		for _, r := range m.Reactions {
			if r["name"] == name {
				return refuse("already_reacted")
			}
		}
		m.Reactions = append(m.Reactions, obj{"name": name, "users": []string{BotUser}, "count": 1})
		t.put(record{In: c.str("channel"), Message: &m})
		t.note(obj{"type": "message", "channel": c.str("channel"), "ts": m.TS})
		return nil
	})
}
