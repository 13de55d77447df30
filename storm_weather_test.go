package main

import (
	"crypto/rand"
	"time"

	"steward/sandbox"
)

// dice is chance that never fails.
type dice struct{}

// Read fills b.
func (dice) Read(b []byte) (int, error) { return rand.Read(b) }

// blow changes the weather every few seconds until it is calm.
func (s *storm) blow(calm <-chan struct{}) {
	for {
		s.faults(s.weather())
		select {
		case <-time.After(s.between(time.Second, 6*time.Second)):
		case <-calm:
			s.faults(sandbox.Faults{})
			s.lose(0)
			return
		}
	}
}

// weather is what goes wrong for a while. Half of the time it is fair: what is
// never let through comes to no end.
func (s *storm) weather() sandbox.Faults {
	s.lose([]int{0, 0, 1, 5}[s.pick(4)])
	if s.pick(2) == 0 {
		return sandbox.Faults{}
	}
	f := sandbox.Faults{
		DropAcks: s.pick(6), LateVisibility: s.pick(6), LateShare: s.pick(4), RetryAfter: 1 + s.pick(3),
		Burst: s.some(3), ErrorBefore: s.some(2), ErrorAfter: s.some(3),
	}
	switch s.pick(10) {
	case 0:
		f.CloseSockets = true
	case 1:
		f.CloseAfterSend = 1
	case 2:
		f.Disconnect = []string{"warning", "refresh_requested"}[s.pick(2)]
	}
	return f
}

// methodsHit are those that faults may hit; posts and documents more often.
var methodsHit = []string{
	"chat.postMessage", "chat.postMessage", "chat.postMessage", "chat.update", "conversations.open",
	"conversations.history", "conversations.replies", "files.getUploadURLExternal", "files.completeUploadExternal",
	"files.completeUploadExternal", "files.info", "views.publish", "apps.connections.open", "auth.test",
}

// some draws how often which methods are hit.
func (s *storm) some(most int) map[string]int {
	hits := map[string]int{}
	for range s.pick(3) {
		hits[methodsHit[s.pick(len(methodsHit))]] = 1 + s.pick(most)
	}
	return hits
}

func (s *storm) faults(f sandbox.Faults) {
	if err := s.slack.post("faults", f, nil); err != nil {
		s.t.Errorf("faults: %v", err)
	}
}

// lose sets how many answers of a hundred get lost.
func (s *storm) lose(percent int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lossy = percent
}

// loses reports whether the answer to a call gets lost now.
func (s *storm) loses(string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rand.IntN(100) < s.lossy
}
