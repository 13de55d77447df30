package outbox

import (
	"context"

	"steward/db"
)

// KindHome is the kind of message that draws a person's home. It may be put by
// whoever changes what stands there.
const KindHome = "home"

// RefreshHomes has the homes of these units' people drawn anew, "" being the
// city's own, as part of the caller's decision. It concerns only those who have
// opened theirs, and puts nothing for whom a drawing waits already: however much
// changes at once, each home is drawn once. Call it once in a transaction, after
// everything else, since it holds the homes until the end.
func RefreshHomes(ctx context.Context, tx *db.Tx, units ...string) error {
	people, err := tx.StaleHomes(ctx, KindHome, units...)
	if err != nil {
		return err
	}
	for _, p := range people {
		if _, err := Put(ctx, tx, Message{Kind: KindHome, To: Address{Person: p}, Refs: struct{}{}}); err != nil {
			return err
		}
	}
	return nil
}
