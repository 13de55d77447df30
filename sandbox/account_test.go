package sandbox

import (
	"context"
	"testing"
)

// TestAccount: whoever is told of a closed account is told whose, and users.info
// says the same; nobody's can't be closed.
func TestAccount(t *testing.T) {
	s, err := New(Options{Users: []User{{ID: "U1", Name: "甲"}}, BotToken: "xoxb-1", AppToken: "xapp-1"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if _, err := s.setAccount(context.Background(), account{User: "U9", Closed: true}); err == nil {
		t.Error("the account of nobody was closed")
	}
	if _, err := s.setAccount(context.Background(), account{User: "U1", Closed: true}); err != nil {
		t.Fatal(err)
	}
	if p := s.user("U1").profile(false); p["deleted"] != true {
		t.Errorf("closed: %v", p)
	}
	told := 0
	s.look(func(w *world) {
		for _, e := range w.pending {
			if u, _ := e.Event["user"].(obj); e.Event["type"] == "user_change" && u["id"] == "U1" && u["deleted"] == true {
				told++
			}
		}
	})
	if told != 1 {
		t.Errorf("the app is told %d times", told)
	}
}
