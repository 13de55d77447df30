package bot

import (
	"context"
	"errors"
	"time"

	"steward/handlers"
	"steward/rules/answer"
	"steward/view"
)

// How long people wait in a view, in the machine's time.
const (
	atOnce      = time.Second      // a modal that is made by then is opened itself
	loadWithin  = 15 * time.Second // what is not made by then goes another way
	updateTries = 3                // of a view that can't be brought up to date
	updateAgain = time.Second      // between two of them
)

// The codes of views.update that have a meaning here
// (https://docs.slack.dev/reference/methods/views.update).
const (
	codeClosed   = "not_found"     // no such view: it was closed, or is not there yet
	codeConflict = "hash_conflict" // it is no longer as it was when it was shown
)

var (
	errClosed  = errors.New("the view was closed") // nobody looks at it any more
	errNotMade = errors.New("the modal was not made")
)

// A loaded is what an [Opener] made of a click.
type loaded struct {
	modal *view.Modal
	err   error
}

// load has the modal of a click made.
func (b *Bot) load(in handlers.Incoming) <-chan loaded {
	made := make(chan loaded, 1)
	go func() {
		l := loaded{err: errNotMade}
		defer func() { made <- l }()
		ctx, cancel := context.WithTimeout(b.waits, loadWithin)
		defer cancel()
		if l.modal, l.err = b.open(ctx, in); l.err == nil && l.modal != nil {
			l.err = checkModal(*l.modal)
		}
	}()
	return made
}

// openModal opens the modal of a click while its trigger lives. When it takes longer
// to make, the trigger is used for a view in which the person waits.
func (b *Bot) openModal(in handlers.Incoming) error {
	ctx, cancel := context.WithTimeout(context.Background(), openWithin)
	defer cancel()
	made := b.load(in)
	if handlers.ReshapesSheet(in) { // the view stands, and what is typed in it
		l := <-made
		if l.err != nil || l.modal == nil {
			return l.err
		}
		return b.redraw(ctx, standing{id: in.ViewID}, *l.modal)
	}
	t := time.NewTimer(atOnce)
	defer t.Stop()
	select {
	case l := <-made:
		if l.err != nil || l.modal == nil {
			return l.err
		}
		_, err := b.show(ctx, in, *l.modal)
		return err
	case <-t.C:
	}
	m, err := b.wait.Opening()
	if err != nil {
		return err
	}
	waiting, err := b.show(ctx, in, m)
	l := <-made // also when nobody waits: it is to be over before the program is
	if err != nil {
		return err
	}
	return b.relieve(in, waiting, l)
}

// standing is a view that stands: by Slack's id and what it was like, or by our id.
type standing struct{ id, hash, external string }

// show opens a modal.
func (b *Bot) show(ctx context.Context, in handlers.Incoming, m view.Modal) (s standing, err error) {
	err = b.call(ctx, turn{method: viewsOpen, calls: 1}, func(ctx context.Context) error {
		r, err := b.api.OpenViewContext(ctx, in.Trigger, modalOf(m))
		if err == nil {
			s = standing{id: r.ID, hash: r.Hash}
		}
		return err
	})
	return s, err
}

// relieve shows in the waiting view what was waited for; where there is nothing, that
// it is told elsewhere.
func (b *Bot) relieve(in handlers.Incoming, waiting standing, l loaded) error {
	ctx, cancel := context.WithTimeout(context.Background(), loadWithin)
	defer cancel()
	if l.err != nil || l.modal == nil {
		m, err := b.wait.Elsewhere()
		if err == nil {
			err = b.redraw(ctx, waiting, m)
		}
		if err != nil {
			b.log.Warn("a waiting view stays", "err", err)
		}
		return l.err
	}
	err := b.redraw(ctx, waiting, *l.modal)
	if errorCode(err) != codeConflict {
		return err
	}
	// Somebody has drawn there who may have known more: what stands now is looked up.
	if l = <-b.load(in); l.err != nil || l.modal == nil {
		return l.err
	}
	waiting.hash = ""
	return b.redraw(ctx, waiting, *l.modal)
}

// redraw replaces what a view shows, with a few tries.
func (b *Bot) redraw(ctx context.Context, s standing, m view.Modal) (err error) {
	open := false // a try may have had its effect
	for n := range updateTries {
		if n > 0 && !rest(ctx, updateAgain) {
			break
		}
		err = b.call(ctx, turn{method: viewsUpdate, calls: 1}, func(ctx context.Context) error {
			_, err := b.api.UpdateViewContext(ctx, modalOf(m), s.external, s.hash, s.id)
			return err
		})
		var over bool
		if over, err = s.settled(err, open); over {
			return err
		}
		var held *LaterError
		open = open || !errors.As(err, &held)
	}
	return err
}

// settled reports whether another try would change nothing, and what came of the
// last. A conflict after a try of which nobody knows what came is our own doing: the
// view is as it should be. A view that goes by our id may be on its way still: Slack
// makes it of an acknowledgement.
func (s standing) settled(err error, open bool) (bool, error) {
	var refused interface{ Permanent() string }
	switch code := errorCode(err); {
	case err == nil, code == codeConflict && open:
		return true, nil
	case code == codeClosed:
		return s.external == "", errClosed
	default:
		return code != "" || errors.As(err, &refused), err
	}
}

// bring shows what came of a sheet in the view that waits, and reports whether
// anybody sees it there.
func (d *delivery) bring(ctx context.Context, o answer.SheetOutcome) (bool, error) {
	if d.drawing.Modal == nil { // what can't be drawn nobody sees there: the message says it
		return false, nil
	}
	err := checkModal(*d.drawing.Modal)
	if err == nil {
		err = d.bot.redraw(ctx, standing{external: o.View}, *d.drawing.Modal)
	}
	var refused interface{ Permanent() string }
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, errClosed):
		return false, nil
	case errors.As(err, &refused), errorCode(err) != "":
		d.bot.log.Error("the outcome of a modal goes by message", "key", d.Key, "err", err)
		return false, nil
	}
	return false, err
}
