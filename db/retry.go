package db

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/lib/pq"
	"modernc.org/sqlite"
)

// A transaction that others were in the way of is tried so often, with pauses
// that double from the first, each shortened by chance so that two that met do
// not meet again.
const (
	tries      = 8
	firstPause = 5 * time.Millisecond
	lastPause  = 500 * time.Millisecond
)

// SQLite's primary result codes for "another has it now".
const (
	sqliteBusy   = 5
	sqliteLocked = 6
	sqliteLow    = 0xff
)

// retryable reports whether the transaction failed only because of others, and
// would be decided anew from fresh facts: busy (SQLite), serialization failure
// and deadlock (PostgreSQL), and the two indexes that let one conversation or
// address be worked on once, see the claims.
func retryable(err error) bool {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		low := lite.Code() & sqliteLow
		return low == sqliteBusy || low == sqliteLocked
	}
	var post *pq.Error
	if !errors.As(err, &post) {
		return false
	}
	switch post.Code {
	case "40001", "40P01":
		return true
	case "23505":
		return post.Constraint == "inbox_one_running" || post.Constraint == "outbox_one_sending"
	}
	return false
}

// pause waits before try n (from 1), or until the context ends.
func pause(ctx context.Context, n int) error {
	most := min(lastPause, firstPause<<(n-1))
	t := time.NewTimer(most/2 + rand.N(most/2))
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
