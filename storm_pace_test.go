package main

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"steward/bot"
	"steward/db"
	"steward/db/dbtest"
	"steward/rules"
	"steward/sandbox"
)

// heldFor is how long a 429 holds a method.
const heldFor = 30 * time.Second

// A counter counts the answers to a method, and from when to when they came.
type counter struct {
	mu          sync.Mutex
	done, early int // those answered, and those answered 429
	first, last time.Time
}

func (c *counter) note(status int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if status == http.StatusTooManyRequests {
		c.early++
		return
	}
	if c.done++; c.done == 1 {
		c.first = time.Now()
	}
	c.last = time.Now()
}

// A share is what two replicas are to use of one of Slack's limits.
type share struct {
	method           string
	perMinute, burst int
	messages         int
	known            bool // the direct channels are
	early            int  // so many answers of 429 come whatever they do
}

// TestReplicasShareTheBudget has two replicas send as much as they may to a
// workspace that holds them to its limits. Together they use what they are allowed,
// and not more.
func TestReplicasShareTheBudget(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]share{
		"messages in the workspace":     {method: "chat.postMessage", perMinute: 300, burst: 2, messages: 150, known: true},
		"a workspace that takes more":   {method: "chat.postMessage", perMinute: 900, burst: 7, messages: 300, known: true},
		"the tier of a method":          {method: "conversations.open", perMinute: 50, burst: 5, messages: 60},
		"the tier, and a 429 meanwhile": {method: "conversations.open", perMinute: 50, burst: 5, messages: 60, early: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address := dbtest.Postgres(t)
			synctest.Test(t, func(t *testing.T) {
				s := newStorm(t, address, 20181130)
				defer s.close()
				s.use(c)
			})
		})
	}
}

// use counts the calls of a method, and of posts, while a throng is answered.
func (s *storm) use(c share) {
	var posts, calls counter
	s.limits = bot.Limits{Workspace: 900}
	if c.known {
		s.limits.Workspace = c.perMinute
	}
	s.heard = func(method string, status int) {
		if method == c.method {
			calls.note(status)
		}
		if method == "chat.postMessage" {
			posts.note(status)
		}
	}
	s.throng(c, func() { posts, calls = counter{}, counter{} })
	took := calls.last.Sub(calls.first) - time.Duration(c.early)*heldFor
	used := float64(calls.done-c.burst) / (float64(c.perMinute) * took.Minutes())
	s.t.Logf("%s: %d calls in %s, %.1f %% of what is allowed; %d answered 429; %d messages posted, %d answered 429",
		c.method, calls.done, took.Round(time.Second), 100*used, calls.early, posts.done, posts.early)
	if used < 0.95 || calls.early > calls.done/100+c.early || posts.early > posts.done/100 {
		s.t.Error("want 95 % used, and at most one of a hundred answered 429")
	}
	if posts.done < c.messages || calls.done < c.messages {
		s.t.Errorf("want %d messages", c.messages)
	}
}

// throng has messages asked for, and lets two replicas send them; begin is called
// when that begins.
func (s *storm) throng(c share, begin func()) {
	one, other := s.start(never, nil), s.start(never, nil)
	time.Sleep(2 * tickEvery) // the first morning's reminders
	s.lull(one)
	on := true
	s.faults(sandbox.Faults{Limits: &on, WorkspaceRate: &s.limits.Workspace})
	asking := s.reached(one, c.known)
	begin()
	for n := range c.messages {
		s.say(asking[n%len(asking)])
	}
	if c.early > 0 {
		time.Sleep(20 * time.Second)
		s.faults(sandbox.Faults{Burst: map[string]int{c.method: c.early}, RetryAfter: int(heldFor.Seconds())})
	}
	s.lull(one)
	other.bury(s)
	one.bury(s)
}

// lull waits until nothing waits to be done; what was said last has to arrive first.
func (s *storm) lull(p *process) {
	time.Sleep(10 * time.Second)
	for s.waiting(p) > 0 {
		time.Sleep(time.Second)
	}
}

// reached are the people whose direct channel is known, or those whose is not.
func (s *storm) reached(p *process, known bool) (list []rules.Person) {
	check(s.t, p.db.View(context.Background(), func(ctx context.Context, tx *db.Tx) error {
		for _, person := range s.people {
			_, there, err := tx.DirectChannel(ctx, person.ID)
			if err != nil {
				return err
			}
			if there == known {
				list = append(list, person)
			}
		}
		return nil
	}))
	return list
}
