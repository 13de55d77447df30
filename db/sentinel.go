package db

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
)

// sentinel is what each key seals once, in its own place.
const sentinel = "steward"

func sealPlace(key string) string { return "seals/" + key }

// checkKeys returns *ErrKey unless every key that ever sealed here was given. The
// first given one, which seals from now on, is written down; not so by a guest,
// who leaves nothing behind.
func (d *DB) checkKeys(ctx context.Context, guest bool) error {
	known := false
	check := func(ctx context.Context, tx *Tx) (err error) {
		known, err = tx.checkSeals(ctx)
		return err
	}
	if err := d.View(ctx, check); err != nil || known || guest {
		return err
	}
	return d.InTx(ctx, func(ctx context.Context, tx *Tx) error {
		if err := tx.Lock(ctx, "seals"); err != nil {
			return err
		}
		if err := check(ctx, tx); err != nil || known {
			return err // another process was first, perhaps with another key
		}
		return tx.putSeal(ctx)
	})
}

// checkSeals opens every seal, and reports whether that of the first key is among
// them. A key over data keys is needed too, also when it has no seal: a process
// that had not heard of a rotation may have used it.
func (t *Tx) checkSeals(ctx context.Context) (known bool, err error) {
	var rows []struct {
		Key    string `db:"key"`
		Sealed []byte `db:"sealed"`
	}
	if err := t.list(ctx, &rows, `SELECT key, sealed FROM seals ORDER BY key`); err != nil {
		return false, fmt.Errorf("read seals: %w", err)
	}
	for _, r := range rows {
		if plain, err := t.db.safe.open(sealPlace(r.Key), r.Sealed); err != nil || string(plain) != sentinel {
			return false, &ErrKey{Missing: "key " + r.Key}
		}
		known = known || r.Key == t.db.safe.first()
	}
	return known, t.checkWrappers(ctx)
}

func (t *Tx) checkWrappers(ctx context.Context) error {
	var wrappers []string
	err := t.list(ctx, &wrappers, `SELECT DISTINCT wrapper FROM data_keys WHERE wrapped IS NOT NULL ORDER BY wrapper`)
	if err != nil {
		return fmt.Errorf("read data keys: %w", err)
	}
	for _, w := range wrappers {
		if !slices.ContainsFunc(t.db.safe.keys, func(k sealer) bool { return hex.EncodeToString(k.id) == w }) {
			return &ErrKey{Missing: "key " + w}
		}
	}
	return nil
}

func (t *Tx) putSeal(ctx context.Context) error {
	key := t.db.safe.first()
	sealed, err := t.db.safe.seal(sealPlace(key), []byte(sentinel))
	if err == nil {
		_, err = t.exec(ctx, `INSERT INTO seals (key, sealed) VALUES (?, ?)`, key, sealed)
	}
	return wrap(err, "put seal")
}

// first names the key that seals.
func (s *safe) first() string { return hex.EncodeToString(s.keys[0].id) }
