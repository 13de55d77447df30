package sandbox

import (
	"net/http"
	"strings"
	"testing"
)

// A script may post without a content type; a page of another origin, which can
// send only simple requests, may not.
func TestPostsOfOtherOrigins(t *testing.T) {
	s, err := New(Options{Users: []User{{ID: "U1", Roles: []string{"x"}}}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, c := range []struct {
		kind, origin string
		want         int
	}{
		{"", "", http.StatusOK},
		{"application/x-www-form-urlencoded", "", http.StatusOK},
		{"application/json", "http://localhost", http.StatusOK},
		{"text/plain", "https://evil.example", http.StatusBadRequest},
		{"", "null", http.StatusBadRequest},
	} {
		body := strings.NewReader(`{"user":"U1","channel":"dm","text":"x"}`)
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://localhost/sandbox/say", body)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", c.kind)
		if c.origin != "" {
			req.Header.Set("Origin", c.origin)
		}
		resp, err := s.Client().Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != c.want {
			t.Errorf("type %q from %q: %d, want %d", c.kind, c.origin, resp.StatusCode, c.want)
		}
	}
}
