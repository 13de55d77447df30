package db

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"
)

var errUndo = errors.New("undone")

// BenchmarkClaim takes from an inbox in which much waits, in one conversation or
// in many: the cost must not grow with what waits in each.
func BenchmarkClaim(b *testing.B) {
	for _, talks := range []int{1, 50} {
		for _, rows := range []int{100, 20000} {
			b.Run(fmt.Sprintf("%d in %d", rows, talks), func(b *testing.B) { benchClaim(b, talks, rows) })
		}
	}
}

func benchClaim(b *testing.B, talks, rows int) {
	d, err := Open(b.Context(), b.TempDir()+"/x.db", Options{Keys: []Key{NewKey()}})
	if err != nil {
		b.Fatal(err)
	}
	all := make([]InboxRow, rows)
	for n := range all {
		all[n] = InboxRow{Key: fmt.Sprint(n), Conversation: fmt.Sprint("C", n%talks), SlackTS: fmt.Sprintf("%010d", n)}
	}
	err = d.InTx(b.Context(), func(ctx context.Context, tx *Tx) error {
		_, err := tx.PutInbox(ctx, all)
		return err
	})
	for err == nil && b.Loop() {
		err = d.InTx(b.Context(), func(ctx context.Context, tx *Tx) error {
			if _, err := tx.InboxState(ctx); err != nil {
				return err
			}
			got, err := tx.ClaimInbox(ctx, Claim{Holder: "b", Lease: time.Minute, Limit: 4})
			if err == nil && len(got) != min(4, talks) {
				err = fmt.Errorf("%d rows claimed", len(got))
			}
			return errors.Join(err, errUndo)
		})
		if err.Error() == errUndo.Error() {
			err = nil
		}
	}
	if err := errors.Join(err, d.Close()); err != nil {
		b.Fatal(err)
	}
}
