package bot

import (
	"context"
	"hash/maphash"
	"sync"
	"time"
)

// The size of the pool that keeps and acknowledges.
const (
	laneDepth   = 256                     // envelopes that may wait in a lane
	keepWithin  = 2500 * time.Millisecond // within Slack's three seconds
	firstRepeat = 50 * time.Millisecond   // after the inbox failed; doubled each time
)

// A job is one envelope: what it brought, and the acknowledgement, which may say
// something.
type job struct {
	arrival
	ack func(reply any) error
}

// desk is a bounded pool. Each conversation has its lane, so that what one
// person says is kept in the order in which it came.
type desk struct {
	seed    maphash.Seed
	lanes   []chan job
	workers sync.WaitGroup
	mu      sync.RWMutex // held for reading while a job is put, never during work
	closed  bool
}

func newDesk(lanes int, work func(job)) *desk {
	d := &desk{seed: maphash.MakeSeed(), lanes: make([]chan job, lanes)}
	for i := range d.lanes {
		lane := make(chan job, laneDepth)
		d.lanes[i] = lane
		d.workers.Go(func() {
			for j := range lane {
				work(j)
			}
		})
	}
	return d
}

// put hands a job over without waiting. It reports false when the lane is full
// or the desk closed: then the envelope stays unacknowledged, and Slack brings
// it again.
func (d *desk) put(conversation string, j job) bool {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if d.closed {
		return false
	}
	lane := d.lanes[maphash.String(d.seed, conversation)%uint64(len(d.lanes))]
	select {
	case lane <- j:
		return true
	default:
		return false
	}
}

// drain takes nothing more and returns when all that was put is done.
func (d *desk) drain() {
	d.mu.Lock()
	d.closed = true
	d.mu.Unlock()
	for _, lane := range d.lanes {
		close(lane)
	}
	d.workers.Wait()
}

// work settles what a job brought, then acknowledges.
func (b *Bot) work(j job) {
	reply, err := b.settle(context.Background(), j.arrival)
	if err != nil {
		b.log.Error("not kept, so not acknowledged", "key", j.item.Key, "err", err)
		return
	}
	if err := j.ack(reply); err != nil {
		b.log.Warn("acknowledgement", "err", err) // Slack brings it again; the key holds
	}
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
