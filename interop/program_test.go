package interop_test

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// program is a process that runs beside the test and ends with it.
type program struct {
	t     *testing.T
	name  string
	cmd   *exec.Cmd
	input io.Closer
	lines chan string // of its output, in order; closed at its end
	said  *sink       // what it wrote to its errors
	ended chan struct{}
	err   error // how it ended, once it has
	once  sync.Once
}

// sink keeps what a process writes.
type sink struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write keeps p.
func (s *sink) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

// String is what was written so far.
func (s *sink) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// start runs a program with exactly this environment, in a process group of its
// own, so that what it starts in turn ends with it too.
func start(t *testing.T, environ []string, path string, args ...string) *program {
	t.Helper()
	p := &program{
		t: t, name: path, cmd: exec.Command(path, args...), said: &sink{},
		lines: make(chan string, 1000), ended: make(chan struct{}),
	}
	p.cmd.Env, p.cmd.Stderr = environ, p.said
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	p.cmd.WaitDelay = time.Second
	var err error
	if p.input, err = p.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(p.ended)
		p.read(out) // to its end: Wait closes it
		p.err = p.cmd.Wait()
	}()
	t.Cleanup(p.stop)
	return p
}

// read passes the program's output on by lines. It must never be stopped at a
// full pipe: what nobody takes is let go.
func (p *program) read(out io.Reader) {
	defer close(p.lines)
	scan := bufio.NewScanner(out)
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		select {
		case p.lines <- scan.Text():
		default:
		}
	}
	_, _ = io.Copy(io.Discard, out) // after a line too long to scan
}

// says waits for a line of the program's output that begins so, and returns
// the rest of it.
func (p *program) says(beginning string) string {
	p.t.Helper()
	limit := time.After(patience)
	for {
		select {
		case line, open := <-p.lines:
			if rest, ok := strings.CutPrefix(line, beginning); ok {
				return strings.TrimSpace(rest)
			}
			if !open {
				p.t.Fatalf("%s ended without saying %q", p.name, beginning)
			}
		case <-limit:
			p.t.Fatalf("%s did not say %q", p.name, beginning)
		}
	}
}

// stop ends the program, once. What it wrote to its errors is told if the test
// has failed.
func (p *program) stop() {
	p.once.Do(p.end)
	if p.t.Failed() {
		p.t.Logf("%s said:\n%s", p.name, p.said)
	}
}

// end asks the program to end, waits for it a while, and then insists.
func (p *program) end() {
	_ = p.input.Close() // it may have closed its end
	group := -p.cmd.Process.Pid
	_ = syscall.Kill(group, syscall.SIGTERM) // it may be gone
	select {
	case <-p.ended:
	case <-time.After(15 * time.Second):
		p.t.Errorf("%s did not end when asked", p.name)
		_ = syscall.Kill(group, syscall.SIGKILL)
		<-p.ended
	}
	_ = syscall.Kill(group, syscall.SIGKILL) // what it may have left behind
}

// ourEnvironment is what a program of others' needs of this process's own.
func ourEnvironment(more ...string) []string {
	return append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.TempDir(), "TZ=Asia/Shanghai"}, more...)
}
