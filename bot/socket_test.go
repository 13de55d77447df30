package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coder/websocket"
)

func TestTwoConnectionsSideBySide(t *testing.T) {
	loop(t, 2, func(t *testing.T, s *stage) {
		if n := len(s.connections()); n != 2 || !s.bot.Ready() {
			t.Fatalf("connections: %d, ready: %v", n, s.bot.Ready())
		}
		for i, c := range s.connections() {
			id := strconv.Itoa(i)
			acks := s.acks(c)
			s.write(c, mention(id, "1542675600.00000"+id))
			if got := <-acks; got != id {
				t.Errorf("connection %d acknowledged %q", i, got)
			}
		}
		if got := s.inbox.keys(); len(got) != 2 {
			t.Errorf("kept %v", got)
		}
	})
}

// What Slack sends that we cannot use is acknowledged, once, and logged, once.
func TestOddEnvelopesAreAcknowledged(t *testing.T) {
	odd := []string{
		`{"type":"weather","envelope_id":"1"}`,
		`{"type":"events_api","envelope_id":"2","payload":"not an object"}`,
		`{"type":"events_api","envelope_id":"3","payload":{"event":{"type":7}}}`,
		`{"type":"events_api","envelope_id":"4"}`,
		`{"type":"interactive","envelope_id":"5","payload":{"type":"block_actions","actions":[]}}`,
		`{"type":"interactive","envelope_id":"6","payload":{"type":"block_actions","state":{"values":3}}}`,
		`{"type":"slash_commands","envelope_id":"7","payload":[]}`,
		`{"type":42,"envelope_id":"8","payload":{}}`,
		`{"type":"events_api","envelope_id":"9","payload":{"event":{"type":"message","user":"U1","channel_type":"im"}}}`,
	}
	loop(t, 1, func(t *testing.T, s *stage) {
		c := s.connections()[0]
		acks := s.acks(c)
		for _, frame := range append([]string{`not JSON at all`, `{"type":"events_api"}`}, odd...) {
			s.write(c, frame)
		}
		got := map[string]int{}
		for range odd {
			got[<-acks]++
		}
		for i := range odd {
			if id := strconv.Itoa(i + 1); got[id] != 1 {
				t.Errorf("envelope %s: %d acknowledgements", id, got[id])
			}
		}
		if n := s.log.count("unreadable payload"); n != len(odd) {
			t.Errorf("%d lines in the log for %d envelopes", n, len(odd))
		}
		if kept := s.inbox.keys(); len(kept) != 0 {
			t.Errorf("kept %v", kept)
		}
	})
}

// A connection that is asked to go is used until it ends, and the next one
// stands before.
func TestWarningLosesNothing(t *testing.T) {
	for _, reason := range []string{"warning", "refresh_requested"} {
		t.Run(reason, func(t *testing.T) {
			loop(t, 1, func(t *testing.T, s *stage) {
				old := s.connections()[0]
				acks := s.acks(old)
				time.Sleep(time.Hour) // it has proved itself
				s.write(old, `{"type":"disconnect","reason":"`+reason+`"}`)
				s.write(old, mention("between", "1.000001"))
				if got := <-acks; got != "between" {
					t.Fatalf("acknowledged %q on the old connection", got)
				}
				synctest.Wait()
				if n := len(s.connections()); n != 2 {
					t.Fatalf("%d connections made", n)
				}
				next := s.connections()[1]
				fresh := s.acks(next)
				time.Sleep(5 * time.Second)
				s.write(old, mention("late", "1.000002"))
				s.write(next, mention("new", "1.000003"))
				if a, b := <-acks, <-fresh; a != "late" || b != "new" {
					t.Errorf("acknowledged %q and %q", a, b)
				}
				_ = old.CloseNow()
				synctest.Wait()
				if len(s.inbox.keys()) != 3 || len(s.connections()) != 2 || !s.bot.Ready() {
					t.Errorf("kept %v, %d connections", s.inbox.keys(), len(s.connections()))
				}
			})
		})
	}
}

// A connection that Slack asks to go and then leaves alone is ended by us.
func TestRetiredConnectionEnds(t *testing.T) {
	loop(t, 1, func(t *testing.T, s *stage) {
		old := s.connections()[0]
		acks := s.acks(old)
		time.Sleep(time.Hour) // it has proved itself
		s.write(old, `{"type":"disconnect","reason":"warning"}`)
		began := time.Now()
		if _, open := <-acks; open {
			t.Fatal("an acknowledgement of nothing")
		}
		if took := time.Since(began); took < 10*time.Second || took > time.Minute {
			t.Errorf("ended after %s", took)
		}
	})
}

func TestLinkDisabledIsFatal(t *testing.T) {
	loop(t, 2, func(t *testing.T, s *stage) {
		s.write(s.connections()[0], `{"type":"disconnect","reason":"link_disabled"}`)
		time.Sleep(time.Hour)
		var fatal *FatalError
		if err := <-s.err; !errors.As(err, &fatal) || fatal.Code != "link_disabled" {
			t.Fatalf("Run returned %v", err)
		}
		if n := s.called("apps.connections.open"); n != 2 {
			t.Errorf("%d connections opened", n)
		}
	})
}

// Each refusal is answered by waiting longer, never by a storm.
func TestRefusedConnectionsAreSpacedOut(t *testing.T) {
	tables := map[string]func(s *stage){
		"too many websockets": func(s *stage) {
			s.mute = true
			s.on = func(c *websocket.Conn) { s.write(c, `{"type":"disconnect","reason":"too_many_websockets"}`) }
		},
		"a warning with the hello": func(s *stage) {
			s.on = func(c *websocket.Conn) { s.write(c, `{"type":"disconnect","reason":"warning"}`) }
		},
		"closed at once": func(s *stage) {
			s.on = func(c *websocket.Conn) { _ = c.CloseNow() }
		},
		"no hello": func(s *stage) { s.mute = true },
	}
	for name, set := range tables {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newStage(t, 1)
				set(s)
				s.start()
				time.Sleep(10 * time.Minute)
				if n := s.called("apps.connections.open"); n < 10 || n > 60 {
					t.Errorf("%d attempts in ten minutes", n)
				}
				s.finish()
			})
		})
	}
}

func TestWrongTokensAreFatal(t *testing.T) {
	for _, method := range []string{"auth.test", "apps.connections.open"} {
		t.Run(method, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newStage(t, 1)
				s.methods[method] = answers(`{"ok":false,"error":"invalid_auth"}`)
				s.start()
				var fatal *FatalError
				if err := <-s.err; !errors.As(err, &fatal) || fatal.Code != "invalid_auth" {
					t.Errorf("Run returned %v", err)
				}
				s.finish()
			})
		})
	}
}

// While the inbox is slow the reader goes on: pings are answered, other
// conversations are acknowledged.
func TestSlowInboxStopsNothing(t *testing.T) {
	loop(t, 1, func(t *testing.T, s *stage) {
		release := make(chan struct{})
		s.inbox.before = func(_ context.Context, it Item) error {
			if it.In.TS == "1.000001" {
				<-release
			}
			return nil
		}
		c := s.connections()[0]
		acks := s.acks(c)
		s.write(c, mention("slow", "1.000001"))
		for i := range 300 {
			s.write(c, fmt.Sprintf(`{"type":"other","envelope_id":"%d"}`, i))
		}
		ping(t, c)
		synctest.Wait()
		if len(acks) < 150 { // the lane of the slow one holds the others back
			t.Errorf("%d acknowledged beside the slow one", len(acks))
		}
		close(release)
		synctest.Wait()
		if len(acks) != 301 {
			t.Errorf("%d acknowledged in the end", len(acks))
		}
	})
}

// What could not be kept is not acknowledged; a passing failure is got over.
func TestFailingInbox(t *testing.T) {
	loop(t, 1, func(t *testing.T, s *stage) {
		left := 2
		s.inbox.before = func(_ context.Context, it Item) error {
			if it.In.TS == "1.000002" {
				return errors.New("disk full")
			}
			if left--; left >= 0 {
				return errors.New("busy")
			}
			return nil
		}
		c := s.connections()[0]
		acks := s.acks(c)
		s.write(c, mention("busy", "1.000001"))
		s.write(c, mention("full", "1.000002"))
		time.Sleep(time.Minute)
		if got := <-acks; got != "busy" || len(acks) != 0 {
			t.Errorf("acknowledged %q and %d more", got, len(acks))
		}
		if n := s.log.count("not kept"); n != 1 {
			t.Errorf("%d lines in the log", n)
		}
	})
}

// The end of the program waits for what was read.
func TestStopDrains(t *testing.T) {
	loop(t, 1, func(t *testing.T, s *stage) {
		s.inbox.before = func(context.Context, Item) error {
			time.Sleep(time.Second)
			return nil
		}
		c := s.connections()[0]
		acks := s.acks(c)
		s.write(c, mention("last", "1.000001"))
		synctest.Wait()
		s.stop()
		if got := <-acks; got != "last" {
			t.Errorf("acknowledged %q", got)
		}
		if err := <-s.err; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
}

// A connection that works stays, whoever asks whether the other is there: Slack
// every ten seconds, or we when Slack does not.
func TestHealthyConnectionStays(t *testing.T) {
	for name, pings := range map[string]int{"pinged": 180, "not pinged": 0} {
		t.Run(name, func(t *testing.T) {
			loop(t, 1, func(t *testing.T, s *stage) {
				c := s.connections()[0]
				s.acks(c)
				for range pings {
					time.Sleep(10 * time.Second)
					ping(t, c)
				}
				if pings == 0 {
					time.Sleep(30 * time.Minute)
				}
				if n := len(s.connections()); n != 1 {
					t.Errorf("%d connections", n)
				}
			})
		})
	}
}

// ping asks the bot whether it is there; what it says must come at once.
func ping(t *testing.T, c *websocket.Conn) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if err := c.Ping(ctx); err != nil {
		t.Fatal("ping:", err)
	}
}

// A peer that is gone without a word is noticed by our own pings.
func TestDeadPeerIsReplaced(t *testing.T) {
	loop(t, 1, func(t *testing.T, s *stage) {
		time.Sleep(time.Minute) // nobody reads on the other side: no pongs
		if n := len(s.connections()); n < 2 {
			t.Errorf("%d connections", n)
		}
	})
}

// Slack's "too fast" is kept in full when we ask who we are, also by those who
// bring events meanwhile.
func TestWhoWeAreIsNotAskedTooSoon(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, 1)
		s.methods["auth.test"] = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "60")
			w.WriteHeader(http.StatusTooManyRequests)
		}
		s.start()
		for range 50 {
			time.Sleep(time.Second)
			if _, err := s.bot.WhoAmI(t.Context()); err == nil {
				t.Fatal("it is known who we are")
			}
		}
		if n := s.called("auth.test"); n != 1 {
			t.Errorf("asked %d times in 50 seconds", n)
		}
		if n := s.log.count("auth.test: ask again"); n > 1 {
			t.Errorf("%d lines in the log", n)
		}
		s.answer("auth.test", answers(`{"ok":true,"user_id":"`+me+`"}`))
		time.Sleep(2 * time.Minute)
		if n := s.called("auth.test"); n != 2 || s.bot.self().User != me {
			t.Errorf("asked %d times, and is %q", n, s.bot.self().User)
		}
		s.finish()
	})
}
