package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A subject is what is measured: how it is started, where it takes what in, and
// what can be learnt of it afterwards.
type subject struct {
	command []string
	env     []string
	paths   map[string]string // by kind
	sockets int               // Socket Mode connections that it opens
	folder  string            // of its database; "" when it keeps nothing
}

func boltSubject(o options) subject {
	const path = "/slack/events"
	return subject{
		command: []string{"node", o.bolt}, env: []string{"STEWARD_NODE_MODULES=" + o.modules}, sockets: 1,
		paths: map[string]string{command: path, click: path, mention: path},
	}
}

// other is what steward is measured beside.
func other(o options) subject {
	if o.beside != "" {
		return stewardSubject(o, o.beside)
	}
	return boltSubject(o)
}

func stewardSubject(o options, program string) subject {
	return subject{
		command: []string{program, "serve"}, sockets: 2, folder: filepath.Join(o.disk, "bench"),
		paths: map[string]string{command: "/slack/commands", click: "/slack/interactivity", mention: "/slack/events"},
	}
}

// A process is a subject that runs.
type process struct {
	cmd     *exec.Cmd
	address string // where it listens, by HTTP
	log     *os.File
	before  time.Duration // of the processor, used before the load
}

// begin starts a subject alone on the first core, and returns when it can take
// something in.
func (s subject) begin(ctx context.Context, way string, slack *slack) (*process, error) {
	address, err := freeAddress(ctx)
	if err != nil {
		return nil, err
	}
	p := &process{address: address}
	if p.log, err = os.CreateTemp("", "bench-*.log"); err != nil {
		return nil, err
	}
	p.cmd = exec.CommandContext(ctx, "taskset", append([]string{"-c", "0"}, s.command...)...)
	p.cmd.Stdout, p.cmd.Stderr = p.log, p.log
	p.cmd.Env = append(s.environment(way, address, slack), s.env...)
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	if err := s.ready(ctx, way, address, slack); err != nil {
		return nil, errors.Join(err, p.end())
	}
	if p.before, err = p.used(); err != nil {
		return nil, errors.Join(err, p.end())
	}
	return p, nil
}

// environment has little of ours: nothing of this shell is to change a figure.
func (s subject) environment(way, address string, slack *slack) []string {
	env := []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"),
		"SLACK_BOT_TOKEN=xoxb-bench", "SLACK_API_URL=http://" + slack.address + "/api/", "STEWARD_DATA=" + s.folder,
	}
	if way == bySocket {
		return append(env, "SLACK_APP_TOKEN=xapp-bench")
	}
	return append(env, "SLACK_SIGNING_SECRET="+secret, "STEWARD_LISTEN="+address)
}

func freeAddress(ctx context.Context) (string, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// readyWithin bounds a start; quiet is what a subject is given after it.
const (
	readyWithin = 20 * time.Second
	quiet       = 500 * time.Millisecond
)

var errNotReady = errors.New("it did not begin to listen, or to connect")

func (s subject) ready(ctx context.Context, way, address string, slack *slack) error {
	ctx, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	for !s.reached(ctx, way, address, slack) {
		if err := pause(ctx, quiet/10); err != nil {
			return errors.Join(errNotReady, err)
		}
	}
	return pause(ctx, quiet)
}

func (s subject) reached(ctx context.Context, way, address string, slack *slack) bool {
	if way == bySocket {
		return slack.connections() >= s.sockets
	}
	c, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
	if err == nil {
		_ = c.Close()
	}
	return err == nil
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// memory returns how much memory the process has resident, and how much it has had
// at most, in bytes.
func (p *process) memory() (resident, peak int, err error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0, 0, err
	}
	for name, into := range map[string]*int{"VmRSS": &resident, "VmHWM": &peak} {
		m := regexp.MustCompile(name + `:\s+(\d+) kB`).FindSubmatch(status)
		if m == nil {
			return 0, 0, fmt.Errorf("no %s in the process's status", name)
		}
		kb, err := strconv.Atoi(string(m[1]))
		if err != nil {
			return 0, 0, err
		}
		*into = kb << 10
	}
	return resident, peak, nil
}

// spent returns how much of the processor the process has used since it was ready.
func (p *process) spent() (time.Duration, error) {
	now, err := p.used()
	return now - p.before, err
}

// used returns how much of the processor the process has used.
func (p *process) used() (used time.Duration, err error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	// The name, in brackets, may have spaces; user and system time follow it as the
	// twelfth and thirteenth word, in hundredths of a second.
	words := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	for _, word := range words[11:13] {
		ticks, err := strconv.Atoi(word)
		if err != nil {
			return 0, err
		}
		used += time.Duration(ticks) * (time.Second / 100)
	}
	return used, nil
}

// end kills the process: what it has acknowledged must be there all the same.
func (p *process) end() error {
	err := p.cmd.Process.Signal(syscall.SIGKILL)
	_ = p.cmd.Wait() // it was killed, and says so
	return errors.Join(err, p.log.Close(), os.Remove(p.log.Name()))
}
