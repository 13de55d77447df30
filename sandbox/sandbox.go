package sandbox

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"sync"
)

// Sandbox is a workspace that runs. Close ends it.
type Sandbox struct {
	opts    Options
	log     *slog.Logger
	mu      sync.Mutex // guards world, memory and the order of what is sent
	world   *world
	memory  *memory
	journal *journal
	clock   *clock
	feed    *feed
	hub     *hub
	methods map[string]endpoint
	faults  *faults
	limits  *limiter
	blobs   *blobs
	pipe    *pipe
	app     appDoor
	outward *http.Client // to the app's request URLs
	host    string       // by which somebody last reached the API; guarded by mu
	handler http.Handler
	ctx     context.Context // ends with Close
	stop    context.CancelFunc
	life    sync.Mutex // guards ended, so that nothing starts during Close
	ended   bool
	running sync.WaitGroup
}

// New opens a workspace: it reads the journal in Options.Dir, adds what is new
// in the seed, and sends again what the app had not acknowledged.
func New(o Options) (*Sandbox, error) {
	o = o.filled()
	w := newWorld()
	j, err := openJournal(o.Dir, w)
	if err != nil {
		return nil, err
	}
	s := &Sandbox{
		opts: o, log: o.Log, world: w, journal: j, memory: newMemory(),
		feed: newFeed(), hub: newHub(), faults: newFaults(), limits: newLimiter(o.Limits, o.WorkspaceRate), blobs: newBlobs(o.Dir), methods: methods(),
		outward: &http.Client{Transport: &http.Transport{}},
	}
	s.app.urls = o.App
	s.ctx, s.stop = context.WithCancel(context.Background())
	if s.clock, err = newClock(o); err == nil {
		err = s.seed()
	}
	if err != nil {
		return nil, errors.Join(err, j.close())
	}
	s.handler = s.routes()
	s.start()
	return s, nil
}

// start sets going what runs by itself.
func (s *Sandbox) start() {
	s.pipe = newPipe(s.handler)
	s.spawn(func() { s.pipe.serve() })
	if s.opts.Dir != "" {
		s.spawn(s.keepClock)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range s.world.pendingInOrder() {
		s.post(e)
	}
}

// enter counts the caller among those that Close waits for; false after Close.
func (s *Sandbox) enter() bool {
	s.life.Lock()
	defer s.life.Unlock()
	if !s.ended {
		s.running.Add(1)
	}
	return !s.ended
}

// spawn runs f in a goroutine that Close waits for.
func (s *Sandbox) spawn(f func()) {
	if !s.enter() {
		return
	}
	go func() {
		defer s.running.Done()
		f()
	}()
}

// Handler serves the Web API under /api/, files, Socket Mode, the control API
// under /sandbox/ and the page at /.
func (s *Sandbox) Handler() http.Handler { return s.handler }

// Close ends every connection and goroutine of the sandbox and closes the
// journal. Requests that a server outside still holds end by themselves.
func (s *Sandbox) Close() error {
	s.life.Lock()
	s.ended = true
	s.life.Unlock()
	s.stop()
	s.hub.closeAll()
	s.pipe.close()
	s.running.Wait()
	s.outward.CloseIdleConnections()
	var err error
	if s.opts.Dir != "" {
		err = saveClock(s.opts.Dir, s.clock.now(), true)
	}
	return errors.Join(err, s.journal.close())
}

// seed adds the users and channels of the options that are not stored yet.
func (s *Sandbox) seed() error {
	return s.change(func(t *turn) error {
		for _, u := range s.opts.Users {
			if t.users[u.ID] == nil {
				u.Roles = append([]string{}, u.Roles...)
				t.put(record{User: &u})
			}
		}
		for _, c := range s.opts.Channels {
			if t.convs[c.ID] == nil {
				t.put(record{Conv: seeded(c)})
			}
		}
		return nil
	})
}

func seeded(c Channel) *conversation {
	members := slices.Clone(c.Members)
	if !c.WithoutBot && !slices.Contains(members, BotUser) {
		members = append(members, BotUser)
	}
	return &conversation{ID: c.ID, Name: c.Name, Members: members, Private: c.Private}
}

// dm opens a person's direct conversation with the app, once.
func (t *turn) dm(user string) *conversation {
	id := dmOf(user)
	if c := t.convs[id]; c != nil {
		return c
	}
	c := &conversation{ID: id, Members: []string{user, BotUser}, IM: true}
	t.put(record{Conv: c})
	return c
}
