package main

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"steward/db"
	"steward/db/dbtest"
	"steward/rules"
)

// TestKilledAtAForm kills the house in the middle of an answer full of numbers, on
// both databases. What was typed waits in the inbox then, and stands in the form
// later; at neither time does a thief of the database read it, or a reader of the
// most talkative log.
func TestKilledAtAForm(t *testing.T) {
	for name, address := range map[string]func(testing.TB) string{"sqlite": dbtest.SQLite, "postgres": dbtest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			at := address(t)
			synctest.Test(t, func(t *testing.T) {
				s := newStorm(t, at, 7)
				defer s.close()
				s.level = slog.LevelDebug
				s.killedAtAForm()
			})
		})
	}
}

const (
	headTyped    = "张某，科长，QQ 12345678，手机 13800000000"
	contactTyped = "联系人李某 科员 电话0557-3920669 QQ 23456789"
)

func (s *storm) killedAtAForm() {
	liaison := s.of("sz-wxb", rules.Liaison)
	handled := 0
	first := s.start(func(step string) bool {
		if step == "inbox: handled, before the commit" {
			handled++
		}
		return handled == 2
	}, nil)
	s.speak(liaison, "dm", "我要填附件2")
	time.Sleep(10 * time.Second)
	s.speak(liaison, "dm", headTyped)
	<-first.died
	first.bury(s)
	s.holdsNothingTyped("killed")

	second := s.start(never, nil)
	time.Sleep(2 * time.Minute) // for the lease
	s.speak(liaison, "dm", contactTyped)
	time.Sleep(10 * time.Second)
	check(s.t, second.db.View(s.t.Context(), func(ctx context.Context, tx *db.Tx) error {
		row, _, err := tx.OpenSession(ctx, liaison.ID, "coordinator")
		if got := row.Session.Values["head.phone"] + row.Session.Values["contact.qq"]; got != "1380000000023456789" {
			s.t.Errorf("the form holds %q", got)
		}
		views, verr := tx.Views(ctx, "sz-wxb", 9)
		if verr != nil || len(views) != 1 || views[0].Viewer != liaison.ID || views[0].Persons != "head,contact" {
			s.t.Errorf("full views: %+v, %v", views, verr)
		}
		return err
	}))
	s.holdsNothingTyped("going on")
	second.bury(s)
}

// of is somebody of a unit with a role.
func (s *storm) of(unit string, role rules.Role) rules.Person {
	for _, p := range s.bearing(role) {
		if p.Unit == unit {
			return p
		}
	}
	s.t.Fatalf("%s has no %s", unit, role)
	return rules.Person{}
}

func (s *storm) holdsNothingTyped(when string) {
	dump, heard := dbtest.Dump(s.t, s.address), s.said.String()
	if !strings.Contains(dump, "sz-wxb") || !strings.Contains(heard, "level=") {
		s.t.Errorf("%s: this is no database, or no log", when)
	}
	for _, word := range []string{"12345678", "13800000000", "3920669", "23456789", "张某", "李某"} {
		if strings.Contains(dump, word) {
			s.t.Errorf("%s: %s stands in the database", when, word)
		}
		if strings.Contains(heard, word) {
			s.t.Errorf("%s: %s stands in the log", when, word)
		}
	}
}
