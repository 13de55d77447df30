package outbox

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"steward/db"
	"steward/db/dbtest"
	"steward/rules/answer"
)

// words is an answer that says something.
type words string

func (words) Articles() []string { return nil }

// workspace is Slack with a memory. What it is told to do it does at once; what
// was done stays, whatever becomes of the one who asked.
type workspace struct {
	mu    sync.Mutex
	posts []post
	looks int
	edits int
	fails func(p Parcel) error // after the post, or before it when it is one of ours
	at    func(step)           // a process may die in the middle of a delivery
}

type post struct{ key, address, said, ts, shared string }

// The steps within a delivery.
const (
	posted   step = "posted, before it is noted"
	noted1   step = "post noted"
	uploaded step = "uploaded, before it is shared"
	shared   step = "shared, before we hear of it"
)

func inSteps() []step { return []step{posted, noted1, uploaded, shared} }

func newWorkspace() *workspace { return &workspace{at: func(step) {}} }

func (w *workspace) Deliver(ctx context.Context, p Parcel) (Receipt, error) {
	time.Sleep(time.Millisecond)
	var err error
	if w.fails != nil {
		err = w.fails(p)
	}
	var later *Later
	var refused *Refused
	if errors.As(err, &later) || errors.As(err, &refused) {
		return p.Sent, err
	}
	if p.Edit.TS != "" {
		w.edit(p)
		return p.Edit, err
	}
	sent, nerr := w.post(ctx, p)
	return sent, errors.Join(err, nerr)
}

// post says it, unless it stands already, and shares the document that an
// answer beginning with "document" has.
func (w *workspace) post(ctx context.Context, p Parcel) (Receipt, error) {
	sent := p.Sent
	if sent.TS == "" {
		n := w.find(p)
		if n < 0 && p.LookOnly {
			return Receipt{}, nil
		}
		if n < 0 {
			n = w.say(p)
			w.at(posted)
		}
		sent.Channel, sent.TS = "D1", w.ts(n)
		if err := p.Note(ctx, sent); err != nil {
			return sent, err
		}
		w.at(noted1)
	}
	if p.LookOnly {
		return sent, nil
	}
	if !strings.HasPrefix(string(p.Answer.(words)), "document") {
		return sent, nil
	}
	return w.attach(ctx, p, sent)
}

func (w *workspace) find(p Parcel) int {
	if !p.Again {
		return -1
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.looks++
	return slices.IndexFunc(w.posts, func(x post) bool { return x.key == p.Message.Identity() })
}

func (w *workspace) say(p Parcel) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.posts = append(w.posts, post{
		key: p.Message.Identity(), address: p.Message.To.Person + p.Message.To.Channel,
		said: string(p.Answer.(words)), ts: fmt.Sprint("ts", len(w.posts)),
	})
	return len(w.posts) - 1
}

func (w *workspace) ts(n int) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.posts[n].ts
}

func (w *workspace) attach(ctx context.Context, p Parcel, sent Receipt) (Receipt, error) {
	if sent.File != "" && w.with(sent.TS).shared == sent.File {
		return sent, nil
	}
	sent.File = "F" + sent.TS
	if err := p.Note(ctx, sent); err != nil {
		return sent, err
	}
	w.at(uploaded)
	w.change(sent.TS, func(x *post) { x.shared += sent.File })
	w.at(shared)
	return sent, nil
}

func (w *workspace) edit(p Parcel) {
	w.change(p.Edit.TS, func(x *post) { x.said = string(p.Answer.(words)) })
	w.mu.Lock()
	defer w.mu.Unlock()
	w.edits++
}

func (w *workspace) change(ts string, do func(*post)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for n := range w.posts {
		if w.posts[n].ts == ts {
			do(&w.posts[n])
		}
	}
}

func (w *workspace) with(ts string) (found post) {
	w.change(ts, func(x *post) { found = *x })
	return found
}

// said lists what stands there, in order, for an address or for all ("").
func (w *workspace) said(address string) []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var list []string
	for _, x := range w.posts {
		if address == "" || x.address == address {
			list = append(list, x.said)
		}
	}
	return list
}

// facts is what messages are made of: the text of a note, and whether it is
// still true.
type facts struct {
	mu   sync.Mutex
	now  map[string]string // by what the note is about
	gone map[string]bool
}

func newFacts() *facts { return &facts{now: map[string]string{}, gone: map[string]bool{}} }

func (f *facts) set(about, text string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now[about] = text
}

func (f *facts) end(about string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.gone[about] = true
}

func (f *facts) kinds() map[string]Kind {
	return map[string]Kind{
		"note":   {Load: f.load, StillTrue: f.stillTrue},
		"plain":  {Load: f.load},
		"broken": {Load: func(context.Context, *db.Tx, Message) (answer.Answer, error) { return nil, errors.New("no facts") }},
		"panics": {Load: func(context.Context, *db.Tx, Message) (answer.Answer, error) { panic("no facts") }},
	}
}

func (f *facts) load(_ context.Context, _ *db.Tx, m Message) (answer.Answer, error) {
	var about string
	if err := m.Decode(&about); err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return words(about + f.now[about]), nil
}

func (f *facts) stillTrue(_ context.Context, _ *db.Tx, m Message) (bool, string, error) {
	var about string
	err := m.Decode(&about)
	f.mu.Lock()
	defer f.mu.Unlock()
	return !f.gone[about], "finished", err
}

// wall is the machine's time, which a test may move: leases then run out.
type wall struct {
	mu    sync.Mutex
	ahead time.Duration
}

func (w *wall) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return time.Now().Add(w.ahead)
}

func (w *wall) move(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ahead += d
}

// a desk is an outbox with everything around it.
type desk struct {
	db    *db.DB
	wall  *wall
	slack *workspace
	facts *facts
	box   *Outbox
}

func newDesk(d *db.DB, w *wall) *desk {
	k := &desk{db: d, wall: w, slack: newWorkspace(), facts: newFacts()}
	k.box = k.another()
	return k
}

// another is the next process on the same database and workspace.
func (k *desk) another() *Outbox {
	return New(k.db, Options{Kinds: k.facts.kinds(), Deliver: k.slack.Deliver, Poll: 5 * time.Millisecond})
}

func onBoth(t *testing.T, fn func(t *testing.T, k *desk)) {
	t.Helper()
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		w := &wall{}
		fn(t, newDesk(dbtest.Open(t, address, db.Options{Wall: w.now}), w))
	})
}

// inBubble runs fn in fake time on a SQLite database.
func inBubble(t *testing.T, fn func(t *testing.T, k *desk)) {
	t.Helper()
	address := dbtest.SQLite(t)
	synctest.Test(t, func(t *testing.T) {
		k := newDesk(dbtest.Open(t, address, db.Options{}), &wall{})
		k.box = New(k.db, Options{Kinds: k.facts.kinds(), Deliver: k.slack.Deliver})
		fn(t, k)
	})
}

// note is a message to a person about something.
func note(person, about string) Message {
	return Message{Kind: "note", To: Address{Person: person}, Refs: about}
}

func put(t *testing.T, d *db.DB, messages ...Message) []int64 {
	t.Helper()
	var ids []int64
	err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		ids = nil
		for _, m := range messages {
			id, err := Put(ctx, tx, m)
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

func redraw(t *testing.T, d *db.DB, id int64) {
	t.Helper()
	if err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error { return Redraw(ctx, tx, id) }); err != nil {
		t.Fatal(err)
	}
}

func row(t *testing.T, d *db.DB, id int64) db.MessageRow {
	t.Helper()
	rows := rows(t, d)
	n := slices.IndexFunc(rows, func(r db.MessageRow) bool { return r.ID == id })
	if n < 0 {
		t.Fatalf("no message %d", id)
	}
	return rows[n]
}

func rows(t *testing.T, d *db.DB) (list []db.MessageRow) {
	t.Helper()
	err := d.View(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		list, err = tx.Messages(ctx, 0, 10_000)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// settle waits until the outbox is idle, in real time or in a bubble's.
func settle(t *testing.T, b *Outbox) {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		idle, err := b.Idle(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if idle {
			return
		}
	}
	t.Fatal("not idle within a minute")
}

func stop(t *testing.T, b *Outbox) {
	t.Helper()
	if err := b.Stop(context.Background()); err != nil {
		t.Error(err)
	}
}

// run delivers until nothing is left to be done soon.
func (k *desk) run(t *testing.T) {
	t.Helper()
	b := k.another()
	b.Start(t.Context())
	settle(t, b)
	stop(t, b)
}

// sudden ends a process at the n-th time it comes to a step: from then on none
// of its goroutines gets further than its next step.
type sudden struct {
	mu   sync.Mutex
	step step
	n    int
	dead bool
	died chan struct{}
}

func newSudden(s step, n int) *sudden { return &sudden{step: s, n: n, died: make(chan struct{})} }

func (s *sudden) at(here step) {
	s.mu.Lock()
	if !s.dead && here == s.step {
		if s.n--; s.n == 0 {
			s.dead = true
			close(s.died)
		}
	}
	dead := s.dead
	s.mu.Unlock()
	if dead {
		runtime.Goexit() // what is deferred runs, so a transaction is rolled back, as by a lost connection
	}
}
