package sandbox

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
)

// mail is a person's address in the workspace.
func mail(id string) string { return strings.ToLower(id) + "@sandbox.invalid" }

// profile is a person as users.info tells of them.
func (u *User) profile(locale bool) obj {
	o := obj{
		"id": u.ID, "team_id": TeamID, "name": strings.ToLower(u.ID), "real_name": u.Name, "deleted": u.Deleted,
		"tz": "Asia/Shanghai", "tz_label": "China Standard Time", "tz_offset": 28800,
		"is_admin": false, "is_owner": false, "is_primary_owner": false, "is_bot": false, "is_app_user": false,
		"is_restricted": u.Guest, "is_ultra_restricted": u.Guest, "updated": 0,
		"profile": obj{
			"real_name": u.Name, "display_name": u.Name, "real_name_normalized": u.Name,
			"display_name_normalized": u.Name, "email": mail(u.ID), "team": TeamID, "title": u.UnitName,
		},
	}
	if locale {
		o["locale"] = or(u.Locale, "zh-CN")
	}
	return o
}

// botProfile is the app's own user.
func (s *Sandbox) botProfile() obj {
	u := User{ID: BotUser, Name: s.opts.BotName}
	o := u.profile(false)
	o["is_bot"], o["is_app_user"] = true, false
	if p, ok := o["profile"].(obj); ok {
		p["bot_id"], p["api_app_id"] = BotID, AppID
		delete(p, "email")
	}
	return o
}

func listUsers(s *Sandbox, c *call) (obj, error) {
	var all []obj
	s.look(func(w *world) {
		for _, id := range w.userOrder {
			all = append(all, w.users[id].profile(c.bool("include_locale")))
		}
	})
	members, next := page(append(all, s.botProfile()), c)
	return obj{"members": members, "cache_ts": s.clock.now().Unix(), "response_metadata": obj{"next_cursor": next}}, nil
}

func userInfo(s *Sandbox, c *call) (obj, error) {
	if c.str("user") == BotUser {
		return obj{"user": s.botProfile()}, nil
	}
	u := s.user(c.str("user"))
	if u == nil {
		return nil, refuse("user_not_found")
	}
	return obj{"user": u.profile(c.bool("include_locale"))}, nil
}

func (s *Sandbox) user(id string) (u *User) {
	s.look(func(w *world) { u = w.users[id] })
	return u
}

func lookupByEmail(s *Sandbox, c *call) (obj, error) {
	var found obj
	s.look(func(w *world) {
		for _, u := range w.users {
			if !u.Deleted && strings.EqualFold(mail(u.ID), c.str("email")) {
				found = u.profile(false)
			}
		}
	})
	if found == nil {
		return nil, refuse("users_not_found")
	}
	return obj{"user": found}, nil
}

func userConversations(s *Sandbox, c *call) (obj, error) {
	user := or(c.str("user"), BotUser)
	return s.conversations(c, func(v *conversation) bool { return v.has(user) && v.has(BotUser) })
}

// page cuts a list by limit and cursor, and gives the next cursor.
func page[T any](all []T, c *call) ([]T, string) {
	limit := c.int("limit", 0)
	if limit <= 0 || limit > 1000 {
		limit = 1000
	}
	from := 0
	if b, err := base64.StdEncoding.DecodeString(c.str("cursor")); err == nil {
		from, _ = strconv.Atoi(strings.TrimPrefix(string(b), "at:")) // a strange cursor is the start
	}
	from = min(max(from, 0), len(all))
	to := min(from+limit, len(all))
	if to == len(all) {
		return slices.Clip(append([]T{}, all[from:]...)), ""
	}
	return all[from:to], base64.StdEncoding.EncodeToString([]byte("at:" + strconv.Itoa(to)))
}
