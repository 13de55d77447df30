package outbox

import (
	"context"
	"errors"
	"sync"

	"steward/db"
)

// A ledgerDesk writes outcomes down, many in one durable commit: whoever comes
// while a commit is under way is written by the next. One of those who wait leads,
// and writes for all; nobody writes for others longer than for themselves.
type ledgerDesk struct {
	mu      sync.Mutex
	waiting []*entry
	led     bool // somebody leads
}

// An entry is one outcome that is to be written down.
type entry struct {
	outcome outcome
	turn    chan struct{} // closed when it is the entry's turn to lead, or it is done
	lead    bool          // set before turn is closed
	err     error
}

// errUnwritten is told to those whose leader died.
var errUnwritten = errors.New("not written down")

// join puts an outcome with those that wait, and returns when it is written or is
// to lead.
func (l *ledgerDesk) join(o outcome) *entry {
	e := &entry{outcome: o, turn: make(chan struct{}), err: errUnwritten}
	l.mu.Lock()
	l.waiting = append(l.waiting, e)
	if !l.led {
		l.led, e.lead = true, true
		close(e.turn)
	}
	l.mu.Unlock()
	<-e.turn
	return e
}

// take returns all that wait, for their leader to write.
func (l *ledgerDesk) take() []*entry {
	l.mu.Lock()
	defer l.mu.Unlock()
	batch := l.waiting
	l.waiting = nil
	return batch
}

// pass ends a batch and hands the lead to one who came meanwhile.
func (l *ledgerDesk) pass(batch []*entry) {
	for _, e := range batch {
		if !e.lead {
			close(e.turn)
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.led = len(l.waiting) > 0; l.led {
		next := l.waiting[0]
		next.lead = true
		close(next.turn)
	}
}

// record writes an outcome down, and returns when it is durable.
func (b *Outbox) record(ctx context.Context, o outcome) error {
	e := b.desk.join(o)
	if e.lead {
		b.lead(ctx)
	}
	return e.err
}

// lead writes for all who wait. When that fails, each is tried alone, so that none
// suffers for another.
func (b *Outbox) lead(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), recordWithin)
	defer cancel()
	batch := b.desk.take()
	defer func() { b.desk.pass(batch) }() // also when the process dies here
	err := b.write(ctx, batch)
	if err == nil || len(batch) == 1 {
		return
	}
	for _, e := range batch {
		_ = b.write(ctx, []*entry{e}) // told in the entry
	}
}

// write writes entries in one transaction. A lease that was lost concerns its own
// entry alone: it changed nothing.
func (b *Outbox) write(ctx context.Context, batch []*entry) error {
	errs := make([]error, len(batch))
	err := b.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		for i, e := range batch {
			if errs[i] = e.outcome(ctx, tx); errs[i] != nil && !errors.Is(errs[i], db.ErrLeaseLost) {
				return errs[i]
			}
		}
		b.at(inRecord)
		return nil
	})
	for i, e := range batch {
		if e.err = errs[i]; err != nil {
			e.err = err
		}
	}
	return err
}
