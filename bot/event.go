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
}

type event struct {
	Type        string `json:"type"`
	Subtype     string `json:"subtype"`
	Hidden      bool   `json:"hidden"`
	User        string `json:"user"`
	BotID       string `json:"bot_id"`
	Channel     string `json:"channel"`
	ChannelType string `json:"channel_type"`
	Text        string `json:"text"`
	TS          string `json:"ts"`
	ThreadTS    string `json:"thread_ts"`
	Tab         string `json:"tab"`
	View        struct {
		ID string `json:"id"`
	} `json:"view"`
}

// readEvent reads an event and returns nil for what is none of our business.
// me is the bot's own user.
func readEvent(raw []byte, me string) (*Item, error) {
	var p eventPayload
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, fmt.Errorf("event: %w", err)
	}
	switch p.Event.Type {
	case "message", "app_mention":
		return readMessage(p.Event, me)
	case "app_home_opened":
		return readHome(p)
	case "":
		return nil, fmt.Errorf("event: %w", errIncomplete)
	default:
		return nil, nil //nolint:nilnil // an event that we did not ask for is no error
	}
}

// readMessage takes what a person said to us: any direct message, and in a
// channel what mentions us. One mention comes as two events of one channel and
// ts, hence the key.
func readMessage(e event, me string) (*Item, error) {
	if !said(e, me) {
		return nil, nil //nolint:nilnil // not said to us
	}
	if e.Channel == "" || e.TS == "" {
		return nil, fmt.Errorf("message: %w", errIncomplete)
	}
	kind := channelType(e.ChannelType, e.Channel)
	if kind != "im" && e.Type != "app_mention" && !mentions(e.Text, me) {
		return nil, nil //nolint:nilnil // people talking to each other
	}
	return &Item{
		Key: "msg/" + e.Channel + "/" + e.TS, Conversation: e.Channel, TS: e.TS,
		In: handlers.Incoming{
			Kind: handlers.KindMessage, User: e.User, Channel: e.Channel, ChannelType: kind,
			TS: e.TS, Thread: e.ThreadTS, Text: plain(e.Text, me),
		},
	}, nil
}

// said reports whether a person said something new, and not we or another app.
func said(e event, me string) bool {
	switch e.Subtype {
	case "", "file_share", "thread_broadcast", "me_message":
		return !e.Hidden && e.BotID == "" && e.User != "" && e.User != me && e.User != "USLACKBOT"
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

func readHome(p eventPayload) (*Item, error) {
	e := p.Event
	if e.Tab != "" && e.Tab != "home" {
		return nil, nil //nolint:nilnil // the Messages tab: nothing to draw
	}
	if p.EventID == "" || e.User == "" {
		return nil, fmt.Errorf("app_home_opened: %w", errIncomplete)
	}
	return &Item{
		Key: "evt/" + p.EventID, Conversation: e.User, TS: stamp(time.Unix(p.EventTime, 0)),
		In: handlers.Incoming{Kind: handlers.KindHome, User: e.User, ViewID: e.View.ID},
	}, nil
}

// stamp writes an instant as Slack writes a ts: seconds and microseconds.
func stamp(t time.Time) string {
	return strconv.FormatInt(t.Unix(), 10) + fmt.Sprintf(".%06d", t.Nanosecond()/int(time.Microsecond))
}
