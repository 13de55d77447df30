package main

import (
	"context"
	"path/filepath"

	"steward/db"
)

// stored counts the inbox: all rows, and those that are still to be handled.
func stored(ctx context.Context, folder string) (rows, backlog int, err error) {
	keys, err := db.KeyFile(filepath.Join(folder, "steward.key"))
	if err != nil {
		return 0, 0, err
	}
	d, err := db.Open(ctx, filepath.Join(folder, "steward.db"), db.Options{Keys: keys, ReadOnly: true})
	if err != nil {
		return 0, 0, err
	}
	defer func() { _ = d.Close() }() // it was only read
	var states map[string]int
	err = d.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		states, _, err = tx.InboxCounts(ctx)
		return err
	})
	for _, n := range states {
		rows += n
	}
	return rows, states[db.InboxPending] + states[db.InboxRunning], err
}
