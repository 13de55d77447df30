package sandbox

import (
	"cmp"
	"slices"
)

// record is one change of the workspace: exactly one part is set, and holds
// the whole new value, so applying it twice is applying it once.
type record struct {
	Seq     int64         `json:"seq"`
	Last    int64         `json:"last"`
	User    *User         `json:"user,omitempty"`
	Conv    *conversation `json:"conv,omitempty"`
	In      string        `json:"in,omitempty"` // the conversation of Message, Gone
	Message *message      `json:"message,omitempty"`
	Gone    string        `json:"gone,omitempty"` // ts of a deleted message
	File    *file         `json:"file,omitempty"`
	View    *view         `json:"view,omitempty"`
	Closed  string        `json:"closed,omitempty"` // id of a closed view
	Home    *view         `json:"home,omitempty"`
	Read    *readMark     `json:"read,omitempty"`
	Event   *event        `json:"event,omitempty"`
	Done    string        `json:"done,omitempty"` // id of an event done with
}

// readMark says how far a person has read.
type readMark struct {
	User    string `json:"user"`
	Channel string `json:"channel"`
	TS      string `json:"ts"`
}

// apply makes the change; live and replayed records go through here alike.
func (w *world) apply(r *record) {
	w.seq, w.last = max(w.seq, r.Seq), max(w.last, r.Last)
	switch {
	case r.User != nil:
		w.putUser(r.User)
	case r.Conv != nil:
		w.putConv(r.Conv)
	case r.Message != nil:
		w.putMessage(r.In, r.Message)
	case r.Gone != "":
		w.msgs[r.In] = slices.DeleteFunc(w.msgs[r.In], func(m *message) bool { return m.TS == r.Gone })
	case r.File != nil:
		w.files[r.File.ID] = r.File
	case r.Home != nil:
		w.homes[r.Home.Owner] = r.Home
	case r.Read != nil:
		w.reads[[2]string{r.Read.User, r.Read.Channel}] = r.Read.TS
	default:
		w.applyRest(r)
	}
}

func (w *world) applyRest(r *record) {
	switch {
	case r.View != nil:
		w.putView(r.View)
	case r.Closed != "":
		delete(w.views, r.Closed)
		w.viewOrder = slices.DeleteFunc(w.viewOrder, func(id string) bool { return id == r.Closed })
	case r.Event != nil:
		w.pending[r.Event.ID] = r.Event
	case r.Done != "":
		delete(w.pending, r.Done)
	}
}

func (w *world) putUser(u *User) {
	if w.users[u.ID] == nil {
		w.userOrder = append(w.userOrder, u.ID)
	}
	w.users[u.ID] = u
}

func (w *world) putConv(c *conversation) {
	if w.convs[c.ID] == nil {
		w.convOrder = append(w.convOrder, c.ID)
	}
	w.convs[c.ID] = c
}

func (w *world) putMessage(channel string, m *message) {
	list := w.msgs[channel]
	i, found := slices.BinarySearchFunc(list, m.TS, byTS)
	if found {
		list[i] = m
		return
	}
	w.msgs[channel] = slices.Insert(list, i, m)
}

func (w *world) putView(v *view) {
	if w.views[v.ID] == nil {
		w.viewOrder = append(w.viewOrder, v.ID)
	}
	w.views[v.ID] = v
}

// pendingInOrder lists what awaits acknowledgement, the oldest first.
func (w *world) pendingInOrder() []*event {
	out := make([]*event, 0, len(w.pending))
	for _, e := range w.pending {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b *event) int { return cmp.Compare(a.ID, b.ID) })
	return out
}
