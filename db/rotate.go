package db

import (
	"context"
	"errors"
	"fmt"
)

// ErrNewKeyUnknown says that the first key given is one that nobody serves with
// yet: data keys under it would be closed to those who serve.
var ErrNewKeyUnknown = errors.New("no process that keeps this database has been started with the newest key yet: " +
	"put it in front of the others in STEWARD_KEY or in steward.key, restart every serve, then rotate")

// A KeyUse says how many data keys one of the house's keys is over.
type KeyUse struct {
	Key    string `db:"wrapper"` // its name
	Wraps  int    `db:"wraps"`
	Newest bool   `db:"-"` // it wraps what comes next
}

// KeyUses returns the house's keys that are in use, and the newest of those given
// even when it is not yet.
func (t *Tx) KeyUses(ctx context.Context) ([]KeyUse, error) {
	var uses []KeyUse
	err := t.list(ctx, &uses, `SELECT wrapper, COUNT(*) AS wraps FROM data_keys
		WHERE wrapped IS NOT NULL GROUP BY wrapper ORDER BY wrapper`)
	found := false
	for i := range uses {
		uses[i].Newest = uses[i].Key == t.db.safe.first()
		found = found || uses[i].Newest
	}
	if !found {
		uses = append(uses, KeyUse{Key: t.db.safe.first(), Newest: true})
	}
	return uses, wrap(err, "keys in use")
}

// rotateBatch is how many data keys one transaction wraps anew.
const rotateBatch = 500

// RotateKeys wraps every data key with the newest of the house's keys, batch by
// batch beside those who serve, and returns how many it wrapped. Personal data
// themselves are not touched. Afterwards the older keys open nothing here and are
// asked for no longer.
func (d *DB) RotateKeys(ctx context.Context) (int, error) {
	total := 0
	for {
		var n int
		err := d.InTx(ctx, func(ctx context.Context, tx *Tx) (err error) {
			if n, err = tx.rewrap(ctx); err == nil && n == 0 {
				_, err = tx.exec(ctx, `DELETE FROM seals WHERE key <> ?`, d.safe.first())
			}
			return err
		})
		total += n
		if err != nil || n == 0 {
			return total, wrap(err, "rotate keys")
		}
	}
}

func (t *Tx) rewrap(ctx context.Context) (int, error) {
	var known string
	if ok, err := t.get(ctx, &known, `SELECT key FROM seals WHERE key = ?`, t.db.safe.first()); err != nil || !ok {
		return 0, errors.Join(err, ErrNewKeyUnknown)
	}
	var rows []keyRow
	err := t.list(ctx, &rows, `SELECT key_id, owner, wrapped FROM data_keys
		WHERE wrapped IS NOT NULL AND wrapper <> ? ORDER BY key_id LIMIT ?`, t.db.safe.first(), rotateBatch)
	for _, r := range rows {
		if err != nil {
			break
		}
		err = t.rewrapOne(ctx, r)
	}
	return len(rows), err
}

// rewrapOne leaves a key alone that was erased since it was read.
func (t *Tx) rewrapOne(ctx context.Context, r keyRow) error {
	k, err := t.db.safe.unwrap(r.ID, r.Owner, r.Wrapped)
	if err != nil {
		return fmt.Errorf("data key %s: %w", r.ID, err)
	}
	wrapper, wrapped, err := t.db.safe.wrap(k, r.Owner)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, `UPDATE data_keys SET wrapper = ?, wrapped = ? WHERE key_id = ? AND wrapped IS NOT NULL`,
		wrapper, wrapped, r.ID)
	return err
}
