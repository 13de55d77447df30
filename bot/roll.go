package bot

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"steward/rules"
)

// How the roll of the workspace is kept.
const (
	usersList         = "users.list"
	conversationsInfo = "conversations.info"

	rollPage   = 200           // people; Slack recommends no more
	rollWithin = time.Second   // after the start, what comes in waits no longer for it
	lookWithin = time.Second   // so long a click may wait
	askAgain   = time.Minute   // after Slack did not tell of a channel
	rollEvery  = 6 * time.Hour // beside what user_change and team_join tell at once
)

// roll knows who in the workspace is no member of it, and which channels are
// shared with other organisations. Payloads do not tell either of everything, and
// to ask Slack about each would take longer than it gives us.
type roll struct {
	mu       sync.RWMutex
	others   map[string]rules.Membership // by user id; who is not in it is a member
	channels map[string]bool             // by id: whether it is shared, as last told
	untold   map[string]*question        // by id: channels that Slack has not told of
	// first is closed when the roll was read, or is not waited for any longer; nil
	// before the start, when nobody reads it.
	first chan struct{}
}

func newRoll() *roll {
	return &roll{others: map[string]rules.Membership{}, channels: map[string]bool{}, untold: map[string]*question{}}
}

// A question about a channel is asked by one for all.
type question struct {
	over chan struct{} // closed when Slack has told, or can't be waited for
	till time.Time     // when it may be asked again; set before over is closed
}

// wait holds what comes in just after the start until the roll is read.
func (r *roll) wait(ctx context.Context) {
	r.mu.RLock()
	first := r.first
	r.mu.RUnlock()
	if first == nil {
		return
	}
	select {
	case <-first:
	case <-ctx.Done():
	}
}

// there reports whether nobody has to wait for the roll.
func (r *roll) there() bool {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if r.first == nil {
		return true
	}
	select {
	case <-r.first:
		return true
	default:
		return false
	}
}

// begin makes the roll one that is waited for; what it returns is to be closed.
func (r *roll) begin() chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.first = make(chan struct{})
	return r.first
}

// note keeps how one person stands.
func (r *roll) note(user string, m rules.Membership) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if m == rules.Member {
		delete(r.others, user)
		return
	}
	r.others[user] = m
}

func (r *roll) replace(others map[string]rules.Membership) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.others = others
}

func (r *roll) membership(user string) rules.Membership {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.others[user]
}

// heard keeps what an event tells of its channel.
func (r *roll) heard(channel string, shared bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.channels[channel] = shared
	delete(r.untold, channel)
}

// shared returns what is known of a channel, as far as anything can be: that Slack
// did not tell is taken for no, for a while.
func (r *roll) shared(channel string) (shared, known bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	shared, known = r.channels[channel]
	if q := r.untold[channel]; !known && q != nil && time.Now().Before(q.till) {
		return false, true
	}
	return shared, known
}

// ask returns the question about a channel, and whether it is the caller's to ask.
func (r *roll) ask(channel string) (q *question, mine bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if q = r.untold[channel]; q != nil && (q.till.IsZero() || time.Now().Before(q.till)) {
		return q, false
	}
	q = &question{over: make(chan struct{})}
	r.untold[channel] = q
	return q, true
}

// answered lets those go who wait for a question.
func (r *roll) answered(q *question) {
	r.mu.Lock()
	defer r.mu.Unlock()
	q.till = time.Now().Add(askAgain)
	close(q.over)
}

// shared reports whether other organisations read along in a channel. A click does
// not tell, so Slack is asked, once for each channel. Where it does not answer in
// time the channel is taken for our own, as most are, and for a while nobody asks:
// a click is acknowledged in three seconds also when a hundred come in one.
func (b *Bot) shared(ctx context.Context, channel string) bool {
	if shared, known := b.roll.shared(channel); known {
		return shared
	}
	ctx, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	q, mine := b.roll.ask(channel)
	if mine {
		b.look(context.WithoutCancel(ctx), channel) // for others too
		b.roll.answered(q)
	}
	select {
	case <-q.over:
	case <-ctx.Done():
	}
	shared, _ := b.roll.shared(channel)
	return shared
}

// look asks Slack about a channel.
func (b *Bot) look(ctx context.Context, channel string) {
	ctx, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	var c *slack.Channel
	err := b.call(ctx, turn{method: conversationsInfo, calls: 1}, func(ctx context.Context) (err error) {
		c, err = b.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: channel})
		return err
	})
	if err != nil {
		b.log.Warn("not known whether a channel is shared", "channel", channel, "err", err)
		return
	}
	b.roll.heard(channel, c.IsExtShared)
}

// keepRoll reads the roll at once, and now and then until ctx ends; after a
// failure sooner.
func (b *Bot) keepRoll(ctx context.Context, first chan struct{}) {
	impatient := time.AfterFunc(rollWithin, sync.OnceFunc(func() { close(first) }))
	var p pace
	for {
		err := b.readRoll(ctx)
		impatient.Reset(0)
		wait := rollEvery
		if err != nil {
			wait = longWait + p.next(err)
			b.log.Warn("who is a guest is not known in full: ask again", "err", err, "in", wait)
		} else {
			p.reset()
		}
		if !rest(ctx, wait) {
			return
		}
	}
}

// readRoll asks Slack for all people, keeps those who are no members, and hears
// of accounts that were closed or made while nobody listened.
func (b *Bot) readRoll(ctx context.Context) error {
	others := map[string]rules.Membership{}
	var accounts []Account
	pages := b.api.GetUsersPaginated(slack.GetUsersOptionLimit(rollPage))
	for {
		err := b.call(ctx, turn{method: usersList, calls: 1}, func(ctx context.Context) (err error) {
			pages, err = pages.Next(ctx)
			return err
		})
		if err != nil {
			return fmt.Errorf("roll: %w", err)
		}
		for _, u := range pages.Users {
			s := someone{Team: u.TeamID, Restricted: u.IsRestricted, Ultra: u.IsUltraRestricted, Stranger: u.IsStranger}
			if m := s.membership(b.self()); m != rules.Member {
				others[u.ID] = m
			}
			if !u.IsBot && (u.Deleted || u.Profile.Email != "") {
				s.ID, s.Deleted, s.Profile.Email = u.ID, u.Deleted, u.Profile.Email
				accounts = append(accounts, s.account(b.self()))
			}
		}
		if pages.Cursor == "" {
			b.roll.replace(others)
			return b.concern(ctx, accounts, stamp(time.Now()))
		}
	}
}
