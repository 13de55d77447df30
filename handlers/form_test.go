package handlers_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"steward/db"
	"steward/handlers"
	"steward/rules/answer"
)

const whole = "负责人 张某，科长，QQ 12345678，手机 13800000000；联系人 李某，科员，QQ 23456789，电话 0557-3020669"

// revision reads the filling as it stands.
func (r *rig) revision(id string) (revision int, state string) {
	r.t.Helper()
	r.do(func(ctx context.Context, tx *db.Tx) error {
		row, _, err := tx.Session(ctx, id)
		revision, state = row.Revision, row.State
		return err
	})
	return revision, state
}

func TestSubmittingTwiceIsOnce(t *testing.T) {
	each(t, func(r *rig) {
		id := r.begin(wxbLiaison)
		if diff := cmp.Diff([]string{"form.summary"}, kinds(r.say(wxbLiaison, whole))); diff != "" {
			r.t.Fatalf("all in one message (-want +got):\n%s", diff)
		}
		revision, _ := r.revision(id)
		value := fmt.Sprintf("%s/%d", id, revision)
		first := kinds(r.press(wxbLiaison, answer.FormSubmit, value))
		if diff := cmp.Diff([]string{"form.submitted", "form.incoming", "form.incoming"}, first); diff != "" {
			r.t.Errorf("submitted (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{"form.event:done"}, kinds(r.press(wxbLiaison, answer.FormSubmit, value))); diff != "" {
			r.t.Errorf("submitted again (-want +got):\n%s", diff)
		}
		r.do(func(ctx context.Context, tx *db.Tx) error {
			s, _, err := tx.LatestSubmission(ctx, "wxb", "coordinator")
			if s.Version != 1 || s.Values["contact.phone"] != "0557-3020669" {
				r.t.Errorf("kept: version %d, phone %q", s.Version, s.Values["contact.phone"])
			}
			return err
		})
	})
}

// TestWhatWasSeenIsSubmitted: a summary that has changed since is shown again.
func TestWhatWasSeenIsSubmitted(t *testing.T) {
	each(t, func(r *rig) {
		id := r.begin(wxbLiaison)
		r.say(wxbLiaison, whole)
		seen, _ := r.revision(id)
		r.press(wxbLiaison, answer.FormField, id+"/contact.post")
		r.say(wxbLiaison, "副科长")
		got := kinds(r.press(wxbLiaison, answer.FormSubmit, fmt.Sprintf("%s/%d", id, seen)))
		if diff := cmp.Diff([]string{"form.summary"}, got); diff != "" {
			r.t.Errorf("an old summary's button (-want +got):\n%s", diff)
		}
		if _, state := r.revision(id); state != "open" {
			r.t.Errorf("the filling is %s", state)
		}
	})
}

func TestAQuestionInBetween(t *testing.T) {
	each(t, func(r *rig) {
		id := r.begin(wxbLiaison)
		r.say(wxbLiaison, "张某")
		before, _ := r.revision(id)
		for _, text := range []string{"截止哪天？", "我单位的域名现在怎么样", "还有几天截止"} {
			puts := r.say(wxbLiaison, text)
			if len(puts) != 2 || puts[1].kind != "form.question" || puts[1].refs["again"] != true {
				r.t.Errorf("%q put %v", text, kinds(puts))
			}
		}
		if after, _ := r.revision(id); after != before {
			r.t.Errorf("questions changed the filling: revision %d, then %d", before, after)
		}
	})
}

func TestSavedAndCancelled(t *testing.T) {
	each(t, func(r *rig) {
		id := r.begin(wxbLiaison)
		r.say(wxbLiaison, "张某")
		r.press(wxbLiaison, answer.FormSave, id)
		if got := kinds(r.say(wxbLiaison, "还有几天截止")); !cmp.Equal(got, []string{"deadline.info"}) {
			r.t.Errorf("a saved form hears no sentences: %v", got)
		}
		if again := r.begin(wxbLiaison); again != id {
			r.t.Errorf("beginning again opened %s, want the saved %s", again, id)
		}
		r.press(wxbLiaison, answer.FormCancel, id)
		if fresh := r.begin(wxbLiaison); fresh == id {
			r.t.Error("a cancelled form was taken up again")
		}
	})
}

// TestHandedInIsCarriedOver: filling in anew begins with what was handed in.
func TestHandedInIsCarriedOver(t *testing.T) {
	each(t, func(r *rig) {
		id := r.begin(wxbLiaison)
		r.say(wxbLiaison, whole)
		revision, _ := r.revision(id)
		r.press(wxbLiaison, answer.FormSubmit, fmt.Sprintf("%s/%d", id, revision))
		if got := kinds(r.say(wxbLiaison, "我要填附件2")); !cmp.Equal(got, []string{"form.summary"}) {
			r.t.Errorf("filling in anew put %v", got)
		}
	})
}

func TestGivingUpApologises(t *testing.T) {
	each(t, func(r *rig) {
		in := handlers.Incoming{Kind: handlers.KindMessage, User: jtjLiaison, Channel: "D" + jtjLiaison, ChannelType: "im", Text: "x"}
		r.do(func(ctx context.Context, tx *db.Tx) error { return r.desk.GiveUp(ctx, tx, in, "7K2F") })
		puts := r.puts()
		if diff := cmp.Diff([]string{"trouble:7K2F"}, kinds(puts)); diff != "" || puts[0].person != jtjLiaison {
			r.t.Errorf("to %v (-want +got):\n%s", puts, diff)
		}
	})
}
