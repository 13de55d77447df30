package db

import "context"

// QueuedFor returns what waits for an address, see [MessageRow.Address], in the
// order in which it was put.
func (t *Tx) QueuedFor(ctx context.Context, address string) ([]MessageRow, error) {
	return t.messages(ctx, `WHERE address = ? AND state = 'queued' ORDER BY id`, address)
}
