package db

import (
	"context"
	"fmt"
	"time"

	"steward/rules"
)

// A Submission is a form as it was handed in. It is never changed: handing in
// again makes the next version. Its values are personal and kept sealed, each
// row of the form under the key of who is named in it.
type Submission struct {
	Code        string // 8 characters, unique; ties the sealed paper to it; set by [Tx.PutSubmission]
	Form        string
	Unit        string
	Person      string // who handed it in
	Version     int    // of the unit's submissions of the form, from 1; set by [Tx.PutSubmission]
	FormVersion int
	Values      map[string]string // by field id
	Erased      []string          // rows whose values were erased; they are not among Values
	At          time.Time         // set by [Tx.PutSubmission]
}

type submissionRow struct {
	Code        string  `db:"code"`
	Form        string  `db:"form"`
	Unit        string  `db:"unit"`
	Person      string  `db:"person"`
	Version     int     `db:"version"`
	FormVersion int     `db:"form_version"`
	Cells       []byte  `db:"cells"`
	At          instant `db:"submitted_at"`
}

// PutSubmission keeps what was handed in now, and returns it with its code and
// version.
func (t *Tx) PutSubmission(ctx context.Context, s Submission) (Submission, error) {
	fail := func(err error) (Submission, error) {
		return Submission{}, fmt.Errorf("put submission %s of unit %s: %w", s.Form, s.Unit, err)
	}
	// Two of a unit that hand in at once get two versions.
	if err := t.Lock(ctx, "submissions/"+s.Form+"/"+s.Unit); err != nil {
		return fail(err)
	}
	var err error
	if s.Code, err = t.freshCode(ctx); err != nil {
		return fail(err)
	}
	s.At = t.now
	cells, err := t.sealCells(ctx, s)
	if err != nil {
		return fail(err)
	}
	_, err = t.get(ctx, &s.Version, `INSERT INTO submissions
		(code, form, unit, version, form_version, person, cells, submitted_at)
		SELECT ?, ?, ?, COALESCE(MAX(version), 0) + 1, ?, ?, ?, ? FROM submissions WHERE form = ? AND unit = ?
		RETURNING version`,
		s.Code, s.Form, s.Unit, s.FormVersion, s.Person, cells, at(s.At), s.Form, s.Unit)
	if err != nil {
		return fail(err)
	}
	return s, nil
}

// freshCode draws codes until one is free: there are 78 thousand million of
// them, but a person's paper may not be tied to another's.
func (t *Tx) freshCode(ctx context.Context) (string, error) {
	for {
		code, err := t.db.code(rules.PaperCodeSize)
		if err != nil {
			return "", err
		}
		var taken int
		if err := t.tx.GetContext(ctx, &taken, t.tx.Rebind(`SELECT COUNT(*) FROM submissions WHERE code = ?`), code); err != nil {
			return "", err
		}
		if taken == 0 {
			return code, nil
		}
	}
}

// Submission returns what was handed in under a code; false when nothing was.
func (t *Tx) Submission(ctx context.Context, code string) (Submission, bool, error) {
	return t.submission(ctx, `WHERE code = ?`, code)
}

// LatestSubmission returns a unit's last version of a form; false when it has
// not handed it in.
func (t *Tx) LatestSubmission(ctx context.Context, unit, formID string) (Submission, bool, error) {
	return t.submission(ctx, `WHERE unit = ? AND form = ? ORDER BY version DESC LIMIT 1`, unit, formID)
}

// Submissions returns all that a unit has handed in of a form, the oldest first.
func (t *Tx) Submissions(ctx context.Context, unit, formID string) ([]Submission, error) {
	var codes []string
	err := t.list(ctx, &codes, `SELECT code FROM submissions WHERE unit = ? AND form = ? ORDER BY version`, unit, formID)
	if err != nil {
		return nil, fmt.Errorf("submissions of %s by unit %s: %w", formID, unit, err)
	}
	subs := make([]Submission, 0, len(codes))
	for _, code := range codes {
		s, _, err := t.Submission(ctx, code)
		if err != nil {
			return nil, err
		}
		subs = append(subs, s)
	}
	return subs, nil
}

func (t *Tx) submission(ctx context.Context, where string, args ...any) (Submission, bool, error) {
	var r submissionRow
	const columns = `SELECT code, form, unit, version, form_version, person, cells, submitted_at FROM submissions `
	ok, err := t.get(ctx, &r, columns+where, args...)
	if err != nil {
		return Submission{}, false, fmt.Errorf("submission: %w", err)
	}
	if !ok {
		return Submission{}, false, nil
	}
	s := Submission{
		Code: r.Code, Form: r.Form, Unit: r.Unit, Person: r.Person,
		Version: r.Version, FormVersion: r.FormVersion, At: r.At.Time,
	}
	if err := t.openCells(ctx, &s, r.Cells); err != nil {
		return Submission{}, false, fmt.Errorf("submission %s: %w", r.Code, err)
	}
	return s, true, nil
}

// Submitted returns when each unit handed a form in last, by unit code.
func (t *Tx) Submitted(ctx context.Context, formID string) (map[string]time.Time, error) {
	of, err := t.submitted(ctx, `SELECT unit AS name, MAX(submitted_at) AS latest FROM submissions
		WHERE form = ? GROUP BY unit`, formID)
	if err != nil {
		return nil, fmt.Errorf("submissions of %s: %w", formID, err)
	}
	return of, nil
}

// SubmittedBy returns when a unit handed each form in last, by form.
func (t *Tx) SubmittedBy(ctx context.Context, unit string) (map[string]time.Time, error) {
	of, err := t.submitted(ctx, `SELECT form AS name, MAX(submitted_at) AS latest FROM submissions
		WHERE unit = ? GROUP BY form`, unit)
	if err != nil {
		return nil, fmt.Errorf("submissions of unit %s: %w", unit, err)
	}
	return of, nil
}

func (t *Tx) submitted(ctx context.Context, query string, args ...any) (map[string]time.Time, error) {
	var rows []struct {
		Name   string  `db:"name"`
		Latest instant `db:"latest"`
	}
	if err := t.list(ctx, &rows, query, args...); err != nil {
		return nil, err
	}
	of := map[string]time.Time{}
	for _, r := range rows {
		of[r.Name] = r.Latest.Time
	}
	return of, nil
}
