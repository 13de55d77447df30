package interop_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// web is a server that speaks JSON, at a base URL that ends with a slash.
type web struct {
	t    *testing.T
	base string
}

// try sends body, or only asks if it is nil, and reads the answer into into,
// unless that is nil.
func (w web) try(path string, body, into any) error {
	method, sent := http.MethodGet, []byte(nil)
	if body != nil {
		var err error
		if sent, err = json.Marshal(body); err != nil {
			return err
		}
		method = http.MethodPost
	}
	req, err := http.NewRequestWithContext(w.t.Context(), method, w.base+path, bytes.NewReader(sent))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	got, err := fetch(req)
	if err != nil || into == nil {
		return err
	}
	return json.Unmarshal(got, into)
}

// fetch sends a request and reads its answer.
func fetch(req *http.Request) ([]byte, error) {
	client := http.Client{Timeout: patience}
	res, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s %s: %s %s", req.Method, req.URL.Path, res.Status, b)
	}
	return b, err
}

func (w web) get(path string, into any) {
	w.t.Helper()
	if err := w.try(path, nil, into); err != nil {
		w.t.Fatal(err)
	}
}

func (w web) post(path string, body, into any) {
	w.t.Helper()
	if err := w.try(path, body, into); err != nil {
		w.t.Fatal(err)
	}
}

// obj is a JSON object.
type obj = map[string]any

// message is Slack's, as far as the tests look at it.
type message struct {
	TS        string     `json:"ts"`
	User      string     `json:"user"`
	BotID     string     `json:"bot_id"`
	Text      string     `json:"text"`
	Thread    string     `json:"thread_ts"`
	Ephemeral bool       `json:"is_ephemeral"`
	Blocks    []block    `json:"blocks"`
	Reactions []reaction `json:"reactions"`
	Files     []file     `json:"files"`
}

type block struct {
	ID       string `json:"block_id"`
	Text     struct{ Text string }
	Fields   []struct{ Text string }
	Elements []element
}

type element struct {
	Type   string
	Action string `json:"action_id"`
	Value  string
	Text   json.RawMessage // an object in a button, a string in a context
}

type reaction struct{ Name string }

type file struct {
	ID    string
	Name  string
	Title string
	URL   string `json:"url_private"`
}

// words is all that a person reads in a message.
func (m message) words() string {
	lines := []string{m.Text}
	for _, b := range m.Blocks {
		lines = append(lines, b.Text.Text)
		for _, f := range b.Fields {
			lines = append(lines, f.Text)
		}
		for _, e := range b.Elements {
			lines = append(lines, string(e.Text))
		}
	}
	return strings.Join(lines, "\n")
}

// until asks again and again until there is what is looked for.
func until[T any](t *testing.T, what string, look func() (T, bool)) T {
	t.Helper()
	for limit := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		if found, ok := look(); ok {
			return found
		}
		if time.Now().After(limit) {
			t.Fatalf("%s: not within %v", what, patience)
		}
	}
}
