package outbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"steward/db"
)

// An Address is where a message goes: to a person's direct messages, or to a
// channel, perhaps below one of its messages. What goes to one person, or to one
// channel, is sent in the order it was put.
type Address struct {
	Person  string // Slack user id
	Channel string
	Thread  string // ts of the message there that it goes below
}

// A Message is one thing to be told: references, never sentences and never
// personal data (law 3). Words are chosen when it is sent.
type Message struct {
	Kind string // says how it is loaded, see [Kind]
	To   Address
	// Refs is what it is about, kept as JSON. At loading read it by Decode.
	Refs any
	Card string // copies of one card have the same name; "" when it is no card
	Lang string // "" for the reader's own
	// Occasions are what it is told for, each once (law 2). A reply has none.
	Occasions []Occasion

	// Set when it is loaded.

	ID        int64
	Edits     int64     // the message that this one draws anew; 0 when it is new itself
	CreatedAt time.Time // domain time at which it was put; of a redraw, at which the original was
	uid       string
}

// Decode reads Refs.
func (m Message) Decode(into any) error {
	raw, ok := m.Refs.(json.RawMessage)
	if !ok {
		return fmt.Errorf("refs of a message that was not loaded: %T", m.Refs)
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("refs of message %d: %w", m.ID, err)
	}
	return nil
}

// Original returns the id of the message as it was first posted: the message
// itself, or the one that it draws anew.
func (m Message) Original() int64 {
	if m.Edits != 0 {
		return m.Edits
	}
	return m.ID
}

// Identity returns the key that rides in Slack's metadata, by which a look finds
// out whether the message stands there already. It is random, so that messages
// of another database in the same workspace are not taken for ours; a redraw has
// that of its original.
func (m Message) Identity() string { return m.uid }

// ReceiptOf returns the subject under which 已收悉 for a message is recorded.
func ReceiptOf(original int64) string { return "message/" + strconv.FormatInt(original, 10) }

var (
	errKind    = errors.New("message without a kind")
	errAddress = errors.New("message goes to a person or to a channel, and to one of them")
)

// row is the message as the database keeps it.
func (m Message) row() (db.MessageRow, error) {
	if m.Kind == "" {
		return db.MessageRow{}, errKind
	}
	if (m.To.Person == "") == (m.To.Channel == "") {
		return db.MessageRow{}, fmt.Errorf("%w: %+v (kind %s)", errAddress, m.To, m.Kind)
	}
	refs, err := json.Marshal(m.Refs)
	if err != nil {
		return db.MessageRow{}, fmt.Errorf("refs of a message of kind %s: %w", m.Kind, err)
	}
	r := db.MessageRow{
		Kind: m.Kind, Person: m.To.Person, Channel: m.To.Channel, Thread: m.To.Thread,
		Lang: m.Lang, Refs: refs, Card: m.Card,
	}
	for _, o := range m.Occasions {
		if err := o.check(); err != nil {
			return db.MessageRow{}, fmt.Errorf("message of kind %s: %w", m.Kind, err)
		}
		r.Keys = append(r.Keys, o.Key())
	}
	return r, nil
}
