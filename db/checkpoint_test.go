package db

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"
)

// logSize is how long the write-ahead log is, in bytes.
func logSize(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// However much is written, the log begins anew from time to time, also while
// somebody reads all the while; and all is there afterwards.
func TestLogStaysShort(t *testing.T) {
	path := t.TempDir() + "/x.db"
	o := Options{Keys: []Key{NewKey()}}
	d, err := Open(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	const rounds, each = 60, 100 // some 170 MB of log, were it never carried over
	for round := range rounds {
		for n := range each {
			key := fmt.Sprint(round, "/", n)
			err := d.InTx(t.Context(), func(ctx context.Context, tx *Tx) error {
				_, err := tx.PutInbox(ctx, []InboxRow{{Key: key, Conversation: key, Body: make([]byte, 400)}})
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(2 * lullAfter)
	}
	if most := int64(8 * longLog * 4096); logSize(t, path) > most {
		t.Errorf("the log has %d bytes, more than %d", logSize(t, path), most)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if d, err = Open(t.Context(), path, o); err != nil {
		t.Fatal(err)
	}
	var counts map[string]int
	err = d.View(t.Context(), func(ctx context.Context, tx *Tx) error {
		counts, _, err = tx.InboxCounts(ctx)
		return err
	})
	if err != nil || counts[InboxPending] != rounds*each {
		t.Errorf("%v, %v", counts, err)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
}

// A log that could not be carried over for a reader's sake is, once the reader is
// gone.
func TestReaderHoldsTheLogOnly(t *testing.T) {
	path := t.TempDir() + "/x.db"
	d, err := Open(t.Context(), path, Options{Keys: []Key{NewKey()}})
	if err != nil {
		t.Fatal(err)
	}
	put := func(key string) {
		t.Helper()
		err := d.InTx(t.Context(), func(ctx context.Context, tx *Tx) error {
			_, err := tx.PutInbox(ctx, []InboxRow{{Key: key, Conversation: key}})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	put("before")
	err = d.View(t.Context(), func(ctx context.Context, tx *Tx) error {
		if _, _, err := tx.InboxCounts(ctx); err != nil {
			return err
		}
		put("meanwhile")
		if _, left, err := d.carry(t.Context()); err != nil || left == 0 {
			t.Errorf("carried over all, past a reader: %d, %v", left, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, left, err := d.carry(t.Context()); err != nil || left != 0 {
		t.Errorf("%d pages are left, %v", left, err)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
}
