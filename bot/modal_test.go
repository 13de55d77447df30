package bot

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"steward/handlers"
	"steward/view"
)

// wholeClick is an envelope with a click that opens a sheet.
func wholeClick(envelope, trigger string) string {
	return `{"type":"interactive","envelope_id":"` + envelope + `","payload":` + wholePayload(trigger) + `}`
}

func wholePayload(trigger string) string {
	return `{"type":"block_actions","trigger_id":"` + trigger + `","user":{"id":"U1"},` +
		`"container":{"channel_id":"D1","message_ts":"1.000001"},"actions":[{"action_id":"form.whole","action_ts":"1.000002","value":"s1"}]}`
}

// handedIn is the payload of a modal that is handed in.
func handedIn(trigger, name string) string {
	return `{"type":"view_submission","trigger_id":"` + trigger + `","user":{"id":"U1"},"view":{"id":"V1","callback_id":"form.whole",` +
		`"private_metadata":"s1/3","state":{"values":{"head.name":{"head.name":{"type":"plain_text_input","value":"` + name + `"}}}}}}`
}

func aModal(private string) *view.Modal {
	input := slack.NewInputBlock("head.name", slack.NewTextBlockObject(slack.PlainTextType, "name", false, false), nil,
		slack.NewPlainTextInputBlockElement(nil, "head.name"))
	return &view.Modal{Title: "t", Submit: "s", Close: "c", Callback: "form.whole", Private: private, Blocks: []slack.Block{input}}
}

// modals is a stage whose clicks open a modal.
func modals(t *testing.T, answer string, play func(t *testing.T, s *stage, opened func() []string)) {
	loop(t, 1, func(t *testing.T, s *stage) {
		var mu sync.Mutex // views are opened at the same time
		var views []string
		s.methods["views.open"] = func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body) // a broken request shows as an empty one
			mu.Lock()
			views = append(views, string(body))
			mu.Unlock()
			reply(w, answer)
		}
		s.bot.wait = interludes()
		s.bot.open = func(_ context.Context, in handlers.Incoming) (*view.Modal, error) {
			return aModal(in.Value + "/3"), nil
		}
		play(t, s, func() []string { synctest.Wait(); return views })
	})
}

func TestClickOpensAModalOnceItIsKept(t *testing.T) {
	modals(t, `{"ok":true,"view":{}}`, func(t *testing.T, s *stage, opened func() []string) {
		s.inbox.before = func(context.Context, Item) error {
			if len(s.inbox.kept()) == 0 && len(opened()) > 0 {
				t.Error("opened before it was kept")
			}
			return nil
		}
		c := s.connections()[0]
		acks := s.acks(c)
		for _, envelope := range []string{"1", "2"} { // the same click, brought again
			s.write(c, wholeClick(envelope, "t1"))
			<-acks
		}
		views := opened()
		if len(views) != 1 {
			t.Fatalf("opened %q", views)
		}
		var call struct {
			Trigger string `json:"trigger_id"`
			View    struct {
				Private string `json:"private_metadata"`
			}
		}
		if err := json.Unmarshal([]byte(views[0]), &call); err != nil || call.Trigger != "t1" || call.View.Private != "s1/3" {
			t.Errorf("%s: %v", views[0], err)
		}
		if diff := cmp.Diff([]string{"trg/t1"}, s.inbox.keys()); diff != "" {
			t.Error(diff)
		}
	})
}

// What can't be opened is told by the road of everything else, once.
func TestModalThatDoesNotOpen(t *testing.T) {
	long := *aModal(strings.Repeat("x", 3001))
	for name, c := range map[string]struct {
		answer string
		open   Opener
		told   bool
	}{
		"the trigger is dead": {answer: `{"ok":false,"error":"expired_trigger_id"}`, told: true},
		"too fast":            {answer: `{"ok":false,"error":"ratelimited"}`, told: true},
		"nothing to open":     {open: func(context.Context, handlers.Incoming) (*view.Modal, error) { return nil, nil }},
		"it fails":            {open: func(context.Context, handlers.Incoming) (*view.Modal, error) { return nil, errors.New("no database") }, told: true},
		"the trigger died meanwhile": {answer: `{"ok":false,"error":"expired_trigger_id"}`, open: func(ctx context.Context, _ handlers.Incoming) (*view.Modal, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}, told: true},
		"over the limits": {open: func(context.Context, handlers.Incoming) (*view.Modal, error) { return &long, nil }, told: true},
	} {
		t.Run(name, func(t *testing.T) {
			modals(t, c.answer, func(t *testing.T, s *stage, _ func() []string) {
				if c.open != nil {
					s.bot.open = c.open
				}
				conn := s.connections()[0]
				acks := s.acks(conn)
				s.write(conn, wholeClick("1", "t1"))
				<-acks
				time.Sleep(time.Minute)
				want := []string{"trg/t1"}
				if c.told {
					want = append(want, "unopened/t1")
				}
				if diff := cmp.Diff(want, s.inbox.keys()); diff != "" {
					t.Fatal(diff)
				}
				if !c.told {
					return
				}
				if in := s.inbox.kept()[1].In; in.Action != handlers.ActionUnopened || in.Value != "s1" || in.User != "U1" || in.Channel != "D1" {
					t.Errorf("told by %+v", in)
				}
			})
		})
	}
}

// More at one time than can be opened go on in conversation.
func TestModalsAreBounded(t *testing.T) {
	modals(t, "", func(t *testing.T, s *stage, _ func() []string) {
		s.bot.open = func(ctx context.Context, _ handlers.Incoming) (*view.Modal, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}
		for i := range maxOpening + 3 {
			it := Item{Key: "k", In: handlers.Incoming{Kind: handlers.KindAction, Action: "form.whole", Trigger: strconv.Itoa(i)}}
			s.bot.follow(it)
		}
		synctest.Wait()
		if n := len(s.inbox.keys()); n != 3 {
			t.Errorf("%d are told at once", n)
		}
		time.Sleep(time.Minute)
		if n := len(s.inbox.keys()); n != maxOpening+3 {
			t.Errorf("%d are told in the end", n)
		}
	})
}

func TestReadSheet(t *testing.T) {
	a, err := readInteraction([]byte(handedIn("t1", "张某")))
	want := &Item{Key: "trg/t1", Conversation: "U1", In: handlers.Incoming{
		Kind: handlers.KindSheet, User: "U1", Action: "form.whole", Value: "s1/3", Trigger: "t1", ViewID: "V1",
		State: map[string]string{"head.name": "张某"},
	}}
	if diff := cmp.Diff(want, a.item); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if a, err := readInteraction([]byte(`{"type":"view_closed","user":{"id":"U1"},"view":{"id":"V1"}}`)); a.item != nil || a.search != nil || err != nil {
		t.Errorf("closed: %+v, %v", a, err)
	}
}

// judging objects by the name that was typed.
func judging(ctx context.Context, in handlers.Incoming) (Objection, error) {
	switch name := in.State["head.name"]; name {
	case "wrong":
		return Objection{Errors: map[string]string{"head.name": "no name"}}, nil
	case "anew":
		return Objection{Anew: aModal("s1/4")}, nil
	case "too long":
		return Objection{Anew: aModal(strings.Repeat("x", 3001))}, nil
	case "much too long":
		m := aModal("s1/4")
		e := slack.NewPlainTextInputBlockElement(nil, "x")
		e.InitialValue = strings.Repeat("宿", 2999)
		for i := range 3 {
			m.Blocks = append(m.Blocks, slack.NewInputBlock(string(rune('a'+i)), slack.NewTextBlockObject(slack.PlainTextType, "l", false, false), nil, e))
		}
		return Objection{Anew: m}, nil
	case "broken":
		return Objection{}, errors.New("no database")
	case "slow":
		<-ctx.Done()
		return Objection{}, ctx.Err()
	}
	return Objection{}, nil
}

// waiting is what the acknowledgement says of a modal that is judged later.
const waiting = `{"response_action":"update","view":{"type":"modal","title":{"type":"plain_text","text":"wait"`

// interludes are views that only say what they are.
func interludes() Interludes {
	says := func(title, external string) (view.Modal, error) {
		return view.Modal{Title: title, Close: "c", External: external, Blocks: []slack.Block{section(title)}}, nil
	}
	return Interludes{
		Judging:   func(external string) (view.Modal, error) { return says("wait", external) },
		Opening:   func() (view.Modal, error) { return says("opening", "") },
		Elsewhere: func() (view.Modal, error) { return says("elsewhere", "") },
		Aside:     "see your messages",
	}
}

func TestModalIsJudgedBeforeItIsKept(t *testing.T) {
	for name, c := range map[string]struct {
		says string // what the answer holds
		kept bool
	}{
		"wrong":    {says: `{"response_action":"errors","errors":{"head.name":"no name"}}`},
		"anew":     {says: `{"response_action":"update","view":{"type":"modal",`},
		"fine":     {kept: true},
		"too long": {kept: true, says: waiting}, "much too long": {kept: true, says: waiting},
		"broken": {kept: true, says: waiting}, "slow": {kept: true, says: waiting},
	} {
		t.Run(name, func(t *testing.T) {
			loop(t, 1, func(t *testing.T, s *stage) {
				s.bot.against, s.bot.wait = judging, interludes()
				s.bot.secret = secret
				conn, began := s.connections()[0], time.Now()
				s.write(conn, `{"type":"interactive","envelope_id":"1","payload":`+handedIn("t1", name)+`}`)
				_, raw, err := conn.Read(t.Context())
				if err != nil || !strings.Contains(string(raw), c.says) || time.Since(began) > 3*time.Second || len(raw) >= 20_000 {
					t.Errorf("after %s: %.300s, %v", time.Since(began), raw, err)
				}
				if name == "fine" && string(raw) != `{"envelope_id":"1"}` {
					t.Errorf("kept, and answered %.300s", raw)
				}
				items := s.inbox.kept()
				if kept := len(items) == 1; kept != c.kept {
					t.Fatalf("kept: %v", kept)
				}
				if c.kept && (items[0].In.Waits == "wait/t1") != (c.says == waiting) {
					t.Errorf("the outcome goes to %q", items[0].In.Waits)
				}
				body := url.Values{"payload": {handedIn("t1", name)}}.Encode()
				if code, said := post(s.bot, "/slack/interactivity", body, time.Now()); code != http.StatusOK || !strings.Contains(said, c.says) {
					t.Errorf("by HTTP: %d %.300s", code, said)
				}
			})
		})
	}
}
