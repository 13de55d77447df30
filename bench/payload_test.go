package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"testing"
	"time"
)

// read takes a request apart as a server would.
func read(t *testing.T, raw []byte) (*http.Request, string) {
	t.Helper()
	r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(raw)))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return r, string(body)
}

// The known answer is OpenSSL's: printf of v0, the stamp and the body, joined by
// colons, through openssl dgst -sha256 -hmac bench-secret.
func TestRequestIsSigned(t *testing.T) {
	l := letter{command, "1", "/slack/commands"}
	r, body := read(t, l.request(7, time.Unix(1542675600, 0)))
	if got, want := r.Header.Get("X-Slack-Signature"), "v0=f89ce71b69dfd4818f46c56ea3e1e62c2c59c0e93d1ea0b30c745085c4e9d650"; got != want {
		t.Errorf("signature of %q is %s, want %s", body, got, want)
	}
	if got := r.Header.Get("X-Slack-Request-Timestamp"); got != "1542675600" {
		t.Errorf("timestamp %s", got)
	}
}

func TestEveryRequestHasItsOwnID(t *testing.T) {
	id := map[string]func(*testing.T, []byte) string{
		command: func(t *testing.T, raw []byte) string {
			r, _ := read(t, raw)
			return r.PostFormValue("trigger_id")
		},
		click: func(t *testing.T, raw []byte) string {
			r, _ := read(t, raw)
			var p struct {
				TriggerID string `json:"trigger_id"`
			}
			decode(t, r.PostFormValue("payload"), &p)
			return p.TriggerID
		},
		mention: func(t *testing.T, raw []byte) string {
			_, body := read(t, raw)
			var p struct {
				Event struct {
					TS string `json:"ts"`
				} `json:"event"`
			}
			decode(t, body, &p)
			return p.Event.TS
		},
	}
	for kind, of := range id {
		seen := map[string]bool{"": true}
		l := letter{kind, "1542675600", "/"}
		for n := range 1200 {
			is := of(t, l.request(n, time.Unix(1542675600, 0)))
			if seen[is] {
				t.Fatalf("%s %d: id %q is empty or not its own", kind, n, is)
			}
			seen[is] = true
		}
	}
}

func decode(t *testing.T, text string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
}

// By HTTP and by Socket Mode the same is said.
func TestFormSaysWhatTheEnvelopeSays(t *testing.T) {
	r, _ := read(t, letter{command, "5", "/"}.request(42, time.Unix(1542675600, 0)))
	_, raw := envelopes{kind: command, salt: "5"}.envelope(42)
	var e struct {
		Payload map[string]string `json:"payload"`
	}
	decode(t, string(raw), &e)
	for name, value := range e.Payload {
		if got := r.PostFormValue(name); got != value {
			t.Errorf("%s: %q by HTTP, %q by Socket Mode", name, got, value)
		}
	}
	if len(e.Payload) != len(r.PostForm) {
		t.Errorf("%d fields by HTTP, %d by Socket Mode", len(r.PostForm), len(e.Payload))
	}
}
