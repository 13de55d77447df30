package main

import (
	"context"

	"steward/bot"
	"steward/db"
	"steward/handlers"
)

// registry says whom the accounts of a workspace concern: those on the roster, and
// those whom it awaits.
type registry struct {
	db       *db.DB
	handlers *handlers.Handlers
}

// Concerning is as [bot.Registry] says.
func (r registry) Concerning(ctx context.Context, accounts []bot.Account) (news []handlers.Incoming, err error) {
	known := make([]db.Account, len(accounts))
	for i, a := range accounts {
		known[i] = db.Account{ID: a.ID, Email: a.Email, Closed: a.Closed}
	}
	err = r.db.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		news, err = r.handlers.Concerning(ctx, tx, known)
		return err
	})
	return news, err
}

// Wanted is as [bot.Registry] says.
func (r registry) Wanted(ctx context.Context, limit int) (wanted []bot.Wanted, err error) {
	var rows []db.AwaitedRow
	err = r.db.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		rows, err = tx.Unasked(ctx, limit)
		return err
	})
	for _, a := range rows {
		wanted = append(wanted, bot.Wanted{Email: a.Email, Digest: a.Digest})
	}
	return wanted, err
}
