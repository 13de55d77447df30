package handlers_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"steward/db"
	"steward/handlers"
	"steward/outbox"
	"steward/rules/answer"
)

// TestReceiptOfAMessageUnderWay: the button is pressed below a message that was
// posted, and whose place in Slack is not recorded yet, as its sender is about to
// or has died. The receipt counts, and the message is drawn anew after that.
func TestReceiptOfAMessageUnderWay(t *testing.T) {
	for name, c := range map[string]struct {
		came func(context.Context, *db.Tx, db.MessageRow) error // what has come of it
		want []string
	}{
		"waits":   {func(context.Context, *db.Tx, db.MessageRow) error { return nil }, []string{"notice:stale_button"}},
		"is sent": {claimed, []string{"reminder"}},
		"is tried again": {func(ctx context.Context, tx *db.Tx, _ db.MessageRow) error {
			m, err := claim(ctx, tx)
			if err != nil {
				return err
			}
			return tx.RetryMessage(ctx, m, db.Retry{After: time.Minute, Unsure: true})
		}, []string{"reminder"}},
		"was held back": {func(ctx context.Context, tx *db.Tx, _ db.MessageRow) error {
			m, err := claim(ctx, tx)
			if err != nil {
				return err
			}
			return tx.RetryMessage(ctx, m, db.Retry{After: time.Minute, Free: true})
		}, []string{"notice:stale_button"}},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(r *rig) {
				var m db.MessageRow
				r.do(func(ctx context.Context, tx *db.Tx) error {
					placed, err := tx.PutMessage(ctx, db.MessageRow{Kind: "reminder", Person: jtjLiaison, Refs: []byte(`{}`)})
					if err == nil {
						m, _, err = tx.Message(ctx, placed.ID)
					}
					return err
				})
				r.puts()
				r.do(func(ctx context.Context, tx *db.Tx) error { return c.came(ctx, tx, m) })
				got := kinds(r.press(jtjLiaison, answer.GiveReceipt, "directive"))
				if diff := cmp.Diff(c.want, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
				if got, want := r.received(m), c.want[0] == "reminder"; got != want {
					t.Errorf("the receipt is recorded: %v", got)
				}
				if got := kinds(r.turn(handlers.Incoming{
					Kind: handlers.KindAction, User: wxbLiaison, Channel: "D" + wxbLiaison, ChannelType: "im",
					Action: string(answer.GiveReceipt), MessageTS: "1.000002",
				})); !cmp.Equal(got, []string{"notice:stale_button"}) {
					t.Errorf("another's receipt for it: %v", got)
				}
			})
		})
	}
}

func claim(ctx context.Context, tx *db.Tx) (db.MessageRow, error) {
	rows, err := tx.ClaimMessages(ctx, db.Claim{Holder: "h", Lease: time.Minute, Limit: 1})
	if err != nil || len(rows) == 0 {
		return db.MessageRow{}, err
	}
	return rows[0], nil
}

func claimed(ctx context.Context, tx *db.Tx, _ db.MessageRow) error {
	_, err := claim(ctx, tx)
	return err
}

// received reports whether the person has confirmed the message.
func (r *rig) received(m db.MessageRow) (ok bool) {
	r.do(func(ctx context.Context, tx *db.Tx) (err error) {
		_, ok, err = tx.Receipt(ctx, m.Person, outbox.ReceiptOf(m.ID))
		return err
	})
	return ok
}
