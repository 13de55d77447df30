package bot

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"steward/handlers"
	"steward/rules/answer"
	"steward/view"
)

// A told is what Slack was told of views: the method, the title, and by what the view
// was meant.
type told struct{ Method, Title, ID, Hash string }

// slowly is a stage whose modal takes so long to make. updates are what Slack says to
// the updates of views, the last to all further ones.
func slowly(t *testing.T, takes time.Duration, updates []string, play func(s *stage, heard func() []told)) {
	loop(t, 1, func(t *testing.T, s *stage) {
		var all []told
		note := func(method string, r *http.Request) {
			var call struct {
				ViewID string `json:"view_id"`
				Hash   string
				View   struct{ Title struct{ Text string } }
			}
			body, err := io.ReadAll(r.Body)
			if err == nil {
				err = json.Unmarshal(body, &call)
			}
			if err != nil {
				t.Errorf("%s: %s: %v", method, body, err)
			}
			all = append(all, told{method, call.View.Title.Text, call.ViewID, call.Hash})
		}
		s.methods[viewsOpen] = func(w http.ResponseWriter, r *http.Request) {
			note("open", r)
			reply(w, `{"ok":true,"view":{"id":"V1","hash":"h1"}}`)
		}
		s.methods[viewsUpdate] = func(w http.ResponseWriter, r *http.Request) {
			note("update", r)
			said := updates[0]
			updates = updates[min(1, len(updates)-1):]
			if said == "" {
				w.WriteHeader(http.StatusInternalServerError)
				return
			}
			reply(w, said)
		}
		s.bot.wait = interludes()
		s.bot.open = func(ctx context.Context, in handlers.Incoming) (*view.Modal, error) {
			if !rest(ctx, takes) {
				return nil, ctx.Err()
			}
			return aModal(in.Value + "/3"), nil
		}
		play(s, func() []told { synctest.Wait(); return all })
	})
}

const (
	saysDone     = `{"ok":true,"view":{"id":"V1","hash":"h2"}}`
	saysConflict = `{"ok":false,"error":"hash_conflict"}`
	saysClosed   = `{"ok":false,"error":"not_found"}`
	saysInvalid  = `{"ok":false,"error":"invalid_arguments"}`
)

// TestModalThatTakesLong: the trigger opens a view to wait in, and the modal comes
// there; where it can't, the person is told by the road of everything else.
func TestModalThatTakesLong(t *testing.T) {
	opening, modal, elsewhere := told{Method: "open", Title: "opening"}, told{"update", "t", "V1", "h1"}, told{"update", "elsewhere", "V1", "h1"}
	anew := modal
	anew.Hash = ""
	for name, c := range map[string]struct {
		takes   time.Duration
		updates []string
		want    []told
		told    bool
	}{
		"soon":                 {takes: 900 * time.Millisecond, updates: []string{saysDone}, want: []told{{Method: "open", Title: "t"}}},
		"later":                {takes: 5 * time.Second, updates: []string{saysDone}, want: []told{opening, modal}},
		"too late":             {takes: time.Minute, updates: []string{saysDone}, want: []told{opening, elsewhere}, told: true},
		"closed meanwhile":     {takes: 5 * time.Second, updates: []string{saysClosed}, want: []told{opening, modal}, told: true},
		"drawn by another":     {takes: 5 * time.Second, updates: []string{saysConflict, saysDone}, want: []told{opening, modal, anew}},
		"drawn by us, unheard": {takes: 5 * time.Second, updates: []string{"", saysConflict}, want: []told{opening, modal, modal}},
		"Slack is down":        {takes: 5 * time.Second, updates: []string{""}, want: []told{opening, modal, modal, modal}, told: true},
		"Slack refuses it":     {takes: 5 * time.Second, updates: []string{saysInvalid}, want: []told{opening, modal}, told: true},
	} {
		t.Run(name, func(t *testing.T) {
			slowly(t, c.takes, c.updates, func(s *stage, heard func() []told) {
				conn := s.connections()[0]
				acks := s.acks(conn)
				s.write(conn, wholeClick("1", "t1"))
				<-acks
				time.Sleep(time.Minute)
				if diff := cmp.Diff(c.want, heard()); diff != "" {
					t.Errorf("Slack was told (-want +got):\n%s", diff)
				}
				want := []string{"trg/t1"}
				if c.told {
					want = append(want, "unopened/t1")
				}
				if diff := cmp.Diff(want, s.inbox.keys()); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}

// TestNobodyIsLeftWaitingAtTheEnd: who waits in a view when the program ends is told
// elsewhere, and the end is not held up for long.
func TestNobodyIsLeftWaitingAtTheEnd(t *testing.T) {
	slowly(t, time.Minute, []string{saysDone}, func(s *stage, heard func() []told) {
		conn := s.connections()[0]
		acks := s.acks(conn)
		s.write(conn, wholeClick("1", "t1"))
		<-acks
		time.Sleep(2 * time.Second)
		began := time.Now()
		s.bot.opened()
		if took := time.Since(began); took > openWithin+time.Second {
			t.Errorf("the end took %s", took)
		}
		if diff := cmp.Diff([]told{{Method: "open", Title: "opening"}, {"update", "elsewhere", "V1", "h1"}}, heard()); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"trg/t1", "unopened/t1"}, s.inbox.keys()); diff != "" {
			t.Error(diff)
		}
		for range cap(s.bot.opening) {
			<-s.bot.opening
		}
	})
}

// drawOutcome draws the modal of an outcome, and notices as [drawKey] does.
func drawOutcome(modal view.Modal) Drawer {
	return func(a answer.Answer, to answer.Reader) (Drawing, error) {
		o, is := a.(answer.SheetOutcome)
		switch {
		case !is:
			return drawKey(a, to)
		case o.Otherwise == nil:
			return Drawing{Text: "none", Modal: &modal}, nil
		}
		d, err := drawKey(o.Otherwise, to)
		d.Modal = &modal
		return d, err
	}
}

// TestOutcomeIsBrought into the view that waits, which may come after it; where that
// is closed, or takes no such view, to direct messages, once.
func TestOutcomeIsBrought(t *testing.T) {
	wrong := view.Modal{Title: "sheet", Submit: "s", Close: "c", External: "wait/t1", Blocks: aModal("").Blocks}
	long := wrong
	long.Private = string(make([]byte, 3001))
	for name, c := range map[string]struct {
		modal     view.Modal
		appears   time.Duration // when the view is there; 0 is never
		otherwise answer.Answer
		brought   bool
		posts     int
	}{
		"there":                            {modal: wrong, appears: time.Millisecond, otherwise: answer.Notice{Key: "ask"}, brought: true},
		"a little later":                   {modal: wrong, appears: 1500 * time.Millisecond, otherwise: answer.Notice{Key: "ask"}, brought: true},
		"closed":                           {modal: wrong, otherwise: answer.Notice{Key: "ask"}, posts: 1},
		"closed, with nothing else to say": {modal: wrong},
		"over the limits":                  {modal: long, appears: time.Millisecond, otherwise: answer.Notice{Key: "ask"}, posts: 1},
	} {
		t.Run(name, func(t *testing.T) {
			at(t, Options{}, func(t *testing.T, w *workspace) {
				w.bot.draw = drawOutcome(c.modal)
				if c.appears > 0 {
					go func() { time.Sleep(c.appears); w.openWaiting("wait/t1") }()
					time.Sleep(min(c.appears, 10*time.Millisecond))
				}
				p := parcel("k1")
				p.Answer = answer.SheetOutcome{View: "wait/t1", Otherwise: c.otherwise}
				if _, err := w.bot.Deliver(t.Context(), p); err != nil {
					t.Error(err)
				}
				time.Sleep(time.Minute)
				if title := w.modalOf("U1"); (title == "sheet") != c.brought {
					t.Errorf("%q stands", title)
				}
				if c.posts == 0 {
					return
				}
				p.Again = true // nobody knows what came of it
				if _, err := w.bot.Deliver(t.Context(), p); err != nil {
					t.Error(err)
				}
				if posts, _ := w.sum("dm"); posts != c.posts {
					t.Errorf("%d messages", posts)
				}
			})
		})
	}
}

// openWaiting opens a view with an id of ours, as an acknowledgement would.
func (w *workspace) openWaiting(external string) {
	ctx, stop := context.WithCancel(w.t.Context())
	defer stop()
	done := make(chan error, 1)
	go func() { done <- w.bot.Run(ctx) }()
	time.Sleep(time.Millisecond)
	w.control("POST", "command", map[string]string{"user": "U1", "channel": "dm", "command": "/steward", "text": "x"}, nil)
	items := w.inbox.kept()
	m, err := interludes().Judging(external)
	if err == nil {
		_, err = w.bot.api.OpenViewContext(ctx, items[len(items)-1].In.Trigger, modalOf(m))
	}
	stop()
	if err = errors.Join(err, <-done); err != nil {
		w.t.Error(err)
	}
}

// modalOf is the title of the modal that a person has open; "" is none.
func (w *workspace) modalOf(user string) string {
	var views []struct{ Title struct{ Text string } }
	w.control("GET", "views?user="+user, nil, &views)
	if len(views) == 0 {
		return ""
	}
	return views[len(views)-1].Title.Text
}
