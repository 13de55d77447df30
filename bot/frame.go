package bot

import (
	"encoding/json"
)

// envelope is what Socket Mode wraps around a payload, and Slack's own frames.
type envelope struct {
	Type    string          `json:"type"`
	ID      string          `json:"envelope_id"`
	Reason  string          `json:"reason"`
	Payload json.RawMessage `json:"payload"`
	Info    struct {
		App string `json:"app_id"`
	} `json:"connection_info"` // of hello
}

// frame takes one frame off a connection. It is called by the reader and only
// decodes and hands over; it never waits for others.
func (b *Bot) frame(l *link, raw []byte) {
	var e envelope
	// A field of a wrong type leaves the others decoded: the id is what counts.
	err := json.Unmarshal(raw, &e)
	switch e.Type {
	case "hello":
		b.meet(e.Info.App)
		l.greeted()
	case "disconnect":
		l.retire(e.Reason)
	default:
		b.receive(l, e, err)
	}
}

// receive turns an envelope into a job. What cannot be read is acknowledged
// too: it would only come again.
func (b *Bot) receive(l *link, e envelope, err error) {
	if e.ID == "" {
		b.log.Warn("frame without envelope", "type", e.Type, "bytes", len(e.Payload), "err", err)
		return
	}
	var a arrival
	if err == nil {
		a, err = b.readEnvelope(e)
	}
	if err != nil {
		b.log.Warn("unreadable payload, acknowledged", "type", e.Type, "envelope", e.ID, "err", err)
	}
	j := job{arrival: a, ack: func(reply any) {
		if err := l.ack(e.ID, reply); err != nil {
			b.log.Warn("acknowledgement", "err", err) // Slack brings it again; the key holds
		}
	}}
	if !b.desk.put(a.lane(e.ID), j) {
		b.log.Error("no room: left to be sent again", "type", e.Type, "envelope", e.ID)
	}
}

func (b *Bot) readEnvelope(e envelope) (arrival, error) {
	switch e.Type {
	case "events_api":
		return readEvent(e.Payload, b.self().User)
	case "interactive":
		return readInteraction(e.Payload)
	case "slash_commands":
		return readCommandJSON(e.Payload)
	}
	return arrival{}, errUnknownType
}
