package bot

import (
	"context"

	"steward/handlers"
)

// An arrival is what one payload brought: an item to be kept, a search that is
// answered straight, or neither.
type arrival struct {
	item   *Item
	search *handlers.Search
}

// kept is an arrival that is to be kept, as the readers give it.
func kept(it *Item, err error) (arrival, error) { return arrival{item: it}, err }

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
	switch {
	case a.search != nil:
		return b.suggest(ctx, *a.search), nil
	case a.item != nil:
		return b.accept(ctx, *a.item.atOrNow(b.now))
	default:
		return nil, nil
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
