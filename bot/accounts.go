package bot

import (
	"context"
	"fmt"
	"time"

	"steward/handlers"
	"steward/rules"
)

// How people are found by their addresses.
const (
	usersLookup = "users.lookupByEmail"
	lookEvery   = 15 * time.Second // for addresses that nobody has been asked about
	looksAtOnce = 20
)

// An Account is one of the workspace's people, as Slack tells of them.
type Account struct {
	ID, Email  string
	Closed     bool
	Membership rules.Membership
}

// A Wanted is somebody of whom only an address is known.
type Wanted struct{ Email, Digest string }

// A Registry knows whom the accounts of a workspace concern. Both may be called
// from many goroutines.
type Registry interface {
	// Concerning returns what is to be done about those of the accounts that
	// concern somebody: people on the roster whose account is closed, and people
	// awaited by their address.
	Concerning(ctx context.Context, accounts []Account) ([]handlers.Incoming, error)
	// Wanted returns at most so many of those awaited of whom nobody has been asked.
	Wanted(ctx context.Context, limit int) ([]Wanted, error)
}

// concern has kept what accounts bring. What the roll tells has no id of Slack's:
// the instant stands in for it, and what was done already does no harm.
func (b *Bot) concern(ctx context.Context, accounts []Account, occasion string) error {
	if b.registry == nil || len(accounts) == 0 {
		return nil
	}
	news, err := b.registry.Concerning(ctx, accounts)
	if err != nil {
		return fmt.Errorf("whom accounts concern: %w", err)
	}
	standing := map[string]rules.Membership{}
	for _, a := range accounts {
		standing[a.ID] = a.Membership
	}
	for _, in := range news {
		in.Membership = standing[in.User]
		if err := b.hear(ctx, in, occasion); err != nil {
			return err
		}
	}
	return nil
}

// hear keeps one thing that accounts bring.
func (b *Bot) hear(ctx context.Context, in handlers.Incoming, occasion string) error {
	conversation := first(in.User, in.Value)
	_, err := b.keep(ctx, Item{
		Key:          "account/" + in.Kind + "/" + conversation + "/" + occasion,
		Conversation: conversation, TS: stamp(b.now()), In: in,
	})
	return err
}

// account is somebody of the roll, or of news of the workspace.
func (s someone) account(self Identity) Account {
	return Account{ID: s.ID, Email: s.Profile.Email, Closed: s.Deleted, Membership: s.membership(self)}
}

// keepMeeting asks the workspace whose the addresses are that nobody was asked
// about, as they come in, until ctx ends. Who is not there yet is met when they
// join, or by the roll.
func (b *Bot) keepMeeting(ctx context.Context) {
	if b.registry == nil {
		return
	}
	var p pace
	for {
		wait := lookEvery
		if err := b.lookUp(ctx); err != nil {
			wait += p.next(err)
			b.log.Warn("people are not found by their addresses: ask again", "err", err, "in", wait)
		} else {
			p.reset()
		}
		if !rest(ctx, wait) {
			return
		}
	}
}

// lookUp asks about some of them.
func (b *Bot) lookUp(ctx context.Context) error {
	wanted, err := b.registry.Wanted(ctx, looksAtOnce)
	if err != nil {
		return err
	}
	for _, w := range wanted {
		in, err := b.whose(ctx, w)
		if err != nil {
			return err
		}
		if err := b.hear(ctx, in, stamp(time.Now())); err != nil {
			return err
		}
	}
	return nil
}

// whose asks about one.
func (b *Bot) whose(ctx context.Context, w Wanted) (handlers.Incoming, error) {
	in := handlers.Incoming{Kind: handlers.KindUnmet, Value: w.Digest}
	err := b.call(ctx, turn{method: usersLookup, calls: 1}, func(ctx context.Context) error {
		u, err := b.api.GetUserByEmailContext(ctx, w.Email)
		switch {
		case errorCode(err) == "users_not_found":
			return nil
		case err != nil:
			return err
		case u.Deleted || u.IsBot:
			return nil
		}
		s := someone{Team: u.TeamID, Restricted: u.IsRestricted, Ultra: u.IsUltraRestricted, Stranger: u.IsStranger}
		in.Kind, in.User, in.Membership = handlers.KindMet, u.ID, s.membership(b.self())
		return nil
	})
	return in, err
}
