package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"steward/db/dbtest"
)

// TestServeBesideASandbox runs the program as its own processes would: a
// workspace without a bot, and serve on either database, which takes the time
// from it; on PostgreSQL two of them. Everybody is told once.
func TestServeBesideASandbox(t *testing.T) {
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		base := startSandbox(t)
		e := environment{
			"SLACK_BOT_TOKEN=" + sandboxBotToken, "SLACK_APP_TOKEN=" + sandboxAppToken, "SLACK_API_URL=" + base + "/api/",
			"DATABASE_URL=" + address, "STEWARD_DATA=" + t.TempDir(), "STEWARD_KEY=" + strings.Repeat("0a", 32),
		}
		const first = "2018-11-20T09:00:00+08:00"
		for _, args := range [][]string{
			{"import", "--units", "testdata/register/units.csv", "--people", "testdata/register/people.csv", "--at", first},
			{"campaign", "--issued", first, "--at", first},
		} {
			var out strings.Builder
			if status := run(t.Context(), args, e, stdio{nil, &out, &out}); status != 0 {
				t.Fatalf("%s: %s", args[0], out.String())
			}
		}
		replicas := 1
		if strings.HasPrefix(address, "postgres") {
			replicas = 2
		}
		for range replicas {
			start(t, e, "serve", "--clock", base)
		}
		expect(t, base, "附件2", 1)
		move(t, base, "2018-11-23T09:30:00+08:00")
		expect(t, base, "附件2", 2)
	})
}

// start runs a command until the test ends, and returns its first line.
func start(t *testing.T, e environment, args ...string) io.Reader {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	out, in := io.Pipe()
	var said strings.Builder
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, args, e, stdio{nil, in, &said})
		_ = in.Close()
	}()
	t.Cleanup(func() {
		stop()
		go func() { _, _ = io.Copy(io.Discard, out) }()
		if status := <-ended; status != 0 {
			t.Errorf("%s ended with %d: %s", args[0], status, said.String())
		}
	})
	return out
}

// startSandbox starts a workspace without a bot and returns its address.
func startSandbox(t *testing.T) string {
	t.Helper()
	out := start(t, nil, "sandbox", "--no-bot", "--addr", "127.0.0.1:0", "--data", t.TempDir())
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	_, address, _ := strings.Cut(line, "http://")
	return "http://" + strings.TrimRight(address, "/\n")
}

// expect waits until one of the four bodies' liaison has been told so often, and
// fails when it is ever more.
func expect(t *testing.T, base, text string, times int) {
	t.Helper()
	got := 0
	for range 300 {
		if got = count(t, base, text); got >= times {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if got != times {
		t.Errorf("told of %s %d times, want %d", text, got, times)
	}
}

func count(t *testing.T, base, text string) int {
	t.Helper()
	resp, err := http.Get(base + "/sandbox/messages?channel=dm&user=USZWXBLIAISON")
	var messages []message
	if err := decode(resp, err, &messages); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, m := range messages {
		if strings.Contains(m.Text, text) {
			n++
		}
	}
	return n
}

// move lives through everything until a time, as the page's 「快进」 does.
func move(t *testing.T, base, to string) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"to": to})
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Post(base+"/sandbox/clock", "application/json", strings.NewReader(string(body)))
	if err := decode(resp, err, nil); err != nil {
		t.Fatal(fmt.Errorf("move to %s: %w", to, err))
	}
}
