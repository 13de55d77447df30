package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"steward/handlers"
)

// typing is the payload of a search.
func typing(action, text string) string {
	return `{"type":"block_suggestion","user":{"id":"U1"},"action_id":"` + action + `","block_id":"b1","value":"` + text + `"}`
}

// names finds what it is asked for, by name.
func names(_ context.Context, s handlers.Search) ([]handlers.Option, error) {
	if s.Text == "broken" {
		return nil, errors.New("no units today")
	}
	return []handlers.Option{{Text: s.Action + " " + s.Text + " by " + s.User, Value: "v/" + s.About}}, nil
}

const foundJiaoti = `{"options":[{"text":{"type":"plain_text","text":"intake.open 教体 by U1"},"value":"v/cleanup"}]}`

func TestSearchByHTTP(t *testing.T) {
	b, inbox := door(t)
	ask := func(action, text string) string {
		code, body := post(b, "/slack/interactivity", url.Values{"payload": {typing(action, text)}}.Encode(), time.Now())
		if code != http.StatusOK {
			t.Errorf("%s %s: status %d", action, text, code)
		}
		return strings.TrimSpace(body)
	}
	if got := ask("intake.open#cleanup", "教体"); got != `{"options":[]}` {
		t.Errorf("without a searcher: %s", got)
	}
	b.search = names
	if diff := cmp.Diff(foundJiaoti, ask("intake.open#cleanup", "教体")); diff != "" {
		t.Error(diff)
	}
	if got := ask("intake.open#cleanup", "broken"); got != `{"options":[]}` {
		t.Errorf("after a failure: %s", got)
	}
	if got := ask("", "x"); got != "" {
		t.Errorf("a search in no field: %s", got)
	}
	if len(inbox.keys()) != 0 {
		t.Errorf("kept %v", inbox.keys())
	}
}

func TestSearchBySocket(t *testing.T) {
	loop(t, 1, func(t *testing.T, s *stage) {
		s.bot.search = names
		c := s.connections()[0]
		s.write(c, `{"type":"interactive","envelope_id":"1","payload":`+typing("intake.open#cleanup", "教体")+`}`)
		_, raw, err := c.Read(t.Context())
		if want := `{"envelope_id":"1","payload":` + foundJiaoti + `}`; err != nil || string(raw) != want {
			t.Errorf("answered %s, %v", raw, err)
		}
		if len(s.inbox.keys()) != 0 {
			t.Errorf("kept %v", s.inbox.keys())
		}
	})
}

// A search that takes too long finds nothing, in time for Slack.
func TestSlowSearchIsAnswered(t *testing.T) {
	loop(t, 1, func(t *testing.T, s *stage) {
		s.bot.search = func(ctx context.Context, _ handlers.Search) ([]handlers.Option, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}
		c, began := s.connections()[0], time.Now()
		s.write(c, `{"type":"interactive","envelope_id":"1","payload":`+typing("intake.open#cleanup", "x")+`}`)
		_, raw, err := c.Read(t.Context())
		if took := time.Since(began); err != nil || took > 3*time.Second || !bytes.Contains(raw, []byte(`"options":[]`)) {
			t.Errorf("after %s: %s, %v", took, raw, err)
		}
	})
}

func TestOptionsFit(t *testing.T) {
	many := func(n int, text, value string) []handlers.Option {
		options := make([]handlers.Option, n)
		for i := range options {
			options[i] = handlers.Option{Text: text, Value: value + strconv.Itoa(i)}
		}
		return options
	}
	for name, c := range map[string]struct {
		options []handlers.Option
		want    int // 0: as many as the bytes allow
		odd     bool
	}{
		"none":         {nil, 0, false},
		"few":          {many(3, "宿州市教育体育局", "u/"), 3, false},
		"many":         {many(150, "宿州市教育体育局", "u/"), 100, false},
		"long names":   {many(100, strings.Repeat("宿", 75), strings.Repeat("v", 70)), 0, false},
		"one too long": {append(many(2, strings.Repeat("宿", 76), "u/"), many(2, "局", "u/")...), 2, true},
		"long value":   {many(2, "局", strings.Repeat("v", 75)), 0, true},
		"no words":     {[]handlers.Option{{Value: "v"}, {Text: "局", Value: "v"}}, 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := fitting(c.options)
			if (err != nil) != c.odd {
				t.Errorf("error: %v", err)
			}
			raw, err := json.Marshal(acknowledgement{"e", f})
			if err != nil || len(raw) >= 20_000 {
				t.Errorf("%d bytes, %v", len(raw), err)
			}
			if c.want > 0 && len(f.Options) != c.want || len(f.Options) > 100 {
				t.Errorf("%d options, want %d", len(f.Options), c.want)
			}
			if name == "long names" && len(f.Options) < 40 {
				t.Errorf("only %d options in 20 kB", len(f.Options))
			}
		})
	}
}
