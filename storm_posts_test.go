package main

import (
	"strings"
	"time"

	"steward/db"
)

// ground is all that the bot has posted.
type ground struct {
	byKey  map[string][]posting
	shares map[string][]posting // by the id of the file
}

// survey reads every conversation.
func (s *storm) survey() ground {
	g := ground{byKey: map[string][]posting{}, shares: map[string][]posting{}}
	add := func(user, channel string) {
		list, err := s.slack.read(user, channel)
		check(s.t, err)
		for _, m := range list {
			if m.Bot == "" {
				continue
			}
			for _, f := range m.Files {
				g.shares[f.ID] = append(g.shares[f.ID], m)
			}
			if len(m.Files) == 0 {
				g.byKey[m.Metadata.Payload.Key] = append(g.byKey[m.Metadata.Payload.Key], m)
			}
		}
	}
	for _, p := range s.people {
		add(p.ID, "dm")
	}
	add(s.people[0].ID, townHall)
	return g
}

// countPosts looks in Slack for each message that was put, and for each document.
func (s *storm) countPosts(c *census, rows []db.MessageRow) {
	g := s.survey()
	before := map[string]earlier{}
	for _, r := range rows {
		switch {
		case r.State != db.MessageSent:
			c.note(&c.missing, "message %d (%s) is %s: %s", r.ID, r.Kind, r.State, r.Reason)
		case r.Edits != 0:
			c.redraws++
		case r.Kind == "home":
			s.countHome(c, r)
		default:
			c.messages++
			s.countPost(c, r, g.byKey[r.UID])
			s.countShares(c, r, g.shares)
			last := before[r.Address()]
			if last.over(r) {
				c.note(&c.disorder, "message %d, put at %s, stands above one put before", r.ID, r.CreatedAt)
			}
			before[r.Address()] = last.then(r)
		}
		delete(g.byKey, r.UID)
		delete(g.shares, r.Post.File)
	}
	for key, list := range g.byKey {
		c.note(&c.strange, "%d messages with the key %q", len(list), key)
	}
	for file := range g.shares {
		c.note(&c.more, "the document %s is another's copy", file)
	}
}

// earlier is what was put for an address before: where the last of it stands. Two
// transactions of one instant ran side by side, and neither is the earlier.
type earlier struct {
	ts, sameTS string // of those before at, and of those at it
	at         time.Time
}

// over reports whether a message of it stands below r.
func (e earlier) over(r db.MessageRow) bool {
	if r.CreatedAt.After(e.at) {
		return r.Post.TS <= max(e.ts, e.sameTS)
	}
	return r.Post.TS <= e.ts
}

// then adds r.
func (e earlier) then(r db.MessageRow) earlier {
	if r.CreatedAt.After(e.at) {
		e = earlier{ts: max(e.ts, e.sameTS), at: r.CreatedAt}
	}
	e.sameTS = max(e.sameTS, r.Post.TS)
	return e
}

// countPost wants a message to stand once, where the ledger says, about what it was
// asked.
func (s *storm) countPost(c *census, r db.MessageRow, found []posting) {
	_, about, _ := strings.Cut(printOf(r), r.Kind)
	switch {
	case len(found) == 0:
		c.note(&c.missing, "message %d (%s) does not stand in Slack", r.ID, r.Kind)
	case len(found) > 1:
		c.note(&c.again, "message %d (%s) stands %d times", r.ID, r.Kind, len(found))
	case found[0].TS != r.Post.TS || found[0].Thread != r.Thread || !strings.Contains(found[0].drawn(), strings.TrimSpace(about)):
		c.note(&c.missing, "message %d (%s) stands at %s, and the ledger says %s; it reads %q",
			r.ID, r.Kind, found[0].TS, r.Post.TS, found[0].drawn())
	default:
		c.once++
	}
}

// countShares wants the document of a message below it, once.
func (s *storm) countShares(c *census, r db.MessageRow, shares map[string][]posting) {
	if r.Kind != "document.get" {
		return
	}
	c.documents++
	found := shares[r.Post.File]
	switch {
	case len(found) == 0:
		c.note(&c.lacking, "the document of message %d, %q, was not shared", r.ID, r.Post.File)
	case len(found) > 1 || len(found[0].Files) != 1:
		c.note(&c.more, "the document of message %d was shared %d times", r.ID, len(found))
	case found[0].TS < r.Post.TS:
		c.note(&c.disorder, "the document of message %d stands above it", r.ID)
	default:
		c.shared++
	}
}

// countHome wants the home tab to be drawn.
func (s *storm) countHome(c *census, r db.MessageRow) {
	resp, err := s.slack.client.Get(s.slack.at + "home?peek=1&user=" + r.Person)
	var home struct{ Blocks []block }
	check(s.t, decode(resp, err, &home))
	if len(home.Blocks) == 0 {
		c.note(&c.missing, "the home of %s was not drawn", r.Person)
	}
}
