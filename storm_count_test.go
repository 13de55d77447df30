package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"steward/db"
	"steward/rules"
)

// census is what a storm has left behind.
type census struct {
	events, answered int // that people know were taken, and of these answered
	twice, lost      int
	unacked, kept    int // that were not acknowledged, and of these answered all the same

	messages, once, again, missing   int // that were put, and stand in a conversation
	documents, shared, more, lacking int // theirs
	redraws, strange, disorder       int // drawn anew; posts that nobody put; posts out of order
	dead, doubt                      int

	wrong []string
}

func (c *census) String() string {
	return fmt.Sprintf("events %d, answered %d, twice %d, lost %d (%d more were not acknowledged, %d of them kept and answered); "+
		"messages %d, stand once %d, twice %d, lost %d, put by nobody %d, out of order %d; "+
		"documents %d, shared once %d, twice %d, lost %d; drawn anew %d; dead letters %d; in doubt %d",
		c.events, c.answered, c.twice, c.lost, c.unacked, c.kept,
		c.messages, c.once, c.again, c.missing, c.strange, c.disorder,
		c.documents, c.shared, c.more, c.lacking, c.redraws, c.dead, c.doubt)
}

// note counts one thing that is wrong.
func (c *census) note(n *int, format string, args ...any) {
	*n++
	c.wrong = append(c.wrong, fmt.Sprintf(format, args...))
}

// judge fails the test for whatever was lost, came twice, or is in doubt.
func (c *census) judge(t *testing.T, events, documents int) {
	t.Helper()
	if len(c.wrong) > 0 {
		t.Errorf("%s\n%s", c, strings.Join(c.wrong, "\n"))
	}
	if c.events != events || c.answered != events || c.once != c.messages || c.shared != c.documents {
		t.Errorf("want %d events answered, each message once: %s", events, c)
	}
	if c.documents < documents {
		t.Errorf("want at least %d documents: %s", documents, c)
	}
}

// count compares what people are owed, what was put, and what stands in Slack.
func (s *storm) count(p *process) *census {
	c := &census{}
	var rows []db.MessageRow
	check(s.t, p.db.View(context.Background(), func(ctx context.Context, tx *db.Tx) (err error) {
		rows, err = tx.Messages(ctx, 0, 1_000_000)
		return err
	}))
	in, out := s.states(p)
	for range in[db.InboxDead] {
		c.note(&c.dead, "a dead letter")
	}
	for range out[db.MessageDoubt] {
		c.note(&c.doubt, "a message in doubt")
	}
	least, most := s.countAnswers(c, rows)
	if handled := in[db.InboxHandled]; handled < least || handled > most {
		c.note(&c.lost, "%d things were handled, and answered %d to %d", handled, least, most)
	}
	s.countPosts(c, rows)
	return c
}

// printOf names an answer as the tally does.
func printOf(r db.MessageRow) string {
	var about struct{ Domain string }
	if err := json.Unmarshal(r.Refs, &about); err != nil {
		return err.Error()
	}
	where := r.Address()
	if r.Thread != "" {
		where += "/" + r.Thread
	}
	return strings.TrimSpace(where + " " + r.Kind + " " + about.Domain)
}

// countAnswers holds what people are owed against the answers that were put, and
// returns how many things these tell to have been handled: each is answered in
// the transaction that handles it. Receipts pressed twice are one.
func (s *storm) countAnswers(c *census, rows []db.MessageRow) (least, most int) {
	got := s.answers(rows)
	prints := map[string]bool{}
	for _, owed := range []map[string]int{got, s.tally.must, s.tally.may} {
		for print := range owed {
			prints[print] = true
		}
	}
	for print := range prints {
		n, must, may := got[print], s.tally.must[print], s.tally.may[print]
		switch {
		case strings.HasSuffix(print, " receipt"):
			least, most = least+n, most+n+may
		case !strings.HasSuffix(print, hint):
			least, most = least+n, most+n
		}
		c.unacked += may
		if !strings.HasSuffix(print, hint) {
			c.events += must
			c.answered += min(n, must)
		}
		c.kept += min(max(n-must, 0), may)
		if n < must {
			c.note(&c.lost, "%s: answered %d times of %d", print, n, must)
		}
		if n > must+may {
			c.note(&c.twice, "%s: answered %d times, for %d", print, n, must)
		}
	}
	return least, most
}

// hint ends the print of what is said in a thread when the answer comes directly,
// besides that answer.
const hint = " notice"

// answers counts what was put, by its print.
func (s *storm) answers(rows []db.MessageRow) map[string]int {
	got := map[string]int{}
	for _, r := range rows {
		if r.Edits == 0 && r.Kind != "reminder" {
			got[printOf(r)]++
		}
	}
	for _, p := range s.people {
		if s.received(p) {
			got["@"+p.ID+" receipt"]++
		}
	}
	return got
}

// received reports whether the receipt stands in the person's messages.
func (s *storm) received(p rules.Person) bool {
	list, err := s.slack.read(p.ID, "dm")
	check(s.t, err)
	return slices.ContainsFunc(list, func(m posting) bool { return strings.Contains(m.drawn(), "✓ 已收悉") })
}
