package db

import (
	"context"
	"sync"
	"time"
)

// SQLite's log is carried over into the database after so many transactions. It
// begins anew when all is carried over and nobody has written meanwhile: once it
// is long, writers are held back for the last few pages. A log that only grows
// takes longer to write to, as each commit must make its new length durable too.
const (
	checkpointEvery  = 200
	checkpointWithin = 10 * time.Second
	longLog          = 1000 // pages
)

// A checkpointer carries the log over beside the writer, in a lull. SQLite itself
// does it in a commit, and whoever that is waits for all the others' pages. The
// commits are as durable either way: they are in the log.
type checkpointer struct {
	mu      sync.Mutex
	commits int
	closed  bool
	running sync.WaitGroup
}

// committed counts a transaction, and carries the log over when it is time.
func (d *DB) committed() {
	d.commits.Add(1)
	c := d.checkpoints
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.commits++; c.commits != checkpointEvery || c.closed {
		return
	}
	c.running.Go(func() {
		ctx, cancel := context.WithTimeout(context.Background(), checkpointWithin)
		defer cancel()
		if err := d.checkpoint(ctx); err != nil {
			d.log.WarnContext(ctx, "log not carried over; it is tried again", "err", err)
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		c.commits = 0
	})
}

// checkpoint carries over what no reader is in the way of.
func (d *DB) checkpoint(ctx context.Context) error {
	d.Lull(ctx)
	length, _, err := d.carry(ctx)
	if err != nil || length < longLog {
		return err
	}
	if err := d.write.gate.enter(ctx); err != nil {
		return err
	}
	defer d.write.gate.leave(ctx)
	_, _, err = d.carry(ctx)
	return err
}

// carry returns how many pages the log had, and how many of them were left in it
// for a reader's sake.
func (d *DB) carry(ctx context.Context) (length, left int, err error) {
	var busy, carried int
	row := d.read.QueryRowContext(ctx, `PRAGMA wal_checkpoint(PASSIVE)`)
	err = row.Scan(&busy, &length, &carried)
	return length, length - carried, err
}

// stop waits for what runs, and begins no more.
func (c *checkpointer) stop() {
	if c == nil {
		return
	}
	c.mu.Lock()
	c.closed = true
	c.mu.Unlock()
	c.running.Wait()
}
