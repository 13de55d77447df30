package handlers

import (
	"context"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"steward/db"
	"steward/outbox"
	"steward/papers"
	"steward/rules"
	"steward/rules/answer"
)

// A File is one that a person shared with their message. The door fetches what
// is in it before the turn, where it is wanted; see [Handlers.WantsFiles].
type File struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Size    int64  `json:"size,omitempty"` // bytes
	URL     string `json:"url,omitempty"`  // where the app gets it, with its token
	Body    []byte `json:"body,omitempty"` // what is in it, once fetched
	Problem string `json:"problem,omitempty"`
}

// The problems of a file that can't be fetched, whenever it is tried; they are
// reasons of a [rules.Refusal].
const (
	FileTooBig = "too_big"
	FileGone   = "gone"
)

const (
	kindImport     = "import"
	kindSuccession = "unit.succession"
)

// imports are what the office does with files of the inventory.
func imports() []entry {
	return []entry{
		{kindImport, takeFiles, loadImport},
		{string(answer.ConfirmImport), confirmImport, nil},
		{string(answer.CancelImport), cancelImport, nil},
		{string(answer.PageImport), pageImport, nil},
		{kindSuccession, nil, loadSuccession},
	}
}

// WantsFiles reports whether what is in the files of a message is to be fetched
// before the turn: those that the office shares in its direct messages.
func (h *Handlers) WantsFiles(ctx context.Context, tx *db.Tx, in Incoming) (bool, error) {
	if len(in.Files) == 0 || in.Kind != KindMessage || in.inChannel() || !rules.MayEnter(in.Membership).OK {
		return false, nil
	}
	who, _, err := tx.Person(ctx, in.User)
	return err == nil && rules.May(who, rules.ImportRegister, "").OK, err
}

// brings reports whether a message is about the files that came with it: a table,
// or anything that nothing was said about.
func brings(in Incoming) bool {
	if in.inChannel() || len(in.Files) == 0 {
		return false
	}
	return strings.TrimSpace(in.Text) == "" || slices.ContainsFunc(in.Files, File.table)
}

func (f File) table() bool {
	return slices.Contains([]string{".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".et"}, strings.ToLower(path.Ext(f.Name)))
}

// takeFiles reads what the office has shared and shows what each file would
// change: nothing is changed before they confirm it.
func takeFiles(ctx context.Context, t *turn) error {
	if ok, err := t.may(ctx, rules.ImportRegister, ""); !ok {
		return err
	}
	t.stale = append(t.stale, "") // the office's homes list what was handed in
	for _, f := range t.in.Files {
		plan, err := t.tx.PlanImport(ctx, f.register())
		if err != nil {
			return err
		}
		row := db.ImportRow{Person: t.who.ID, Name: f.Name, Body: f.Body, Outcome: plan.Outcome(), State: db.ImportOpen}
		if added, changed, _ := plan.Counts(); len(plan.Refused) > 0 {
			row.State = db.ImportRefused
		} else if added+changed == 0 {
			row.State = db.ImportDone
		}
		id, err := t.tx.NewImport(ctx, row)
		if err != nil {
			return err
		}
		err = t.send(ctx, outbox.Message{
			Kind: kindImport, To: outbox.Address{Person: t.who.ID}, Card: importCard(id), Refs: refs{Code: id, Page: 1},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func importCard(id string) string { return "import/" + id }

// register is what the file lists.
func (f File) register() rules.Register {
	if f.Problem == "" {
		return papers.ReadRegister(f.Body, "")
	}
	var r rules.Register
	r.Refuse(0, "", f.Problem, "most", strconv.Itoa(papers.MaxFile>>20))
	return r
}

func loadImport(ctx context.Context, r *reading) (answer.Answer, error) {
	row, ok, err := r.tx.ImportByID(ctx, r.refs.Code, false)
	if err != nil || !ok {
		return answer.Notice{Key: "stale_button"}, err
	}
	return answer.BuildImport(row.ID, row.Name, row.Outcome, row.State).At(r.refs.Page), nil
}

// pageImport shows another page of what was refused.
func pageImport(ctx context.Context, t *turn) error {
	if ok, err := t.may(ctx, rules.ImportRegister, ""); !ok {
		return err
	}
	v := t.value(2)
	page, err := strconv.Atoi(v[1])
	if err != nil {
		return t.notice(ctx, "stale_button")
	}
	return t.put(ctx, kindImport, refs{Code: v[0], Page: page})
}

// openImport returns the file of the clicked button while it is undecided; false
// when it is not, or the clicker may not, and they have been shown why.
func (t *turn) openImport(ctx context.Context) (row db.ImportRow, ok bool, err error) {
	if ok, err = t.may(ctx, rules.ImportRegister, ""); !ok {
		return row, false, err
	}
	if err := t.tx.Lock(ctx, importCard(t.in.Value)); err != nil {
		return row, false, err
	}
	row, ok, err = t.tx.ImportByID(ctx, t.in.Value, true)
	if err != nil {
		return row, false, err
	}
	if !ok {
		return row, false, t.notice(ctx, "stale_button")
	}
	if row.State != db.ImportOpen {
		return row, false, t.redrawCard(ctx, importCard(row.ID))
	}
	return row, true, nil
}

// confirmImport imports the file, if it still does what was shown. When others
// have changed the inventory meanwhile, it shows what it would do now, and waits.
func confirmImport(ctx context.Context, t *turn) error {
	row, ok, err := t.openImport(ctx)
	if err != nil || !ok {
		return err
	}
	if err := t.tx.Lock(ctx, "inventory"); err != nil { // one import at a time
		return err
	}
	plan, err := t.tx.PlanImport(ctx, papers.ReadRegister(row.Body, ""))
	if err != nil {
		return err
	}
	shown := row.Outcome
	row.Outcome = plan.Outcome()
	switch {
	case len(plan.Refused) > 0:
		row.State = db.ImportRefused
	case reflect.DeepEqual(row.Outcome, shown):
		row.State = db.ImportDone
	}
	if row.State == db.ImportDone {
		if err := t.imported(ctx, plan); err != nil {
			return err
		}
	} else if err := t.notice(ctx, "import_moved"); err != nil {
		return err
	}
	if err := t.tx.SettleImport(ctx, row); err != nil {
		return err
	}
	return t.redrawCard(ctx, importCard(row.ID))
}

// imported writes the plan, and what follows from it: who owes what, whose homes
// show something else, who must hear of it.
func (t *turn) imported(ctx context.Context, plan rules.Plan) error {
	if err := t.h.Import(ctx, t.tx, plan, t.who.ID); err != nil {
		return err
	}
	if err := t.replan(ctx); err != nil {
		return err
	}
	t.stale = append(t.stale, touched(plan)...)
	return nil
}

// touched lists the units that a plan says something new of, "" among them.
func touched(p rules.Plan) []string {
	units := map[string]bool{"": true}
	for _, u := range slices.Concat(p.Units.Added, p.Units.Changed) {
		units[u.Code], units[u.Successor] = true, true
	}
	for _, d := range slices.Concat(p.Domains.Added, p.Domains.Changed) {
		units[d.Unit] = true
	}
	for _, person := range slices.Concat(p.People.Added, p.People.Changed) {
		units[person.Unit] = true
	}
	for _, a := range slices.Concat(p.Awaited.Added, p.Awaited.Changed) {
		units[a.Person.Unit] = true
	}
	out := make([]string, 0, len(units))
	for code := range units {
		out = append(out, code)
	}
	slices.Sort(out)
	return out
}

func cancelImport(ctx context.Context, t *turn) error {
	row, ok, err := t.openImport(ctx)
	if err != nil || !ok {
		return err
	}
	t.stale = append(t.stale, "")
	row.State = db.ImportCancelled
	if err := t.tx.SettleImport(ctx, row); err != nil {
		return err
	}
	return t.redrawCard(ctx, importCard(row.ID))
}

// Import writes what a plan has found, on somebody's behalf ("" is the command
// line), and tells the people of units that were renamed, and of those that
// others were merged into. A plan with anything refused changes nothing. Who owes
// what is to be planned afterwards.
func (h *Handlers) Import(ctx context.Context, tx *db.Tx, p rules.Plan, by string) error {
	if len(p.Refused) > 0 {
		return nil
	}
	if err := h.unsettled(ctx, tx, p, by); err != nil {
		return err
	}
	if err := tx.Import(ctx, p, by); err != nil {
		return err
	}
	for _, r := range p.Renamed {
		if err := tellUnit(ctx, tx, refs{Unit: r.Unit, Key: "renamed", On: r.Since.String()}, r.Unit); err != nil {
			return err
		}
	}
	for _, m := range p.Merged {
		if err := tellUnit(ctx, tx, refs{Unit: m.Unit, Key: "merged", On: m.On.String()}, m.Unit); err != nil {
			return err
		}
		if err := h.tellOff(ctx, tx, m); err != nil {
			return err
		}
	}
	if len(p.People.Changed) == 0 {
		return nil
	}
	_, err := tx.Settle(ctx) // who was moved or taken off leaves what they had begun
	return err
}

// tellUnit tells those who act for a unit what became of it or of another, once.
func tellUnit(ctx context.Context, tx *db.Tx, rf refs, unit string) error {
	for _, role := range []rules.Role{rules.Liaison, rules.OfficeHead} {
		people, err := tx.People(ctx, unit, role)
		if err != nil {
			return err
		}
		for _, p := range people {
			_, err := outbox.Put(ctx, tx, outbox.Message{
				Kind: kindSuccession, To: outbox.Address{Person: p.ID}, Refs: rf,
				Occasions: []outbox.Occasion{{
					Kind: kindSuccession, Subject: rf.Unit, Date: rf.On, Step: rf.Key + "/" + tx.Now().Format(time.RFC3339Nano), Recipient: p.ID,
				}},
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func loadSuccession(ctx context.Context, r *reading) (answer.Answer, error) {
	facts, err := r.tx.UnitFacts(ctx, r.refs.Unit)
	if err != nil {
		return nil, err
	}
	trail, err := r.tx.UnitChanges(ctx, r.refs.Unit)
	if err != nil {
		return nil, err
	}
	a := answer.Succession{Unit: facts.Unit}
	for _, c := range trail {
		switch {
		case c.Change != r.refs.Key || c.On.String() != r.refs.On:
		case strings.HasSuffix(c.Change, "renamed"):
			a.Back = c.Change == "unrenamed"
			a.Renamed = &rules.Renaming{Unit: c.Unit, From: c.Before, To: c.After, Since: c.On.Date}
		default:
			a.Back = c.Change == "unmerged"
			a.Merged = &rules.Merger{Unit: c.Unit, Name: c.Before, IntoName: c.After, On: c.On.Date}
		}
	}
	for _, o := range facts.Obligations {
		if !facts.Finished(o) {
			a.Open++
		}
	}
	return answer.BuildSuccession(a), nil
}
