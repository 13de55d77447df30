package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// feed tells pages what is new, as server-sent events. A page that does not
// keep up loses its connection, opens it again and loads afresh.
type feed struct {
	mu    sync.Mutex
	pages map[chan []byte]bool
}

func newFeed() *feed { return &feed{pages: map[chan []byte]bool{}} }

func (f *feed) publish(n obj) {
	b, err := json.Marshal(n)
	if err != nil {
		return // notes are made of strings only
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for ch := range f.pages {
		select {
		case ch <- b:
		default:
			delete(f.pages, ch)
			close(ch)
		}
	}
}

func (f *feed) join() chan []byte {
	ch := make(chan []byte, 256)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.pages[ch] = true
	return ch
}

func (f *feed) leave(ch chan []byte) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.pages, ch)
}

// serveEvents streams the feed: GET /sandbox/events.
func (s *Sandbox) serveEvents(w http.ResponseWriter, r *http.Request) {
	ch := s.feed.join()
	defer s.feed.leave(ch)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := http.NewResponseController(w)
	beat := time.NewTicker(10 * time.Second)
	defer beat.Stop()
	line := []byte("retry: 1000\n\n") // a page that lost us asks again each second
	for {
		if _, err := w.Write(line); err != nil || out.Flush() != nil {
			return
		}
		select {
		case b, ok := <-ch:
			if !ok {
				return
			}
			line = fmt.Appendf(nil, "data: %s\n\n", b)
		case <-beat.C:
			line = []byte(": beat\n\n")
		case <-r.Context().Done():
			return
		case <-s.ctx.Done():
			return
		}
	}
}
