package bot

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"steward/handlers"
	"steward/rules"
	"steward/sandbox"
)

// weAre is who the bot of the tests below is.
func weAre() Identity { return Identity{User: me, Bot: "B0", Team: "T0", App: "A0"} }

// message is an event of a message in a direct conversation or a channel.
func message(outer, event string) string {
	return `{"event_id":"Ev1",` + outer + `"event":{"type":"app_mention","user":"U1","channel":"C1","ts":"1.000001",` + event + `"text":"hi"}}`
}

func clicked(outer string) string {
	return `{"type":"block_actions","trigger_id":"t1",` + outer + `"actions":[{"action_id":"x"}]}`
}

func commanded(outer string) string {
	return `{"command":"/domain","user_id":"U1","channel_id":"C1",` + outer + `"trigger_id":"t1"}`
}

// origins are payloads, and what becomes of each: it is dropped, or its person is
// taken for somebody.
var origins = map[string]struct {
	read    func(raw []byte) (arrival, error)
	raw     string
	dropped bool
	who     rules.Membership
	shared  bool
}{
	"our message":          {raw: message(`"team_id":"T0","api_app_id":"A0",`, `"team":"T0",`)},
	"says nothing of it":   {raw: message("", ""), shared: false},
	"another app's":        {raw: message(`"team_id":"T0","api_app_id":"A9",`, ""), dropped: true},
	"another workspace's":  {raw: message(`"team_id":"T9","api_app_id":"A0",`, ""), dropped: true},
	"meant for another":    {raw: message(`"team_id":"T0","context_team_id":"T9","authorizations":[{"team_id":"T9"}],`, ""), dropped: true},
	"in a shared channel":  {raw: message(`"team_id":"T0","context_team_id":"T0","is_ext_shared_channel":true,`, `"user_team":"T0",`), shared: true},
	"of a guest from afar": {raw: message(`"team_id":"T9","context_team_id":"T0","is_ext_shared_channel":true,`, `"user_team":"T9",`), who: rules.OtherOrg, shared: true},
	"by its source":        {raw: message(`"team_id":"T9","authorizations":[{"team_id":"T0"}],`, `"source_team":"T9","team":"T9",`), who: rules.OtherOrg},

	"our click":           {read: readInteraction, raw: clicked(`"api_app_id":"A0","team":{"id":"T0"},"user":{"id":"U1","team_id":"T0"},"channel":{"id":"C1"},`)},
	"a click from afar":   {read: readInteraction, raw: clicked(`"team":{"id":"T9"},"user":{"id":"U1","team_id":"T9"},"channel":{"id":"C1"},`), who: rules.OtherOrg},
	"in another's home":   {read: readInteraction, raw: clicked(`"team":{"id":"T9"},"user":{"id":"U1","team_id":"T9"},"view":{"id":"V1"},`), dropped: true},
	"installed elsewhere": {read: readInteraction, raw: clicked(`"team":{"id":"T0"},"user":{"id":"U1"},"view":{"id":"V1","app_installed_team_id":"T9"},`), dropped: true},
	"afar, in our view":   {read: readInteraction, raw: clicked(`"team":{"id":"T9"},"user":{"id":"U1","team_id":"T9"},"view":{"id":"V1","app_installed_team_id":"T0"},`), who: rules.OtherOrg},
	"another app's click": {read: readInteraction, raw: clicked(`"api_app_id":"A9","user":{"id":"U1"},"channel":{"id":"C1"},`), dropped: true},

	"our command":           {read: readCommandJSON, raw: commanded(`"team_id":"T0","api_app_id":"A0",`)},
	"another's command":     {read: readCommandJSON, raw: commanded(`"team_id":"T9",`), dropped: true},
	"another app's command": {read: readCommandJSON, raw: commanded(`"api_app_id":"A9",`), dropped: true},
}

func TestOrigins(t *testing.T) {
	for name, c := range origins {
		t.Run(name, func(t *testing.T) {
			b, inbox := door(t)
			b.who = weAre()
			b.roll.heard("C1", false)
			read := c.read
			if read == nil {
				read = func(raw []byte) (arrival, error) { return readEvent(raw, me) }
			}
			a, err := read([]byte(c.raw))
			if err != nil {
				t.Fatal(err)
			}
			if reply, err := b.settle(t.Context(), a); reply != nil || err != nil {
				t.Errorf("answered %v, %v", reply, err)
			}
			if len(inbox.kept()) == 0 || c.dropped {
				if len(inbox.kept()) > 0 || !c.dropped {
					t.Errorf("kept %v", inbox.keys())
				}
				return
			}
			if in := inbox.kept()[0].In; in.Membership != c.who || in.Shared != c.shared {
				t.Errorf("kept as %+v", in)
			}
		})
	}
}

// What is dropped is acknowledged, by either road, and leaves a line in the log.
// By Socket Mode the app is the one that Slack's hello names.
func TestForeignPayloadsAreAcknowledged(t *testing.T) {
	foreign := message(`"api_app_id":"A9",`, "")
	loop(t, 1, func(t *testing.T, s *stage) {
		c := s.connections()[0]
		acks := s.acks(c)
		for i, hello := range []string{"", `{"type":"hello","connection_info":{"app_id":"A0"}}`} {
			if hello != "" {
				s.write(c, hello)
			}
			s.write(c, `{"type":"events_api","envelope_id":"e","payload":`+foreign+`}`)
			<-acks
			synctest.Wait()
			if kept, logged := len(s.inbox.keys()), s.log.count("acknowledged and dropped"); kept != 1 || logged != i {
				t.Errorf("hello %q: kept %d, logged %d", hello, kept, logged)
			}
		}
		s.bot.secret = secret
		if code, _ := post(s.bot, "/slack/events", foreign, time.Now()); code != http.StatusOK || s.log.count("acknowledged and dropped") != 2 {
			t.Errorf("by HTTP: %d", code)
		}
		body := url.Values{"command": {"/domain"}, "user_id": {"U1"}, "trigger_id": {"t9"}, "team_id": {"T9"}}.Encode()
		if code, _ := post(s.bot, "/slack/commands", body, time.Now()); code != http.StatusOK || len(s.inbox.keys()) != 1 {
			t.Errorf("a command by HTTP: %d, kept %v", code, s.inbox.keys())
		}
	})
}

// Guests are known from the start, and as Slack tells of changes.
func TestGuestsAreKnown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inbox := &inboxFake{}
		s, err := sandbox.New(sandbox.Options{Users: []sandbox.User{{ID: "U1", Name: "liaison"}, {ID: "U2", Name: "visitor", Guest: true}}})
		if err != nil {
			t.Fatal(err)
		}
		b, err := New(Options{
			Token: "xoxb-sandbox", AppToken: "xapp-sandbox", APIURL: "http://sandbox.invalid/api/", HTTP: s.Client(),
			Inbox: inbox, Channels: &dmFake{}, Draw: drawKey, Search: func(_ context.Context, q handlers.Search) ([]handlers.Option, error) {
				return []handlers.Option{{Text: "as " + string(q.Membership), Value: "v"}}, nil
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- b.Run(ctx) }()
		synctest.Wait()
		for _, user := range []string{"U1", "U2"} {
			raw := strings.NewReader(`{"user":"` + user + `","channel":"dm","text":"hi"}`)
			r, err := s.Client().Post("http://sandbox.invalid/sandbox/say", "application/json", raw)
			if err != nil || r.Body.Close() != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(time.Second)
		synctest.Wait()
		got := map[string]rules.Membership{}
		for _, it := range inbox.kept() {
			got[it.In.User] = it.In.Membership
		}
		if diff := cmp.Diff(map[string]rules.Membership{"U1": rules.Member, "U2": rules.Guest}, got); diff != "" {
			t.Error(diff)
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		s.Client().CloseIdleConnections()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

func TestChangesOfPeople(t *testing.T) {
	b, _ := door(t)
	b.who = weAre()
	for _, c := range []struct {
		kind, user string
		want       rules.Membership
	}{
		{"team_join", `{"id":"U1","team_id":"T0","is_restricted":true}`, rules.Guest},
		{"user_change", `{"id":"U1","team_id":"T0"}`, rules.Member},
		{"user_change", `{"id":"U1","team_id":"T0","is_restricted":true,"is_ultra_restricted":true}`, rules.Guest},
		{"user_change", `{"id":"U1","team_id":"T9"}`, rules.OtherOrg},
		{"user_change", `{"id":"U1","is_stranger":true}`, rules.OtherOrg},
		{"user_change", `{"id":"U1"}`, rules.Member},
	} {
		a, err := readEvent([]byte(`{"event_id":"Ev1","event":{"type":"`+c.kind+`","user":`+c.user+`}}`), me)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.settle(t.Context(), a); err != nil {
			t.Fatal(err)
		}
		if got := b.roll.membership("U1"); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.kind, c.user, got, c.want)
		}
	}
}

// A roll that can't be read is asked for again, and holds nothing up.
func TestRollIsAskedForAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, 1)
		s.methods["users.list"] = answers(`{"ok":false,"error":"internal_error"}`)
		s.start()
		defer s.finish()
		if !s.bot.Ready() {
			t.Error("not ready without a roll")
		}
		s.mu.Lock()
		s.methods["users.list"] = answers(`{"ok":true,"members":[{"id":"U1","is_restricted":true},{"id":"U2"}],"response_metadata":{"next_cursor":""}}`)
		s.mu.Unlock()
		time.Sleep(2 * time.Minute)
		if got := s.bot.roll.membership("U1"); got != rules.Guest {
			t.Errorf("after two minutes %q", got)
		}
	})
}

// Whether others read along at a click is asked once for a channel, and told by
// every event since. What can't be asked holds nobody up.
func TestSharedChannels(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, 1)
		says := `{"ok":true,"channel":{"id":"C1","is_ext_shared":true}}`
		s.methods["conversations.info"] = func(w http.ResponseWriter, _ *http.Request) {
			if says == "" {
				time.Sleep(5 * time.Second)
			}
			reply(w, says)
		}
		s.start()
		defer s.finish()
		n := 0
		click := func(channel string, want bool) {
			t.Helper()
			n++
			raw := strings.Replace(clicked(`"user":{"id":"U1"},"channel":{"id":"`+channel+`"},`), "t1", string(rune('a'+n)), 1)
			a, err := readInteraction([]byte(raw))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.bot.settle(t.Context(), a); err != nil || a.item.In.Shared != want {
				t.Errorf("click %d in %s: shared %v, %v", n, channel, a.item.In.Shared, err)
			}
		}
		click("C1", true)
		click("C1", true)
		if n := s.called("conversations.info"); n != 1 {
			t.Errorf("asked %d times", n)
		}
		a, err := readEvent([]byte(message("", "")), me) // no longer shared
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.bot.settle(t.Context(), a); err != nil {
			t.Fatal(err)
		}
		click("C1", false)
		click("D1", false)
		says = `{"ok":false,"error":"internal_error"}`
		click("C2", false)
		says = ""
		began := time.Now()
		click("C3", false)
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("a click waited %s", took)
		}
	})
}
