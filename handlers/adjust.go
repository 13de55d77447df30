package handlers

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strconv"

	"steward/db"
	"steward/intent"
	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
)

// kindAdjust is the office's card of a change of a unit.
const kindAdjust = "adjust"

// adjusting is what the office records of units: that one goes up in another, or
// gets another name.
func adjusting() []entry {
	return []entry{
		{kindAdjust, hearAdjust, loadAdjust},
		{string(answer.AdjustMerge), takeMerge, nil},
		{string(answer.AdjustRename), takeRename, nil},
		{string(answer.AdjustConfirm), confirmAdjust, nil},
		{string(answer.AdjustUndo), undoAdjust, nil},
	}
}

func adjustCard(unit string) string { return "adjust/" + unit }

// wantsAdjust hears the office's words for a change of a unit.
func wantsAdjust(t *turn) (intent.Adjustment, bool) {
	if !rules.May(t.who, rules.ImportRegister, "").OK {
		return intent.Adjustment{}, false
	}
	return t.reader.Adjusts(t.in.Text, t.now())
}

// hearAdjust shows what was said of a unit, what would move, and what is still to
// be said. Of several units each has its card.
func hearAdjust(ctx context.Context, t *turn) error {
	if ok, err := t.may(ctx, rules.ImportRegister, ""); !ok {
		return err
	}
	said, _ := t.reader.Adjusts(t.in.Text, t.now())
	if len(said.Units) == 0 {
		said.Units = []string{""}
	}
	for _, unit := range said.Units {
		if said.Back {
			if err := t.lastAdjust(ctx, unit); err != nil {
				return err
			}
			continue
		}
		on, err := calendar.ParseDate(said.On)
		if err != nil {
			on = calendar.Date{}
		}
		c := rules.Change{Unit: unit, Into: said.Into, Name: said.Name, On: on}
		if err := t.putAdjust(ctx, c, said.Kind); err != nil {
			return err
		}
	}
	return nil
}

// lastAdjust shows the last change of a unit, with the button that takes it back.
func (t *turn) lastAdjust(ctx context.Context, unit string) error {
	a, ok, err := t.tx.Adjustment(ctx, unit)
	if err != nil {
		return err
	}
	if !ok {
		return t.notice(ctx, "adjust.none")
	}
	c := rules.Change{Unit: unit, Into: a.Into, On: a.On}
	if a.Change == rules.Renamed {
		c.Name = a.After
	}
	return t.cardAdjust(ctx, refs{Change: &c, Kind: a.Change, Code: strconv.FormatInt(a.ID-1, 10)})
}

// putAdjust puts a new card of a change. It stands for what is recorded after it.
func (t *turn) putAdjust(ctx context.Context, c rules.Change, kind string) error {
	last, _, err := t.tx.Adjustment(ctx, c.Unit)
	if err != nil {
		return err
	}
	return t.cardAdjust(ctx, refs{Change: &c, Kind: kind, Code: strconv.FormatInt(last.ID, 10)})
}

func (t *turn) cardAdjust(ctx context.Context, rf refs) error {
	return t.send(ctx, outbox.Message{
		Kind: kindAdjust, To: outbox.Address{Person: t.who.ID}, Card: adjustCard(rf.Change.Unit), Refs: rf,
	})
}

func loadAdjust(ctx context.Context, r *reading) (answer.Answer, error) {
	if r.refs.Change == nil {
		return answer.Notice{Key: "stale_button"}, nil
	}
	since, err := strconv.ParseInt(r.refs.Code, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("card of an adjustment: %w", err)
	}
	last, _, err := r.tx.Adjustment(ctx, r.refs.Change.Unit)
	if err != nil {
		return nil, err
	}
	a := answer.Adjusting{Change: *r.refs.Change, Merge: r.refs.Kind == rules.Merged || r.refs.Change.Into != ""}
	if last.ID > since {
		return recorded(ctx, r.tx, a, last)
	}
	return proposed(ctx, r.tx, a, r.refs.Kind)
}

// recorded is what has become of a change.
func recorded(ctx context.Context, tx *db.Tx, a answer.Adjusting, last rules.Adjustment) (answer.Answer, error) {
	now, err := tx.Present(ctx, last)
	if err != nil {
		return nil, err
	}
	a.Unit, a.Moved, a.Record, a.Kept = now.Unit, last.Moved, last, last.Kept(now)
	a.Merge, a.Forms = last.Change == rules.Merged, len(last.Moved.Trace.Forms)
	a.State = answer.AdjustDone
	if !last.Undone.IsZero() {
		a.State = answer.AdjustUndone
	}
	a.Into, _, err = tx.Unit(ctx, cmp.Or(last.Moved.Heir, last.Unit))
	return answer.BuildAdjusting(a, last.ID, ""), err
}

// proposed is a change that is not recorded: what it would move, or what it lacks.
func proposed(ctx context.Context, tx *db.Tx, a answer.Adjusting, kind string) (answer.Answer, error) {
	a, _, err := ProposeChange(ctx, tx, a.Change, kind)
	if err != nil {
		return nil, err
	}
	last, _, err := tx.Adjustment(ctx, a.Change.Unit)
	return answer.BuildAdjusting(a, last.ID, digest(a)), err
}

// ProposeChange says what a change of a unit would do, or why it can't be recorded.
// Kind is [rules.Merged], [rules.Renamed], or "" when that was not said.
func ProposeChange(ctx context.Context, tx *db.Tx, c rules.Change, kind string) (answer.Adjusting, rules.Plan, error) {
	a := answer.Adjusting{State: answer.AdjustAsks, Change: c, Merge: kind == rules.Merged}
	facts, err := tx.UnitFacts(ctx, c.Unit)
	if err != nil {
		return a, rules.Plan{}, err
	}
	a.Unit = facts.Unit
	if a.Into, _, err = tx.Unit(ctx, c.Into); err != nil {
		return a, rules.Plan{}, err
	}
	said := a.Merge && c.Into != "" || kind == rules.Renamed && c.Name != ""
	if a.Unit.Code == "" || !said || c.On.IsZero() {
		return a, rules.Plan{}, nil
	}
	units, err := tx.Units(ctx)
	if err != nil {
		return a, rules.Plan{}, err
	}
	plan := rules.PlanChange(c, units, calendar.DateOf(tx.Now()))
	a.State, a.Refused = answer.AdjustRefused, plan.Refused
	if len(plan.Refused) > 0 {
		return a, plan, nil
	}
	a.State = answer.AdjustOpen
	if a.Merge {
		err = moves(ctx, tx, facts, &a)
	}
	return a, plan, err
}

// moves adds what would go over to the successor.
func moves(ctx context.Context, tx *db.Tx, facts rules.UnitFacts, a *answer.Adjusting) error {
	var err error
	if a.Moved, err = tx.ToMove(ctx, a.Change.Unit, a.Change.Into); err != nil {
		return err
	}
	for _, one := range append([]rules.UnitFacts{facts}, facts.Merged...) {
		for _, o := range one.Obligations {
			if !one.Finished(o) {
				a.Open = append(a.Open, o)
			}
		}
	}
	a.Forms = len(a.Moved.Trace.Forms)
	a.Into, _, err = tx.Unit(ctx, a.Moved.Heir)
	return err
}

// digest tells one preview from another.
func digest(a answer.Adjusting) string {
	text, err := json.Marshal([]any{a.Moved, a.Open, a.Into.Code, a.Unit.Name})
	if err != nil {
		return "" // values of strings and numbers alone
	}
	h := fnv.New64a()
	_, _ = h.Write(text) // never fails
	return strconv.FormatUint(h.Sum64(), 36)
}

// takeMerge takes the sheet on which a merger was filled in; at a click the door
// opens it.
func takeMerge(ctx context.Context, t *turn) error {
	c := rules.Change{Unit: t.in.typed(answer.AdjustUnit), Into: t.in.typed(answer.AdjustInto), On: t.in.typedDay(answer.AdjustOn)}
	return t.takeAdjust(ctx, c, rules.Merged)
}

func takeRename(ctx context.Context, t *turn) error {
	c := rules.Change{Unit: t.in.typed(answer.AdjustUnit), Name: t.in.typed(answer.AdjustName), On: t.in.typedDay(answer.AdjustOn)}
	return t.takeAdjust(ctx, c, rules.Renamed)
}

func (t *turn) takeAdjust(ctx context.Context, c rules.Change, kind string) error {
	if ok, err := t.may(ctx, rules.ImportRegister, ""); !ok || t.in.Kind != KindSheet {
		return err
	}
	return t.putAdjust(ctx, c, kind)
}

// confirmAdjust records what was shown, or, where it has changed since, shows it
// anew. Of two who press at once the second sees what the first did.
func confirmAdjust(ctx context.Context, t *turn) error {
	if ok, err := t.may(ctx, rules.ImportRegister, ""); !ok {
		return err
	}
	const parts = 6
	v := t.value(parts)
	on, err := calendar.ParseDate(v[4])
	if err != nil {
		return t.notice(ctx, "stale_button")
	}
	c := rules.Change{Unit: v[2], Into: v[3], On: on, Name: v[5]}
	if err := t.tx.Lock(ctx, "inventory"); err != nil {
		return err
	}
	last, _, err := t.tx.Adjustment(ctx, c.Unit)
	if err != nil {
		return err
	}
	if strconv.FormatInt(last.ID, 10) != v[0] {
		return t.redrawCard(ctx, adjustCard(c.Unit))
	}
	a, plan, err := ProposeChange(ctx, t.tx, c, c.Kind())
	if err != nil {
		return err
	}
	if a.State == answer.AdjustOpen && digest(a) == v[1] {
		if err := t.imported(ctx, plan); err != nil {
			return err
		}
		t.stale = append(t.stale, a.Into.Code)
	} else if err := t.notice(ctx, "import_moved"); err != nil {
		return err
	}
	return t.redrawCard(ctx, adjustCard(c.Unit))
}

// undoAdjust takes a change back while nothing has followed from it.
func undoAdjust(ctx context.Context, t *turn) error {
	if ok, err := t.may(ctx, rules.ImportRegister, ""); !ok {
		return err
	}
	v := t.value(2)
	if err := t.tx.Lock(ctx, "inventory"); err != nil {
		return err
	}
	a, ok, err := t.tx.Adjustment(ctx, v[0])
	if err != nil {
		return err
	}
	if !ok || strconv.FormatInt(a.ID, 10) != v[1] {
		return t.notice(ctx, "stale_button")
	}
	kept, err := t.h.TakeBack(ctx, t.tx, a, t.who.ID)
	if err != nil {
		return err
	}
	if kept != "" {
		if err := t.notice(ctx, "adjust.kept."+kept); err != nil {
			return err
		}
	} else if err := t.replan(ctx); err != nil {
		return err
	}
	t.stale = append(t.stale, a.Unit, a.Moved.Heir, "")
	return t.redrawCard(ctx, adjustCard(a.Unit))
}

// TakeBack takes a change of a unit back and tells its people and the successor's;
// or returns why it can't be, see [rules.Adjustment.Kept], and changes nothing. Who
// owes what is to be planned afterwards.
func (h *Handlers) TakeBack(ctx context.Context, tx *db.Tx, a rules.Adjustment, by string) (kept string, err error) {
	now, err := tx.Present(ctx, a)
	if err != nil {
		return "", err
	}
	if kept := a.Kept(now); kept != "" {
		return kept, nil
	}
	if err := tx.TakeBack(ctx, a, by); err != nil {
		return "", err
	}
	rf := refs{Unit: a.Unit, Key: "un" + a.Change, On: a.On.String()}
	if err := tellUnit(ctx, tx, rf, a.Unit); err != nil || a.Moved.Heir == "" {
		return "", err
	}
	return "", tellUnit(ctx, tx, rf, a.Moved.Heir)
}

// replan works out anew who owes what.
func (t *turn) replan(ctx context.Context) error {
	if t.h.plan == nil {
		return nil
	}
	return t.h.plan(ctx, t.tx)
}
