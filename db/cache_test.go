package db

import (
	"context"
	"path/filepath"
	"testing"
)

// Who stays keeps fewer pages than who comes for one big transaction.
func TestPagesKept(t *testing.T) {
	for exclusive, want := range map[bool]string{true: writerCache, false: "-2000"} {
		o := Options{Keys: []Key{NewKey()}, Exclusive: exclusive}
		d, err := Open(context.Background(), filepath.Join(t.TempDir(), "steward.db"), o)
		if err != nil {
			t.Fatal(err)
		}
		for kept, on := range map[string]*pool{want: d.write, readerCache: d.read} {
			var got string
			if err := on.QueryRowContext(context.Background(), `PRAGMA cache_size`).Scan(&got); err != nil || got != kept {
				t.Errorf("exclusive %v: %s KiB, %v, not %s", exclusive, got, err, kept)
			}
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}
}
