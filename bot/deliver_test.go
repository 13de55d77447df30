package bot

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"steward/rules/answer"
	"steward/sandbox"
)

func TestDeliver(t *testing.T) {
	at(t, Options{}, func(t *testing.T, w *workspace) {
		var noted []Sent
		p := parcel("m1")
		p.Note = func(_ context.Context, s Sent) error { noted = append(noted, s); return nil }
		w.doc = &Document{Name: "form.docx", Body: []byte("PK")}
		sent, err := w.bot.Deliver(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		list := w.messages("dm")
		if len(list) != 2 || list[0].Text != "hello m1" || list[0].TS != sent.TS || list[0].Metadata.Payload["key"] != "m1" {
			t.Errorf("in the channel: %+v", list)
		}
		if len(list) == 2 && (len(list[1].Files) != 1 || list[1].Files[0].Name != "form.docx") {
			t.Errorf("the document: %+v", list[1])
		}
		want := []Sent{{Channel: sent.Channel, TS: sent.TS}, sent}
		if diff := cmp.Diff(want, noted); diff != "" || sent.File == "" {
			t.Error(diff, sent)
		}
		w.doc = nil
		change := Parcel{Key: "m1", EditChannel: sent.Channel, EditTS: sent.TS, Answer: answer.Notice{Key: "changed"}}
		if _, err := w.bot.Deliver(t.Context(), change); err != nil {
			t.Fatal(err)
		}
		if got := w.messages("dm")[0]; got.Text != "changed" || got.TS != sent.TS {
			t.Errorf("after the change: %+v", got)
		}
		if _, err := w.bot.Deliver(t.Context(), parcel("m2")); err != nil || len(w.dms.known) != 1 {
			t.Errorf("the second message: %v, channels %v", err, w.dms.known)
		}
	})
}

func TestDeliverInThread(t *testing.T) {
	at(t, Options{}, func(t *testing.T, w *workspace) {
		root, err := w.bot.Deliver(t.Context(), Parcel{Key: "root", Channel: "C1", Answer: answer.Notice{Key: "root"}})
		if err != nil {
			t.Fatal(err)
		}
		reply := Parcel{Key: "reply", Channel: "C1", Thread: root.TS, Answer: answer.Notice{Key: "a <b> & c"}}
		first, err := w.bot.Deliver(t.Context(), reply)
		if err != nil {
			t.Fatal(err)
		}
		reply.Again = true
		again, err := w.bot.Deliver(t.Context(), reply)
		if err != nil || again != first {
			t.Errorf("again %+v, first %+v, %v", again, first, err)
		}
		list := w.messages("C1")
		if len(list) != 2 || list[1].Thread != root.TS || list[1].Text != "a &lt;b&gt; &amp; c" {
			t.Errorf("%+v", list)
		}
	})
}

// The table of looking before repeating: what went wrong at first, and what
// stands in the end after as many attempts as it takes.
func TestLookBeforeRepeat(t *testing.T) {
	one := func(method string) map[string]int { return map[string]int{method: 1} }
	for name, c := range map[string]struct {
		fault sandbox.Faults
		doc   bool
	}{
		"nothing went wrong":             {},
		"posted, then an error":          {fault: sandbox.Faults{ErrorAfter: one("chat.postMessage")}},
		"not posted, and an error":       {fault: sandbox.Faults{ErrorBefore: one("chat.postMessage")}},
		"posted, shown late":             {fault: sandbox.Faults{ErrorAfter: one("chat.postMessage"), LateVisibility: 1}},
		"too fast":                       {fault: sandbox.Faults{Burst: one("chat.postMessage"), RetryAfter: 30}},
		"no channel yet":                 {fault: sandbox.Faults{ErrorAfter: one("conversations.open")}},
		"document shared, then an error": {fault: sandbox.Faults{ErrorAfter: one("files.completeUploadExternal")}, doc: true},
		"document shared late":           {fault: sandbox.Faults{ErrorAfter: one("files.completeUploadExternal"), LateShare: 1}, doc: true},
		"document not shared":            {fault: sandbox.Faults{ErrorBefore: one("files.completeUploadExternal")}, doc: true},
		"no place for the document":      {fault: sandbox.Faults{ErrorAfter: one("files.getUploadURLExternal")}, doc: true},
		"the look fails too": {fault: sandbox.Faults{
			ErrorAfter: one("chat.postMessage"), ErrorBefore: one("conversations.history"),
		}},
	} {
		t.Run(name, func(t *testing.T) {
			at(t, Options{}, func(t *testing.T, w *workspace) {
				files := 0
				if c.doc {
					w.doc, files = &Document{Name: "form.docx", Body: []byte("PK")}, 1
				}
				w.faults(c.fault)
				p := parcel("m1")
				p.Note = func(_ context.Context, s Sent) error { p.Sent = s; return nil }
				for attempt := 0; ; attempt++ {
					_, err := w.bot.Deliver(t.Context(), p)
					if err == nil {
						break
					}
					if attempt == 5 {
						t.Fatal(err)
					}
					var later *LaterError
					if errors.As(err, &later) {
						time.Sleep(later.RetryAfter())
					} else {
						p.Again = true
					}
				}
				time.Sleep(time.Minute)
				if posts, n := w.sum("dm"); posts != 1 || n != files {
					t.Errorf("%d messages and %d files in the channel", posts, n)
				}
			})
		})
	}
}

// TestLookOnlyPostsNothing: the message is no longer true; one that stands is
// found, one that doesn't is not posted.
func TestLookOnlyPostsNothing(t *testing.T) {
	at(t, Options{Limits: Unlimited()}, func(t *testing.T, w *workspace) {
		p := parcel("over")
		p.Again, p.LookOnly = true, true
		if sent, err := w.bot.Deliver(t.Context(), p); err != nil || sent.TS != "" {
			t.Errorf("one that never arrived: %+v, %v", sent, err)
		}
		p.Again, p.LookOnly = false, false
		first, err := w.bot.Deliver(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		p.Again, p.LookOnly = true, true
		if again, err := w.bot.Deliver(t.Context(), p); err != nil || again.TS != first.TS {
			t.Errorf("one that stands: %+v, first %+v, %v", again, first, err)
		}
		if posts, _ := w.sum("dm"); posts != 1 {
			t.Errorf("%d messages", posts)
		}
	})
}

func TestUndrawnIsForGood(t *testing.T) {
	draw := func(answer.Answer, answer.Reader) (Drawing, error) { return Drawing{}, errors.New("no words") }
	b, err := New(Options{Token: "xoxb-sandbox", Inbox: nowhere{}, Channels: nowhere{}, Draw: draw})
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.Deliver(t.Context(), parcel("undrawn"))
	var permanent interface{ Permanent() string }
	if !errors.As(err, &permanent) || permanent.Permanent() != "cannot_draw" {
		t.Errorf("%v", err)
	}
}

// nowhere keeps nothing.
type nowhere struct{}

func (nowhere) Accept(context.Context, Item) (bool, error)         { return false, nil }
func (nowhere) Take(_ Item, done func(bool, error))                { done(false, nil) }
func (nowhere) DMChannel(context.Context, string) (string, error)  { return "", nil }
func (nowhere) SetDMChannel(context.Context, string, string) error { return nil }

func TestRefusedForGood(t *testing.T) {
	at(t, Options{Limits: Unlimited()}, func(t *testing.T, w *workspace) {
		long := parcel("long")
		long.Answer = answer.Notice{Key: strings.Repeat("x", 3001)}
		stranger := parcel("stranger")
		stranger.Person = "U404"
		gone := parcel("gone")
		gone.EditChannel, gone.EditTS = "C1", "1.000001"
		for name, c := range map[string]struct {
			parcel Parcel
			want   string
		}{
			"unknown person":  {stranger, "user_not_found"},
			"unknown channel": {Parcel{Channel: "C404", Answer: answer.Notice{Key: "x"}}, "channel_not_found"},
			"unknown message": {gone, "message_not_found"},
			"too long":        {long, "over_limit: blocks[0].text"},
		} {
			calls := w.calls.Load()
			_, err := w.bot.Deliver(t.Context(), c.parcel)
			var refused interface{ Permanent() string }
			if !errors.As(err, &refused) || refused.Permanent() != c.want {
				t.Errorf("%s: %v", name, err)
			}
			if name == "too long" && w.calls.Load() > calls+1 {
				t.Error("a message over the limit left the house")
			}
		}
		w.faults(sandbox.Faults{RefuseUsers: []string{"U2"}})
		p := parcel("refused")
		p.Person = "U2"
		_, err := w.bot.Deliver(t.Context(), p)
		var refused *RefusedError
		if !errors.As(err, &refused) {
			t.Errorf("a person who can't be reached: %v", err)
		}
	})
}

// A 429 holds the method that it came from, and no other.
func TestTooFastHoldsTheMethodAlone(t *testing.T) {
	at(t, Options{}, func(t *testing.T, w *workspace) {
		sent, err := w.bot.Deliver(t.Context(), parcel("m1"))
		if err != nil {
			t.Fatal(err)
		}
		w.faults(sandbox.Faults{Burst: map[string]int{"chat.postMessage": 1}, RetryAfter: 40})
		for range 2 { // the second is held here, and asks nobody
			calls := w.calls.Load()
			_, err = w.bot.Deliver(t.Context(), parcel("m2"))
			var later *LaterError
			if !errors.As(err, &later) || later.RetryAfter() < 30*time.Second || later.RetryAfter() > 41*time.Second {
				t.Fatalf("held: %v", err)
			}
			time.Sleep(5 * time.Second)
			if w.calls.Load() > calls+1 {
				t.Error("a held method was called")
			}
		}
		change := Parcel{Key: "m1", EditChannel: sent.Channel, EditTS: sent.TS, Answer: answer.Notice{Key: "changed"}}
		if _, err := w.bot.Deliver(t.Context(), change); err != nil {
			t.Errorf("another method: %v", err)
		}
		time.Sleep(time.Minute)
		if _, err := w.bot.Deliver(t.Context(), parcel("m2")); err != nil {
			t.Errorf("afterwards: %v", err)
		}
	})
}

// With Slack's limits on, many messages to many people go out without a 429.
func TestManyMessagesKeepTheLimits(t *testing.T) {
	at(t, Options{}, func(t *testing.T, w *workspace) {
		on := true
		w.faults(sandbox.Faults{Limits: &on})
		for i := range 60 {
			p := parcel(strings.Repeat("k", i+1))
			if i%2 == 0 {
				p.Person = "U2"
			}
			if _, err := w.bot.Deliver(t.Context(), p); err != nil {
				t.Fatalf("message %d: %v", i, err)
			}
		}
		if posts, _ := w.sum("dm"); posts != 30 {
			t.Errorf("%d posts", posts)
		}
	})
}

func TestHomeIsPublished(t *testing.T) {
	at(t, Options{}, func(t *testing.T, w *workspace) {
		w.bot.draw = func(answer.Answer, answer.Reader) (Drawing, error) {
			return Drawing{Text: "x", Blocks: []slack.Block{section("at home")}}, nil
		}
		if _, err := w.bot.Deliver(t.Context(), Parcel{Key: "h", Person: "U1", Answer: answer.Home{}}); err != nil {
			t.Fatal(err)
		}
		var home json.RawMessage
		w.control("GET", "home?user=U1", nil, &home)
		if !strings.Contains(string(home), "at home") {
			t.Errorf("home: %s", home)
		}
	})
}
