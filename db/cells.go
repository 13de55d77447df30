package db

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"steward/rules/form"
)

// What was handed in is kept row by row: a row of a form is a person, who mostly
// is not on Slack and may never have heard of us. Each has a key of their own, so
// that one can be erased and the others stay.

// namedSize is how many bytes of a digest stand for a name.
const namedSize = 16

func cellsPlace(code, row string) string { return "submissions/" + code + "/" + row }

// sealCells seals a submission's values, as JSON from row to sealed value, and
// lets the term begin of those whom the unit's form named before and no longer does.
func (t *Tx) sealCells(ctx context.Context, s Submission) ([]byte, error) {
	rows := rowsOf(s.Form, s.Values)
	owners := map[string]string{}
	for row, values := range rows {
		owner, err := t.cellOwner(ctx, s, row, values)
		if err != nil {
			return nil, err
		}
		owners[row] = owner
	}
	keys, err := t.keysFor(ctx, slices.Collect(maps.Values(owners))...)
	if err != nil {
		return nil, err
	}
	sealed := map[string][]byte{}
	for row, values := range rows {
		plain, err := json.Marshal(values)
		if err != nil {
			return nil, err
		}
		if sealed[row], err = keys[owners[row]].seal(t.db.random, cellsPlace(s.Code, row), plain); err != nil {
			return nil, err
		}
	}
	if err := t.releaseNamed(ctx, s, slices.Collect(maps.Values(keys))); err != nil {
		return nil, err
	}
	return json.Marshal(sealed)
}

// openCells opens a submission's values row by row. Those that were erased are
// named in it.
func (t *Tx) openCells(ctx context.Context, s *Submission, cells []byte) error {
	sealed, err := sealedRows(cells)
	if err != nil {
		return err
	}
	keys, err := t.keysNamed(ctx, keysIn(slices.Collect(maps.Values(sealed))...))
	if err != nil {
		return err
	}
	for _, row := range slices.Sorted(maps.Keys(sealed)) {
		plain, err := openWith(keys, cellsPlace(s.Code, row), sealed[row])
		if errors.Is(err, ErrErased) {
			s.Erased = append(s.Erased, row)
			continue
		}
		if err == nil {
			err = json.Unmarshal(plain, &s.Values) // adds to what is there
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func sealedRows(cells []byte) (map[string][]byte, error) {
	sealed := map[string][]byte{}
	if !bytes.HasPrefix(cells, []byte("{")) {
		return nil, ErrUnsealable
	}
	return sealed, json.Unmarshal(cells, &sealed)
}

// rowsOf parts values by field id, "head.name", into rows. What is told of persons in
// words of its own, such as who a contact was before, is a part by itself.
func rowsOf(formID string, values map[string]string) map[string]map[string]string {
	rows := map[string]map[string]string{}
	for id, value := range values {
		row, _, _ := strings.Cut(id, ".")
		if tellsOfPersons(formID, id) {
			row = id
		}
		if rows[row] == nil {
			rows[row] = map[string]string{}
		}
		rows[row][id] = value
	}
	return rows
}

// tellsOfPersons reports whether a field is personal and stands in no person's row:
// a text, in which names may stand anywhere.
func tellsOfPersons(formID, field string) bool {
	def := form.Forms()[formID]
	if def == nil {
		return false
	}
	f, known := def.Field(field)
	return known && f.Personal && f.Row == ""
}

// cellOwner is whose key seals a part of a submission: of who is named in the row;
// a text has one of its own, and is looked through when somebody is to be erased.
func (t *Tx) cellOwner(ctx context.Context, s Submission, part string, values map[string]string) (string, error) {
	if tellsOfPersons(s.Form, part) {
		return textOwner(s, part), nil
	}
	return t.namedOwner(ctx, s.Unit, nameIn(part, values))
}

func textOwner(s Submission, field string) string {
	return ownerNamed + s.Unit + "/text/" + s.Code + "/" + field
}

// textsNaming returns the owners of the texts in a unit's submissions that hold a name.
func (t *Tx) textsNaming(ctx context.Context, unit, name string) ([]string, error) {
	var owners []string
	for _, id := range slices.Sorted(maps.Keys(form.Forms())) {
		fields := slices.DeleteFunc(slices.Clone(form.Forms()[id].Fields), func(f form.Field) bool { return !tellsOfPersons(id, f.ID) })
		if len(fields) == 0 {
			continue
		}
		subs, err := t.Submissions(ctx, unit, id)
		if err != nil {
			return nil, err
		}
		for _, s := range subs {
			for _, f := range fields {
				if strings.Contains(s.Values[f.ID], name) {
					owners = append(owners, textOwner(s, f.ID))
				}
			}
		}
	}
	return owners, nil
}

func nameIn(row string, values map[string]string) string { return values[row+".name"] }

// namedOwner is who has a name in a unit. The name stands there as a digest under
// a key of its own: it can be looked for by who knows it, and not be guessed from
// the database alone. No name is nobody's: then the row is all that there is to go by.
func (t *Tx) namedOwner(ctx context.Context, unit, name string) (string, error) {
	k, err := t.keyFor(ctx, ownerIndex)
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, k.secret)
	mac.Write([]byte(unit + "\x00" + strings.ToLower(strings.Join(strings.Fields(name), " "))))
	return ownerNamed + unit + "/" + hex.EncodeToString(mac.Sum(nil)[:namedSize]), nil
}

// releaseNamed lets the term begin of those whom the last version of a unit's form
// named, when neither this one nor another form of the unit does.
func (t *Tx) releaseNamed(ctx context.Context, s Submission, now []dataKey) error {
	const latest = `SELECT cells FROM submissions AS s WHERE unit = ? AND form = ? AND version =
		(SELECT MAX(version) FROM submissions AS l WHERE l.unit = s.unit AND l.form = s.form)`
	const others = `SELECT cells FROM submissions AS s WHERE unit = ? AND form <> ? AND version =
		(SELECT MAX(version) FROM submissions AS l WHERE l.unit = s.unit AND l.form = s.form)`
	before, err := t.keysInForms(ctx, latest, s)
	if err != nil || len(before) == 0 {
		return err
	}
	still, err := t.keysInForms(ctx, others, s)
	if err != nil {
		return err
	}
	for _, k := range now {
		still = append(still, k.id)
	}
	gone := slices.DeleteFunc(before, func(id string) bool { return slices.Contains(still, id) })
	rows, err := t.keyRows(ctx, gone)
	if err != nil || len(rows) == 0 {
		return err
	}
	owners, _ := mapped(rows, func(r keyRow) (string, error) { return r.Owner, nil })
	return t.release(ctx, owners, t.now)
}

func (t *Tx) keysInForms(ctx context.Context, query string, s Submission) ([]string, error) {
	var list [][]byte
	if err := t.list(ctx, &list, query, s.Unit, s.Form); err != nil {
		return nil, err
	}
	var ids []string
	for _, cells := range list {
		sealed, err := sealedRows(cells)
		if err != nil {
			continue // nothing of it can be read: nobody is named
		}
		ids = append(ids, keysIn(slices.Collect(maps.Values(sealed))...)...)
	}
	return ids, nil
}
