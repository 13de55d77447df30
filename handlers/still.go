package handlers

import (
	"context"

	"steward/db"
	"steward/outbox"
)

// forAnybody names the kinds of messages that also go to people who are not on the
// roster: what says nothing of a unit, and what concerns the roster itself.
var forAnybody = map[string]bool{
	kindNotice: true, kindRefusal: true, kindTrouble: true, kindHome: true, kindOutcome: true,
	kindJoin: true, kindJoinDecided: true, kindLeft: true, "policy.ask": true, "contact.ask": true,
}

// stillTheirs asks, before a message is sent, whether its reader is still on the
// roster: what was put for somebody who has left since says nothing to them.
func stillTheirs(kind string) func(context.Context, *db.Tx, outbox.Message) (bool, string, error) {
	if forAnybody[kind] {
		return nil
	}
	return func(ctx context.Context, tx *db.Tx, m outbox.Message) (bool, string, error) {
		if m.To.Person == "" {
			return true, "", nil
		}
		_, known, err := tx.Person(ctx, m.To.Person)
		return known, "left_roster", err
	}
}
