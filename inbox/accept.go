package inbox

import (
	"context"
	"fmt"
	"sync"
	"time"

	"steward/db"
)

// writeWithin bounds the transaction that keeps a batch of items.
const writeWithin = 10 * time.Second

// A letterbox gathers what comes in while a batch is being written: one durable
// commit for all of them, so that many can be acknowledged in time.
type letterbox struct {
	mu      sync.Mutex
	next    *batch // what the next commit will hold; nil when nothing waits
	writing bool
}

// A batch is kept by one transaction. fresh and err are set when done is closed.
type batch struct {
	rows  []db.InboxRow
	done  chan struct{}
	fresh []bool
	err   error
}

// Accept keeps an item and reports whether it was new. When it returns without
// an error the item is durable. It may be called from many goroutines, also
// before Start and after Stop. When ctx ends first the item may be kept or not.
//
// Who finds nobody writing writes the batch that the item opened: most come
// alone, and need no goroutine, with a stack to grow, of their own. What comes
// meanwhile is the next batch, which is nobody's in particular.
func (i *Inbox) Accept(ctx context.Context, it Item) (bool, error) {
	b, place, write := i.drop(db.InboxRow{
		Key: it.Key, Kind: it.Kind, Conversation: it.Conversation, SlackTS: it.TS, Person: it.Person, Body: it.Body,
	})
	if write {
		alone := context.WithoutCancel(ctx)
		if i.writeNext(alone) {
			go i.write(alone)
		}
	}
	select {
	case <-b.done:
	case <-ctx.Done():
		return false, fmt.Errorf("keep %s: %w", it.Key, ctx.Err())
	}
	if b.err != nil {
		return false, fmt.Errorf("keep %s: %w", it.Key, b.err)
	}
	return b.fresh[place], nil
}

// drop puts a row into the next batch, and says whether the caller is to write it.
func (i *Inbox) drop(r db.InboxRow) (b *batch, place int, write bool) {
	i.letter.mu.Lock()
	defer i.letter.mu.Unlock()
	if i.letter.next == nil {
		i.letter.next = &batch{done: make(chan struct{})}
	}
	b = i.letter.next
	b.rows = append(b.rows, r)
	write = !i.letter.writing
	i.letter.writing = true
	return b, len(b.rows) - 1, write
}

// write keeps batch after batch until nothing waits.
func (i *Inbox) write(ctx context.Context) {
	for more := true; more; {
		more = i.writeNext(ctx)
	}
}

// writeNext keeps one batch, and reports whether the next is to be written too.
func (i *Inbox) writeNext(ctx context.Context) bool {
	b := i.letter.take()
	i.keep(ctx, b)
	close(b.done)
	i.pump.Wake()
	return i.letter.more()
}

// take returns the batch that is to be written.
func (l *letterbox) take() *batch {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.next
	l.next = nil
	return b
}

// more reports whether another batch waits; when none does, the writing is over.
func (l *letterbox) more() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.writing = l.next != nil
	return l.writing
}

// keep makes a batch durable. A panic is its error: whoever waits must not wait
// for ever.
func (i *Inbox) keep(ctx context.Context, b *batch) {
	ctx, cancel := context.WithTimeout(db.Hurry(ctx), writeWithin)
	defer cancel()
	defer caught(&b.err)
	b.err = i.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		var err error
		b.fresh, err = tx.PutInbox(ctx, b.rows)
		return err
	})
}
