package bot

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"steward/handlers"
	"steward/papers"
)

// served answers every request, and notes where it went and with which token.
type served struct {
	status int
	body   string
	went   []string
}

// RoundTrip answers.
func (s *served) RoundTrip(r *http.Request) (*http.Response, error) {
	s.went = append(s.went, r.URL.String()+" "+r.Header.Get("Authorization"))
	return &http.Response{StatusCode: s.status, Status: http.StatusText(s.status), Body: io.NopCloser(strings.NewReader(s.body)), Request: r}, nil
}

func TestFetch(t *testing.T) {
	const ours, elsewhere = "https://files.slack.com/F1", "https://files.slack.com.example.org/F1"
	big := strings.Repeat("x", papers.MaxFile+1)
	for name, c := range map[string]struct {
		file    handlers.File
		status  int
		body    string
		problem string
		fails   bool
		went    bool
	}{
		"fetched":                   {handlers.File{URL: ours}, 200, "a,b", "", false, true},
		"said to be too big":        {handlers.File{URL: ours, Size: papers.MaxFile + 1}, 200, "", handlers.FileTooBig, false, false},
		"too big without saying so": {handlers.File{URL: ours, Size: 1}, 200, big, handlers.FileTooBig, false, true},
		"not there any more":        {handlers.File{URL: ours}, 404, "", handlers.FileGone, false, true},
		"deleted before":            {handlers.File{Problem: handlers.FileGone}, 200, "", handlers.FileGone, false, false},
		"Slack is busy":             {handlers.File{URL: ours}, 503, "", "", true, true},
		"somewhere else":            {handlers.File{URL: elsewhere}, 200, "a,b", "", true, false},
		"in the open":               {handlers.File{URL: strings.Replace(ours, "https", "http", 1)}, 200, "a,b", "", true, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := &served{status: c.status, body: c.body}
			b, err := New(Options{
				Token: "xoxb-secret", HTTP: &http.Client{Transport: s}, Inbox: &inboxFake{}, Channels: &dmFake{}, Draw: drawKey,
			})
			if err != nil {
				t.Fatal(err)
			}
			f, err := b.Fetch(t.Context(), c.file)
			if (err != nil) != c.fails || f.Problem != c.problem {
				t.Errorf("problem %q, error %v", f.Problem, err)
			}
			if err != nil && strings.Contains(err.Error(), "xoxb-secret") {
				t.Errorf("the token stands in %v", err)
			}
			if (len(s.went) > 0) != c.went {
				t.Errorf("our token went to %v", s.went)
			}
			if c.went && !c.fails && c.problem == "" && string(f.Body) != c.body {
				t.Errorf("brought %q", f.Body)
			}
		})
	}
}

// TestFetchFromTheGivenAPI: beside Slack's own, the host of the Web API that we
// were given is one to which our token goes anyway.
func TestFetchFromTheGivenAPI(t *testing.T) {
	s := &served{status: 200, body: "a"}
	b, err := New(Options{
		Token: "xoxb-1", APIURL: "http://sandbox.invalid/api/", HTTP: &http.Client{Transport: s},
		Inbox: &inboxFake{}, Channels: &dmFake{}, Draw: drawKey,
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Fetch(t.Context(), handlers.File{URL: "http://sandbox.invalid/files/F1"}); err != nil {
		t.Error(err)
	}
	if _, err := b.Fetch(t.Context(), handlers.File{ID: "F2", URL: "http://other.invalid/files/F1"}); !errors.Is(err, errElsewhere) {
		t.Errorf("error %v, want %v", err, errElsewhere)
	}
}

func TestFilesOfAMessage(t *testing.T) {
	raw := []byte(`{"event_id":"Ev1","event":{"type":"message","subtype":"file_share","user":"U1","channel":"D1","channel_type":"im","ts":"1.2",
		"files":[{"id":"F1","name":"units.csv","size":12,"url_private":"https://files.slack.com/p","url_private_download":"https://files.slack.com/d"},
		{"id":"F2","name":"gone.csv","mode":"tombstone"}]}}`)
	a, err := readEvent(raw, "UBOT")
	if err != nil {
		t.Fatal(err)
	}
	files := a.item.In.Files
	if len(files) != 2 || files[0].URL != "https://files.slack.com/d" || files[0].Size != 12 || files[1].Problem != handlers.FileGone {
		t.Errorf("files %+v", files)
	}
}
