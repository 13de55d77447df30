package sandbox

import (
	"fmt"
	"time"
)

// turn is one change of the workspace, made while nobody else looks at it.
type turn struct {
	*world
	s     *Sandbox
	now   time.Time
	batch []record
	notes []obj
	sends []*event
}

// change gives f the workspace to itself. What f put is journalled before
// change returns, then shown to the page and sent to the app, in order.
func (s *Sandbox) change(f func(t *turn) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := &turn{world: s.world, s: s, now: s.clock.now()}
	err := f(t)
	if jerr := s.journal.append(t.batch); jerr != nil {
		s.log.Error("journal", "err", jerr)
		return fmt.Errorf("keep the change: %w", jerr)
	}
	for _, n := range t.notes {
		s.feed.publish(n)
	}
	for _, e := range t.sends {
		s.post(e)
	}
	return err
}

// look gives f the workspace to read.
func (s *Sandbox) look(f func(w *world)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(s.world)
}

// put applies a record and keeps it for the journal.
func (t *turn) put(r record) {
	r.Seq, r.Last = t.seq, t.last
	t.apply(&r)
	t.batch = append(t.batch, r)
}

// note tells the page that something is new.
func (t *turn) note(n obj) { t.notes = append(t.notes, n) }

// ts gives the next timestamp: the domain second, and a count within it.
func (t *turn) ts() string {
	at := t.now.Unix()*1_000_000 + 100
	if at <= t.last {
		at = t.last + 100
	}
	t.last = at
	return fmt.Sprintf("%d.%06d", at/1_000_000, at%1_000_000)
}

// tell queues an event for the app.
func (t *turn) tell(body obj) {
	e := &event{ID: t.nextID("Ev"), Time: t.now.Unix(), Event: body}
	t.put(record{Event: e})
	t.sends = append(t.sends, e)
}
