package bot

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"steward/handlers"
)

// Why a payload cannot be read. Such a payload is acknowledged and logged.
var (
	errUnknownType = errors.New("unknown type of envelope")
	errIncomplete  = errors.New("payload lacks what identifies it")
)

// eventPayload is what we need of an Events API payload.
type eventPayload struct {
	EventID   string `json:"event_id"`
	EventTime int64  `json:"event_time"` // seconds
	Event     event  `json:"event"`

	App         string `json:"api_app_id"`
	Team        string `json:"team_id"`         // in a shared channel it may be the other's
	ContextTeam string `json:"context_team_id"` // the workspace for which it came to us
	Shared      bool   `json:"is_ext_shared_channel"`
	For         []struct {
		Team string `json:"team_id"`
	} `json:"authorizations"`
}

// origin prefers what names the workspace that it was sent for.
func (p eventPayload) origin() origin {
	o := origin{
		app: p.App, teams: []string{p.ContextTeam}, shared: p.Shared,
		people: []string{first(p.Event.UserTeam, p.Event.SourceTeam, p.Event.Team)},
	}
	for _, f := range p.For {
		o.teams = append(o.teams, f.Team)
	}
	if first(o.teams...) == "" {
		o.teams = []string{p.Team}
	}
	return o
}

type event struct {
	Type        string   `json:"type"`
	Subtype     string   `json:"subtype"`
	Hidden      bool     `json:"hidden"`
	User        someone  `json:"user"`
	UserTeam    string   `json:"user_team"` // the person's, in a shared channel
	SourceTeam  string   `json:"source_team"`
	Team        string   `json:"team"`
	BotID       string   `json:"bot_id"`
	Channel     string   `json:"channel"`
	ChannelType string   `json:"channel_type"`
	Text        string   `json:"text"`
	TS          string   `json:"ts"`
	ThreadTS    string   `json:"thread_ts"`
	Tab         string   `json:"tab"`
	Files       []shared `json:"files"`
	View        struct {
		ID string `json:"id"`
	} `json:"view"`
}

// readEvent reads an event; what is none of our business brings nothing. me is
// the bot's own user.
func readEvent(raw []byte, me string) (arrival, error) {
	var p eventPayload
	if err := json.Unmarshal(raw, &p); err != nil {
		return arrival{}, fmt.Errorf("event: %w", err)
	}
	a := arrival{from: p.origin()}
	var err error
	switch p.Event.Type {
	case "message", "app_mention":
		err = a.readMessage(p.Event, me)
	case "app_home_opened":
		err = a.readHome(p)
	case "user_change", "team_join":
		a.member, a.event = &p.Event.User, p.EventID
		err = a.readLeft(p)
	case "":
		err = fmt.Errorf("event: %w", errIncomplete)
	}
	return a, err
}

// readMessage takes what a person said to us: any direct message, and in a
// channel what mentions us. One mention comes as two events of one channel and
// ts, hence the key.
func (a *arrival) readMessage(e event, me string) error {
	if !said(e, me) {
		return nil
	}
	if e.Channel == "" || e.TS == "" {
		return fmt.Errorf("message: %w", errIncomplete)
	}
	kind := channelType(e.ChannelType, e.Channel)
	if kind != "im" && e.Type != "app_mention" && !mentions(e.Text, me) {
		return nil // people talking to each other
	}
	a.item = &Item{
		Key: "msg/" + e.Channel + "/" + e.TS, Conversation: e.Channel, TS: e.TS,
		In: handlers.Incoming{
			Kind: handlers.KindMessage, User: e.User.ID, Channel: e.Channel, ChannelType: kind,
			TS: e.TS, Thread: e.ThreadTS, Text: plain(e.Text, me), Files: filesOf(e.Files),
		},
	}
	return nil
}

// said reports whether a person said something new, and not we or another app.
func said(e event, me string) bool {
	switch e.Subtype {
	case "", "file_share", "thread_broadcast", "me_message":
		user := e.User.ID
		return !e.Hidden && e.BotID == "" && user != "" && user != me && user != "USLACKBOT"
	}
	return false // changed, deleted, joined, said by a bot
}

// channelType is Slack's word, or what the id says: app_mention has no word.
func channelType(word, channel string) string {
	switch {
	case word != "":
		return word
	case strings.HasPrefix(channel, "D"):
		return "im"
	case strings.HasPrefix(channel, "G"):
		return "group"
	default:
		return "channel"
	}
}

func (a *arrival) readHome(p eventPayload) error {
	e := p.Event
	if e.Tab != "" && e.Tab != "home" {
		return nil // the Messages tab: nothing to draw
	}
	if p.EventID == "" || e.User.ID == "" {
		return fmt.Errorf("app_home_opened: %w", errIncomplete)
	}
	a.item = &Item{
		Key: "evt/" + p.EventID, Conversation: e.User.ID, TS: stamp(time.Unix(p.EventTime, 0)),
		In: handlers.Incoming{Kind: handlers.KindHome, User: e.User.ID, ViewID: e.View.ID},
	}
	return nil
}

// readLeft takes that an account was closed: what waited for its person goes to
// others.
func (a *arrival) readLeft(p eventPayload) error {
	e := p.Event
	if !e.User.Deleted {
		return nil // news for the roll alone
	}
	if p.EventID == "" || e.User.ID == "" {
		return fmt.Errorf("user_change: %w", errIncomplete)
	}
	a.item = &Item{
		Key: "evt/" + p.EventID, Conversation: e.User.ID, TS: stamp(time.Unix(p.EventTime, 0)),
		In: handlers.Incoming{Kind: handlers.KindLeft, User: e.User.ID},
	}
	return nil
}

// stamp writes an instant as Slack writes a ts: seconds and microseconds.
func stamp(t time.Time) string {
	return strconv.FormatInt(t.Unix(), 10) + fmt.Sprintf(".%06d", t.Nanosecond()/int(time.Microsecond))
}
