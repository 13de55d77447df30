package handlers_test

import (
	"context"
	"testing"
	"time"

	"steward/db"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
)

// merge lets one unit go up in another, as a file would.
func (r *rig) merge(unit, into string) {
	r.t.Helper()
	r.do(func(ctx context.Context, tx *db.Tx) error {
		on := calendar.Date{Year: 2018, Month: time.November, Day: 20}
		return r.desk.Import(ctx, tx, rules.Plan{Merged: []rules.Merger{{Unit: unit, Into: into, On: on}}}, admin)
	})
	r.puts()
}

// begun is for which unit the only question was put.
func (r *rig) begun(puts []put) string {
	r.t.Helper()
	unit := ""
	for _, p := range puts {
		id, ok := p.refs["session"].(string)
		if !ok {
			continue
		}
		r.do(func(ctx context.Context, tx *db.Tx) error {
			row, _, err := tx.Session(ctx, id)
			unit = row.Unit
			return err
		})
	}
	return unit
}

// TestFormsOfMergedUnits: what a merged unit owed is filled in by its successor's
// people, under its own name.
func TestFormsOfMergedUnits(t *testing.T) {
	each(t, func(r *rig) {
		r.merge("wxb", "jtj")
		if got := r.begun(r.say(jtjLiaison, "我要填附件2")); got != "wxb" {
			t.Errorf("the successor's liaison fills in for %q", got)
		}
		if got := r.begun(r.press(jtjOffice, answer.FormStart, "coordinator/wxb")); got != "wxb" {
			t.Errorf("by the button, their office head fills in for %q", got)
		}
		if got := kinds(r.press(bbLiaison, answer.FormStart, "coordinator/wxb")); got[0] != "form.question" {
			t.Errorf("a stranger's button: %v", got)
		}
		if got := r.begun(r.say(bbLiaison, "我要填网信办的附件2")); got != "bb" {
			t.Errorf("for another's merged unit: %q", got)
		}
	})
}

// TestOwnFormBeforeMerged: who owes the form for two units names one, or is led
// through both; one that is begun is finished first.
func TestOwnFormBeforeMerged(t *testing.T) {
	each(t, func(r *rig) {
		r.merge("wxb", "bb")
		own := r.say(bbLiaison, "我要填附件2")
		if got := r.begun(own); got != "bb" {
			t.Fatalf("their own comes first: %q", got)
		}
		other := r.press(bbLiaison, answer.FormStart, "coordinator/wxb")
		if got := kinds(other); got[0] != "notice:form.other_first" || r.begun(other) != "bb" {
			t.Errorf("another while one is begun: %v", got)
		}
		r.do(func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.PutSubmission(ctx, db.Submission{Form: "coordinator", Unit: "bb", Person: bbLiaison, Values: map[string]string{}})
			return err
		})
		session, _ := own[0].refs["session"].(string)
		r.press(bbLiaison, answer.FormCancel, session)
		if got := r.begun(r.say(bbLiaison, "我要填附件2")); got != "wxb" {
			t.Errorf("once their own is in: %q", got)
		}
	})
}
