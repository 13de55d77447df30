package bot

import (
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"steward/rules/answer"
)

// refuses is a method that always answers with an error of Slack's.
func refuses(code string) string { return `{"ok":false,"error":"` + code + `"}` }

// A refusal after a look that found nothing leaves no doubt; what stands is found
// also when it could not be posted, or drawn, once more.
func TestRefusedAfterALook(t *testing.T) {
	const nothing = `{"ok":true,"messages":[]}`
	const stands = `{"ok":true,"messages":[{"ts":"1.2","metadata":{"event_type":"steward","event_payload":{"key":"m"}}}]}`
	for name, c := range map[string]struct {
		history, post, key string
		lookOnly           bool
		ts                 string
		permanent          string
		absent             bool
	}{
		"refused":                     {nothing, refuses("is_archived"), "a", false, "", "is_archived", true},
		"stands, would be refused":    {stands, refuses("is_archived"), "a", false, "1.2", "", false},
		"no look to be had":           {refuses("channel_not_found"), refuses("is_archived"), "a", false, "", "channel_not_found", false},
		"can't be drawn":              {nothing, refuses("unused"), "", false, "", "over_limit: text", true},
		"stands, can't be drawn":      {stands, refuses("unused"), "", false, "1.2", "", false},
		"no longer true":              {nothing, refuses("unused"), "", true, "", "", false},
		"no longer true, but stands":  {stands, refuses("unused"), "", true, "1.2", "", false},
		"the answer to the post lost": {nothing, `not JSON`, "a", false, "", "", false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newStage(t, 1)
				s.methods["conversations.history"] = answers(c.history)
				s.methods["chat.postMessage"] = answers(c.post)
				s.start()
				sent, err := s.bot.Deliver(t.Context(), Parcel{
					Key: "m", Channel: "C1", Answer: answer.Notice{Key: c.key}, Again: true, LookOnly: c.lookOnly,
				})
				var refused interface{ Permanent() string }
				var absent interface{ Absent() bool }
				got := ""
				if errors.As(err, &refused) {
					got = refused.Permanent()
				}
				if sent.TS != c.ts || got != c.permanent || errors.As(err, &absent) != c.absent {
					t.Errorf("%+v, %v", sent, err)
				}
				s.finish()
			})
		})
	}
}

// An answer that is not known can't be drawn, and may be the answer of a message
// that stands.
func TestUndrawnIsLookedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, 1)
		s.methods["conversations.history"] = answers(`{"ok":true,"messages":[]}`)
		s.start()
		for _, again := range []bool{false, true} {
			_, err := s.bot.Deliver(t.Context(), Parcel{Key: "m", Channel: "C1", Answer: nil, Again: again})
			var undrawn *UndrawnError
			var absent *AbsentError
			if !errors.As(err, &undrawn) || errors.As(err, &absent) != again || err.Error() != "draw: only notices here" {
				t.Errorf("again %v: %v", again, err)
			}
		}
		if n := s.called("conversations.history"); n != looks {
			t.Errorf("%d looks", n)
		}
		s.finish()
	})
}

// What Slack says of the token it says of no message: they wait.
func TestALockedAppHoldsItsMessages(t *testing.T) {
	for code := range locked {
		t.Run(code, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newStage(t, 1)
				s.methods["chat.postMessage"] = answers(refuses(code))
				s.start()
				for range 2 { // the second is held here, and does not knock again
					_, err := s.bot.Deliver(t.Context(), Parcel{Key: "m", Channel: "C1", Answer: answer.Notice{Key: "a"}})
					var later *LaterError
					if !errors.As(err, &later) || later.After < holdLocked-time.Second {
						t.Errorf("%v", err)
					}
				}
				if n := s.called("chat.postMessage"); n != 1 {
					t.Errorf("posted %d times", n)
				}
				s.answer("chat.postMessage", answers(`{"ok":true,"ts":"1.2"}`))
				time.Sleep(holdLocked + time.Second)
				if sent, err := s.bot.Deliver(t.Context(), Parcel{Key: "m", Channel: "C1", Answer: answer.Notice{Key: "a"}}); sent.TS != "1.2" {
					t.Errorf("mended: %+v, %v", sent, err)
				}
				s.finish()
			})
		})
	}
}

// A post that is put off after a look is known not to stand: it needs no further
// look.
func TestPutOffAfterALook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, 1)
		s.methods["conversations.history"] = answers(`{"ok":true,"messages":[]}`)
		s.methods["chat.postMessage"] = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "40")
			w.WriteHeader(http.StatusTooManyRequests)
		}
		s.start()
		for _, again := range []bool{true, false} {
			_, err := s.bot.Deliver(t.Context(), Parcel{Key: "m", Channel: "C1", Answer: answer.Notice{Key: "a"}, Again: again})
			var later *LaterError
			var absent *AbsentError
			if !errors.As(err, &later) || later.After < 20*time.Second || errors.As(err, &absent) != again {
				t.Errorf("again %v: %v", again, err)
			}
		}
		if n := s.called("chat.postMessage"); n != 1 {
			t.Errorf("posted %d times", n)
		}
		s.finish()
	})
}
