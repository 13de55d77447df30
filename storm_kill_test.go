package main

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"steward/db"
	"steward/sandbox"
)

// How often the built program is killed, and what people do meanwhile. It speaks
// at Slack's pace: five messages a second.
const (
	fullKills, quickKills       = 15, 2
	fullHurry, quickHurry       = 90, 20
	papersAmongThem             = 10 // one of so many
	shortestLife, longestLife   = 200 * time.Millisecond, 2500 * time.Millisecond
	lateShare                   = 6 * time.Second   // a document may show up so long after it was sent
	patienceWithTheLast         = 100 * time.Second // an event comes again after a minute
	thinkingTime, lookingAround = 4 * time.Second, 500 * time.Millisecond
)

// TestKilled kills the built program outright, again and again at random times,
// while people talk to it. Nothing is lost and nothing comes twice: what the
// bubble's processes leave behind them, a real one does too.
func TestKilled(t *testing.T) {
	t.Parallel()
	kills, events := quickKills, quickHurry
	if stormSize(t) >= fullStorm {
		kills, events = fullKills, fullHurry
	}
	s := someday(t, 20181215)
	address := startSandbox(t)
	s.slack = desk{http.DefaultClient, address + "/sandbox/"}
	p := newProgram(t, address)
	// Few of the faults fail an attempt: each death counts as one, and after many a
	// failure is followed by a pause of minutes.
	s.faults(sandbox.Faults{
		DropAcks: events / 10, LateVisibility: events / 10, LateShare: 2, RetryAfter: 1,
		Burst: map[string]int{"chat.postMessage": 3}, ErrorAfter: map[string]int{"chat.postMessage": 3},
	})
	var talk sync.WaitGroup
	talk.Go(func() { s.hurry(events) })
	for range kills {
		p.start()
		time.Sleep(s.between(shortestLife, longestLife))
		p.kill()
	}
	p.start()
	talk.Wait()
	d, err := db.Open(t.Context(), p.database(), db.Options{Keys: []db.Key{p.key()}, ReadOnly: true})
	check(t, err)
	defer d.Close()
	ledger := &process{db: d}
	for end := time.Now().Add(patienceWithTheLast); time.Now().Before(end) && s.owed(ledger) > 0; {
		time.Sleep(lookingAround)
	}
	time.Sleep(lateShare)
	p.stop()
	c := s.count(ledger)
	t.Logf("seed %d: killed %d times; %s", s.seed, kills, c)
	c.judge(t, events, events/papersAmongThem)
}

// hurry has so many people do one thing each, all within a short time.
func (s *storm) hurry(events int) {
	asks := []deed{s.say, s.mention, s.command, s.say}
	var all sync.WaitGroup
	for n := range events {
		d := asks[n%len(asks)]
		if n%papersAmongThem == 0 {
			d = s.documentHere
		}
		all.Go(func() {
			time.Sleep(s.between(0, thinkingTime*time.Duration(1+events/20)))
			d(s.people[n])
		})
	}
	all.Wait()
}

// owed is how much is still to come.
func (s *storm) owed(p *process) (n int) {
	var rows []db.MessageRow
	check(s.t, p.db.View(context.Background(), func(ctx context.Context, tx *db.Tx) (err error) {
		rows, err = tx.Messages(ctx, 0, 1_000_000)
		return err
	}))
	got := map[string]int{}
	for _, r := range rows {
		got[printOf(r)]++
	}
	for print, must := range s.tally.must {
		n += max(0, must-got[print])
	}
	return n + s.waiting(p)
}

// program is steward as it is built.
type program struct {
	t     *testing.T
	path  string
	sands string // the sandbox's address
	dir   string
	env   environment
	cmd   *exec.Cmd
	said  hearsay
}

// newProgram builds the program, and a database with the people in it.
func newProgram(t *testing.T, sands string) *program {
	t.Helper()
	dir := t.TempDir()
	p := &program{t: t, path: filepath.Join(dir, "steward"), sands: sands, dir: dir}
	build := exec.Command("go", "build", "-o", p.path, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	p.env = environment{
		"SLACK_BOT_TOKEN=" + sandboxBotToken, "SLACK_APP_TOKEN=" + sandboxAppToken, "SLACK_API_URL=" + sands + "/api/",
		"DATABASE_URL=" + p.database(), "STEWARD_DATA=" + dir, "STEWARD_KEY=" + theirKey,
	}
	var out strings.Builder
	args := []string{"import", "--units", "demo/units.csv", "--people", "demo/people.csv", "--at", "2018-11-20T09:00:00+08:00"}
	if status := run(t.Context(), args, p.env, stdio{nil, &out, &out}); status != 0 {
		t.Fatalf("import: %s", out.String())
	}
	t.Cleanup(func() {
		if p.cmd != nil {
			p.kill()
		}
		if t.Failed() {
			t.Logf("the program said:\n%s", p.said.String())
		}
	})
	return p
}

const theirKey = "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"

func (p *program) database() string { return filepath.Join(p.dir, "steward.db") }

func (p *program) key() db.Key {
	k, err := db.ParseKey(theirKey)
	check(p.t, err)
	return k
}

func (p *program) start() {
	p.cmd = exec.Command(p.path, "serve", "--clock", p.sands)
	p.cmd.Env, p.cmd.Stderr = append([]string{"PATH=" + os.Getenv("PATH")}, p.env...), &p.said
	check(p.t, p.cmd.Start())
}

// kill ends the program with SIGKILL: nothing of it hears of that.
func (p *program) kill() {
	_ = p.cmd.Process.Kill() // it may have ended by itself: then what it said is told
	_ = p.cmd.Wait()         // its error says that it was killed
	p.cmd = nil
}

// stop asks the program to end, and wants it to do so well.
func (p *program) stop() {
	check(p.t, p.cmd.Process.Signal(syscall.SIGTERM))
	if err := p.cmd.Wait(); err != nil {
		p.t.Errorf("the end: %v", err)
	}
	p.cmd = nil
}
