package main

import (
	"context"
	"path/filepath"
	"time"

	"steward/db"
)

// stored counts the rows of the inbox, and returns how long each of them that is
// handled took from when it was received.
func stored(ctx context.Context, folder string) (rows int, waits []time.Duration, err error) {
	keys, err := db.KeyFile(filepath.Join(folder, "steward.key"))
	if err != nil {
		return 0, nil, err
	}
	d, err := db.Open(ctx, filepath.Join(folder, "steward.db"), db.Options{Keys: keys, ReadOnly: true})
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = d.Close() }() // it was only read
	err = d.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		states, _, err := tx.InboxCounts(ctx)
		if err != nil {
			return err
		}
		for _, n := range states {
			rows += n
		}
		waits, err = tx.InboxWaits(ctx)
		return err
	})
	return rows, waits, err
}
