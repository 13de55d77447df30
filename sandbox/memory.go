package sandbox

import (
	"crypto/rand"
	"fmt"
	"maps"
	"strings"
	"time"
)

// How long Slack lets an app answer an interaction, in the machine's time.
const (
	triggerLife  = 3 * time.Second
	responseLife = 30 * time.Minute
	responseUses = 5
)

// memory is what a restart may forget. It is guarded by Sandbox.mu.
type memory struct {
	n         int
	triggers  map[string]*trigger
	responses map[string]*response
	whispers  map[string][]*message // ephemeral messages, by conversation
	typed     map[place]obj         // state.values of inputs in a message, by person
	offered   map[place]map[string]obj
	late      map[string]time.Time // messages that history hides until then
	uploads   map[string]upload    // upload URL's token → what it is for
	external  map[string]string    // external_id → view id
}

// place is where a person sees an element.
type place struct{ user, at, action string }

type trigger struct {
	user    string
	view    string // the modal it comes from, or ""
	expires time.Time
	used    bool
}

// response is what a response_url stands for.
type response struct {
	user, channel, ts, thread string
	ephemeral                 bool
	uses                      int
	expires                   time.Time
}

type upload struct {
	file   string
	length int
}

func newMemory() *memory {
	return &memory{
		triggers: map[string]*trigger{}, responses: map[string]*response{}, whispers: map[string][]*message{},
		typed: map[place]obj{}, offered: map[place]map[string]obj{}, late: map[string]time.Time{},
		uploads: map[string]upload{}, external: map[string]string{},
	}
}

// newTrigger makes a trigger_id for one interaction of user, unlike any other,
// also of an earlier run on the same data: the app tells repetitions by it.
func (m *memory) newTrigger(user, view string) string {
	m.prune()
	m.n++
	id := fmt.Sprintf("%d.%d.%s", 1000000000+m.n, 2000000000+m.n, strings.ToLower(rand.Text()))
	m.triggers[id] = &trigger{user: user, view: view, expires: time.Now().Add(triggerLife)}
	return id
}

// prune forgets, now and then, what has been dead for an hour: until then it
// is refused by the right code.
func (m *memory) prune() {
	if m.n%1000 != 999 {
		return
	}
	hourAgo := time.Now().Add(-time.Hour)
	maps.DeleteFunc(m.triggers, func(_ string, t *trigger) bool { return t.expires.Before(hourAgo) })
	maps.DeleteFunc(m.responses, func(_ string, r *response) bool { return r.expires.Before(hourAgo) })
}

// pull uses a trigger up.
func (m *memory) pull(id string) (*trigger, error) {
	t := m.triggers[id]
	switch {
	case t == nil:
		return nil, refuse("invalid_trigger_id")
	case t.used:
		return nil, refuse("exchanged_trigger_id")
	case time.Now().After(t.expires):
		return nil, refuse("expired_trigger_id")
	}
	t.used = true
	return t, nil
}

// newResponse makes a response_url, on the host that the reader came by.
func (m *memory) newResponse(r response) string {
	m.n++
	id := fmt.Sprintf("%d/%s", m.n, strings.ToLower(rand.Text()))
	r.expires = time.Now().Add(responseLife)
	m.responses[id] = &r
	return hostMark + "/response/" + TeamID + "/" + id
}
