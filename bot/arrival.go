package bot

import (
	"context"

	"steward/handlers"
	"steward/rules"
)

// An arrival is what one payload brought: an item to be kept, a search that is
// answered straight, news of a person, or nothing; and where it came from.
type arrival struct {
	from   origin
	item   *Item
	search *handlers.Search
	member *someone
	event  string // of the member's news: Slack's id of it
}

// lane names what an arrival has to keep its order with, or is otherwise.
func (a arrival) lane(otherwise string) string {
	switch {
	case a.item != nil:
		return a.item.Conversation
	case a.search != nil:
		return a.search.User
	default:
		return otherwise
	}
}

// settle does what has to be done before an arrival may be acknowledged, and
// returns what the acknowledgement says; nil is nothing. After an error there
// must be none.
func (b *Bot) settle(ctx context.Context, a arrival) (reply any, err error) {
	it, reply := b.sift(ctx, a)
	if it == nil {
		return reply, nil
	}
	fresh, err := b.keep(ctx, *it)
	if err != nil {
		return nil, err
	}
	if fresh {
		b.follow(*it)
	}
	return reply, nil
}

// sift does with an arrival what comes before keeping. It returns what is to be
// kept, or nil, and what the acknowledgement says, once it is kept.
func (b *Bot) sift(ctx context.Context, a arrival) (keep *Item, reply any) {
	self := b.self()
	if !a.from.ours(self) {
		b.log.Warn("of another app or workspace, acknowledged and dropped", "app", a.from.app, "teams", a.from.teams)
		return nil, nil
	}
	switch {
	case a.member != nil:
		b.roll.note(a.member.ID, a.member.membership(self))
		if a.mail() {
			if err := b.concern(ctx, []Account{a.member.account(self)}, a.event); err != nil {
				b.log.Warn("not known whether a person is awaited; the roll tells", "err", err)
			}
		}
		return a.item, nil
	case a.search != nil:
		b.roll.wait(ctx)
		a.search.Membership = b.membership(a.from, a.search.User)
		return nil, b.suggest(ctx, *a.search)
	case a.item != nil:
		b.roll.wait(ctx)
		b.mark(ctx, a)
		return b.siftItem(ctx, a.item)
	}
	return nil, nil
}

// mail reports whether it tells whose an address is.
func (a arrival) mail() bool {
	return a.member != nil && !a.member.Deleted && !a.member.Bot && a.member.Profile.Email != ""
}

// siftItem does it with what somebody did.
func (b *Bot) siftItem(ctx context.Context, it *Item) (keep *Item, reply any) {
	it.atOrNow(b.now)
	switch {
	case it.In.Kind == handlers.KindCommand && inChannel(it.In) && b.wait.Aside != "":
		return it, whisper{Type: "ephemeral", Text: b.wait.Aside}
	case it.In.Kind != handlers.KindSheet:
		return it, nil
	}
	objection, waits := b.object(ctx, &it.In)
	switch {
	case objection != nil:
		return nil, objection
	case waits != nil:
		return it, waits
	}
	return it, nil
}

// prompt reports whether an arrival can be sifted without waiting for anybody.
func (b *Bot) prompt(a arrival) bool {
	switch {
	case a.search != nil || !b.roll.there() || a.mail() && b.registry != nil:
		return false
	case a.item == nil:
		return true
	case a.item.In.Kind == handlers.KindAction && inChannel(a.item.In):
		_, known := b.roll.shared(a.item.In.Channel)
		return known
	default:
		return a.item.In.Kind != handlers.KindSheet
	}
}

// inChannel reports whether something was done where others may read along.
func inChannel(in handlers.Incoming) bool { return in.Channel != "" && in.ChannelType != "im" }

// membership is how a person stands, by the payload, else by the roll.
func (b *Bot) membership(from origin, user string) rules.Membership {
	if m := from.membership(b.self()); m != rules.Member {
		return m
	}
	return b.roll.membership(user)
}

// mark writes down who it is, and who may read along.
func (b *Bot) mark(ctx context.Context, a arrival) {
	in := &a.item.In
	in.Membership = b.membership(a.from, in.User)
	switch {
	case !inChannel(*in):
	case in.Kind == handlers.KindMessage: // an event: it tells
		in.Shared = a.from.shared
		b.roll.heard(in.Channel, in.Shared)
	case in.Kind == handlers.KindAction:
		in.Shared = b.shared(ctx, in.Channel)
	}
}

// A whisper answers a command for the eyes of the person alone, in its acknowledgement
// (https://docs.slack.dev/interactivity/implementing-slash-commands).
type whisper struct {
	Type string `json:"response_type"`
	Text string `json:"text"`
}
