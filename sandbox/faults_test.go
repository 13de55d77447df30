package sandbox

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// post calls chat.postMessage and gives the status and Retry-After.
func (b *bench) post(channel string) (int, string) {
	b.t.Helper()
	req := b.request(http.MethodPost, "/api/chat.postMessage", obj{"channel": channel, "text": "字"})
	req.Header.Set("Authorization", "Bearer xoxb-sandbox")
	res, err := b.http.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	_ = res.Body.Close()
	return res.StatusCode, res.Header.Get("Retry-After")
}

func TestFaults(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := set(t, Options{})
		defer b.close()
		b.must("faults", obj{"burst": obj{"chat.postMessage": 1}, "retry_after": 7, "error_before": obj{"*": 1}})
		if code, after := b.post("C1"); code != 429 || after != "7" {
			t.Errorf("burst: %d, %s", code, after)
		}
		if code, _ := b.post("C1"); code != 500 || len(b.messages("U1", "general")) != 0 {
			t.Errorf("before: %d", code)
		}
		b.must("faults", obj{"error_after": obj{"chat.postMessage": 1}})
		if code, _ := b.post("C1"); code != 500 || len(b.messages("U1", "general")) != 1 {
			t.Errorf("after: %d", code)
		}
		b.must("faults", obj{"slow_ms": 1500, "late_visibility": 1, "refuse_users": []string{"U1"}})
		start := time.Now()
		if code, _ := b.post("C1"); code != 200 || time.Since(start) != 1500*time.Millisecond {
			t.Errorf("slow: %d after %v", code, time.Since(start))
		}
		seen := func() int { return len(b.ok("conversations.history", obj{"channel": "C1"})["messages"].([]any)) }
		if n := seen(); n != 1 {
			t.Errorf("%d visible at once", n)
		}
		time.Sleep(5 * time.Second)
		if n := seen(); n != 2 {
			t.Errorf("%d visible later", n)
		}
		if out := b.api("conversations.open", obj{"users": "U1"}); out["error"] != "user_not_found" {
			t.Errorf("refused person: %v", out)
		}
	})
}

// A message a second in a channel, with a short burst; others are not held.
func TestLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := set(t, Options{Limits: true})
		defer b.close()
		for n := range 5 {
			if code, _ := b.post("C1"); (code == 200) != (n < 3) {
				t.Errorf("post %d: %d", n, code)
			}
		}
		if code, _ := b.post("U1"); code != 200 {
			t.Errorf("another channel: %d", code)
		}
		time.Sleep(time.Second)
		if code, _ := b.post("C1"); code != 200 {
			t.Errorf("a second later: %d", code)
		}
		b.must("faults", obj{"limits": false})
		for range 10 {
			if code, _ := b.post("C1"); code != 200 {
				t.Errorf("limits off: %d", code)
			}
		}
	})
}

// What all channels take together can be set; a second's worth may come at once.
func TestWorkspaceRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := set(t, Options{Limits: true, WorkspaceRate: 60})
		defer b.close()
		pass := func(what, channel string, want int) {
			t.Helper()
			if code, _ := b.post(channel); code != want {
				t.Errorf("%s: %d", what, code)
			}
		}
		pass("the first", "C1", 200)
		pass("another channel", "U1", 429)
		b.must("faults", obj{"workspace_rate": 120, "limits": true})
		pass("two a second", "C1", 200)
		pass("the second", "U1", 200)
		pass("the third", "C1", 429)
		time.Sleep(500 * time.Millisecond)
		pass("half a second later", "U1", 200)
		if _, code := b.control("faults", obj{"workspace_rate": -1}); code != 400 {
			t.Errorf("a rate below 0: %d", code)
		}
	})
}
