package handlers

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"steward/db"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/form"
)

// shortWhile is how long a question counts as just asked, where the person has
// several forms open: what fits it then is the answer to it.
const shortWhile = 4 * time.Hour

// toForm hands a sentence to the form that it is for; false when it is for none.
// A thread tells the form, its name does, else what the sentence holds.
func (t *turn) toForm(ctx context.Context) (bool, error) {
	if t.in.inChannel() || t.in.Kind != KindMessage {
		return false, nil
	}
	if row, ok, err := t.threadSession(ctx); ok || err != nil {
		return true, t.unless(err, func() error { return t.fill(ctx, row) })
	}
	open, err := t.openSessions(ctx)
	if err != nil {
		return false, err
	}
	if id, rest, ok := form.Addressed(t.in.Text); ok {
		if taken, err := t.addressed(ctx, open, id, rest); taken || err != nil {
			return true, err
		}
	}
	if len(open) == 0 || t.asksForAnother(open[0]) {
		return false, nil
	}
	if t.read.Confidence >= sure && outsideForms(t.read.Intent) && !longNumber(t.in.Text) {
		return true, t.fill(ctx, open[0]) // a question, whatever it could be besides
	}
	which := form.Which(t.fillings(open), t.in.Text, t.now().Sub(open[0].Changed) < shortWhile)
	if len(which) > 1 {
		return true, t.askWhich(ctx, open, which)
	}
	return true, t.fill(ctx, open[which[0]])
}

func (t *turn) unless(err error, do func() error) error {
	if err != nil {
		return err
	}
	return do()
}

// asksForAnother reports whether a sentence asks for another form than the one
// that hears, by what has happened.
func (t *turn) asksForAnother(row db.SessionRow) bool {
	name := form.Called(t.in.Text)
	return name != "" && name != row.Session.Form
}

func (t *turn) fillings(rows []db.SessionRow) []form.Open {
	open := make([]form.Open, len(rows))
	for i, row := range rows {
		def, _ := formOf(row, t.now())
		open[i] = form.Open{Def: def, Session: row.Session}
	}
	return open
}

// openSessions returns the fillings that hear what a person says, the one asked
// about last first. Saved ones wait until they are resumed.
func (t *turn) openSessions(ctx context.Context) ([]db.SessionRow, error) {
	rows, err := t.tx.OpenSessions(ctx, t.who.ID)
	if err != nil {
		return nil, err
	}
	var open []db.SessionRow
	for _, row := range rows {
		if t.hears(row) {
			open = append(open, row)
		}
	}
	return open, nil
}

// hears reports whether a filling can go on, and by this person.
func (t *turn) hears(row db.SessionRow) bool {
	_, known := formOf(row, t.now())
	begun := row.State == stateOpen || row.State == stateSaved
	return known && begun && !row.Cleared && row.Person == t.who.ID && rules.May(t.who, rules.FileForm, row.Unit).OK
}

// threadSession is the filling whose question stands at the top of the thread in
// which the person speaks.
func (t *turn) threadSession(ctx context.Context) (db.SessionRow, bool, error) {
	if t.in.Thread == "" {
		return db.SessionRow{}, false, nil
	}
	m, ok, err := t.tx.MessageBySlack(ctx, t.in.Channel, t.in.Thread)
	if err != nil || !ok {
		return db.SessionRow{}, false, err
	}
	var about refs
	if err := json.Unmarshal(m.Refs, &about); err != nil {
		return db.SessionRow{}, false, fmt.Errorf("references of message %d: %w", m.ID, err)
	}
	row, ok, err := t.tx.Session(ctx, about.Session)
	return row, ok && t.hears(row), err
}

// addressed takes a sentence that names its form; false when it has to be read
// otherwise. A form that is not begun yet is begun when the rest fills something.
func (t *turn) addressed(ctx context.Context, open []db.SessionRow, id, rest string) (bool, error) {
	row, begun, err := t.tx.OpenSession(ctx, t.who.ID, id)
	if err != nil {
		return false, err
	}
	if begun = begun && t.hears(row); begun && rest == "" {
		return t.switchTo(ctx, open, row)
	}
	if rest == "" || !begun && !t.fills(id, rest) {
		return false, nil
	}
	if !begun {
		if row, _, begun, err = t.begin(ctx, id, rest); !begun || err != nil {
			return true, err
		}
	}
	t.in.Text = rest
	if err := t.tx.SaveSession(ctx, &row); err != nil { // it is the one asked about last, whatever comes of it
		return true, err
	}
	return true, t.fill(ctx, row)
}

// fills reports whether a sentence says something for a form that is not begun.
func (t *turn) fills(id, rest string) bool {
	def, known := formFor(id, nil, t.now())
	if !known {
		return false
	}
	next, _ := form.Fill(def, form.New(def, t.now()), rest)
	return len(next.Filled) > 0
}

// switchTo goes on with a form that is only named: with what waited for a choice,
// if anything did.
func (t *turn) switchTo(ctx context.Context, open []db.SessionRow, row db.SessionRow) (bool, error) {
	for _, holder := range open {
		if n := len(holder.Session.Held); n > 0 {
			return true, t.fillHeld(ctx, holder, holder.Session.Held[n-1].Key, row)
		}
	}
	if len(open) > 0 && open[0].ID == row.ID {
		return false, nil
	}
	return true, t.showForm(ctx, row, true)
}

// askWhich keeps a sentence that fits several forms and asks for which it is.
func (t *turn) askWhich(ctx context.Context, open []db.SessionRow, which []int) error {
	holder := open[0]
	holder.Session = form.Hold(holder.Session, t.in.TS, t.in.Text)
	if err := t.tx.SaveSession(ctx, &holder); err != nil {
		return err
	}
	rf := refs{Session: holder.ID, Key: t.in.TS}
	for _, i := range which {
		rf.Near = append(rf.Near, open[i].ID)
	}
	return t.put(ctx, kindWhich, rf)
}

func loadWhich(ctx context.Context, r *reading) (answer.Answer, error) {
	holder, ok, err := r.tx.Session(ctx, r.refs.Session)
	if err != nil || !ok {
		return answer.WhichForm{}, err
	}
	_, text, waits := form.Release(holder.Session, r.refs.Key)
	if !waits {
		return answer.WhichForm{}, nil
	}
	a := answer.WhichForm{Said: form.Problem{Said: text}.Excerpt()}
	for _, id := range r.refs.Near {
		row, ok, err := r.tx.Session(ctx, id)
		if err != nil {
			return nil, err
		}
		if def, known := formOf(row, r.now()); ok && known {
			a.Forms = append(a.Forms, def)
			a.Buttons = append(a.Buttons, answer.Button{Action: answer.FormTake, Value: answer.Join(holder.ID, r.refs.Key, id)})
		}
	}
	return a, nil
}

// takeHeld fills a sentence that waited into the form that was chosen for it.
func takeHeld(ctx context.Context, t *turn) error {
	chosen := t.value(3)
	holder, ok, err := t.tx.Session(ctx, chosen[0])
	if err != nil {
		return err
	}
	row, found, err := t.tx.Session(ctx, chosen[2])
	if err != nil {
		return err
	}
	if !ok || !found || holder.Person != t.who.ID || !t.hears(row) {
		return t.notice(ctx, "stale_button")
	}
	return t.fillHeld(ctx, holder, chosen[1], row)
}

// fillHeld takes a sentence out of where it waited and fills it in. One that waits
// no more was filled in already: what stands now is shown.
func (t *turn) fillHeld(ctx context.Context, holder db.SessionRow, key string, row db.SessionRow) error {
	next, text, waits := form.Release(holder.Session, key)
	if !waits {
		return t.askNext(ctx, row, refs{Stale: true})
	}
	holder.Session = next
	if err := t.tx.SaveSession(ctx, &holder); err != nil {
		return err
	}
	if holder.ID == row.ID {
		row = holder
	}
	if err := t.redrawClicked(ctx); err != nil {
		return err
	}
	t.in.Text = text
	if err := t.h.understand(ctx, t); err != nil {
		return err
	}
	return t.fill(ctx, row)
}

// others are what the reader has begun besides one filling, and waits open.
func (r *reading) others(ctx context.Context, but string) ([]answer.OpenForm, error) {
	begun, err := r.tx.BegunForms(ctx, r.message.To.Person)
	var others []answer.OpenForm
	for _, b := range begun {
		if def := form.Forms()[b.Form]; b.ID != but && b.State == stateOpen && def != nil {
			others = append(others, answer.OpenForm{Form: def, Resume: answer.Button{Action: answer.FormResume, Value: b.ID}})
		}
	}
	return others, err
}
