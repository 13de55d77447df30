package handlers_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"steward/db"
	"steward/handlers"
	"steward/rules"
	"steward/rules/answer"
)

func (r *rig) opensHome(people ...string) {
	r.t.Helper()
	for _, p := range people {
		r.turn(handlers.Incoming{Kind: handlers.KindHome, User: p})
	}
	r.sent()
}

// sent has everything that waits taken up, as by the outbox.
func (r *rig) sent() {
	r.t.Helper()
	r.do(func(ctx context.Context, tx *db.Tx) error {
		for {
			rows, err := tx.ClaimMessages(ctx, db.Claim{Holder: "test", Lease: 1e12, Limit: 100})
			if err != nil || len(rows) == 0 {
				return err
			}
			for _, row := range rows {
				if err := tx.MessageSent(ctx, row, db.Post{}); err != nil {
					return err
				}
			}
		}
	})
}

// homes are the people whose homes a turn has drawn anew.
func homes(puts []put) []string {
	people := []string{}
	for _, p := range puts {
		if p.kind == "home" {
			people = append(people, p.person)
		}
	}
	slices.Sort(people)
	return people
}

// TestHomesAreRefreshed: of those who have opened theirs, and whom it concerns;
// once, until it has been drawn.
func TestHomesAreRefreshed(t *testing.T) {
	each(t, func(r *rig) {
		r.opensHome(admin, leader, jtjLiaison, bbLiaison, stranger)
		book := func(action answer.Action, want ...string) {
			t.Helper()
			if diff := cmp.Diff(want, homes(r.press(admin, action, "jtj/cleanup/paper"))); diff != "" {
				t.Errorf("%s (-want +got):\n%s", action, diff)
			}
		}
		none := []string{}
		book(answer.BookIntake, admin, jtjLiaison, leader)
		book(answer.UndoIntake, none...) // those that wait will show it
		r.sent()
		book(answer.UndoIntake, none...) // nothing changed
		book(answer.BookIntake, admin, jtjLiaison, leader)
		r.sent()
		if got := homes(r.say(jtjLiaison, "还有几天截止")); len(got) != 0 {
			t.Errorf("a question draws the homes of %v", got)
		}
		if diff := cmp.Diff([]string{jtjLiaison}, homes(r.say(jtjLiaison, "请用英文"))); diff != "" {
			t.Errorf("another language (-want +got):\n%s", diff)
		}
	})
}

func TestSubmittingRefreshesHomes(t *testing.T) {
	each(t, func(r *rig) {
		r.opensHome(wxbHead, bbLiaison, reviewer)
		id := r.begin(wxbLiaison)
		if got := homes(r.say(wxbLiaison, whole)); len(got) != 0 {
			t.Errorf("filling in draws the homes of %v", got)
		}
		revision, _ := r.revision(id)
		got := homes(r.press(wxbLiaison, answer.FormSubmit, fmt.Sprintf("%s/%d", id, revision)))
		if diff := cmp.Diff([]string{reviewer, wxbHead}, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// TestHomesOfThoseTurnedAway: who is no longer served sees that, and nothing else
// from then on; nor does who has left the roster.
func TestHomesOfThoseTurnedAway(t *testing.T) {
	each(t, func(r *rig) {
		r.opensHome(admin, leader, jtjLiaison)
		r.turn(handlers.Incoming{Kind: handlers.KindHome, User: leader, Membership: rules.Guest})
		r.do(func(ctx context.Context, tx *db.Tx) error { return tx.PutPerson(ctx, rules.Person{ID: jtjLiaison}) })
		r.sent()
		got := homes(r.press(admin, answer.BookIntake, "jtj/cleanup/paper"))
		if diff := cmp.Diff([]string{admin}, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}
