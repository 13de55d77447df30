package handlers_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"steward/db"
	"steward/handlers"
	"steward/rules"
	"steward/rules/answer"
)

// TestForgedButtons: whatever value a client sends with a button, nobody does
// what only others may.
func TestForgedButtons(t *testing.T) {
	each(t, func(r *rig) {
		session := r.begin(wxbLiaison)
		for _, c := range []struct {
			who    string
			action answer.Action
			value  string
			want   string
		}{
			{jtjLiaison, answer.BookIntake, "jtj/cleanup/paper", "refusal:office_only"},
			{reviewer, answer.BookIntake, "jtj/cleanup/paper", "refusal:office_only"},
			{leader, answer.UndoIntake, "jtj/cleanup/paper", "refusal:office_only"},
			{jtjLiaison, answer.OpenIntake, "wxb/cleanup", "refusal:office_only"},
			{jtjLiaison, answer.ListIntakes, "cleanup/1", "refusal:office_only"},
			{jtjLiaison, answer.ShowMissing, "cleanup/1", "refusal:city_only"},
			{jtjLiaison, answer.ShowBrief, "", "refusal:leaders_only"},
			{jtjLiaison, answer.FormStart, "coordinator", "refusal:not_owed.coordinator"},
			{leader, answer.FormStart, "coordinator", "refusal:filers_only"},
			{wxbHead, answer.FormStart, "coordinator", "refusal:filers_only"},
			{bbLiaison, answer.FormSubmit, session + "/1", "notice:stale_button"},
			{bbLiaison, answer.FormBack, session, "notice:stale_button"},
			{bbLiaison, answer.FormField, session + "/head.name", "notice:stale_button"},
			{bbLiaison, answer.FormResume, session, "notice:stale_button"},
			{bbLiaison, answer.FormCancel, "no-such-session", "notice:stale_button"},
			{admin, "no.such.action", "", "notice:stale_button"},
			{admin, answer.BookIntake, "nobody/cleanup/paper", "notice:stale_button"},
			{admin, answer.BookIntake, "jtj/coordinator/paper", "notice:intake.not_owed"},
			{admin, answer.BookIntake, "wxb/coordinator/electronic", "notice:intake.not_owed"},
			{admin, answer.BookIntake, "jtj/cleanup/pigeon", "notice:intake.not_owed"},
			{admin, answer.BookIntake, "jtj/tea/paper", "notice:intake.not_owed"},
			{wxbLiaison, answer.BookIntake, "wxb/coordinator/paper", "refusal:office_only"},
			{leader, answer.GiveReceipt, "directive", "refusal:unit_only"},
			{jtjLiaison, answer.GiveReceipt, "directive", "notice:stale_button"},
			{jtjLiaison, answer.AskPolicy, "no-such-topic", "policy.ask"},
			{admin, answer.BookIntake, "", "notice:stale_button"},
			{jtjLiaison, answer.ShowRoster, "wxb/1", "refusal:office_only"},
			{reviewer, answer.ShowPerson, wxbLiaison, "refusal:office_only"},
			{jtjOffice, answer.PersonLeave, jtjLiaison, "refusal:office_only"},
			{leader, answer.PersonRole, leader + "/admin", "refusal:office_only"},
			{admin, answer.PersonRole, jtjLiaison + "/admin", "notice:stale_button"},
			{admin, answer.PersonRole, jtjLiaison + "/contact", "notice:stale_button"},
			{admin, answer.PersonRole, jtjLiaison + "/liaison", "notice:stale_button"},
			{admin, answer.PersonLeave, admin, "notice:person.self"},
			{admin, answer.PersonLeave, stranger, "notice:person.gone"},
			{jtjLiaison, answer.DeputyDesk, jtjOffice, "refusal:office_only"},
			{jtjLiaison, answer.DeputyName, jtjOffice, "refusal:office_only"},
			{jtjLiaison, answer.DeputyName, jtjLiaison, "notice:deputy.none"},
			{jtjLiaison, answer.DeputyEnd, "no-such-deputy", "notice:stale_button"},
			{jtjLiaison, answer.JoinApprove, "no-such-request/liaison", "refusal:office_only"},
			{admin, answer.JoinApprove, "no-such-request/liaison", "notice:join.decided"},
			{jtjLiaison, answer.JoinRole, "no-such-request/admin", "notice:stale_button"},
			{jtjLiaison, answer.JoinAgain, "", "notice:stale_button"},
			{stranger, answer.ShowTodo, "", "join"},
			{stranger, answer.BookIntake, "jtj/cleanup/paper", "join"},
		} {
			got := kinds(r.press(c.who, c.action, c.value))
			if diff := cmp.Diff([]string{c.want}, got); diff != "" {
				r.t.Errorf("%s presses %s %q (-want +got):\n%s", c.who, c.action, c.value, diff)
			}
		}
		r.nothingBooked()
	})
}

func (r *rig) nothingBooked() {
	r.t.Helper()
	r.do(func(ctx context.Context, tx *db.Tx) error {
		booked, err := tx.Intakes(ctx)
		if len(booked) != 0 {
			r.t.Errorf("booked: %+v", booked)
		}
		return err
	})
}

// begin opens 附件2 for a liaison and returns the filling's id.
func (r *rig) begin(who string) string {
	r.t.Helper()
	puts := r.press(who, answer.FormStart, string(rules.Coordinator))
	if len(puts) != 1 || puts[0].kind != "form.question" {
		r.t.Fatalf("beginning the form put %v", kinds(puts))
	}
	return puts[0].refs["session"].(string)
}

func TestQuestionsAcrossUnits(t *testing.T) {
	each(t, func(r *rig) {
		for _, c := range []struct{ who, text, want string }{
			{jtjLiaison, "网信办的域名怎么样", "domain.status"},
			{jtjLiaison, "我单位还有哪些没办", "todo.list"},
			{jtjLiaison, "网信办还有哪些没办", "refusal:other_unit"},
			{jtjLiaison, "全市报送进度怎么样", "refusal:city_only"},
			{admin, "网信办还有哪些没办", "todo.list"},
			{leader, "报送进度怎么样", "brief.show"},
			{stranger, "你好", "join"},
		} {
			if diff := cmp.Diff([]string{c.want}, kinds(r.say(c.who, c.text))); diff != "" {
				r.t.Errorf("%s says %q (-want +got):\n%s", c.who, c.text, diff)
			}
		}
	})
}

// TestFormsStayOutOfChannels: what holds names and phones goes to direct
// messages wherever it was asked for.
func TestFormsStayOutOfChannels(t *testing.T) {
	each(t, func(r *rig) {
		puts := r.turn(handlers.Incoming{
			Kind: handlers.KindMessage, User: wxbLiaison, Channel: "C1", ChannelType: "channel", TS: "1.000001", Text: "我要填附件2",
		})
		if diff := cmp.Diff([]string{"notice:direct", "form.question"}, kinds(puts)); diff != "" {
			r.t.Errorf("(-want +got):\n%s", diff)
		}
		if puts[0].person != "" || puts[1].person != wxbLiaison {
			r.t.Errorf("the notice went to %q, the question to %q", puts[0].person, puts[1].person)
		}
	})
}

// TestOnlyPublicFactsInChannels: what a unit owes, and who has not handed in, is
// answered directly when it is asked where others read along.
func TestOnlyPublicFactsInChannels(t *testing.T) {
	each(t, func(r *rig) {
		for text, want := range map[string][]string{
			"我单位还有哪些没办":   {"notice:direct", "todo.list"},
			"网信办的域名怎么样":   {"domain.status"},
			"还有几天截止":      {"deadline.info"},
			"政府网站可以用什么后缀": {"policy.ask"},
		} {
			puts := r.turn(handlers.Incoming{
				Kind: handlers.KindMessage, User: jtjLiaison, Channel: "C1", ChannelType: "channel", TS: "2.000001", Text: text,
			})
			if diff := cmp.Diff(want, kinds(puts)); diff != "" {
				r.t.Errorf("%q (-want +got):\n%s", text, diff)
			}
			for _, p := range puts {
				if p.kind == "todo.list" && p.person != jtjLiaison || p.kind == "deadline.info" && p.refs["unit"] != nil {
					r.t.Errorf("%q put %+v where others read", text, p)
				}
			}
		}
	})
}

// TestWhoHasLeftMayNotFile: a liaison who was moved can neither hand in nor take
// up what they began for the unit before.
func TestWhoHasLeftMayNotFile(t *testing.T) {
	each(t, func(r *rig) {
		id := r.begin(wxbLiaison)
		r.say(wxbLiaison, whole)
		revision, _ := r.revision(id)
		r.do(func(ctx context.Context, tx *db.Tx) error {
			return tx.PutPerson(ctx, rules.Person{ID: wxbLiaison, Unit: "bb", Roles: []rules.Role{rules.Liaison}})
		})
		got := kinds(r.press(wxbLiaison, answer.FormSubmit, fmt.Sprintf("%s/%d", id, revision)))
		if diff := cmp.Diff([]string{"refusal:other_unit"}, got); diff != "" {
			r.t.Errorf("handing in for the unit before (-want +got):\n%s", diff)
		}
		if got := kinds(r.say(wxbLiaison, "还有几天截止")); !cmp.Equal(got, []string{"deadline.info"}) {
			r.t.Errorf("the old form still hears: %v", got)
		}
		if fresh := r.begin(wxbLiaison); fresh == id {
			r.t.Error("the new unit's form goes on with the old unit's names")
		}
	})
}

// TestAStrangersHomeSaysWhomToAsk, and sends them nothing.
func TestAStrangersHomeSaysWhomToAsk(t *testing.T) {
	each(t, func(r *rig) {
		puts := r.turn(handlers.Incoming{Kind: handlers.KindHome, User: stranger})
		if diff := cmp.Diff([]string{"home"}, kinds(puts)); diff != "" {
			r.t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// TestABareCommandIsHelp, and is none of an open form's.
func TestABareCommandIsHelp(t *testing.T) {
	each(t, func(r *rig) {
		r.begin(wxbLiaison)
		for _, kind := range []string{handlers.KindCommand, handlers.KindShortcut} {
			if got := kinds(r.turn(handlers.Incoming{Kind: kind, User: wxbLiaison, Channel: "C1"})); !cmp.Equal(got, []string{"notice:help.unit"}) {
				r.t.Errorf("%s: %v", kind, got)
			}
		}
	})
}
