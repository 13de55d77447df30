package handlers_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"steward/db"
	"steward/handlers"
	"steward/rules/answer"
)

// values reads what stands in a filling.
func (r *rig) values(id string) (values map[string]string, held int) {
	r.t.Helper()
	r.do(func(ctx context.Context, tx *db.Tx) error {
		row, _, err := tx.Session(ctx, id)
		values, held = row.Session.Values, len(row.Session.Held)
		return err
	})
	return values, held
}

// TestWhatFitsTwoFormsIsFilledWhereItWasChosen, once, whatever is pressed again.
func TestWhatFitsTwoFormsIsFilledWhereItWasChosen(t *testing.T) {
	each(t, func(r *rig) {
		persons := r.begin(wxbLiaison)
		domains := r.say(wxbLiaison, "我要填附件1")[0].refs["session"].(string)
		asked := r.turn(handlers.Incoming{
			Kind: handlers.KindMessage, User: wxbLiaison, Channel: "D", ChannelType: "im", TS: "1.5", Text: "联系人李某，手机13900000000",
		})
		if diff := cmp.Diff([]string{"form.which:1.5"}, kinds(asked)); diff != "" {
			r.t.Fatalf("(-want +got):\n%s", diff)
		}
		choose := answer.Join(domains, "1.5", persons)
		if got := kinds(r.press(jtjLiaison, answer.FormTake, choose)); !cmp.Equal(got, []string{"notice:stale_button"}) {
			r.t.Errorf("somebody else's choice put %v", got)
		}
		r.press(wxbLiaison, answer.FormTake, choose)
		again := r.press(wxbLiaison, answer.FormTake, choose)
		if len(again) != 1 || again[0].refs["stale"] != true || again[0].refs["session"] != persons {
			r.t.Errorf("chosen again: %v", again)
		}
		values, _ := r.values(persons)
		if values["contact.name"] != "李某" || values["contact.phone"] != "13900000000" {
			r.t.Errorf("the chosen form holds %v", values)
		}
		if values, held := r.values(domains); values["contact.name"] != "" || held != 0 {
			r.t.Errorf("the other holds %v, %d wait", values, held)
		}
	})
}

// TestAColleaguesFormIsTakenOverOnce: who comes second is told what stands.
func TestAColleaguesFormIsTakenOverOnce(t *testing.T) {
	each(t, func(r *rig) {
		id := r.say(jtjLiaison, "我要填附件1")[0].refs["session"].(string)
		r.say(jtjLiaison, "附件1：jytyj.ahsz.gov.cn")
		asked := r.say(jtjOffice, "我要填附件1")
		if diff := cmp.Diff([]string{"form.handover"}, kinds(asked)); diff != "" {
			r.t.Fatalf("(-want +got):\n%s", diff)
		}
		value := answer.Join(id, "2", "")
		if diff := cmp.Diff([]string{"form.event:handed", "form.question"}, kinds(r.press(jtjOffice, answer.FormTakeOver, value))); diff != "" {
			r.t.Errorf("taken over (-want +got):\n%s", diff)
		}
		if got := r.press(jtjOffice, answer.FormTakeOver, value); len(got) != 1 || got[0].refs["stale"] != true {
			r.t.Errorf("taken over again: %v", got)
		}
		if diff := cmp.Diff([]string{"form.event:handed"}, kinds(r.press(jtjLiaison, answer.FormSave, id))); diff != "" {
			r.t.Errorf("a button of the first (-want +got):\n%s", diff)
		}
		if got := kinds(r.press(wxbLiaison, answer.FormTakeOver, value)); len(got) != 1 || !strings.HasPrefix(got[0], "refusal:") {
			r.t.Errorf("another unit's liaison: %v", got)
		}
	})
}
