package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"text/tabwriter"
	"time"

	"steward/db"
	"steward/outbox"
	"steward/rules/calendar"
)

// ledgerCmd prints the delivery ledger: what was to be said to whom, and what came
// of it. It holds no sentence and no name: people are Slack's ids.
type ledgerCmd struct {
	Doubt bool `help:"Only messages of which nobody can tell whether they arrived." xor:"what"`
	Dead  bool `help:"What came in and could not be handled, by the reference that people were given." xor:"what"`
	JSON  bool `help:"Print one JSON object a line."`
	Limit int  `help:"The newest so many; 0 is all." default:"100"`
}

// Run prints it, oldest first.
func (c *ledgerCmd) Run(ctx context.Context, std stdio, e environment) error {
	d, err := e.guest(ctx, db.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	var lines []line
	err = d.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		lines, err = c.read(ctx, tx)
		return err
	})
	if err == nil {
		err = c.print(std.out, lines)
	}
	return errors.Join(err, d.Close())
}

func (c *ledgerCmd) read(ctx context.Context, tx *db.Tx) ([]line, error) {
	limit := c.Limit
	if limit <= 0 {
		limit = math.MaxInt32
	}
	if c.Dead {
		dead, err := tx.DeadLetters(ctx, limit)
		return deadLines(dead), err
	}
	latest := tx.LatestMessages
	if c.Doubt {
		latest = tx.Doubts
	}
	messages, err := latest(ctx, limit)
	if err != nil {
		return nil, err
	}
	return messageLines(ctx, tx, messages)
}

// line is one of the ledger; columns are what is printed of it without --json.
type line interface {
	head() []string
	columns() []string
}

func (c *ledgerCmd) print(out io.Writer, lines []line) error {
	if c.JSON {
		enc := json.NewEncoder(out)
		for _, l := range lines {
			if err := enc.Encode(l); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for i, l := range lines {
		if i == 0 {
			fmt.Fprintln(w, strings.Join(l.head(), "\t"))
		}
		fmt.Fprintln(w, strings.Join(l.columns(), "\t"))
	}
	return w.Flush()
}

// messageLine is one message, from the decision to what came of it. Times are
// domain time, as Shanghai reads it.
type messageLine struct {
	ID        int64         `json:"id"`
	Kind      string        `json:"kind"`
	To        string        `json:"to"`
	Redraws   int64         `json:"redraws,omitempty"` // the message that it changed where it stood
	Occasions []string      `json:"occasions"`         // what it was said for
	Planned   *time.Time    `json:"planned"`
	State     string        `json:"state"`
	Ended     *time.Time    `json:"ended,omitempty"` // sent, dropped, or in doubt since
	Channel   string        `json:"channel,omitempty"`
	TS        string        `json:"ts,omitempty"`
	File      string        `json:"file,omitempty"`
	Receipts  []receiptLine `json:"receipts,omitempty"`
	Attempts  int           `json:"attempts"`
	Reason    string        `json:"reason,omitempty"` // why dropped or in doubt; of another, what held it up last
}

type receiptLine struct {
	Person string     `json:"person"`
	Given  *time.Time `json:"given"`
}

func messageLines(ctx context.Context, tx *db.Tx, messages []db.MessageRow) ([]line, error) {
	subjects := make([]string, len(messages))
	for i, m := range messages {
		subjects[i] = outbox.ReceiptOf(m.ID)
	}
	receipts, err := tx.ReceiptsFor(ctx, subjects)
	if err != nil {
		return nil, err
	}
	lines := make([]line, len(messages))
	for i, m := range messages {
		l := messageLine{
			ID: m.ID, Kind: m.Kind, To: cmp.Or(m.Person, m.Channel), Redraws: m.Edits,
			Occasions: append([]string{}, m.Keys...), Planned: local(m.CreatedAt), State: m.State, Ended: local(m.EndedAt),
			Channel: m.Post.Channel, TS: m.Post.TS, File: m.Post.File, Attempts: m.Attempts, Reason: m.Reason,
		}
		for _, r := range receipts[subjects[i]] {
			l.Receipts = append(l.Receipts, receiptLine{r.Person, local(r.Given)})
		}
		lines[i] = l
	}
	return lines, nil
}

func (messageLine) head() []string {
	return []string{"id", "state", "planned", "ended", "to", "kind", "channel/ts", "received", "reason"}
}

func (l messageLine) columns() []string {
	place := "-"
	if l.TS != "" {
		place = l.Channel + "/" + l.TS
	}
	var received []string
	for _, r := range l.Receipts {
		received = append(received, r.Person+"@"+stamp(r.Given))
	}
	return []string{
		fmt.Sprint(l.ID), l.State, stamp(l.Planned), stamp(l.Ended), l.To, l.Kind, place,
		cmp.Or(strings.Join(received, " "), "-"), cmp.Or(l.Reason, "-"),
	}
}

// deadLine is one thing that came in and was given up. Times are the machine's.
type deadLine struct {
	Reference string     `json:"reference"`
	Key       string     `json:"key"`
	Kind      string     `json:"kind"`
	Person    string     `json:"person"`
	Received  *time.Time `json:"received"`
	Ended     *time.Time `json:"ended"`
	Attempts  int        `json:"attempts"`
	Reason    string     `json:"reason"`
}

// deadLines turns the newest first into the oldest first.
func deadLines(dead []db.InboxRow) []line {
	lines := make([]line, len(dead))
	for i, r := range dead {
		lines[len(dead)-1-i] = deadLine{
			r.Reference, r.Key, r.Kind, r.Person, local(r.ReceivedAt), local(r.EndedAt), r.Attempts, r.Reason,
		}
	}
	return lines
}

func (deadLine) head() []string {
	return []string{"reference", "received", "ended", "person", "kind", "attempts", "key", "reason"}
}

func (l deadLine) columns() []string {
	return []string{
		l.Reference, stamp(l.Received), stamp(l.Ended), l.Person, l.Kind, fmt.Sprint(l.Attempts), l.Key, l.Reason,
	}
}

// local is an instant as Shanghai reads it, to the second; nil for none.
func local(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = calendar.Local(t).Truncate(time.Second)
	return &t
}

func stamp(t *time.Time) string {
	if t == nil {
		return "-"
	}
	return t.Format("2006-01-02T15:04:05")
}
