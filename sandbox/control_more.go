package sandbox

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// shanghai is UTC+8, where there has been no summer time since 1991.
func shanghai() *time.Location { return time.FixedZone("CST", 8*3600) }

// tab is one of an app's tabs that a person opens.
type tab struct {
	User string `json:"user"`
	Tab  string `json:"tab"` // home or messages
}

// openTab tells the app that a person looks at it.
func (s *Sandbox) openTab(_ context.Context, in tab) (obj, error) {
	return obj{"ok": true}, s.change(func(t *turn) error {
		if t.users[in.User] == nil {
			return absent("no_such_user", "there is no user %q", in.User)
		}
		e := obj{
			"type": "app_home_opened", "user": in.User, "channel": t.dm(in.User).ID, "tab": or(in.Tab, "home"),
			"event_ts": t.ts(),
		}
		if v := t.homes[in.User]; v != nil && e["tab"] == "home" {
			e["view"] = v.shown()
		}
		t.tell(e)
		return nil
	})
}

// markRead notes that a person has read a conversation, up to ts or all.
func (s *Sandbox) markRead(_ context.Context, u readMark) (obj, error) {
	return obj{"ok": true}, s.change(func(t *turn) error {
		v, err := t.room(u.User, u.Channel)
		if err != nil {
			return err
		}
		if list := t.msgs[v.ID]; u.TS == "" && len(list) > 0 {
			u.TS = list[len(list)-1].TS
		}
		if u.TS <= t.reads[[2]string{u.User, v.ID}] {
			return nil
		}
		t.put(record{Read: &readMark{u.User, v.ID, u.TS}})
		t.note(obj{"type": "read", "user": u.User, "channel": v.ID})
		return nil
	})
}

func (s *Sandbox) serveClock(w http.ResponseWriter, r *http.Request) {
	out, err := s.clockNow(r.Context())
	if err != nil {
		fail(w, r, err)
		return
	}
	reply(w, r, out)
}

func (s *Sandbox) clockNow(ctx context.Context) (obj, error) {
	out := obj{"ok": true, "now": s.clock.now().In(shanghai()).Format(time.RFC3339), "next": nil}
	if s.opts.Next == nil {
		return out, nil
	}
	next, ok, err := s.opts.Next(ctx)
	if err != nil {
		return nil, err
	}
	if ok {
		out["next"] = next.In(shanghai()).Format(time.RFC3339)
	}
	return out, nil
}

// moveClock is POST /sandbox/clock: {"to": RFC3339}, or {"advance": a Go
// duration or "next"}.
func (s *Sandbox) moveClock(w http.ResponseWriter, r *http.Request) {
	posted(func(ctx context.Context, in struct{ To, Advance string }) (obj, error) {
		to, err := s.aimOf(ctx, in.To, in.Advance)
		if err != nil {
			return nil, err
		}
		err = s.clock.move(ctx, to)
		if serr := saveClock(s.opts.Dir, s.clock.now(), true); serr != nil {
			s.log.Error("save the clock", "err", serr)
		}
		s.feed.publish(obj{"type": "clock"})
		switch {
		case errors.Is(err, errBack):
			return nil, wrong("%v", err)
		case errors.Is(err, errFollower):
			return nil, &snag{http.StatusGatewayTimeout, "follower_late", err.Error()}
		case err != nil:
			return nil, err
		}
		return s.clockNow(ctx)
	})(w, r)
}

// aimOf reads where the clock is to go.
func (s *Sandbox) aimOf(ctx context.Context, to, advance string) (time.Time, error) {
	if to != "" {
		t, err := time.Parse(time.RFC3339, to)
		if err != nil {
			return t, wrong("to: %v", err)
		}
		return t, nil
	}
	if advance == "next" {
		if s.opts.Next == nil {
			return time.Time{}, absent("nothing_due", "nobody here knows what is due")
		}
		t, ok, err := s.opts.Next(ctx)
		if err == nil && !ok {
			err = absent("nothing_due", "nothing is due")
		}
		return t, err
	}
	d, err := time.ParseDuration(advance)
	if err != nil {
		return time.Time{}, wrong("advance: %v", err)
	}
	return s.clock.now().Add(d), nil
}

// serveFollow is a follower's long poll.
func (s *Sandbox) serveFollow(w http.ResponseWriter, r *http.Request) {
	at, err := time.Parse(time.RFC3339Nano, r.URL.Query().Get("at"))
	if id := r.URL.Query().Get("id"); err != nil || id == "" {
		fail(w, r, wrong("follow needs id and at (RFC 3339)"))
		return
	}
	now, target := s.clock.report(r.Context(), r.URL.Query().Get("id"), at)
	reply(w, r, obj{
		"now": now.In(shanghai()).Format(time.RFC3339Nano), "target": target.In(shanghai()).Format(time.RFC3339Nano),
	})
}
