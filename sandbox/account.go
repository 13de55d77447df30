package sandbox

import "context"

// account says whether a person's account of the workspace is closed.
type account struct {
	User   string `json:"user"`
	Closed bool   `json:"closed"`
}

// setAccount closes a person's account, or opens it again, and tells the app by
// user_change (https://docs.slack.dev/reference/events/user_change).
func (s *Sandbox) setAccount(_ context.Context, in account) (obj, error) {
	return obj{"ok": true}, s.change(func(t *turn) error {
		known := t.users[in.User]
		if known == nil {
			return absent("no_such_user", "there is no user %q", in.User)
		}
		u := *known
		u.Deleted = in.Closed
		t.put(record{User: &u})
		t.tell(obj{"type": "user_change", "user": u.profile(true), "cache_ts": t.s.clock.now().Unix(), "event_ts": t.ts()})
		return nil
	})
}
