package db

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"steward/rules/calendar"
)

// The owners of data keys, by what stands before the slash.
const (
	ownerPerson  = "person/"  // a Slack id: their name on the roster
	ownerNamed   = "named/"   // unit and a digest of the name: who is named in a form
	ownerDraft   = "draft/"   // a filling
	ownerInbox   = "inbox/"   // a day: what came in on it
	ownerAwaited = "awaited/" // a digest of an address: whom a roster names by it
	ownerIndex   = "index"    // what names are digested with, so that they can be found
)

type keyRow struct {
	ID       string  `db:"key_id"`
	Owner    string  `db:"owner"`
	Wrapped  []byte  `db:"wrapped"`
	Released instant `db:"released_at"`
}

// keysFor returns the living keys of owners, made where there are none. Whose
// term had begun to run is needed again.
func (t *Tx) keysFor(ctx context.Context, owners ...string) (map[string]dataKey, error) {
	slices.Sort(owners) // two that make keys for the same do not wait for each other
	owners = slices.Compact(owners)
	have, err := t.livingKeys(ctx, owners)
	if err != nil {
		return nil, fmt.Errorf("data keys: %w", err)
	}
	missing := slices.DeleteFunc(slices.Clone(owners), func(o string) bool { _, ok := have[o]; return ok })
	if len(missing) == 0 {
		return have, nil
	}
	if err := t.makeKeys(ctx, missing); err != nil {
		return nil, fmt.Errorf("data keys: %w", err)
	}
	made, err := t.livingKeys(ctx, missing)
	for o, k := range made {
		have[o] = k
	}
	return have, wrap(err, "data keys")
}

func (t *Tx) keyFor(ctx context.Context, owner string) (dataKey, error) {
	keys, err := t.keysFor(ctx, owner)
	return keys[owner], err
}

func (t *Tx) livingKeys(ctx context.Context, owners []string) (map[string]dataKey, error) {
	have := map[string]dataKey{}
	var again []string
	err := chunks(owners, 1, one, func(places string, args []any) error {
		var rows []keyRow
		err := t.list(ctx, &rows, `SELECT key_id, owner, wrapped, released_at FROM data_keys
			WHERE wrapped IS NOT NULL AND owner IN (VALUES `+places+`)`, args...)
		for _, r := range rows {
			if err == nil {
				have[r.Owner], err = t.db.safe.unwrap(r.ID, r.Owner, r.Wrapped)
			}
			if !r.Released.IsZero() {
				again = append(again, r.Owner)
			}
		}
		return err
	})
	if err != nil || len(again) == 0 {
		return have, err
	}
	return have, t.release(ctx, again, time.Time{})
}

// makeKeys makes a key for each owner, unless another makes it at this moment.
func (t *Tx) makeKeys(ctx context.Context, owners []string) error {
	add := batch[string]{
		head: `INSERT INTO data_keys (key_id, owner, wrapper, wrapped, made_at) VALUES`, columns: 5,
		tail: `ON CONFLICT (owner) WHERE wrapped IS NOT NULL DO NOTHING`,
		values: func(owner string) ([]any, error) {
			k, err := newDataKey(t.db.random)
			if err != nil {
				return nil, err
			}
			wrapper, wrapped, err := t.db.safe.wrap(k, owner)
			return []any{k.id, owner, wrapper, wrapped, at(t.now)}, err
		},
	}
	return add.insert(ctx, t, owners)
}

// release says since when owners' keys are no longer needed; the zero time: they
// are.
func (t *Tx) release(ctx context.Context, owners []string, since time.Time) error {
	return chunks(owners, 1, one, func(places string, args []any) error {
		_, err := t.exec(ctx, `UPDATE data_keys SET released_at = ?
			WHERE wrapped IS NOT NULL AND owner IN (VALUES `+places+`)`, append([]any{at(since)}, args...)...)
		return err
	})
}

// keysNamed returns keys by their names; one that was erased is not among them.
func (t *Tx) keysNamed(ctx context.Context, ids []string) (map[string]dataKey, error) {
	rows, err := t.keyRows(ctx, ids)
	have := map[string]dataKey{}
	for _, r := range rows {
		if err == nil {
			have[r.ID], err = t.db.safe.unwrap(r.ID, r.Owner, r.Wrapped)
		}
	}
	return have, wrap(err, "data keys")
}

// keyRows returns the living ones of the keys with these names.
func (t *Tx) keyRows(ctx context.Context, ids []string) ([]keyRow, error) {
	var rows []keyRow
	err := chunks(ids, 1, one, func(places string, args []any) error {
		var some []keyRow
		err := t.list(ctx, &some, `SELECT key_id, owner, wrapped FROM data_keys
			WHERE wrapped IS NOT NULL AND key_id IN (VALUES `+places+`)`, args...)
		rows = append(rows, some...)
		return err
	})
	return rows, err
}

// opened returns what was sealed for a place. It is [ErrErased] when its key was
// taken away, and [ErrUnsealable] when it can't be opened for another reason.
func (t *Tx) opened(ctx context.Context, place string, sealed []byte) ([]byte, error) {
	if len(sealed) == 0 {
		return nil, nil
	}
	keys, err := t.keysNamed(ctx, keysIn(sealed))
	if err != nil {
		return nil, err
	}
	return openWith(keys, place, sealed)
}

// openWith opens a value by the one of the keys that sealed it.
func openWith(keys map[string]dataKey, place string, sealed []byte) ([]byte, error) {
	if len(sealed) == 0 {
		return nil, nil
	}
	id, ok := keyOf(sealed)
	if !ok {
		return nil, fmt.Errorf("%s: %w", place, ErrUnsealable)
	}
	if k, ok := keys[id]; ok {
		return k.open(place, sealed)
	}
	return nil, fmt.Errorf("%s: %w", place, ErrErased)
}

func one(s string) ([]any, error) { return []any{s}, nil }

// A ring holds the keys of days, by which what came in is sealed and opened
// without a look into the database. No person's key is ever kept in it: once
// erased, such a key must be gone at once, whoever erased it.
type ring struct {
	mu      sync.Mutex
	byOwner map[string]dataKey
	byID    map[string]dataKey
}

func newRing() *ring { return &ring{byOwner: map[string]dataKey{}, byID: map[string]dataKey{}} }

func (r *ring) add(keys map[string]dataKey) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for owner, k := range keys {
		r.byOwner[owner], r.byID[k.id] = k, k
	}
}

func (r *ring) drop(owner string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.byID, r.byOwner[owner].id)
	delete(r.byOwner, owner)
}

func (r *ring) of(owner string) (dataKey, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	k, ok := r.byOwner[owner]
	return k, ok
}

func (r *ring) named(id string) (dataKey, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	k, ok := r.byID[id]
	return k, ok
}

func dayOwner(now time.Time) string { return ownerInbox + calendar.DateOf(now).String() }

// dayKey is what seals that which comes in today. It is made by the day's first.
func (t *Tx) dayKey(ctx context.Context) (dataKey, error) {
	owner := dayOwner(t.now)
	if k, ok := t.db.ring.of(owner); ok {
		return k, nil
	}
	keys, err := t.keysFor(ctx, owner)
	t.learn(keys)
	return keys[owner], err
}

// learn keeps keys of days in the ring, once the transaction is committed.
func (t *Tx) learn(keys map[string]dataKey) {
	if t.days == nil {
		t.days = map[string]dataKey{}
	}
	for owner, k := range keys {
		t.days[owner] = k
	}
}

// learnDays brings the keys of rows of the inbox into the ring.
func (t *Tx) learnDays(ctx context.Context, rows []inboxRow) error {
	var strange []string
	for _, r := range rows {
		id, sealed := keyOf(r.Body)
		if _, known := t.db.ring.named(id); sealed && !known && !slices.Contains(strange, id) {
			strange = append(strange, id)
		}
	}
	if len(strange) == 0 {
		return nil
	}
	keys, err := t.keyRows(ctx, strange)
	for _, r := range keys {
		if err == nil && strings.HasPrefix(r.Owner, ownerInbox) {
			var k dataKey
			k, err = t.db.safe.unwrap(r.ID, r.Owner, r.Wrapped)
			t.learn(map[string]dataKey{r.Owner: k})
		}
	}
	return wrap(err, "keys of days")
}
