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

// TestANumberIsAnAnswer: what holds a QQ or a phone goes to the form, whatever
// else it sounds like.
func TestANumberIsAnAnswer(t *testing.T) {
	each(t, func(r *rig) {
		id := r.begin(wxbLiaison)
		for _, text := range []string{"负责人 张伟 办公室主任 13900001111 QQ 123456789", "联系人的电话 0557-3020669"} {
			if puts := r.say(wxbLiaison, text); len(puts) != 1 || puts[0].refs["session"] != id {
				r.t.Errorf("%q put %v", text, kinds(puts))
			}
		}
	})
}

// TestAskingForTheOpenFormGoesOnWithIt.
func TestAskingForTheOpenFormGoesOnWithIt(t *testing.T) {
	each(t, func(r *rig) {
		id := r.begin(wxbLiaison)
		r.say(wxbLiaison, "张某，科长")
		if puts := r.say(wxbLiaison, "我要填附件2"); len(puts) != 1 || puts[0].refs["session"] != id {
			r.t.Errorf("put %v", kinds(puts))
		}
	})
}

// TestACancelledFormCanBeTakenUpAgain, with what was filled, unless another was
// begun since.
func TestACancelledFormCanBeTakenUpAgain(t *testing.T) {
	each(t, func(r *rig) {
		id := r.begin(wxbLiaison)
		r.say(wxbLiaison, whole)
		if got := kinds(r.say(wxbLiaison, "取消")); !cmp.Equal(got, []string{"form.event:cancelled"}) {
			r.t.Fatalf("cancelling put %v", got)
		}
		if got := kinds(r.press(wxbLiaison, answer.FormResume, id)); !cmp.Equal(got, []string{"form.summary"}) {
			r.t.Errorf("taking up again put %v", got)
		}
		r.press(wxbLiaison, answer.FormCancel, id)
		fresh := r.begin(wxbLiaison)
		if puts := r.press(wxbLiaison, answer.FormResume, id); len(puts) != 1 || puts[0].refs["session"] != fresh {
			r.t.Errorf("with another begun since, put %v", puts)
		}
	})
}

// TestOtherBusinessIsNotAnnex2: a domain is applied for and cancelled on 附件1.
func TestOtherBusinessIsNotAnnex2(t *testing.T) {
	each(t, func(r *rig) {
		for _, text := range []string{"我要注销域名", "我要申请注册域名"} {
			puts := r.say(wxbLiaison, text)
			if len(puts) != 1 || puts[0].kind != "form.question" || puts[0].refs["session"] == "" {
				r.t.Errorf("%q put %v", text, kinds(puts))
			}
		}
	})
}

// TestReceivedInWords records the receipt of the directive.
func TestReceivedInWords(t *testing.T) {
	each(t, func(r *rig) {
		if got := kinds(r.say(wxbLiaison, "已收悉")); !cmp.Equal(got, []string{"notice:receipt"}) {
			r.t.Errorf("put %v", got)
		}
		r.do(func(ctx context.Context, tx *db.Tx) error {
			_, given, err := tx.Receipt(ctx, wxbLiaison, r.book.Directive.ID)
			if !given {
				r.t.Error("nothing was recorded")
			}
			return err
		})
	})
}
