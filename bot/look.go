package bot

import (
	"context"
	"time"

	"github.com/slack-go/slack"
)

// The metadata by which a message of ours is found again.
const (
	metadataType = "steward"
	metadataKey  = "key"
)

// How far and how long we look. A post that timed out can show up after the
// first look.
const (
	looks     = 2
	lookAgain = 7 * time.Second // between two looks, in the machine's time
	lookPages = 5
	lookPage  = 200 // messages
)

// find returns the ts of the message that carries the parcel's key, "" when two
// looks did not show it.
func (d *delivery) find(ctx context.Context) (string, error) {
	return twice(ctx, func() (string, error) { return d.look(ctx) })
}

// twice looks, and looks again a little later, until something is found.
func twice(ctx context.Context, look func() (string, error)) (string, error) {
	for n := 1; ; n++ {
		found, err := look()
		if err != nil || found != "" || n == looks {
			return found, err
		}
		if !rest(ctx, lookAgain) {
			return "", ctx.Err()
		}
	}
}

// looking is the turn of one call of a look. The first of them is counted as all
// that there are as a rule; further ones do not wait. A look that was put off
// half-way would begin anew, and come to no end.
func (d *delivery) looking(method string) turn {
	t := d.turn(method)
	if paid, begun := d.paid[method]; begun {
		t.begun, t.calls = true, max(0, 1-paid)
		d.paid[method] = max(0, paid-1)
		return t
	}
	t.calls = looks
	if d.paid == nil {
		d.paid = map[string]int{}
	}
	d.paid[method] = looks - 1
	return t
}

// look goes through the newest messages of the channel, or through the thread.
func (d *delivery) look(ctx context.Context) (string, error) {
	cursor := ""
	for range lookPages {
		messages, next, err := d.page(ctx, cursor)
		if err != nil {
			return "", err
		}
		for _, m := range messages {
			if m.Metadata.EventType == metadataType && m.Metadata.EventPayload[metadataKey] == d.Key {
				return m.Timestamp, nil
			}
		}
		if cursor = next; cursor == "" {
			break
		}
	}
	return "", nil
}

func (d *delivery) page(ctx context.Context, cursor string) (messages []slack.Message, next string, err error) {
	if d.Thread != "" {
		err = d.bot.call(ctx, d.looking("conversations.replies"), func(ctx context.Context) error {
			messages, _, next, err = d.bot.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
				ChannelID: d.Sent.Channel, Timestamp: d.Thread, Cursor: cursor, Limit: lookPage, IncludeAllMetadata: true,
			})
			return err
		})
		return messages, next, err
	}
	err = d.bot.call(ctx, d.looking("conversations.history"), func(ctx context.Context) error {
		h, err := d.bot.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
			ChannelID: d.Sent.Channel, Cursor: cursor, Limit: lookPage, IncludeAllMetadata: true,
		})
		if err == nil {
			messages, next = h.Messages, h.ResponseMetaData.NextCursor
		}
		return err
	})
	return messages, next, err
}
