package sandbox

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// obj is a JSON object as Slack writes it.
type obj = map[string]any

// conversation is a channel or a direct one.
type conversation struct {
	ID      string   `json:"id"`
	Name    string   `json:"name,omitempty"`
	Members []string `json:"members"`
	IM      bool     `json:"im,omitempty"`   // one person and the app
	MPIM    bool     `json:"mpim,omitempty"` // several persons and the app
	Private bool     `json:"private,omitempty"`
}

func (c *conversation) has(user string) bool { return slices.Contains(c.Members, user) }

// kind is the channel_type of Slack's events.
func (c *conversation) kind() string {
	switch {
	case c.IM:
		return "im"
	case c.MPIM:
		return "mpim"
	case c.Private:
		return "group"
	}
	return "channel"
}

// message is a message in Slack's own JSON.
type message struct {
	Type          string   `json:"type"`
	Subtype       string   `json:"subtype,omitempty"`
	User          string   `json:"user"`
	BotID         string   `json:"bot_id,omitempty"`
	AppID         string   `json:"app_id,omitempty"`
	Team          string   `json:"team,omitempty"`
	Text          string   `json:"text"`
	TS            string   `json:"ts"`
	ClientMsgID   string   `json:"client_msg_id,omitempty"`
	ThreadTS      string   `json:"thread_ts,omitempty"`
	ParentUser    string   `json:"parent_user_id,omitempty"`
	ReplyCount    int      `json:"reply_count,omitempty"`
	ReplyUsers    []string `json:"reply_users,omitempty"`
	ReplyUsersN   int      `json:"reply_users_count,omitempty"`
	LatestReply   string   `json:"latest_reply,omitempty"`
	Blocks        []obj    `json:"blocks,omitempty"`
	Attachments   []obj    `json:"attachments,omitempty"`
	Files         []obj    `json:"files,omitempty"`
	Upload        bool     `json:"upload,omitempty"`
	Metadata      obj      `json:"metadata,omitempty"`
	Edited        obj      `json:"edited,omitempty"`
	Reactions     []obj    `json:"reactions,omitempty"`
	BotProfile    obj      `json:"bot_profile,omitempty"`
	Ephemeral     bool     `json:"is_ephemeral,omitempty"`
	EphemeralUser string   `json:"-"` // who alone sees it; never stored
}

// view is an open modal or a home tab.
type view struct {
	ID       string `json:"id"`
	Owner    string `json:"owner"`
	Root     string `json:"root"`
	Previous string `json:"previous,omitempty"`
	Hash     string `json:"hash"`
	Body     obj    `json:"body"`             // as the app gave it, ids filled in
	Values   obj    `json:"values,omitempty"` // state.values so far
}

// file is an uploaded file; its bytes lie beside the journal.
type file struct {
	ID       string              `json:"id"`
	Name     string              `json:"name"`
	Title    string              `json:"title"`
	User     string              `json:"user"`
	Size     int                 `json:"size"`
	Created  int64               `json:"created"`
	Complete bool                `json:"complete"`
	Shares   map[string][]string `json:"shares,omitempty"` // channel → ts
}

// event is what the app has not acknowledged yet.
type event struct {
	ID      string `json:"event_id"`
	Time    int64  `json:"event_time"`
	Event   obj    `json:"event"`
	Attempt int    `json:"attempt,omitempty"`
}

// world is all that the workspace remembers.
type world struct {
	users     map[string]*User
	userOrder []string
	convs     map[string]*conversation
	convOrder []string
	msgs      map[string][]*message // per conversation, by ts
	files     map[string]*file
	views     map[string]*view
	viewOrder []string
	homes     map[string]*view
	reads     map[[2]string]string // user, conversation → last ts read
	pending   map[string]*event
	seq       int64 // the last number given to an id
	last      int64 // the last ts, in microseconds
}

func newWorld() *world {
	return &world{
		users: map[string]*User{}, convs: map[string]*conversation{}, msgs: map[string][]*message{},
		files: map[string]*file{}, views: map[string]*view{}, homes: map[string]*view{},
		reads: map[[2]string]string{}, pending: map[string]*event{},
	}
}

// find gives the message at ts, or nil.
func (w *world) find(channel, ts string) *message {
	list := w.msgs[channel]
	if i, ok := slices.BinarySearchFunc(list, ts, byTS); ok {
		return list[i]
	}
	return nil
}

func byTS(m *message, ts string) int { return cmp.Compare(m.TS, ts) }

// stack gives a person's open views, the lowest first.
func (w *world) stack(user string) []*view {
	var out []*view
	for _, id := range w.viewOrder {
		if v := w.views[id]; v != nil && v.Owner == user {
			out = append(out, v)
		}
	}
	return out
}

// dmOf is the id of a person's direct conversation with the app.
func dmOf(user string) string { return "D" + strings.TrimPrefix(user, "U") }

// nextID makes an id with Slack's initial letter.
func (w *world) nextID(prefix string) string {
	w.seq++
	return fmt.Sprintf("%s0%08d", prefix, w.seq)
}
