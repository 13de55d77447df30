package handlers_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"steward/db"
	"steward/handlers"
	"steward/rules"
	"steward/rules/answer"
)

// TestWhoIsNotOneOfUs: guests and people of other organisations are turned away,
// whatever they do and whoever they are on the roster.
func TestWhoIsNotOneOfUs(t *testing.T) {
	each(t, func(r *rig) {
		session := r.begin(wxbLiaison)
		for m, refused := range map[rules.Membership]string{rules.Guest: "refusal:guest", rules.OtherOrg: "refusal:other_org"} {
			for _, in := range []handlers.Incoming{
				{Kind: handlers.KindMessage, User: admin, Channel: "D1", ChannelType: "im", Text: "收件登记"},
				{Kind: handlers.KindMessage, User: jtjLiaison, Channel: "C1", ChannelType: "channel", TS: "1.000001", Text: "教体局的域名怎么样"},
				{Kind: handlers.KindMessage, User: stranger, Channel: "C1", ChannelType: "channel", TS: "1.000001", Text: "你好"},
				{Kind: handlers.KindCommand, User: admin, Channel: "C1", Text: "还有几天截止"},
				{Kind: handlers.KindAction, User: admin, Channel: "D1", ChannelType: "im", Action: "intake.book", Value: "jtj/cleanup/paper"},
				clickWhole(wxbLiaison, session), handIn(wxbLiaison, session+"/1", typedSheet()),
			} {
				in.Membership = m
				if diff := cmp.Diff([]string{refused}, kinds(r.turn(in))); diff != "" {
					t.Errorf("%s by %s (-want +got):\n%s", in.Kind, in.User, diff)
				}
			}
			r.nothingStraight(m, session)
			home := r.turn(handlers.Incoming{Kind: handlers.KindHome, User: admin, Membership: m})
			if diff := cmp.Diff([]string{"home:" + string(m)}, kinds(home)); diff != "" {
				t.Errorf("their home (-want +got):\n%s", diff)
			}
		}
		r.nothingBooked()
	})
}

// nothingStraight: nothing is found for them, no sheet opens, and one that is
// handed in is objected to.
func (r *rig) nothingStraight(m rules.Membership, session string) {
	r.t.Helper()
	click := clickWhole(wxbLiaison, session)
	click.Membership = m
	if s, ok := r.sheet(click); ok {
		r.t.Errorf("a sheet opens for a %s: %+v", m, s)
	}
	in := handIn(wxbLiaison, session+"/1", typedSheet())
	in.Membership = m
	if got := r.object(in); got != "stale" {
		r.t.Errorf("against the sheet of a %s: %q", m, got)
	}
	r.do(func(ctx context.Context, tx *db.Tx) error {
		found, err := r.desk.Suggest(ctx, tx, handlers.Search{User: admin, Membership: m, Action: string(answer.OpenIntake), Text: "教"})
		if len(found) > 0 {
			r.t.Errorf("a %s finds %v", m, found)
		}
		return err
	})
}

// TestNothingAboutUnitsInSharedChannels: where other organisations read along, a
// unit's standing is answered directly, and what the directive says for all to
// read.
func TestNothingAboutUnitsInSharedChannels(t *testing.T) {
	each(t, func(r *rig) {
		for text, want := range map[string][]string{
			"网信办的域名怎么样":   {"notice:direct", "domain.status"},
			"我单位还有哪些没办":   {"notice:direct", "todo.list"},
			"还有几天截止":      {"deadline.info"},
			"政府网站可以用什么后缀": {"policy.ask"},
		} {
			puts := r.turn(handlers.Incoming{
				Kind: handlers.KindMessage, User: jtjLiaison, Channel: "C1", ChannelType: "channel", Shared: true, TS: "2.000001", Text: text,
			})
			if diff := cmp.Diff(want, kinds(puts)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", text, diff)
			}
			if last := puts[len(puts)-1]; len(want) == 2 && last.person != jtjLiaison {
				t.Errorf("%q put %+v where others read", text, last)
			}
		}
	})
}
