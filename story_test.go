package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestStories plays the conversations under testdata/script: one sandbox, one
// house and one script in a bubble of fake time. What a command brought about is
// its standard output; docs of the commands are at [stage.commands].
func TestStories(t *testing.T) {
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, script := range scripts {
		t.Run(strings.TrimSuffix(filepath.Base(script), ".txtar"), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { play(t, script) })
		})
	}
}

// play runs one script. Inside a bubble tests may not be started, so the
// script's own is this one.
func play(t *testing.T, script string) {
	s := &stage{t: t, dir: t.TempDir()}
	defer s.strike()
	testscript.RunT(actor{t}, testscript.Params{
		Files: []string{script}, Cmds: s.commands(),
	})
	s.nothingPersonal(script)
}

// actor is a T that runs what it is given at once.
type actor struct{ *testing.T }

// Run runs the script in the test that is under way.
func (a actor) Run(_ string, f func(testscript.T)) { f(a) }

// Parallel does nothing: bubbles are alone.
func (actor) Parallel() {}

// Verbose reports whether the log is wanted.
func (actor) Verbose() bool { return testing.Verbose() }

// stage is where a script plays.
type stage struct {
	t    *testing.T
	dir  string
	who  string // the id of the person who acts
	w    *workspace
	stop func() error
	seen map[string]string // by person: ts of the last message that was shown
	log  strings.Builder
}

// begin opens the workspace on the script's folder and runs the house in it.
func (s *stage) begin(at time.Time) error {
	if s.seen == nil {
		s.seen = map[string]string{}
	}
	ctx, cancel := context.WithCancel(context.Background())
	w, err := (&sandboxCmd{At: at}).open(ctx, s.dir, testLog(&s.log))
	if err != nil {
		cancel()
		return err
	}
	done := make(chan error, 1)
	go func() { done <- w.runHouse(ctx) }()
	s.w = w
	s.stop = func() error {
		cancel()
		err := <-done
		s.w = nil
		if cerr := w.close(); err == nil {
			err = cerr
		}
		return err
	}
	settle()
	return nil
}

// strike ends what a script left running.
func (s *stage) strike() {
	if s.w == nil {
		return
	}
	if err := s.stop(); err != nil {
		s.t.Errorf("the house did not end well: %v", err)
	}
	if s.log.Len() > 0 {
		s.t.Logf("the house said:\n%s", s.log.String())
	}
}

// settle gives the house time to answer; in a bubble it costs none.
func settle() {
	time.Sleep(3 * time.Second)
	synctest.Wait()
}

// person is the id of somebody as scripts write them: UNIT/ROLE, office/ROLE, city/ROLE,
// with #2 for the second of them.
func (s *stage) person(as string) (string, error) {
	name, nth, _ := strings.Cut(as, "#")
	unit, role, _ := strings.Cut(name, "/")
	users, err := s.users()
	if err != nil {
		return "", err
	}
	n := 1
	if nth == "2" {
		n = 2
	}
	for _, u := range users {
		if u.Unit+"/"+u.Roles[0] != unit+"/"+role && (u.Unit != "" || u.Roles[0] != name) {
			continue
		}
		if n--; n == 0 {
			return u.ID, nil
		}
	}
	return "", fmt.Errorf("nobody is %s", as)
}
