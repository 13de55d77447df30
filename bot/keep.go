package bot

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"time"
)

// links keeps the Socket Mode connections of one run.
type links struct {
	bot     *Bot
	ctx     context.Context // ends when Run is to end
	running sync.WaitGroup  // readers, pingers, and those who wait to close
	mu      sync.Mutex
	open    map[*link]bool // every link that is still read, retired ones too
}

// keep holds one connection up until ctx ends, and returns an error only when
// trying further is of no use.
func (k *links) keep() error {
	var p pace
	for k.ctx.Err() == nil {
		err := k.one(&p)
		if err == nil {
			continue // asked politely to go, or the end
		}
		var stop *FatalError
		if errors.As(err, &stop) {
			return stop
		}
		wait := p.next(err)
		k.bot.log.Warn("socket mode: connect again", "err", err, "in", wait)
		rest(k.ctx, wait)
	}
	return nil
}

// one makes a connection and stays with it until the next is wanted. The link
// itself may live on: it is read until it ends.
func (k *links) one(p *pace) error {
	l, err := k.dial()
	if err != nil {
		return err
	}
	k.bot.ready.Add(1)
	defer k.bot.ready.Add(-1)
	err = l.stay(k.ctx, p)
	if k.ctx.Err() == nil {
		k.running.Go(func() { l.expire(k.ctx) })
	}
	return err
}

// expire closes a link that was asked to go, once the grace is over.
func (l *link) expire(ctx context.Context) {
	t := time.NewTimer(grace)
	defer t.Stop()
	select {
	case <-t.C:
		l.close()
	case <-l.ended:
	case <-ctx.Done(): // links.close does it
	}
}

// dial opens a connection and waits for Slack's hello.
func (k *links) dial() (*link, error) {
	ctx, cancel := context.WithTimeout(k.ctx, callWithin)
	defer cancel()
	_, address, err := k.bot.api.StartSocketModeContext(ctx)
	if err != nil {
		return nil, errors.Join(fatal(err), err)
	}
	l := newLink(k.ctx)
	if err := l.dial(ctx, address, k.bot.http); err != nil {
		return nil, fmt.Errorf("slack: open the socket: %w", bare(err))
	}
	k.add(l)
	return l, k.greeting(l)
}

// bare takes the address out of an error: whoever has that of a socket, with its
// ticket, or a signed one for an upload, needs no token. What was tried and why it
// failed stay, also for errors.Is and errors.As.
func bare(err error) error {
	var u *url.Error
	if !errors.As(err, &u) {
		return err
	}
	return fmt.Errorf("%s: %w", u.Op, bare(u.Err))
}

func (k *links) add(l *link) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.open[l] = true
	k.running.Go(func() {
		l.read(func(raw []byte) { k.bot.frame(l, raw) })
		k.mu.Lock()
		defer k.mu.Unlock()
		delete(k.open, l)
	})
	k.running.Go(l.ping)
	k.running.Go(func() { l.say(k.bot.log) })
}

// greeting waits for hello; Slack may ask us to go instead.
func (k *links) greeting(l *link) error {
	t := time.NewTimer(helloWithin)
	defer t.Stop()
	var err error
	select {
	case <-l.hello:
		return nil
	case <-l.leaving:
		if err = l.asked; err == nil {
			err = errShort
		}
	case <-l.ended:
		err = l.parting()
	case <-t.C:
		err = errNoHello
	case <-k.ctx.Done():
		return k.ctx.Err() // links.close closes it
	}
	l.close()
	return err
}

var errNoHello = errors.New("slack: no hello on the new connection")

// close ends every connection and waits for what runs on them.
func (k *links) close() {
	k.mu.Lock()
	open := make([]*link, 0, len(k.open))
	for l := range k.open {
		open = append(open, l)
	}
	k.mu.Unlock()
	for _, l := range open {
		k.running.Go(l.close)
	}
	k.running.Wait()
}
