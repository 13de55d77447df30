package bot

import (
	"bytes"
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
	if b.known(l, raw) {
		return
	}
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
	b.arrive(l, head{e.Type, e.ID}, a, err)
}

// head is what an envelope says of itself.
type head struct {
	Type string `json:"type"`
	ID   string `json:"envelope_id"`
}

// arrive hands over what an envelope brought; err says why it can't be read.
func (b *Bot) arrive(l *link, e head, a arrival, err error) {
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

// known takes what people click and command off in one reading, by a guess at its
// type: an envelope whose payload is read after it is read four times over. When it
// is anything else than was guessed, or there is anything wrong with it, known has
// done nothing.
func (b *Bot) known(l *link, raw []byte) bool {
	var g guess
	switch {
	case bytes.Contains(raw, []byte(`"type":"interactive"`)):
		g = guessed(raw, "interactive", interaction.arrival)
	case bytes.Contains(raw, []byte(`"type":"slash_commands"`)):
		g = guessed(raw, "slash_commands", command.arrival)
	}
	if g.right {
		b.arrive(l, g.head, g.brought, g.err)
	}
	return g.right
}

// A guess is what a frame was taken for. When it was right, err says why its payload
// brings nothing.
type guess struct {
	head
	brought arrival
	err     error
	right   bool
}

func guessed[P any](raw []byte, kind string, read func(P) (arrival, error)) (g guess) {
	var e struct {
		head
		Payload P `json:"payload"`
	}
	if err := json.Unmarshal(raw, &e); err != nil || e.Type != kind || e.ID == "" {
		return g
	}
	g.head, g.right = e.head, true
	g.brought, g.err = read(e.Payload)
	return g
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
