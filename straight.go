package main

import (
	"context"

	"steward/db"
	"steward/handlers"
	"steward/view"
)

// What is answered straight, while Slack waits, and is not kept in the inbox.

// find looks for what somebody types.
func (h *house) find(ctx context.Context, s handlers.Search) (options []handlers.Option, err error) {
	err = h.db.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		options, err = h.handlers.Suggest(ctx, tx, s)
		return err
	})
	for i := range options {
		options[i].Text = view.Label(options[i].Text)
	}
	return options, err
}
