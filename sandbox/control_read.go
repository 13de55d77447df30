package sandbox

import (
	"cmp"
	"net/http"
	"slices"
	"time"
)

// homeWait is how long a first look at a home tab waits for the app to
// publish it.
const homeWait = 3 * time.Second

func (s *Sandbox) serveUsers(w http.ResponseWriter, r *http.Request) {
	list := []*User{}
	s.look(func(wo *world) {
		for _, id := range wo.userOrder {
			list = append(list, wo.users[id])
		}
	})
	reply(w, r, list)
}

// serveWorkspace names what the page can't know: the app, and its user.
func (s *Sandbox) serveWorkspace(w http.ResponseWriter, r *http.Request) {
	reply(w, r, obj{"bot_user": BotUser, "bot_name": s.opts.BotName, "team": TeamID})
}

// serveChannels lists a person's conversations, the direct one first.
func (s *Sandbox) serveChannels(w http.ResponseWriter, r *http.Request) {
	user := r.URL.Query().Get("user")
	list := []obj{}
	err := s.change(func(t *turn) error {
		if t.users[user] == nil {
			return absent("no_such_user", "there is no user %q", user)
		}
		t.dm(user)
		for _, id := range t.convOrder {
			if v := t.convs[id]; v.has(user) {
				list = append(list, t.listed(v, user))
			}
		}
		slices.SortStableFunc(list, func(a, b obj) int { return cmp.Compare(rank(a), rank(b)) })
		return nil
	})
	if err != nil {
		fail(w, r, err)
		return
	}
	reply(w, r, list)
}

func rank(o obj) int {
	if o["is_im"] == true {
		return 0
	}
	return 1
}

func (t *turn) listed(v *conversation, user string) obj {
	unread, latest := 0, ""
	mark := t.reads[[2]string{user, v.ID}]
	for _, m := range t.msgs[v.ID] {
		if m.TS > mark && m.User != user {
			unread++
		}
		latest = m.TS
	}
	return obj{
		"id": v.ID, "name": v.Name, "is_im": v.IM, "is_mpim": v.MPIM, "is_private": v.Private,
		"unread": unread, "latest": latest, "last_read": mark, "members": len(v.Members),
	}
}

// serveMessages lists what a person sees in a conversation, oldest first:
// replies in threads and what was whispered to them among it.
func (s *Sandbox) serveMessages(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	list := []*message{}
	err := s.change(func(t *turn) error {
		v, err := t.room(q.Get("user"), q.Get("channel"))
		if err != nil {
			return err
		}
		for _, m := range t.msgs[v.ID] {
			if th := q.Get("thread_ts"); th == "" || m.TS == th || m.ThreadTS == th {
				list = append(list, m)
			}
		}
		for _, m := range s.memory.whispers[v.ID] {
			if m.EphemeralUser == q.Get("user") {
				list = append(list, m)
			}
		}
		slices.SortFunc(list, func(a, b *message) int { return cmp.Compare(a.TS, b.TS) })
		return nil
	})
	if err != nil {
		fail(w, r, err)
		return
	}
	reply(w, r, list)
}

// serveHome opens a person's home tab and gives its view, null if the app has
// published none. With peek=1 it only looks.
func (s *Sandbox) serveHome(w http.ResponseWriter, r *http.Request) {
	user := r.URL.Query().Get("user")
	ch := s.feed.join()
	defer s.feed.leave(ch)
	v := s.home(user)
	if r.URL.Query().Get("peek") == "" {
		if _, err := s.openTab(r.Context(), tab{user, "home"}); err != nil {
			fail(w, r, err)
			return
		}
		limit := time.After(homeWait)
		for waiting := v == nil; waiting; v = s.home(user) {
			select {
			case _, ok := <-ch:
				waiting = ok && s.home(user) == nil
			case <-limit:
				waiting = false
			case <-r.Context().Done():
				waiting = false
			}
		}
	}
	if v == nil {
		reply(w, r, nil)
		return
	}
	reply(w, r, v.shown())
}

func (s *Sandbox) home(user string) (v *view) {
	s.look(func(w *world) { v = w.homes[user] })
	return v
}

// serveViews lists a person's open modals, the lowest first.
func (s *Sandbox) serveViews(w http.ResponseWriter, r *http.Request) {
	list := []obj{}
	s.look(func(wo *world) {
		for _, v := range wo.stack(r.URL.Query().Get("user")) {
			list = append(list, v.shown())
		}
	})
	reply(w, r, list)
}
