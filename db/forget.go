package db

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"steward/rules"
)

// Why a key was taken away.
const (
	WhyAsked = "asked" // the person asked for it
	WhyTerm  = "term"  // nobody needed it any more, and its term was over
)

// Forgotten says what was erased. Rows and messages stay, with ids in them; what
// was personal in them can't be read again.
type Forgotten struct {
	Keys   int // data keys taken away: of the person, and of drafts
	Drafts int // fillings emptied
	Bodies int // dead letters emptied
	Roster bool
}

func (f Forgotten) plus(g Forgotten) Forgotten {
	return Forgotten{f.Keys + g.Keys, f.Drafts + g.Drafts, f.Bodies + g.Bodies, f.Roster || g.Roster}
}

// Forget erases somebody by their Slack id: their name, what they were filling in,
// what they said that could not be handled, and what forms of their unit say of
// them. They are taken off the roster. What they did stays, under their id alone.
func (t *Tx) Forget(ctx context.Context, id string) (Forgotten, error) {
	p, known, err := t.Person(ctx, id)
	if err != nil {
		return Forgotten{}, err
	}
	done, err := t.clearDrafts(ctx, WhyAsked, `person = ?`, id)
	if err != nil {
		return done, wrap(err, "forget %s", id)
	}
	n, err := t.exec(ctx, `UPDATE inbox SET body = NULL WHERE state = 'dead' AND person = ? AND body IS NOT NULL`, id)
	if err != nil {
		return done, wrap(err, "forget %s", id)
	}
	done.Bodies += int(n)
	if _, err := t.exec(ctx, `UPDATE joins SET question = NULL WHERE person = ?`, id); err != nil {
		return done, wrap(err, "forget %s", id)
	}
	if p.Name != "" {
		named, err := t.ForgetNamed(ctx, p.Unit, p.Name)
		if err != nil {
			return done, err
		}
		done = done.plus(named)
	}
	if done.Roster = known; known {
		err = t.dropPeople(ctx, []rules.Person{{ID: id}})
	}
	return t.shredded(ctx, done, err, ownerPerson+id)
}

// ForgetNamed erases somebody by the name under which a unit's forms have them:
// what was handed in about them, fillings of the unit and what could not be
// handled that name them.
func (t *Tx) ForgetNamed(ctx context.Context, unit, name string) (Forgotten, error) {
	var done Forgotten
	drafts, err := t.draftsNaming(ctx, unit, name)
	for _, id := range drafts {
		if err == nil {
			var f Forgotten
			f, err = t.clearDrafts(ctx, WhyAsked, `id = ?`, id)
			done = done.plus(f)
		}
	}
	if err == nil {
		done.Bodies, err = t.clearLetters(ctx, name)
	}
	if err != nil {
		return done, fmt.Errorf("forget somebody of %s: %w", unit, err)
	}
	texts, err := t.textsNaming(ctx, unit, name)
	if err != nil {
		return done, fmt.Errorf("forget somebody of %s: %w", unit, err)
	}
	owner, err := t.namedOwner(ctx, unit, name)
	return t.shredded(ctx, done, err, append(texts, owner)...)
}

// shredded takes the keys of owners away, and counts them.
func (t *Tx) shredded(ctx context.Context, done Forgotten, err error, owners ...string) (Forgotten, error) {
	if err != nil {
		return done, fmt.Errorf("forget: %w", err)
	}
	n, err := t.shred(ctx, WhyAsked, owners)
	done.Keys += n
	return done, wrap(err, "forget")
}

// shred takes the living keys of owners away. What they sealed can be read in no
// copy that is made from now on; see [DB.Scrub] for the pages they stood on.
func (t *Tx) shred(ctx context.Context, why string, owners []string) (int, error) {
	shredded := 0
	if err := t.overwrite(ctx, true); err != nil {
		return 0, err
	}
	err := chunks(owners, 1, one, func(places string, args []any) error {
		n, err := t.exec(ctx, `UPDATE data_keys SET wrapped = NULL, wrapper = '', shredded_at = ?, shredded_why = ?
			WHERE wrapped IS NOT NULL AND owner IN (VALUES `+places+`)`, append([]any{at(t.now), why}, args...)...)
		shredded += int(n)
		return err
	})
	for _, o := range owners {
		if strings.HasPrefix(o, ownerInbox) {
			t.db.ring.drop(o)
		}
	}
	if err != nil {
		return shredded, err
	}
	return shredded, t.overwrite(ctx, false)
}

// overwrite has SQLite write zeros over what it lets go of, or no longer.
func (t *Tx) overwrite(ctx context.Context, on bool) error {
	if t.db.engine != sqliteEngine {
		return nil
	}
	pragma := `PRAGMA secure_delete = 0`
	if on {
		pragma = `PRAGMA secure_delete = 1`
	}
	_, err := t.exec(ctx, pragma)
	return err
}

// clearDrafts empties fillings, and takes their keys away. One that was begun is
// cancelled with it.
func (t *Tx) clearDrafts(ctx context.Context, why, which string, args ...any) (Forgotten, error) {
	var ids []string
	err := t.list(ctx, &ids, `UPDATE form_sessions SET session = NULL, revision = revision + 1,
		state = CASE WHEN state = 'submitted' THEN state ELSE 'cancelled' END
		WHERE session IS NOT NULL AND `+which+` RETURNING id`, args...)
	if err != nil || len(ids) == 0 {
		return Forgotten{}, err
	}
	owners, _ := mapped(ids, func(id string) (string, error) { return ownerDraft + id, nil })
	keys, err := t.shred(ctx, why, owners)
	return Forgotten{Keys: keys, Drafts: len(ids)}, err
}

// draftsNaming returns the unit's fillings that hold a name, in a field of names
// or in what was typed last.
func (t *Tx) draftsNaming(ctx context.Context, unit, name string) ([]string, error) {
	var ids, naming []string
	err := t.list(ctx, &ids, `SELECT id FROM form_sessions WHERE unit = ? AND session IS NOT NULL ORDER BY id`, unit)
	for _, id := range ids {
		if err != nil {
			return nil, err
		}
		var s SessionRow
		if s, _, err = t.Session(ctx, id); errors.Is(err, ErrUnsealable) {
			err = nil // nobody can read it
		}
		if holdsName(s, name) {
			naming = append(naming, id)
		}
	}
	return naming, err
}

func holdsName(s SessionRow, name string) bool {
	for _, v := range slices.Concat(slices.Collect(maps.Values(s.Session.Values)), slices.Collect(maps.Values(s.Session.Typed))) {
		if strings.Contains(v, name) {
			return true
		}
	}
	for _, held := range s.Session.Held {
		if strings.Contains(held.Text, name) {
			return true
		}
	}
	return s.Session.Problem != nil && strings.Contains(s.Session.Problem.Said, name)
}

// clearLetters empties the dead letters that hold a name.
func (t *Tx) clearLetters(ctx context.Context, name string) (int, error) {
	var rows []inboxRow
	err := t.list(ctx, &rows, `SELECT `+inboxColumns+` FROM inbox WHERE state = 'dead' AND body IS NOT NULL`)
	if err != nil {
		return 0, err
	}
	cleared := 0
	for _, r := range rows {
		plain, err := t.opened(ctx, inboxPlace(r.Key), r.Body)
		if err != nil && !errors.Is(err, ErrErased) && !errors.Is(err, ErrUnsealable) {
			return cleared, err
		}
		if !bytes.Contains(plain, []byte(name)) {
			continue
		}
		if _, err := t.exec(ctx, `UPDATE inbox SET body = NULL WHERE id = ?`, r.ID); err != nil {
			return cleared, err
		}
		cleared++
	}
	return cleared, nil
}

// scrubWithin bounds how long writers wait for it.
const scrubWithin = 2 * time.Second

// Scrub takes what was erased out of the pages and the log that SQLite keeps, as
// far as no reader is in the way, and out of PostgreSQL's table of keys. Run it
// after a transaction that erased. Archived logs and copies made before are not
// in its reach.
func (d *DB) Scrub(ctx context.Context) error {
	if d.engine == postgresEngine {
		_, err := d.write.ExecContext(ctx, `VACUUM data_keys`)
		return wrap(err, "scrub")
	}
	ctx, cancel := context.WithTimeout(ctx, scrubWithin)
	defer cancel()
	// Most of it beside the writer: who comes in must not wait for long.
	if _, _, err := d.carry(ctx); err != nil {
		return wrap(err, "scrub")
	}
	if err := d.write.gate.enter(ctx); err != nil {
		return wrap(err, "scrub")
	}
	defer d.write.gate.leave(ctx)
	_, err := d.write.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
	return wrap(err, "scrub")
}
