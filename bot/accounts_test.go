package bot

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"steward/handlers"
	"steward/rules"
)

// registryFake awaits one address, and has U1 and U2 on its roster.
type registryFake struct {
	mu     sync.Mutex
	wanted []Wanted
	seen   []Account
}

func (r *registryFake) Concerning(_ context.Context, accounts []Account) (news []handlers.Incoming, _ error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen = append(r.seen, accounts...)
	for _, a := range accounts {
		switch {
		case a.Closed && (a.ID == "U1" || a.ID == "U2"):
			news = append(news, handlers.Incoming{Kind: handlers.KindLeft, User: a.ID})
		case !a.Closed && a.Email == "li@sz.gov.cn":
			news = append(news, handlers.Incoming{Kind: handlers.KindMet, User: a.ID, Value: "D1"})
		}
	}
	return news, nil
}

func (r *registryFake) Wanted(context.Context, int) ([]Wanted, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	wanted := r.wanted
	r.wanted = nil // what was told is asked for no more
	return wanted, nil
}

func news(items []Item) (out []string) {
	for _, it := range items {
		out = append(out, strings.Join([]string{it.In.Kind, it.In.User, it.In.Value, string(it.In.Membership)}, " "))
	}
	slices.Sort(out)
	return out
}

// Accounts that were closed, and people who joined, while the bot was down are
// heard of as soon as it is up.
func TestTheRollTellsWhatWasMissed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, 1)
		s.bot.registry = &registryFake{}
		s.methods["users.list"] = answers(`{"ok":true,"response_metadata":{"next_cursor":""},"members":[
			{"id":"U1","team_id":"T0","deleted":true},{"id":"U2","team_id":"T0","profile":{"email":"wang@sz.gov.cn"}},
			{"id":"U3","team_id":"T0","deleted":true},{"id":"U5","team_id":"T0","is_restricted":true,"profile":{"email":"li@sz.gov.cn"}},
			{"id":"B1","team_id":"T0","deleted":true,"is_bot":true}]}`)
		s.start()
		defer s.finish()
		time.Sleep(time.Second)
		if got, want := news(s.inbox.kept()), []string{"left U1  ", "met U5 D1 " + string(rules.Guest)}; !slices.Equal(got, want) {
			t.Errorf("heard %q, want %q", got, want)
		}
	})
}

// Addresses are asked about as they come in, each once; whoever is not there, or
// no longer, is nobody.
func TestPeopleAreFoundByTheirAddresses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, 1)
		r := &registryFake{}
		s.bot.registry = r
		s.methods["users.list"] = answers(`{"ok":true,"members":[],"response_metadata":{"next_cursor":""}}`)
		s.methods[usersLookup] = func(w http.ResponseWriter, q *http.Request) {
			body := map[string]string{
				"li@sz.gov.cn":   `{"ok":true,"user":{"id":"U5","team_id":"T0"}}`,
				"gone@sz.gov.cn": `{"ok":true,"user":{"id":"U6","team_id":"T0","deleted":true}}`,
			}[q.FormValue("email")]
			if body == "" {
				body = `{"ok":false,"error":"users_not_found"}`
			}
			reply(w, body)
		}
		s.start()
		defer s.finish()
		r.mu.Lock()
		r.wanted = []Wanted{{"li@sz.gov.cn", "D1"}, {"gone@sz.gov.cn", "D2"}, {"none@sz.gov.cn", "D3"}}
		r.mu.Unlock()
		time.Sleep(time.Minute)
		if got, want := news(s.inbox.kept()), []string{"met U5 D1 ", "unmet  D2 ", "unmet  D3 "}; !slices.Equal(got, want) {
			t.Errorf("heard %q, want %q", got, want)
		}
		if n := s.called(usersLookup); n != 3 {
			t.Errorf("asked %d times", n)
		}
	})
}

// News of somebody who is awaited brings them, once for each event.
func TestNewsOfSomebodyAwaited(t *testing.T) {
	s := newStage(t, 1)
	r := &registryFake{}
	s.bot.registry = r
	for _, raw := range []string{
		`{"event_id":"Ev1","event":{"type":"team_join","user":{"id":"U5","team_id":"T0","profile":{"email":"li@sz.gov.cn"}}}}`,
		`{"event_id":"Ev1","event":{"type":"team_join","user":{"id":"U5","team_id":"T0","profile":{"email":"li@sz.gov.cn"}}}}`,
		`{"event_id":"Ev2","event":{"type":"user_change","user":{"id":"U7","team_id":"T0","profile":{"email":"qian@sz.gov.cn"}}}}`,
		`{"event_id":"Ev3","event":{"type":"user_change","user":{"id":"U8","team_id":"T0"}}}`,
	} {
		a, err := readEvent([]byte(raw), me)
		if err != nil {
			t.Fatal(err)
		}
		if keep, _ := s.bot.sift(t.Context(), a); keep != nil {
			t.Errorf("%s brought %+v beside", raw, keep)
		}
	}
	if got, want := news(s.inbox.kept()), []string{"met U5 D1 "}; !slices.Equal(got, want) {
		t.Errorf("heard %q, want %q", got, want)
	}
	if len(r.seen) != 3 {
		t.Errorf("asked about %+v", r.seen)
	}
	s.end()
}
