package bot

import (
	"context"
	"hash/maphash"
	"sync"
	"time"
)

// The size of the desk, at which what Socket Mode brings is kept and acknowledged.
const (
	laneDepth   = 1024                    // envelopes that may wait in a lane
	mostKeeping = 8192                    // envelopes that may wait for the inbox
	keepWithin  = 2500 * time.Millisecond // within Slack's three seconds
	firstRepeat = 50 * time.Millisecond   // after the inbox failed; doubled each time
)

// A job is one envelope: what it brought, and the acknowledgement, which may say
// something.
type job struct {
	arrival
	ack func(reply any)
}

// desk hands jobs to the inbox. Each conversation has its lane, so that what one
// person says is kept in the order in which it came. A job that needs to wait for
// nobody is done at once by whoever puts it, unless others of its lane wait. No
// job waits for the commit of the one before: the inbox calls when it is kept.
type desk struct {
	seed    maphash.Seed
	work    func(j job, kept func())
	prompt  func(job) bool
	lanes   []lane
	workers sync.WaitGroup // of lanes
	mu      sync.RWMutex   // held for reading while a job is put
	closed  bool
	keeping keeping
}

// A lane holds the jobs that have to wait; a worker is at it while there are any.
type lane struct {
	mu   sync.Mutex
	jobs []job
	busy bool
}

func newDesk(lanes int, prompt func(job) bool, work func(j job, kept func())) *desk {
	return &desk{
		seed: maphash.MakeSeed(), work: work, prompt: prompt, lanes: make([]lane, lanes),
		keeping: keeping{none: sync.NewCond(&sync.Mutex{})},
	}
}

// put does a job or has it done, and never waits for others. It reports false when
// too many wait or the desk is closed: then the envelope stays unacknowledged, and
// Slack brings it again.
func (d *desk) put(conversation string, j job) bool {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if d.closed || !d.keeping.more() {
		return false
	}
	l := &d.lanes[maphash.String(d.seed, conversation)%uint64(len(d.lanes))]
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case !l.busy && d.prompt(j):
		d.work(j, d.keeping.less)
		return true
	case len(l.jobs) == laneDepth:
		d.keeping.less()
		return false
	}
	l.jobs = append(l.jobs, j)
	if !l.busy {
		l.busy = true
		d.workers.Go(func() { d.serve(l) })
	}
	return true
}

// serve does the jobs of a lane until none is left.
func (d *desk) serve(l *lane) {
	for {
		l.mu.Lock()
		if len(l.jobs) == 0 {
			l.busy, l.jobs = false, nil
			l.mu.Unlock()
			return
		}
		j := l.jobs[0]
		l.jobs = l.jobs[1:]
		l.mu.Unlock()
		d.work(j, d.keeping.less)
	}
}

// drain takes nothing more and returns when all that was put is done, or can be
// acknowledged in time no longer.
func (d *desk) drain() {
	d.mu.Lock()
	d.closed = true
	d.mu.Unlock()
	d.workers.Wait()
	d.keeping.wait(ackWithin)
}

// keeping counts what was put and is not done.
type keeping struct {
	none *sync.Cond
	n    int
}

func (k *keeping) more() bool {
	k.none.L.Lock()
	defer k.none.L.Unlock()
	if k.n == mostKeeping {
		return false
	}
	k.n++
	return true
}

func (k *keeping) less() {
	k.none.L.Lock()
	defer k.none.L.Unlock()
	if k.n--; k.n == 0 {
		k.none.Broadcast()
	}
}

// wait returns when nothing is left, or after so long.
func (k *keeping) wait(most time.Duration) {
	over := false
	t := time.AfterFunc(most, func() {
		k.none.L.Lock()
		defer k.none.L.Unlock()
		over = true
		k.none.Broadcast()
	})
	defer t.Stop()
	k.none.L.Lock()
	defer k.none.L.Unlock()
	for k.n > 0 && !over {
		k.none.Wait()
	}
}

// work settles what a job brought, then acknowledges, and calls done.
func (b *Bot) work(j job, done func()) {
	it, reply := b.sift(context.Background(), j.arrival)
	if it == nil {
		j.ack(reply)
		done()
		return
	}
	b.have(*it, func(fresh bool, err error) {
		defer done()
		if err == nil && fresh {
			b.follow(*it)
		}
		b.kept(j, *it, reply, err)
	})
}

// have has an item kept without waiting for it. Only after a failure somebody
// waits, between the further attempts.
func (b *Bot) have(it Item, then func(fresh bool, err error)) {
	b.inbox.Take(it, func(fresh bool, err error) {
		if err == nil {
			then(fresh, nil)
			return
		}
		go func() { then(b.keep(context.Background(), it)) }()
	})
}

// kept acknowledges what is durable.
func (b *Bot) kept(j job, it Item, reply any, err error) {
	if err != nil {
		b.log.Error("not kept, so not acknowledged", "key", it.Key, "err", err)
		return
	}
	j.ack(reply)
}

// keep hands an item to the inbox, a few times if need be while Slack waits:
// a click that is not kept is lost, as Slack does not send it twice.
// It reports whether the item was new.
func (b *Bot) keep(ctx context.Context, it Item) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, keepWithin)
	defer cancel()
	for wait := firstRepeat; ; wait *= 2 {
		fresh, err := b.inbox.Accept(ctx, it)
		if err == nil || !rest(ctx, wait) {
			return fresh, err
		}
	}
}
