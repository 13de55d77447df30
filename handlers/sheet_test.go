package handlers_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"steward/db"
	"steward/handlers"
	"steward/rules"
	"steward/rules/answer"
)

func typedSheet() map[string]string {
	return map[string]string{
		"head.name": "张某", "head.post": "科长", "head.qq": "１２３４５６７８", "head.phone": "13800000000",
		"contact.name": "李某", "contact.post": "科员", "contact.qq": "23456789", "contact.phone": "3020669",
	}
}

func with(field, value string) map[string]string {
	typed := typedSheet()
	typed[field] = value
	return typed
}

func clickWhole(who, value string) handlers.Incoming {
	return handlers.Incoming{
		Kind: handlers.KindAction, User: who, Channel: "D" + who, ChannelType: "im",
		Action: string(answer.FormWhole), Value: value, MessageTS: "1.000001",
	}
}

func handIn(who, value string, typed map[string]string) handlers.Incoming {
	return handlers.Incoming{Kind: handlers.KindSheet, User: who, Action: string(answer.FormWhole), Value: value, State: typed}
}

func (r *rig) sheet(in handlers.Incoming) (s answer.Sheet, ok bool) {
	r.t.Helper()
	if !handlers.OpensSheet(in) {
		r.t.Errorf("%+v opens no sheet", in)
	}
	r.do(func(ctx context.Context, tx *db.Tx) (err error) {
		s, ok, err = r.desk.Sheet(ctx, tx, in)
		return err
	})
	return s, ok
}

// object tells what stands against a sheet in a word: "" nothing, the event, the
// fields that are wrong, or "anew" with those that have changed.
func (r *rig) object(in handlers.Incoming) (word string) {
	r.t.Helper()
	r.do(func(ctx context.Context, tx *db.Tx) error {
		o, against, err := r.desk.Object(ctx, tx, in)
		switch {
		case !against:
			word = ""
		case o.Anew != nil:
			word = "anew"
			for _, c := range o.Anew.Changed {
				word += " " + c.Field.ID + "=" + c.Value
			}
		case o.Event != "":
			word = o.Event
		default:
			word = fmt.Sprint(slices.Sorted(maps.Keys(o.Problems)))
		}
		return err
	})
	return word
}

func TestSheet(t *testing.T) {
	each(t, func(r *rig) {
		id := r.begin(wxbLiaison)
		r.say(wxbLiaison, "张某")
		click := clickWhole(wxbLiaison, id)
		s, ok := r.sheet(click)
		if !ok || s.Values["head.name"] != "张某" || s.Unit.Code != "wxb" || len(s.Changed) != 0 {
			t.Fatalf("%+v, %v", s, ok)
		}
		if puts := r.turn(click); len(puts) != 0 {
			t.Errorf("the click itself says %v", kinds(puts))
		}
		in := handIn(wxbLiaison, s.Value, with("head.phone", "1380013"))
		if got := r.object(in); got != "[head.phone]" {
			t.Errorf("against a short phone: %q", got)
		}
		in.State = typedSheet()
		if got := r.object(in); got != "" {
			t.Errorf("against a good sheet: %q", got)
		}
		if diff := cmp.Diff([]string{"form.summary"}, kinds(r.turn(in))); diff != "" {
			t.Errorf("handed in (-want +got):\n%s", diff)
		}
		r.filled(id, with("head.qq", "12345678"), "contact.phone", "0557-3020669")
		if got := r.object(in); got != "" {
			t.Errorf("against the same again: %q", got)
		}
	})
}

func (r *rig) filled(id string, want map[string]string, field, value string) {
	r.t.Helper()
	want[field] = value
	r.do(func(ctx context.Context, tx *db.Tx) error {
		row, _, err := tx.Session(ctx, id)
		if diff := cmp.Diff(want, row.Session.Values); diff != "" {
			r.t.Errorf("filled (-want +got):\n%s", diff)
		}
		return err
	})
}

// TestSheetBesideTheConversation: what was filled in conversation while the sheet
// was open is shown, and is not overwritten unseen.
func TestSheetBesideTheConversation(t *testing.T) {
	each(t, func(r *rig) {
		id := r.begin(wxbLiaison)
		s, _ := r.sheet(clickWhole(wxbLiaison, id))
		r.say(wxbLiaison, "王某")
		in := handIn(wxbLiaison, s.Value, typedSheet())
		if got := r.object(in); got != "anew head.name=王某" {
			t.Errorf("against the sheet: %q", got)
		}
		if diff := cmp.Diff([]string{"form.event:changed"}, kinds(r.turn(in))); diff != "" {
			t.Errorf("handled all the same (-want +got):\n%s", diff)
		}
		revision, _ := r.revision(id)
		in.Value = fmt.Sprintf("%s/%d", id, revision)
		if got := r.object(in); got != "" {
			t.Errorf("against the sheet drawn anew: %q", got)
		}
		if diff := cmp.Diff([]string{"form.summary"}, kinds(r.turn(in))); diff != "" {
			t.Errorf("handed in (-want +got):\n%s", diff)
		}
	})
}

// TestSheetOfNoOpenForm: whoever's it is not, and whenever it is over, nothing
// opens and nothing is filled.
func TestSheetOfNoOpenForm(t *testing.T) {
	each(t, func(r *rig) {
		id := r.begin(wxbLiaison)
		other := func(who, value, event string, said ...string) {
			t.Helper()
			if s, ok := r.sheet(clickWhole(who, value)); ok {
				t.Errorf("%s opened %+v", who, s)
			}
			if got := r.object(handIn(who, value+"/1", typedSheet())); got != event {
				t.Errorf("%s: %q, want %q", who, got, event)
			}
			for _, in := range []handlers.Incoming{clickWhole(who, value), handIn(who, value+"/1", typedSheet())} {
				if diff := cmp.Diff(said, kinds(r.turn(in))); diff != "" {
					t.Errorf("%s (-want +got):\n%s", in.Kind, diff)
				}
			}
		}
		other(bbLiaison, id, "stale", "notice:stale_button")
		other(stranger, id, "stale", "join")
		other(wxbLiaison, "no-such-session", "", "notice:stale_button") // no form to object in: told when it is handled
		r.say(wxbLiaison, whole)
		revision, _ := r.revision(id)
		r.press(wxbLiaison, answer.FormSubmit, fmt.Sprintf("%s/%d", id, revision))
		other(wxbLiaison, id, "done", "form.event:done")
		again := r.begin2(wxbLiaison)
		r.press(wxbLiaison, answer.FormCancel, again)
		other(wxbLiaison, again, "cancelled", "form.event:stale")
		last := r.begin2(wxbLiaison)
		r.do(func(ctx context.Context, tx *db.Tx) error {
			return tx.PutPerson(ctx, rules.Person{ID: wxbLiaison, Unit: "bb", Roles: []rules.Role{rules.Liaison}})
		})
		other(wxbLiaison, last, "stale", "refusal:other_unit")
	})
}

// begin2 begins the form anew, when what was handed in before fills it.
func (r *rig) begin2(who string) string {
	r.t.Helper()
	puts := r.press(who, answer.FormStart, string(rules.Coordinator))
	return puts[len(puts)-1].refs["session"].(string)
}

// TestSheetThatDidNotOpen: the conversation goes on.
func TestSheetThatDidNotOpen(t *testing.T) {
	each(t, func(r *rig) {
		id := r.begin(wxbLiaison)
		got := kinds(r.press(wxbLiaison, handlers.ActionUnopened, id))
		if diff := cmp.Diff([]string{"notice:sheet.unopened", "form.question"}, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}
