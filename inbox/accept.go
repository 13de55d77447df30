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
func (i *Inbox) Accept(ctx context.Context, it Item) (bool, error) {
	b, place := i.drop(ctx, db.InboxRow{
		Key: it.Key, Kind: it.Kind, Conversation: it.Conversation, SlackTS: it.TS, Person: it.Person, Body: it.Body,
	})
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

// drop puts a row into the next batch and sees to it that somebody writes it.
func (i *Inbox) drop(ctx context.Context, r db.InboxRow) (b *batch, place int) {
	i.letter.mu.Lock()
	defer i.letter.mu.Unlock()
	if i.letter.next == nil {
		i.letter.next = &batch{done: make(chan struct{})}
	}
	b = i.letter.next
	b.rows = append(b.rows, r)
	if !i.letter.writing {
		i.letter.writing = true
		go i.write(context.WithoutCancel(ctx))
	}
	return b, len(b.rows) - 1
}

// write keeps batch after batch until nothing waits.
func (i *Inbox) write(ctx context.Context) {
	for b := i.letter.take(); b != nil; b = i.letter.take() {
		i.keep(ctx, b)
		close(b.done)
		i.pump.Wake()
	}
}

// take returns the batch to be written; nil ends the writing.
func (l *letterbox) take() *batch {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.next
	l.next = nil
	l.writing = b != nil
	return b
}

func (i *Inbox) keep(ctx context.Context, b *batch) {
	ctx, cancel := context.WithTimeout(ctx, writeWithin)
	defer cancel()
	b.err = i.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		var err error
		b.fresh, err = tx.PutInbox(ctx, b.rows)
		return err
	})
}
