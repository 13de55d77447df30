package main

import (
	"testing"
	"testing/synctest"
	"time"

	"steward/db/dbtest"
	"steward/rules"
)

// A crash is where two processes in a row die, if the second comes there.
type crash struct {
	first   string // where the first dies, when it would not come to step by itself
	step    string
	flawed  bool // handlers fail in these processes
	channel bool // what is said is said where others read along
}

// crashes is every step there is, in the order in which a message takes them.
func crashes() (list []crash) {
	for _, step := range []string{
		"before auth.test", "after auth.test", "before apps.connections.open", "after apps.connections.open",
		"before link", "after link",
		beforeKeep, afterKeep,
		"inbox: before the claim", "inbox: after the claim", marked,
		"inbox: handled, before the commit", "inbox: after the commit",
		"outbox: before the claim", "outbox: after the claim", "outbox: loaded, before the delivery",
		"before conversations.open", "after conversations.open", "before chat.postMessage", posted,
		"before files.getUploadURLExternal", "after files.getUploadURLExternal", "before upload", "after upload",
		"before files.completeUploadExternal", shared,
		"before chat.update", "after chat.update", "before views.publish", "after views.publish",
		"outbox: delivered, before it is recorded", "outbox: recorded, before the commit", "outbox: after the commit",
	} {
		list = append(list, crash{step: step})
	}
	return append(list,
		crash{step: "inbox: failed, before it is recorded", flawed: true},
		crash{step: "inbox: failure recorded, before the commit", flawed: true},
		// What is done only to find out what another has done before it died.
		crash{first: posted, step: "before conversations.history"}, crash{first: posted, step: "after conversations.history"},
		crash{first: posted, step: "before conversations.replies", channel: true},
		crash{first: posted, step: "after conversations.replies", channel: true},
		crash{first: shared, step: "before files.info"}, crash{first: shared, step: "after files.info"},
	)
}

// Steps that are named more than once.
const (
	marked = "inbox: marked, before the handler"
	posted = "after chat.postMessage"
	shared = "after files.completeUploadExternal"
)

// TestCrashPoints has the process die at each step, and the next one at the same,
// while somebody says something, asks for a document, gives a command, presses a
// button and opens the home tab. In the end everything was answered once and
// stands once.
func TestCrashPoints(t *testing.T) {
	t.Parallel()
	for name, address := range map[string]func(testing.TB) string{"sqlite": dbtest.SQLite, "postgres": dbtest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address := address(t)
			synctest.Test(t, func(t *testing.T) {
				s := newStorm(t, address, 20181123)
				defer s.close()
				s.crashEverywhere()
			})
		})
	}
}

func (s *storm) crashEverywhere() {
	p := s.start(never, nil)
	s.rest(p, nil)
	heads, liaisons := s.bearing(rules.Head), s.bearing(rules.Liaison)
	table := crashes()
	if stormSize(s.t) < fullStorm {
		table = sample(table, 7)
	}
	for n, c := range table {
		p.bury(s)
		p = s.crash(c, heads[n], liaisons[n])
	}
	s.settle(p)
	c := s.count(p)
	p.bury(s)
	s.t.Logf("%d crash points, %d deaths: %s", len(table), s.died(), c)
	c.judge(s.t, s.events, len(table))
}

// sample takes every nth.
func sample(table []crash, nth int) (some []crash) {
	for i := 0; i < len(table); i += nth {
		some = append(some, table[i])
	}
	return some
}

// crash lets two processes die, and returns a third one that has done what was
// left to do.
func (s *storm) crash(c crash, head, liaison rules.Person) *process {
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.act(c, head, liaison)
	}()
	before := s.deaths[c.step]
	steps := []string{c.step, c.step}
	if c.first != "" {
		steps[0] = c.first
	}
	for _, step := range steps {
		p := s.start(s.fateAt(step, c.flawed))
		s.rest(p, done)
		p.bury(s)
	}
	if s.deaths[c.step] == before {
		s.t.Errorf("nobody came to die %s", c.step)
	}
	p := s.start(never, nil)
	s.rest(p, done)
	return p
}

// act has people do something of each kind. Only the liaison has heard from us
// before.
func (s *storm) act(c crash, head, liaison rules.Person) {
	deeds := []deed{s.say, s.documentHere, s.command, s.home}
	if c.channel {
		deeds = []deed{s.mention, s.mention, s.documentThere}
	}
	for _, d := range deeds {
		d(head)
	}
	s.receipt(liaison)
	s.events += len(deeds) + 1
}

// fateAt dooms a process to die as soon as it comes to a step.
func (s *storm) fateAt(step string, flawed bool) (doom, flaw func(string) bool) {
	doom = func(here string) bool {
		if here == step {
			s.bemoan(step)
		}
		return here == step
	}
	if !flawed {
		return doom, nil
	}
	return doom, func(here string) bool { return here == marked }
}

// rest waits until the process has died, which it reports, or until nothing is
// left to be done; done may be nil.
func (s *storm) rest(p *process, done <-chan struct{}) (died bool) {
	for range 1000 {
		select {
		case <-p.died:
			return true
		case <-time.After(time.Second):
		}
		select {
		case <-done:
		default:
			if done != nil {
				continue
			}
		}
		if p.lives() && s.waiting(p) == 0 {
			return false
		}
	}
	s.t.Error("it does not come to rest")
	return false
}
