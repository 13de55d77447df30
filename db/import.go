package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"steward/rules"
	"steward/rules/calendar"
)

// PlanImport says what a file of the inventory would change of what is stored,
// on the transaction's day. A file with anything refused is not compared: its
// plan holds the refusals alone.
func (t *Tx) PlanImport(ctx context.Context, r rules.Register) (rules.Plan, error) {
	if len(r.Refused) > 0 && r.Kind == "" {
		return rules.Plan{Refused: r.Refused}, nil
	}
	units, err := t.Units(ctx)
	if err != nil {
		return rules.Plan{}, err
	}
	if r.Kind == rules.UnitRegister {
		return rules.PlanUnits(r, units, calendar.DateOf(t.now)), nil
	}
	known := make(map[string]rules.Unit, len(units))
	for _, u := range units {
		known[u.Code] = u
	}
	if r.Kind == rules.DomainRegister {
		stored, err := t.Domains(ctx)
		return rules.PlanDomains(r, known, stored), err
	}
	stored, err := t.Roster(ctx)
	if err != nil {
		return rules.Plan{}, err
	}
	rows, err := t.Awaited(ctx)
	awaited, _ := mapped(rows, func(a AwaitedRow) (rules.Awaited, error) { return a.Awaited, nil })
	return rules.PlanPeople(r, known, stored, awaited), err
}

// Import writes what a plan has found, on somebody's behalf, "" being the
// command line. A plan with anything refused changes nothing.
func (t *Tx) Import(ctx context.Context, p rules.Plan, by string) error {
	if len(p.Refused) > 0 {
		return nil
	}
	err := t.ImportUnits(ctx, p.Units)
	for _, r := range p.Renamed {
		err = errors.Join(err, t.Rename(ctx, r, by))
	}
	for _, m := range p.Merged {
		if err == nil {
			_, err = t.Succeed(ctx, m, by)
		}
	}
	if err == nil {
		err = t.ImportDomains(ctx, p.Domains)
	}
	if err == nil {
		err = t.PutPeople(ctx, append(p.People.Added[:len(p.People.Added):len(p.People.Added)], p.People.Changed...))
	}
	if err == nil {
		err = t.ImportAwaited(ctx, p.Awaited)
	}
	return err
}

// The states of a file that the office has handed in.
const (
	ImportOpen      = "open"
	ImportRefused   = "refused"
	ImportDone      = "done"
	ImportCancelled = "cancelled"
)

// An ImportRow is a file that the office has handed in: what it holds until it
// is decided, and what it would change, or changed.
type ImportRow struct {
	ID      string // set by [Tx.NewImport]
	Person  string
	State   string
	Name    string // of the file
	Body    []byte
	Outcome rules.Outcome
	Created time.Time // set by the database
}

type importRow struct {
	ID      string  `db:"id"`
	Person  string  `db:"person"`
	State   string  `db:"state"`
	Body    []byte  `db:"body"`
	Outcome []byte  `db:"outcome"`
	Created instant `db:"created_at"`
}

// importOutcome is what is kept sealed when the file itself is gone.
type importOutcome struct {
	Name    string        `json:"name"`
	Outcome rules.Outcome `json:"outcome"`
}

func importPlace(id, part string) string { return "imports/" + id + "/" + part }

// sealImport seals with the key of the day, as what comes into the inbox: a file
// that nobody decides on can be read no longer than that.
func (t *Tx) sealImport(ctx context.Context, r ImportRow) (body, outcome []byte, err error) {
	plain, err := json.Marshal(importOutcome{r.Name, r.Outcome})
	if err != nil {
		return nil, nil, err
	}
	k, err := t.keyFor(ctx, ownerInbox+calendar.DateOf(t.now).String())
	if err != nil {
		return nil, nil, err
	}
	if outcome, err = k.seal(t.db.random, importPlace(r.ID, "outcome"), plain); err != nil {
		return nil, nil, err
	}
	body, err = k.seal(t.db.random, importPlace(r.ID, "body"), r.Body)
	return body, outcome, err
}

// NewImport keeps a file that was handed in, and returns its id. Only what is
// still open keeps its body.
func (t *Tx) NewImport(ctx context.Context, r ImportRow) (string, error) {
	var err error
	if r.ID, err = t.db.code(idSize); err != nil {
		return "", err
	}
	if r.State != ImportOpen {
		r.Body = nil
	}
	body, outcome, err := t.sealImport(ctx, r)
	if err == nil {
		err = t.run(ctx, `INSERT INTO imports (id, person, state, body, outcome, created_at) VALUES (?, ?, ?, ?, ?, ?)`,
			r.ID, r.Person, r.State, body, outcome, at(t.now))
	}
	return r.ID, wrap(err, "keep a file of %s", r.Person)
}

// ImportByID returns a file that was handed in; false when there is none, or when
// its term is over. Its body is left out unless it is asked for.
func (t *Tx) ImportByID(ctx context.Context, id string, whole bool) (r ImportRow, ok bool, err error) {
	query := `SELECT id, person, state, outcome, created_at FROM imports WHERE id = ?`
	if whole {
		query = `SELECT id, person, state, outcome, created_at, body FROM imports WHERE id = ?`
	}
	var row importRow
	if ok, err = t.get(ctx, &row, query, id); err != nil || !ok {
		return r, ok, wrap(err, "file %s", id)
	}
	r = ImportRow{ID: row.ID, Person: row.Person, State: row.State, Created: row.Created.Time}
	text, err := t.opened(ctx, importPlace(id, "outcome"), row.Outcome)
	var o importOutcome
	if err == nil {
		err = json.Unmarshal(text, &o)
	}
	if err == nil {
		r.Name, r.Outcome = o.Name, o.Outcome
		r.Body, err = t.opened(ctx, importPlace(id, "body"), row.Body)
	}
	if errors.Is(err, ErrErased) {
		return ImportRow{}, false, nil
	}
	return r, true, wrap(err, "file %s", id)
}

// RecentImports returns the files that were handed in last, the latest first,
// without their bodies. What was kept for its term is not among them.
func (t *Tx) RecentImports(ctx context.Context, limit int) ([]ImportRow, error) {
	var ids []string
	if err := t.list(ctx, &ids, `SELECT id FROM imports ORDER BY created_at DESC, id LIMIT ?`, limit); err != nil {
		return nil, fmt.Errorf("recent files: %w", err)
	}
	var recent []ImportRow
	for _, id := range ids {
		row, ok, err := t.ImportByID(ctx, id, false)
		if err != nil {
			return nil, err
		}
		if ok {
			recent = append(recent, row)
		}
	}
	return recent, nil
}

// SettleImport writes what became of a file; once it is decided its body goes.
func (t *Tx) SettleImport(ctx context.Context, r ImportRow) error {
	if r.State != ImportOpen {
		r.Body = nil
	}
	body, outcome, err := t.sealImport(ctx, r)
	if err != nil {
		return err
	}
	n, err := t.exec(ctx, `UPDATE imports SET state = ?, outcome = ?, decided_at = ?, body = ?
		WHERE id = ? AND state = 'open'`, r.State, outcome, at(t.now), body, r.ID)
	if err == nil && n == 0 {
		err = ErrStale
	}
	if err != nil {
		return fmt.Errorf("settle file %s: %w", r.ID, err)
	}
	return nil
}
