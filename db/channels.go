package db

import (
	"context"
	"fmt"
)

// PutDirectChannel keeps the channel of the direct messages with a person, as
// conversations.open returned it.
func (t *Tx) PutDirectChannel(ctx context.Context, person, channel string) error {
	_, err := t.exec(ctx, `INSERT INTO direct_channels (person, channel) VALUES (?, ?)
		ON CONFLICT (person) DO UPDATE SET channel = excluded.channel
		WHERE direct_channels.channel <> excluded.channel`, person, channel)
	if err != nil {
		return fmt.Errorf("put direct channel of %s: %w", person, err)
	}
	return nil
}

// DirectChannel returns the channel kept for a person; false when none is.
func (t *Tx) DirectChannel(ctx context.Context, person string) (channel string, ok bool, err error) {
	ok, err = t.get(ctx, &channel, `SELECT channel FROM direct_channels WHERE person = ?`, person)
	if err != nil {
		return "", false, fmt.Errorf("direct channel of %s: %w", person, err)
	}
	return channel, ok, nil
}
