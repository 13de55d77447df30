package inbox

import (
	"bytes"
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"steward/db"
)

// TestPrepare: what an item needs from outside comes before its transaction, and
// is fetched again when it, or the handler, failed; the item itself stays as it
// was kept.
func TestPrepare(t *testing.T) {
	onBoth(t, func(t *testing.T, d *db.DB, _ *wall) {
		var fetched, handled atomic.Int32
		var got atomic.Value
		i := New(d, Options{
			GiveUp: apologise, Backoff: []time.Duration{time.Millisecond}, Poll: 5 * time.Millisecond,
			Prepare: func(ctx context.Context, it Item) (Item, error) {
				if err := d.View(ctx, func(context.Context, *db.Tx) error { return nil }); err != nil {
					return it, err // inside a transaction there would be ErrNested
				}
				if fetched.Add(1) == 1 {
					return it, errors.New("not now")
				}
				it.Body = append(bytes.Clone(it.Body), " and a file"...)
				return it, nil
			},
			Handle: func(ctx context.Context, tx *db.Tx, it Item) error {
				got.Store(string(it.Body))
				if handled.Add(1) == 1 {
					return errors.New("once more")
				}
				return reply(ctx, tx, it)
			},
		})
		it := item("D1", 1)
		accept(t, i, it)
		i.Start(t.Context())
		settle(t, i)
		if fetched.Load() != 3 || handled.Load() != 2 || got.Load() != string(it.Body)+" and a file" {
			t.Errorf("fetched %d times, handled %d times with %q", fetched.Load(), handled.Load(), got.Load())
		}
		if err := i.Stop(t.Context()); err != nil {
			t.Error(err)
		}
	})
}
