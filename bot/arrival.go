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
	self := b.self()
	if !a.from.ours(self) {
		b.log.Warn("of another app or workspace, acknowledged and dropped", "app", a.from.app, "teams", a.from.teams)
		return nil, nil
	}
	switch {
	case a.member != nil:
		b.roll.note(a.member.ID, a.member.membership(self))
	case a.search != nil:
		b.roll.wait(ctx)
		a.search.Membership = b.membership(a.from, a.search.User)
		return b.suggest(ctx, *a.search), nil
	case a.item != nil:
		b.roll.wait(ctx)
		b.mark(ctx, a)
		return b.accept(ctx, *a.item.atOrNow(b.now))
	}
	return nil, nil
}

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
	case in.Channel == "" || in.ChannelType == "im":
	case in.Kind == handlers.KindMessage: // an event: it tells
		in.Shared = a.from.shared
		b.roll.heard(in.Channel, in.Shared)
	case in.Kind == handlers.KindAction:
		in.Shared = b.shared(ctx, in.Channel)
	}
}

// accept keeps an item, unless something stands against it, and does at once what
// can't wait until it is handled.
func (b *Bot) accept(ctx context.Context, it Item) (reply any, err error) {
	if it.In.Kind == handlers.KindSheet {
		if reply = b.object(ctx, it.In); reply != nil {
			return reply, nil
		}
	}
	fresh, err := b.keep(ctx, it)
	if err == nil && fresh {
		b.follow(it)
	}
	return nil, err
}
