package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"steward/rules"
	"steward/rules/answer"
	"steward/sandbox"
)

// desk is the sandbox's page, as people use it.
type desk struct {
	client *http.Client
	at     string // where it is, with a stroke at the end
}

func (d desk) post(path string, body, into any) error {
	b, err := json.Marshal(body)
	if err != nil {
		return err
	}
	resp, err := d.client.Post(d.at+path, "application/json", bytes.NewReader(b))
	return decode(resp, err, into)
}

// posting is a message as the counting looks at it.
type posting struct {
	message
	Metadata struct {
		Payload struct{ Key string } `json:"event_payload"`
	}
	Files []struct{ ID, Name string }
	Bot   string `json:"bot_id"`
}

func (d desk) read(user, channel string) (list []posting, err error) {
	resp, err := d.client.Get(d.at + "messages?channel=" + channel + "&user=" + user)
	return list, decode(resp, err, &list)
}

// What people say. A name that stands in no inventory is answered by its name, so
// that each answer can be told from all others.
const (
	isItFit   = "%s 这个域名合规吗"
	paper     = "发我一份附件2空白表"
	standing  = "我单位的域名现在怎么样"
	townHall  = "C0DOMAINS"
	mentioned = "<@" + sandbox.BotUser + "> "
)

// A deed is one thing that somebody does, perhaps in several events.
type deed func(p rules.Person)

// crowd has everybody do things until so many events were made.
func (s *storm) crowd(events int) {
	plans := map[string][]deed{}
	left := events
	plan := func(p rules.Person, cost int, d deed) {
		plans[p.ID] = append(plans[p.ID], d)
		left -= cost
	}
	filers := s.filers()
	for i, p := range filers {
		if i < events/10 {
			plan(p, 1, s.document)
		}
		if i >= len(filers)-events/8 {
			plan(p, 2, s.lookAndClick)
		}
	}
	for i, p := range s.bearing(rules.Liaison) {
		if i < events/25 {
			plan(p, 1, s.receipt)
		}
		if i < events/50 {
			plan(p, 1, s.home)
		}
	}
	asks := []deed{s.say, s.say, s.mention, s.command}
	for n := 0; left > 0; n++ {
		plan(s.people[s.pick(len(s.people))], 1, asks[n%len(asks)])
	}
	var all sync.WaitGroup
	for _, p := range s.people {
		deeds := plans[p.ID]
		all.Go(func() {
			for len(deeds) > 0 {
				time.Sleep(s.between(0, 50*time.Second))
				n := s.pick(len(deeds))
				deeds[n](p)
				deeds = slices.Delete(deeds, n, n+1)
			}
		})
	}
	all.Wait()
}

// filers are the people of units that are told of the cleanup.
func (s *storm) filers() (list []rules.Person) {
	for _, p := range s.people {
		if s.told[p.Unit] {
			list = append(list, p)
		}
	}
	return list
}

// bearing are those of the filers with a role.
func (s *storm) bearing(role rules.Role) (list []rules.Person) {
	for _, p := range s.filers() {
		if p.Has(role) {
			list = append(list, p)
		}
	}
	return list
}

// token is a name that nobody has asked about before.
func (s *storm) token() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens++
	return fmt.Sprintf("storm%05d.com", s.tokens)
}

func (s *storm) say(p rules.Person) {
	name := s.token()
	s.speak(p, "dm", fmt.Sprintf(isItFit, name))
	s.tally.sure("@" + p.ID + " domain.status " + name)
}

func (s *storm) mention(p rules.Person) {
	name := s.token()
	ts := s.speak(p, townHall, mentioned+fmt.Sprintf(isItFit, name))
	s.tally.sure("#" + townHall + "/" + ts + " domain.status " + name)
}

// document asks for one, half of the time where others read along.
func (s *storm) document(p rules.Person) {
	if s.pick(2) == 0 {
		s.documentHere(p)
	} else {
		s.documentThere(p)
	}
}

func (s *storm) documentHere(p rules.Person) {
	s.speak(p, "dm", paper)
	s.tally.sure("@" + p.ID + " document.get")
}

// documentThere is answered by a hint, and the document comes directly.
func (s *storm) documentThere(p rules.Person) {
	ts := s.speak(p, townHall, mentioned+paper)
	s.tally.sure("#" + townHall + "/" + ts + hint)
	s.tally.sure("@" + p.ID + " document.get")
}

func (s *storm) home(p rules.Person) {
	if err := s.slack.post("open", map[string]string{"user": p.ID, "tab": "home"}, nil); err != nil {
		s.t.Errorf("home: %v", err)
	}
	s.tally.sure("@" + p.ID + " home")
}

// speak says something. Slack brings it until it is acknowledged.
func (s *storm) speak(p rules.Person, channel, text string) string {
	var said struct{ TS string }
	if err := s.slack.post("say", map[string]string{"user": p.ID, "channel": channel, "text": text}, &said); err != nil {
		s.t.Errorf("say: %v", err)
	}
	return said.TS
}

// command gives commands until one is acknowledged: Slack brings none twice, and
// shows the person that there was no answer.
func (s *storm) command(p rules.Person) {
	for {
		name := s.token()
		err := s.slack.post("command", map[string]string{
			"user": p.ID, "channel": "dm", "command": "/steward", "text": fmt.Sprintf(isItFit, name),
		}, nil)
		mark := "@" + p.ID + " domain.status " + name
		if err == nil {
			s.tally.sure(mark)
			return
		}
		s.tally.unsure(mark, err)
		time.Sleep(s.between(5*time.Second, 20*time.Second))
	}
}

// lookAndClick asks how things stand, and presses a button below an answer.
func (s *storm) lookAndClick(p rules.Person) {
	s.speak(p, "dm", standing)
	s.tally.sure("@" + p.ID + " domain.status")
	s.press(p, answer.ShowMaterial, "@"+p.ID+" deadline.info")
}

// receipt presses 已收悉 below the reminder.
func (s *storm) receipt(p rules.Person) { s.press(p, answer.GiveReceipt, "@"+p.ID+" receipt") }

// press clicks a button, again and again until that is acknowledged, or the
// button gone because of what was not.
func (s *storm) press(p rules.Person, action answer.Action, mark string) {
	for tries := range 500 {
		ts, b, ok := s.button(p, action)
		if !ok && s.tally.doubts(mark) > 0 {
			s.tally.settle(mark)
			return
		}
		if ok {
			err := s.slack.post("click", map[string]any{
				"user": p.ID, "channel": "dm", "ts": ts, "action_id": b.Action, "value": b.Value,
			}, nil)
			if err == nil {
				s.tally.sure(mark)
				return
			}
			s.tally.unsure(mark, err)
		}
		time.Sleep(s.between(5*time.Second, time.Duration(10+tries)*time.Second))
	}
	s.t.Errorf("%s never saw %s", p.ID, action)
}

// button looks for one among a person's messages.
func (s *storm) button(p rules.Person, action answer.Action) (ts string, b element, ok bool) {
	list, err := s.slack.read(p.ID, "dm")
	if err != nil {
		s.t.Errorf("read: %v", err)
	}
	for _, m := range list {
		if b, ok := m.button(string(action), 1); ok {
			return m.TS, b, true
		}
	}
	return "", element{}, false
}

// tally is what people are owed: for each answer how often it must have come, and
// how often it may have come besides, since what asked for it was not
// acknowledged.
type tally struct {
	mu      sync.Mutex
	must    map[string]int
	may     map[string]int
	reasons map[string]int
}

func newTally() *tally {
	return &tally{must: map[string]int{}, may: map[string]int{}, reasons: map[string]int{}}
}

func (t *tally) sure(mark string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.must[mark]++
}

func (t *tally) unsure(mark string, why error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.may[mark]++
	_, detail, _ := strings.Cut(why.Error(), `"detail":"`)
	detail, _, _ = strings.Cut(detail, `"`)
	t.reasons[detail]++
}

func (t *tally) doubts(mark string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.may[mark]
}

// settle makes one that was not acknowledged one that must have been answered:
// it has been seen to.
func (t *tally) settle(mark string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.may[mark]--
	t.must[mark]++
}
