package inbox

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"time"

	"steward/db"
)

const (
	// writeWithin bounds the transaction that keeps a batch of items.
	writeWithin = 10 * time.Second
	// linger is how long a writer stays when nothing waits: a new goroutine would
	// first have to grow its stack to the depth that the database takes.
	linger = 50 * time.Millisecond
)

// A letterbox gathers what comes in while a batch is being written: one durable
// commit for all of them, so that many can be acknowledged in time.
type letterbox struct {
	mu      sync.Mutex
	next    *batch // what the next commit will hold; nil when nothing waits
	writing bool
	clerk   chan struct{} // wakes a writer that lingers
}

// A batch is kept by one transaction. fresh and err are set when done is closed.
type batch struct {
	rows  []db.InboxRow
	tell  []func(fresh bool, err error) // by row; nil for who waits for done
	done  chan struct{}
	fresh []bool
	err   error
}

// Accept keeps an item and reports whether it was new. When it returns without
// an error the item is durable. It may be called from many goroutines, also
// before Start and after Stop. When ctx ends first the item may be kept or not.
//
// Who finds nobody writing writes the batch that the item opened: most come
// alone, and need no other goroutine. What comes meanwhile is the next batch,
// which is nobody's in particular.
func (i *Inbox) Accept(ctx context.Context, it Item) (bool, error) {
	b, place, write := i.letter.drop(it, nil)
	if write && i.writeNext() {
		i.carryOn()
	}
	select {
	case <-b.done:
	case <-ctx.Done():
		return false, fmt.Errorf("keep %s: %w", it.Key, ctx.Err())
	}
	return b.outcome(place)
}

// Take is [Inbox.Accept] for who has no time to wait: it returns at once, and
// done is called when the item is durable, or can't be. Items are kept in the
// order of the calls. done must return soon, as the next batch waits for it.
func (i *Inbox) Take(it Item, done func(fresh bool, err error)) {
	if _, _, write := i.letter.drop(it, done); write {
		i.carryOn()
	}
}

// outcome is what came of one row of a batch that is done.
func (b *batch) outcome(place int) (bool, error) {
	if b.err != nil {
		return false, fmt.Errorf("keep %s: %w", b.rows[place].Key, b.err)
	}
	return b.fresh[place], nil
}

// drop puts an item into the next batch, and says whether the caller is to see to
// it that this is written.
func (l *letterbox) drop(it Item, tell func(bool, error)) (b *batch, place int, write bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.next == nil {
		l.next = &batch{done: make(chan struct{})}
	}
	b = l.next
	b.rows = append(b.rows, db.InboxRow{
		Key: it.Key, Kind: it.Kind, Conversation: it.Conversation, SlackTS: it.TS, Person: it.Person, Body: it.Body,
	})
	b.tell = append(b.tell, tell)
	write = !l.writing
	l.writing = true
	return b, len(b.rows) - 1, write
}

// carryOn has somebody write what waits: a writer who lingers, else a new one.
func (i *Inbox) carryOn() {
	select {
	case i.letter.clerk <- struct{}{}:
	default:
		go i.write()
	}
}

// write keeps batch after batch, and lingers when nothing waits.
func (i *Inbox) write() {
	t := time.NewTimer(linger)
	defer t.Stop()
	for {
		for i.writeNext() {
		}
		t.Reset(linger)
		select {
		case <-i.letter.clerk:
		case <-t.C:
			return
		}
	}
}

// writeNext keeps one batch, and reports whether the next is to be written too.
// Before and after, it lets others go first: those whose item can still come into
// the batch, and those who now can acknowledge.
func (i *Inbox) writeNext() bool {
	runtime.Gosched()
	b := i.keep()
	close(b.done)
	for place, tell := range b.tell {
		if tell != nil {
			tell(b.outcome(place))
		}
	}
	i.pump.Wake()
	runtime.Gosched()
	return i.letter.more()
}

// take returns the batch that is to be written: nothing more comes into it.
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

// keep makes a batch durable. What comes while its transaction waits for another
// is still of it. A panic is its error: whoever waits must not wait for ever.
func (i *Inbox) keep() (b *batch) {
	fresh, err := i.kept(func() []db.InboxRow {
		if b == nil {
			b = i.letter.take()
		}
		return b.rows
	})
	if b == nil { // it did not even begin
		b = i.letter.take()
	}
	b.fresh, b.err = fresh, err
	return b
}

func (i *Inbox) kept(rows func() []db.InboxRow) (fresh []bool, err error) {
	defer caught(&err)
	ctx, cancel := context.WithTimeout(context.Background(), writeWithin)
	defer cancel()
	return i.db.KeepInbox(ctx, rows)
}
