package handlers

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"steward/db"
	"steward/rules"
)

// What the door tells of accounts of the workspace: kinds of [Incoming].
const (
	KindLeft  = "left"  // it was closed
	KindMet   = "met"   // it is the one of somebody awaited; Value is the digest of their address
	KindUnmet = "unmet" // nobody has the address; Value is its digest
)

// byMail stands in the roster's log where an address told who somebody is.
const byMail = "e-mail"

// ofAccounts is what is done about news of an account; nil for what people do.
func ofAccounts(kind string) func(context.Context, *turn) error {
	switch kind {
	case KindLeft:
		return accountClosed
	case KindMet:
		return accountMet
	case KindUnmet:
		return accountUnmet
	}
	return nil
}

// Concerning returns what the roster must hear of these accounts, as things that
// came in.
func (h *Handlers) Concerning(ctx context.Context, tx *db.Tx, accounts []db.Account) ([]Incoming, error) {
	left, met, err := tx.Concerning(ctx, accounts)
	var news []Incoming
	for i, a := range accounts {
		if slices.Contains(left, i) {
			news = append(news, Incoming{Kind: KindLeft, User: a.ID})
		}
		if digest := met[i]; digest != "" {
			news = append(news, Incoming{Kind: KindMet, User: a.ID, Value: digest})
		}
	}
	return news, err
}

func awaitedCard(digest string) string { return "awaited/" + digest }

// accountMet puts somebody on the roster whose address it named, in the roles that
// it gave them. Whom it can't be is left to the office.
func accountMet(ctx context.Context, t *turn) error {
	if err := errors.Join(t.tx.Lock(ctx, awaitedCard(t.in.Value)), t.tx.Lock(ctx, personCard(t.in.User))); err != nil {
		return err
	}
	a, awaited, err := t.tx.AwaitedBy(ctx, t.in.Value)
	if err != nil || !awaited || a.Person.ID != "" {
		return err
	}
	unit, err := t.tx.Answering(ctx, a.Person.Unit) // it may have been merged meanwhile
	if err != nil {
		return err
	}
	p, known, err := t.tx.Person(ctx, t.in.User)
	switch {
	case err != nil:
		return err
	case !rules.MayEnter(t.in.Membership).OK:
		return t.unmet(ctx, rules.MailGuest)
	case known && p.Unit != unit:
		return t.unmet(ctx, rules.MailTaken)
	}
	p.Unit, p.Roles = unit, a.Person.Roles // the file is the truth of them, as of who is named by id
	p.Name, p.Language = cmp.Or(a.Person.Name, p.Name), cmp.Or(a.Person.Language, p.Language)
	return t.met(ctx, p)
}

// met writes down who an address turned out to be, and what follows from it.
func (t *turn) met(ctx context.Context, p rules.Person) error {
	if err := t.tx.ChangePerson(ctx, p, byMail); err != nil {
		return err
	}
	if err := t.tx.MeetAwaited(ctx, t.in.Value, p.ID, ""); err != nil {
		return err
	}
	if t.h.plan != nil {
		if err := t.h.plan(ctx, t.tx); err != nil {
			return err
		}
	}
	t.stale = append(t.stale, p.Unit, "")
	if done, err := t.joined(ctx, p); done || err != nil {
		return err
	}
	return t.tellRoles(ctx, p)
}

// joined settles the request of a newcomer whom the roster names, and answers what
// they asked; false when they had made none.
func (t *turn) joined(ctx context.Context, p rules.Person) (bool, error) {
	j, open, err := t.tx.OpenJoin(ctx, p.ID)
	if err != nil || !open {
		return false, err
	}
	j.Role = p.Roles[0]
	if j.Unit = p.Unit; j.Unit == "" {
		j.Unit = rules.TheCity
	}
	if err := t.decideBy(ctx, j, rules.JoinApproved, ""); err != nil {
		return false, err
	}
	return true, t.answerFirst(ctx, p, j.Question)
}

// accountUnmet notes that the workspace knows nobody by an address, for the office
// to see.
func accountUnmet(ctx context.Context, t *turn) error {
	if err := t.tx.Lock(ctx, awaitedCard(t.in.Value)); err != nil {
		return err
	}
	return t.unmet(ctx, rules.MailUnknown)
}

func (t *turn) unmet(ctx context.Context, reason string) error {
	t.stale = append(t.stale, "")
	return t.tx.MeetAwaited(ctx, t.in.Value, "", reason)
}
