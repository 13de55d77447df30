package db

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"steward/rules"
)

// An awaitedRow is somebody whom a roster names by an address alone.
type awaitedRow struct {
	Digest   string `db:"digest"`
	Who      []byte `db:"who"`
	Unit     string `db:"unit"`
	Roles    string `db:"roles"`
	Language string `db:"language"`
	Person   string `db:"person"`
	Reason   string `db:"reason"`
}

// awaitedWho is what is sealed of them.
type awaitedWho struct {
	Email string `json:"email"`
	Name  string `json:"name,omitempty"`
}

const awaitedSelect = `SELECT digest, who, COALESCE(unit, '') AS unit, roles, language, person, reason FROM awaited `

func awaitedPlace(digest string) string { return "awaited/" + digest + "/who" }

// An AwaitedRow is somebody awaited, with the digest of their address, by which
// the rest of the program speaks of them.
type AwaitedRow struct {
	rules.Awaited

	Digest string
}

// MailDigest returns what an address is found by, which the database alone does
// not tell.
func (t *Tx) MailDigest(ctx context.Context, email string) (string, error) {
	digests, err := t.mailDigests(ctx, []string{email})
	if err != nil {
		return "", err
	}
	return digests[0], nil
}

func (t *Tx) mailDigests(ctx context.Context, emails []string) ([]string, error) {
	k, err := t.keyFor(ctx, ownerIndex)
	if err != nil {
		return nil, fmt.Errorf("digests of addresses: %w", err)
	}
	digests := make([]string, len(emails))
	for i, email := range emails {
		mac := hmac.New(sha256.New, k.secret)
		mac.Write([]byte("mail\x00" + strings.ToLower(strings.TrimSpace(email))))
		digests[i] = hex.EncodeToString(mac.Sum(nil)[:namedSize])
	}
	return digests, nil
}

// Awaited returns everybody whom a roster named by an address, those who were
// found among them, by digest.
func (t *Tx) Awaited(ctx context.Context) ([]AwaitedRow, error) { return t.awaited(ctx, ``) }

// Unmet returns those who are not on the roster yet, the longest waiting first.
func (t *Tx) Unmet(ctx context.Context) ([]AwaitedRow, error) {
	return t.awaited(ctx, `WHERE person = '' ORDER BY added_at, digest`)
}

// Unasked returns at most so many of those of whom the workspace was not asked.
func (t *Tx) Unasked(ctx context.Context, limit int) ([]AwaitedRow, error) {
	return t.awaited(ctx, `WHERE person = '' AND asked_at IS NULL ORDER BY added_at, digest LIMIT ?`, limit)
}

// AwaitedBy returns somebody awaited by the digest of their address; false when
// nobody is, or their address was erased.
func (t *Tx) AwaitedBy(ctx context.Context, digest string) (AwaitedRow, bool, error) {
	rows, err := t.awaited(ctx, `WHERE digest = ?`, digest)
	if err != nil || len(rows) == 0 {
		return AwaitedRow{}, false, err
	}
	return rows[0], true, nil
}

func (t *Tx) awaited(ctx context.Context, where string, args ...any) ([]AwaitedRow, error) {
	var rows []awaitedRow
	if err := t.list(ctx, &rows, awaitedSelect+where, args...); err != nil || len(rows) == 0 {
		return nil, wrap(err, "people awaited")
	}
	owners, _ := mapped(rows, func(r awaitedRow) (string, error) { return ownerAwaited + r.Digest, nil })
	keys, err := t.livingKeys(ctx, owners)
	if err != nil {
		return nil, wrap(err, "people awaited")
	}
	var out []AwaitedRow
	for _, r := range rows {
		k, living := keys[ownerAwaited+r.Digest]
		if !living {
			continue // erased
		}
		a, err := r.row(k)
		if errors.Is(err, ErrUnsealable) {
			t.db.log.WarnContext(ctx, "an address can't be opened; nobody is awaited by it", "err", err)
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}

func (r awaitedRow) row(k dataKey) (AwaitedRow, error) {
	text, err := k.open(awaitedPlace(r.Digest), r.Who)
	var who awaitedWho
	if err == nil {
		err = json.Unmarshal(text, &who)
	}
	a := AwaitedRow{Digest: r.Digest, Awaited: rules.Awaited{Email: who.Email, Reason: r.Reason, Person: rules.Person{
		ID: r.Person, Name: who.Name, Unit: r.Unit, Language: r.Language,
	}}}
	for name := range strings.SplitSeq(r.Roles, "|") {
		a.Person.Roles = append(a.Person.Roles, rules.Role(name))
	}
	return a, err
}

// ImportAwaited writes what an import has found: who is changed is asked for
// anew, who has no role any more is awaited no longer.
func (t *Tx) ImportAwaited(ctx context.Context, d rules.Diff[rules.Awaited]) error {
	var put []AwaitedRow
	var gone []string
	for _, a := range append(d.Added[:len(d.Added):len(d.Added)], d.Changed...) {
		digest, err := t.MailDigest(ctx, a.Email)
		if err != nil {
			return err
		}
		if a.Removed() {
			gone = append(gone, digest)
		} else {
			put = append(put, AwaitedRow{a, digest})
		}
	}
	if err := t.dropAwaited(ctx, `digest`, gone); err != nil {
		return err
	}
	return t.putAwaited(ctx, put)
}

func (t *Tx) putAwaited(ctx context.Context, rows []AwaitedRow) error {
	owners, _ := mapped(rows, func(r AwaitedRow) (string, error) { return ownerAwaited + r.Digest, nil })
	keys, err := t.keysFor(ctx, owners...)
	if err != nil {
		return err
	}
	put := batch[AwaitedRow]{
		head: `INSERT INTO awaited (digest, who, unit, roles, language, added_at) VALUES`, columns: 6,
		tail: `ON CONFLICT (digest) DO UPDATE SET who = excluded.who, unit = excluded.unit, roles = excluded.roles,
			language = excluded.language, reason = '', asked_at = NULL`,
		values: func(r AwaitedRow) ([]any, error) {
			text, err := json.Marshal(awaitedWho{r.Email, r.Person.Name})
			if err != nil {
				return nil, err
			}
			who, err := keys[ownerAwaited+r.Digest].seal(t.db.random, awaitedPlace(r.Digest), text)
			roles := make([]string, len(r.Person.Roles))
			for i, role := range r.Person.Roles {
				roles[i] = string(role)
			}
			return []any{r.Digest, who, null(r.Person.Unit), strings.Join(roles, "|"), r.Person.Language, at(t.now)}, err
		},
	}
	return wrap(put.insert(ctx, t, rows), "await people")
}

// MeetAwaited writes down who somebody awaited turned out to be, or why nobody
// was put on the roster.
func (t *Tx) MeetAwaited(ctx context.Context, digest, person, reason string) error {
	_, err := t.exec(ctx, `UPDATE awaited SET person = ?, reason = ?, asked_at = ? WHERE digest = ? AND person = ''`,
		person, reason, at(t.now), digest)
	return wrap(err, "meet somebody awaited")
}

// dropAwaited takes people off the list of those awaited, with their addresses:
// by digest, or by who they turned out to be.
func (t *Tx) dropAwaited(ctx context.Context, column string, values []string) error {
	if len(values) == 0 {
		return nil
	}
	var digests []string
	err := chunks(values, 1, one, func(places string, args []any) error {
		var some []string
		err := t.list(ctx, &some, `DELETE FROM awaited WHERE `+column+` IN (VALUES `+places+`) RETURNING digest`, args...)
		digests = append(digests, some...)
		return err
	})
	if err != nil || len(digests) == 0 {
		return wrap(err, "await people no longer")
	}
	owners, _ := mapped(digests, func(d string) (string, error) { return ownerAwaited + d, nil })
	_, err = t.shred(ctx, WhyTerm, owners)
	return err
}

// Concerning returns those of the accounts that the roster must hear of, by their
// place in the list: closed ones whose people are on it, and open ones whose
// addresses are awaited, with the digest.
func (t *Tx) Concerning(ctx context.Context, accounts []Account) (left []int, met map[int]string, err error) {
	var on, open []string
	if err := errors.Join(
		t.list(ctx, &on, `SELECT id FROM people`),
		t.list(ctx, &open, `SELECT digest FROM awaited WHERE person = ''`),
	); err != nil {
		return nil, nil, fmt.Errorf("accounts that concern the roster: %w", err)
	}
	here, awaited := map[string]bool{}, map[string]bool{}
	for _, id := range on {
		here[id] = true
	}
	for _, d := range open {
		awaited[d] = true
	}
	met = map[int]string{}
	emails, _ := mapped(accounts, func(a Account) (string, error) { return a.Email, nil })
	var digests []string
	if len(open) > 0 {
		if digests, err = t.mailDigests(ctx, emails); err != nil {
			return nil, nil, err
		}
	}
	for i, a := range accounts {
		switch {
		case a.Closed && here[a.ID]:
			left = append(left, i)
		case !a.Closed && a.Email != "" && len(open) > 0 && awaited[digests[i]]:
			met[i] = digests[i]
		}
	}
	return left, met, nil
}

// An Account is one of the workspace's, as Slack tells of it.
type Account struct {
	ID, Email string
	Closed    bool
}
