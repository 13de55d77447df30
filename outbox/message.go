package outbox

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"steward/db"
)

// A Message is what somebody is to be told, by reference: the words are chosen
// when it is sent (law 3).
type Message struct {
	ID        int64
	Kind      string // says how it is loaded, see [Kind]
	To        Address
	Refs      any    // references only, kept as JSON; read with [Message.Decode]
	Lang      string // "" is the reader's own
	Card      string // copies of one card bear one name, so that all can be drawn anew
	Edits     int64  // the message that this one draws anew; 0 when it is new itself
	Occasions []Occasion
	CreatedAt time.Time // domain time at which it, or the message it draws anew, was put

	uid string // names the message towards Slack
}

// An Address is a person's direct messages, or a channel and a thread in it.
type Address struct {
	Person  string
	Channel string
	Thread  string
}

// An Occasion is something that is said once to one person (law 2).
type Occasion struct{ Kind, Subject, Date, Step, Recipient string }

// Key returns kind/subject/date/step/recipient; a slash within a part is
// written %2F, so that two occasions never share a key.
func (o Occasion) Key() string {
	parts := []string{o.Kind, o.Subject, o.Date, o.Step, o.Recipient}
	escape := strings.NewReplacer("%", "%25", "/", "%2F")
	for i := range parts {
		parts[i] = escape.Replace(parts[i])
	}
	return strings.Join(parts, "/")
}

// Decode reads the references of a message that was put.
func (m Message) Decode(into any) error {
	raw, ok := m.Refs.(json.RawMessage)
	if !ok {
		return fmt.Errorf("message %d has not been put", m.ID)
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("references of message %d: %w", m.ID, err)
	}
	return nil
}

// Original is the message that stands in Slack: this one, or the one that it
// draws anew.
func (m Message) Original() int64 {
	if m.Edits != 0 {
		return m.Edits
	}
	return m.ID
}

// Identity names the message towards Slack for ever: it rides in the metadata,
// by which a look finds what was posted.
func (m Message) Identity() string { return m.uid }

// ReceiptOf is the subject under which a receipt for a message is recorded.
func ReceiptOf(id int64) string { return fmt.Sprintf("message/%d", id) }

// Put enqueues a message as part of the caller's decision (law 1), and returns
// its id. When every one of its occasions was put before, nothing is put and the
// id is 0.
func Put(ctx context.Context, tx *db.Tx, m Message) (int64, error) {
	row, err := rowOf(m)
	if err != nil {
		return 0, err
	}
	placed, err := tx.PutMessage(ctx, row)
	if err != nil {
		return 0, fmt.Errorf("put %s: %w", m.Kind, err)
	}
	return placed.ID, nil
}

func rowOf(m Message) (db.MessageRow, error) {
	refs, err := json.Marshal(m.Refs)
	if err != nil {
		return db.MessageRow{}, fmt.Errorf("references of a %s: %w", m.Kind, err)
	}
	row := db.MessageRow{
		Kind: m.Kind, Person: m.To.Person, Channel: m.To.Channel, Thread: m.To.Thread,
		Lang: m.Lang, Refs: refs, Card: m.Card, Edits: m.Edits,
	}
	for _, o := range m.Occasions {
		row.Keys = append(row.Keys, o.Key())
	}
	return row, nil
}

// Redraw has a message drawn anew where it stands. One that still waits will be
// drawn from what this transaction leaves, and one that was dropped or is in
// doubt stands nowhere: both need nothing.
func Redraw(ctx context.Context, tx *db.Tx, id int64) error {
	waits, err := tx.WillBeDrawn(ctx, id)
	if err != nil || waits {
		return err
	}
	row, ok, err := tx.Message(ctx, id)
	if err != nil || !ok || row.State == db.MessageDropped || row.State == db.MessageDoubt {
		return err
	}
	_, err = tx.PutMessage(ctx, db.MessageRow{
		Kind: row.Kind, Person: row.Person, Channel: row.Channel, Thread: row.Thread,
		Lang: row.Lang, Refs: row.Refs, Card: "", Edits: id,
	})
	if err != nil {
		return fmt.Errorf("draw message %d anew: %w", id, err)
	}
	return nil
}

func messageOf(row db.MessageRow) Message {
	return Message{
		ID: row.ID, Kind: row.Kind, Lang: row.Lang, Card: row.Card, Edits: row.Edits,
		To:   Address{Person: row.Person, Channel: row.Channel, Thread: row.Thread},
		Refs: json.RawMessage(row.Refs), CreatedAt: row.CreatedAt, uid: row.UID,
	}
}
