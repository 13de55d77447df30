package main

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"steward/bot"
	"steward/clock"
	"steward/db"
	"steward/db/dbtest"
	"steward/locales"
	"steward/rules"
	"steward/sandbox"
)

// How large the storm is: as STEWARD_STORM says, else a quick one. With 1,000
// events the table of crash points is gone through whole.
const (
	stormVariable      = "STEWARD_STORM"
	fullStorm          = 1000
	quickStorm         = 100
	stepsBetweenDeaths = 600 // on average, for all that run
	tickEvery          = time.Minute
)

func stormSize(t *testing.T) int {
	t.Helper()
	given := os.Getenv(stormVariable)
	if given == "" {
		return quickStorm
	}
	n, err := strconv.Atoi(given)
	check(t, err)
	return n
}

// TestStorm has the whole house talk to the sandbox for 1,000 events and as many
// messages, while acknowledgements and answers get lost, sockets close,
// Slack says "too fast" or breaks before or after it did what it was asked, shows
// posts and shares documents late, and the process dies at any step and is
// started again. Then everything is counted: each event was answered once, each
// message stands once, in order, and nothing is in doubt. Time is a bubble's,
// also on PostgreSQL: while the server is asked it stands still.
func TestStorm(t *testing.T) {
	t.Parallel()
	onBoth(t, 20181120, 20181214, func(t *testing.T, address string, seed uint64, replicas int) {
		s := newStorm(t, address, seed)
		defer s.close()
		s.rage(replicas)
	})
}

// onBoth plays in a bubble's time on SQLite, and on PostgreSQL with two replicas; each
// has a seed of its own.
func onBoth(t *testing.T, sqlite, postgres uint64, play func(t *testing.T, address string, seed uint64, replicas int)) {
	for _, c := range []struct {
		name     string
		seed     uint64
		replicas int
		address  func(testing.TB) string
	}{
		{"sqlite", sqlite, 1, dbtest.SQLite},
		{"postgres, two replicas", postgres, 2, dbtest.Postgres},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			address := c.address(t)
			synctest.Test(t, func(t *testing.T) { play(t, address, c.seed, c.replicas) })
		})
	}
}

// storm is a sandbox with people in it, and a database on which houses live and
// die.
type storm struct {
	t       *testing.T
	seed    uint64
	address string
	clock   *clock.Clock
	book    rules.Book
	words   *locales.Catalogue
	limits  bot.Limits // the house's own
	heard   func(method string, status int)
	sandbox *sandbox.Sandbox
	slack   desk
	said    hearsay
	level   slog.Level // of what is heard
	people  []rules.Person
	told    map[string]bool // units that are told of the cleanup

	mu     sync.Mutex
	rand   *rand.Rand
	lossy  int // of a hundred answers, so many get lost
	deaths map[string]int
	events int // made so far, where that is not given
	tokens int
	tally  *tally
}

// someday is a storm that is yet to get a sandbox and houses.
func someday(t *testing.T, seed uint64) *storm {
	t.Helper()
	r, err := demoRegister()
	check(t, err)
	return &storm{
		t: t, seed: seed, rand: rand.New(rand.NewPCG(seed, seed)), deaths: map[string]int{}, tally: newTally(),
		people: r.people, level: slog.LevelError,
	}
}

// newStorm is one whose houses live in this process.
func newStorm(t *testing.T, address string, seed uint64) *storm {
	t.Helper()
	s := someday(t, seed)
	s.address, s.clock, s.limits = address, clock.New(issuedAt()), bot.Unlimited()
	r, err := demoRegister()
	check(t, err)
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
	check(t, seedDemo(t.Context(), first.db, r, first.house.reminders))
	check(t, first.db.View(t.Context(), s.learn))
	first.bury(s)
	return s
}

// learn finds out who has to be told of the cleanup.
func (s *storm) learn(ctx context.Context, tx *db.Tx) error {
	city, err := tx.CityFacts(ctx)
	s.told = map[string]bool{}
	for _, o := range city.Obligations {
		s.told[o.Unit] = s.told[o.Unit] || o.Kind == rules.Cleanup
	}
	return err
}

func never(string) bool { return false }

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (s *storm) close() {
	s.slack.client.CloseIdleConnections()
	check(s.t, s.sandbox.Close())
	if s.t.Failed() {
		s.t.Logf("the houses said:\n%s", s.said.String())
	}
}

// rage lets the storm blow until everybody has done what they had to do, and then
// lets things settle.
func (s *storm) rage(replicas int) {
	events := stormSize(s.t)
	begun := time.Now()
	calm := make(chan struct{})
	var houses, weather sync.WaitGroup
	for range replicas {
		houses.Go(func() { s.replica(calm) })
	}
	weather.Go(func() { s.blow(calm) })
	s.crowd(events)
	close(calm)
	weather.Wait()
	houses.Wait()
	last := s.start(never, nil)
	s.settle(last)
	took := time.Since(begun).Round(time.Second)
	c := s.count(last)
	last.bury(s)
	s.t.Logf("seed %d: %s; %d deaths; %s of the houses' time\nnot acknowledged:%s\ndied:%s",
		s.seed, c, s.died(), took, listed(s.tally.reasons), listed(s.deaths))
	c.judge(s.t, events, events/10)
	if c.messages < events {
		s.t.Errorf("want %d messages: %s", events, c)
	}
}

// replica is one place where a house runs: when it has died, another is started.
func (s *storm) replica(calm <-chan struct{}) {
	for {
		p := s.start(s.fate(), nil)
		select {
		case <-p.died:
		case <-calm:
		}
		p.bury(s)
		select {
		case <-calm:
			return
		case <-time.After(s.between(0, 3*time.Second)):
		}
	}
}

// fate dooms a process to die after a number of steps.
func (s *storm) fate() func(string) bool {
	left := 1 + s.pick(2*stepsBetweenDeaths)
	return func(step string) bool {
		left--
		if left != 0 {
			return false
		}
		s.bemoan(step)
		return true
	}
}

func (s *storm) bemoan(step string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.deaths[step]++
}

func (s *storm) died() (n int) {
	for _, times := range s.deaths {
		n += times
	}
	return n
}

// settle waits until what waits to be tried again is done too, and what the app
// did not acknowledge has come again for the last time.
func (s *storm) settle(p *process) {
	time.Sleep(7 * time.Minute)
	for range 600 {
		if s.waiting(p) == 0 {
			return
		}
		time.Sleep(10 * time.Second)
	}
	s.t.Errorf("%d things still wait", s.waiting(p))
}

// waiting is how many items and messages are not at their end.
func (s *storm) waiting(p *process) (n int) {
	in, out := s.states(p)
	return in[db.InboxPending] + in[db.InboxRunning] + out[db.MessageQueued] + out[db.MessageSending]
}

func (s *storm) states(p *process) (in, out map[string]int) {
	check(s.t, p.db.View(context.Background(), func(ctx context.Context, tx *db.Tx) (err error) {
		if in, _, err = tx.InboxCounts(ctx); err != nil {
			return err
		}
		out, _, err = tx.OutboxCounts(ctx)
		return err
	}))
	return in, out
}

// pick draws a number below n.
func (s *storm) pick(n int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rand.IntN(n)
}

func (s *storm) between(least, most time.Duration) time.Duration {
	return least + time.Duration(s.pick(int(most-least)))
}

// listed writes what was counted, a line each.
func listed(counts map[string]int) string {
	var b strings.Builder
	for _, what := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(&b, "\n%6d %s", counts[what], what)
	}
	return b.String()
}

// hearsay is what houses write to their logs.
type hearsay struct {
	mu sync.Mutex
	b  strings.Builder
}

// Write keeps a line.
func (h *hearsay) Write(line []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.b.Write(line)
}

// String is what was written so far.
func (h *hearsay) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.b.String()
}
