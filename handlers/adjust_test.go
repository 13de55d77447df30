package handlers_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"steward/db"
	"steward/handlers"
	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
)

// waiting are the answers that wait to be sent to somebody, as they are drawn now.
func (r *rig) waiting(who string) (answers []answer.Answer) {
	r.t.Helper()
	r.do(func(ctx context.Context, tx *db.Tx) error {
		answers = nil
		box := outbox.New(r.db, outbox.Options{Kinds: r.desk.Kinds()})
		parcels, err := box.Preview(ctx, tx, outbox.Address{Person: who})
		for _, p := range parcels {
			answers = append(answers, p.Answer)
		}
		return err
	})
	return answers
}

// shown is the last card of a change that waits for the office, and its buttons'
// values by their action.
func (r *rig) shown([]put) (card answer.Adjusting, buttons map[answer.Action]string) {
	r.t.Helper()
	for _, a := range r.waiting(admin) {
		if c, is := a.(answer.Adjusting); is {
			card = c
		}
	}
	buttons = map[answer.Action]string{}
	for _, b := range card.Buttons {
		buttons[b.Action] = b.Value
	}
	return card, buttons
}

// heir is the code of whoever answers for a unit now.
func (r *rig) heir(unit string) (heir string) {
	r.t.Helper()
	r.do(func(ctx context.Context, tx *db.Tx) (err error) {
		heir, err = tx.Answering(ctx, unit)
		return err
	})
	return heir
}

func TestAdjustByWord(t *testing.T) {
	each(t, func(r *rig) {
		card, buttons := r.shown(r.say(admin, "把编办并入教体局，自2018年11月20日起"))
		if card.State != answer.AdjustOpen || r.heir("bb") != "bb" {
			t.Fatalf("before it is confirmed: %s, %s answers", card.State, r.heir("bb"))
		}
		confirm := buttons[answer.AdjustConfirm]
		if got := kinds(r.press(jtjLiaison, answer.AdjustConfirm, confirm)); !slices.Equal(got, []string{"refusal:office_only"}) {
			t.Errorf("confirmed by a liaison: %v", got)
		}
		for range 2 {
			r.press(admin, answer.AdjustConfirm, confirm)
			if r.heir("bb") != "jtj" {
				t.Error("not merged")
			}
		}
		card, buttons = r.shown(r.say(admin, "撤销编办的并入"))
		if card.State != answer.AdjustDone || card.Kept != "" {
			t.Fatalf("on record: %s, kept for %q", card.State, card.Kept)
		}
		undo := buttons[answer.AdjustUndo]
		for range 2 {
			r.press(admin, answer.AdjustUndo, undo)
			if r.heir("bb") != "bb" {
				t.Error("not taken back")
			}
		}
		r.press(admin, answer.AdjustConfirm, confirm)
		if r.heir("bb") != "bb" {
			t.Error("an old card records what was taken back")
		}
	})
}

// TestAdjustMoved: what was shown is what is recorded, or it is shown anew.
func TestAdjustMoved(t *testing.T) {
	each(t, func(r *rig) {
		_, buttons := r.shown(r.say(admin, "把编办并入教体局，自2018年11月20日起"))
		r.do(func(ctx context.Context, tx *db.Tx) error {
			return tx.PutDomains(ctx, []rules.Domain{{Name: "bb.com", Unit: "bb", SiteStatus: rules.Running, Purpose: rules.Government}})
		})
		got := r.press(admin, answer.AdjustConfirm, buttons[answer.AdjustConfirm])
		if !slices.Contains(kinds(got), "notice:import_moved") || r.heir("bb") != "bb" {
			t.Errorf("the inventory has changed: %v", kinds(got))
		}
	})
}

// TestAdjustSheet: the sheets are the office's, show what was said, and say at the
// field what is wrong.
func TestAdjustSheet(t *testing.T) {
	each(t, func(r *rig) {
		in := handlers.Incoming{Kind: handlers.KindAction, Action: string(answer.AdjustMerge), Value: "dialog/bb/jtj/2018-11-20"}
		for who, want := range map[string]bool{admin: true, jtjLiaison: false, stranger: false, leader: false} {
			in.User = who
			r.do(func(ctx context.Context, tx *db.Tx) error {
				d, is, err := r.desk.Dialog(ctx, tx, in)
				if is != want || is && (d.Fields[0].Value != "bb/sheet" || d.Fields[2].Value != "2018-11-20") {
					t.Errorf("%s: %v %+v", who, is, d)
				}
				return err
			})
		}
		in.Kind, in.User = handlers.KindSheet, admin
		for into, field := range map[string]string{"bb": "adjust.into#sheet", "none": "adjust.into#sheet", "jtj": ""} {
			in.State = map[string]string{"adjust.unit#sheet": "bb/sheet", "adjust.into#sheet": into + "/sheet", "adjust.on": "2018-11-20"}
			r.do(func(ctx context.Context, tx *db.Tx) error {
				o, err := r.desk.ObjectDialog(ctx, tx, in)
				if got := strings.Join(slices.Collect(maps.Keys(o.Problems)), " "); got != field {
					t.Errorf("into %s: %q", into, got)
				}
				return err
			})
		}
		in.State = map[string]string{"adjust.unit#sheet": "bb/sheet", "adjust.into#sheet": "jtj/sheet", "adjust.on": "2018-11-20"}
		if got := kinds(r.turn(in)); !slices.Equal(got, []string{"adjust"}) {
			t.Errorf("handed in: %v", got)
		}
		in.User = jtjLiaison
		if got := kinds(r.turn(in)); !slices.Equal(got, []string{"refusal:office_only"}) {
			t.Errorf("handed in by a liaison: %v", got)
		}
		in.Action, in.Kind, in.User = handlers.ActionUnopened, handlers.KindAction, admin
		if got := kinds(r.turn(in)); !slices.Equal(got, []string{"notice:dialog.unopened"}) {
			t.Errorf("not opened: %v", got)
		}
	})
}
