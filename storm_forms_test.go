package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"steward/bot"
	"steward/clock"
	"steward/db"
	"steward/locales"
	"steward/rules"
	"steward/rules/answer"
	"steward/sandbox"
)

// fillers is how many fill in forms at the same time: 500 in a full storm, and fewer
// in a quick one, as under the race detector.
func fillers(t *testing.T) int {
	t.Helper()
	return stormSize(t) / 2
}

// TestManyFillAtOnce has many people fill in the seven forms at the same time, each
// by messages that wait for the answer to the last, while the process dies again
// and again at any step and is started anew. In the end every submission is there
// once, with what its own filler told, whole. Time is a bubble's.
func TestManyFillAtOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, 20181216, 20181217, func(t *testing.T, address string, seed uint64, replicas int) {
		s := newOffice(t, address, seed)
		defer s.close()
		s.fillAll(replicas)
	})
}

// newOffice is a storm of so many units with one liaison each, and one of the office.
func newOffice(t *testing.T, address string, seed uint64) *storm {
	t.Helper()
	s := someday(t, seed)
	s.address, s.clock, s.limits = address, clock.New(issuedAt()), bot.Unlimited()
	var r register
	for n := range fillers(t) {
		code := fmt.Sprintf("u%03d", n)
		r.units = append(r.units, rules.Unit{
			Code: code, Name: fmt.Sprintf("宿州市第%d局", n), Kind: rules.Department, Label: code, Coordinating: formOf(n).id == "coordinator",
		})
		r.people = append(r.people, rules.Person{ID: fmt.Sprintf("U%03d", n), Unit: code, Name: "联络员", Roles: []rules.Role{rules.Liaison}})
	}
	s.people = r.people
	r.people = append(r.people, rules.Person{ID: "UOFFICE", Name: "信息办", Roles: []rules.Role{rules.Admin}})
	var err error
	s.words, err = locales.Load()
	check(t, err)
	s.book, err = theBook()
	check(t, err)
	s.sandbox, err = sandbox.New(sandbox.Options{
		Users: sandboxUsers(r), Channels: sandboxChannels(r), Now: s.clock.Now,
		BotToken: sandboxBotToken, AppToken: sandboxAppToken, BotName: s.words.Printer("").T("bot.name"),
	})
	check(t, err)
	s.slack = desk{s.sandbox.Client(), base}
	first := s.start(never, nil)
	check(t, first.db.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		if err := r.store(ctx, tx); err != nil {
			return err
		}
		var owed []rules.Obligation
		for _, o := range rules.Obligations(s.book.Directive, r.units, nil, s.clock.Now()) {
			if o.Kind == rules.Coordinator {
				owed = append(owed, o)
			}
		}
		return tx.PutObligations(ctx, owed)
	}))
	first.bury(s)
	return s
}

// fillAll has everybody fill in at once, while houses live and die.
func (s *storm) fillAll(replicas int) {
	begun := time.Now()
	calm := make(chan struct{})
	var houses, people sync.WaitGroup
	for range replicas {
		houses.Go(func() { s.replica(calm) })
	}
	said := make([]int, len(s.people))
	for n, p := range s.people {
		people.Go(func() { said[n] = s.fillOne(n, p) })
	}
	people.Wait()
	close(calm)
	houses.Wait()
	last := s.start(never, nil)
	s.settle(last)
	took, messages := time.Since(begun).Round(time.Second), 0
	for _, n := range said {
		messages += n
	}
	whole := s.countForms(last)
	last.bury(s)
	s.t.Logf("seed %d: %d people, %d messages and clicks, %d of %d submissions complete, %d deaths; %s of the houses' time",
		s.seed, len(said), messages, whole, len(said), s.died(), took)
}

// fillOne has one person fill in their form, and returns how often they spoke.
func (s *storm) fillOne(n int, p rules.Person) (said int) {
	for _, text := range formOf(n).told(n) {
		time.Sleep(s.between(time.Second, 20*time.Second))
		said += s.until(p, func(have int) bool { return s.heardBack(p) > have }, func() {
			s.speak(p, "dm", text)
		})
	}
	handedIn := func(int) bool { return s.last(p, "填报编号") }
	if n%2 == 0 {
		return said + s.until(p, handedIn, func() { s.speak(p, "dm", "提交") })
	}
	return said + s.until(p, handedIn, func() {
		if ts, b, ok := s.newest(p, answer.FormSubmit); ok {
			// what is not acknowledged the person does not see, and tries again
			_ = s.slack.post("click", map[string]any{"user": p.ID, "channel": "dm", "ts": ts, "action_id": b.Action, "value": b.Value}, nil)
		}
	})
}

// until does something and waits for what comes of it; after a quarter of an hour or
// somewhat more the person tries again. Not all at one instant: where all click at once
// a death meets them all, and the same ones again each time.
func (s *storm) until(p rules.Person, done func(have int) bool, do func()) (times int) {
	have := s.heardBack(p)
	for times < 5 {
		do()
		times++
		for looked := range 30 {
			time.Sleep(5*time.Second + min(time.Duration(looked)*10*time.Second, 25*time.Second))
			if done(have) {
				return times
			}
		}
		time.Sleep(s.between(0, 5*time.Minute))
	}
	list, _ := s.slack.read(p.ID, "dm")
	var stands []string
	for _, m := range list[max(0, len(list)-6):] {
		stands = append(stands, m.User+": "+m.drawn())
	}
	s.t.Errorf("%s waits in vain; there stands:\n%s", p.ID, strings.Join(stands, "\n--\n"))
	return times
}

// newest is the button of that action that was shown last.
func (s *storm) newest(p rules.Person, action answer.Action) (ts string, b element, ok bool) {
	list, err := s.slack.read(p.ID, "dm")
	if err != nil {
		s.t.Errorf("read: %v", err)
	}
	for _, m := range slices.Backward(list) {
		if b, ok := m.button(string(action), 1); ok {
			return m.TS, b, true
		}
	}
	return "", element{}, false
}

// heardBack is how many messages of the bot a person has.
func (s *storm) heardBack(p rules.Person) (n int) {
	list, err := s.slack.read(p.ID, "dm")
	if err != nil {
		s.t.Errorf("read: %v", err)
	}
	for _, m := range list {
		if m.User != p.ID {
			n++
		}
	}
	return n
}

// last reports whether a person has a message with these words.
func (s *storm) last(p rules.Person, words string) bool {
	list, err := s.slack.read(p.ID, "dm")
	if err != nil {
		s.t.Errorf("read: %v", err)
	}
	for _, m := range list {
		if strings.Contains(m.drawn(), words) {
			return true
		}
	}
	return false
}
