package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"steward/db"
	"steward/db/dbtest"
	"steward/outbox"
)

// TestLedger: what became of messages, and of what came in, as the command prints
// it.
func TestLedger(t *testing.T) {
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		fillLedger(t, address)
		for args, want := range map[string][]string{
			"--json": {
				`{"id":1,"kind":"a","to":"U1","occasions":["k/wxb//1/U1"],"planned":"2018-11-20T09:00:00+08:00","state":"sent",` +
					`"ended":"2018-11-20T09:00:00+08:00","channel":"D1","ts":"1.2","file":"F1",` +
					`"receipts":[{"person":"U1","given":"2018-11-20T09:00:00+08:00"}],"attempts":1}`,
				`{"id":2,"kind":"b","to":"C2","occasions":[],"planned":"2018-11-20T09:00:00+08:00","state":"doubt",` +
					`"ended":"2018-11-20T09:00:00+08:00","attempts":1,"reason":"no answer"}`,
				`{"id":3,"kind":"c","to":"U3","occasions":[],"planned":"2018-11-20T09:00:00+08:00","state":"dropped",` +
					`"ended":"2018-11-20T09:00:00+08:00","attempts":1,"reason":"finished"}`,
				`{"id":4,"kind":"a","to":"U1","redraws":1,"occasions":[],"planned":"2018-11-20T09:00:00+08:00",` +
					`"state":"queued","attempts":0}`,
			},
			"--limit 2": {
				"id  state    planned              ended                to  kind  channel/ts  received  reason",
				"3   dropped  2018-11-20T09:00:00  2018-11-20T09:00:00  U3  c     -           -         finished",
				"4   queued   2018-11-20T09:00:00  -                    U1  a     -           -         -",
			},
			"--doubt": {
				"id  state  planned              ended                to  kind  channel/ts  received  reason",
				"2   doubt  2018-11-20T09:00:00  2018-11-20T09:00:00  C2  b     -           -         no answer",
			},
			"--dead": {
				"reference  received             ended                person  kind     attempts  key  reason",
				"7K2F       2018-11-20T09:00:00  2018-11-20T09:00:00  U4      message  1         d/1  boom",
				"9ACD       2018-11-20T09:00:00  2018-11-20T09:00:00  U5      action   1         d/2  bang",
			},
			"--dead --json --limit 1": {
				`{"reference":"9ACD","key":"d/2","kind":"action","person":"U5","received":"2018-11-20T09:00:00+08:00",` +
					`"ended":"2018-11-20T09:00:00+08:00","attempts":1,"reason":"bang"}`,
			},
		} {
			e := environment{"DATABASE_URL=" + address, "STEWARD_KEY=" + dbtest.Key().Hex()}
			var out strings.Builder
			status := run(t.Context(), append([]string{"ledger"}, strings.Fields(args)...), e, stdio{nil, &out, &out})
			var got []string
			for l := range strings.Lines(out.String()) {
				got = append(got, strings.TrimRight(l, " \n"))
			}
			if status != 0 || strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("ledger %s: status %d\n%s\nwant\n%s", args, status, out.String(), strings.Join(want, "\n"))
			}
		}
	})
}

// fillLedger leaves a message in each state, one of them received, and two dead
// letters.
func fillLedger(t *testing.T, address string) {
	t.Helper()
	d := dbtest.Open(t, address, db.Options{Now: issuedAt, Wall: issuedAt})
	err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.PutMessages(ctx, []db.MessageRow{
			{Kind: "a", Person: "U1", Keys: []string{"k/wxb//1/U1"}, Refs: []byte(`{"unit":"wxb"}`)},
			{Kind: "b", Channel: "C2", Refs: []byte(`{}`)},
			{Kind: "c", Person: "U3", Refs: []byte(`{}`)},
		})
		if err != nil {
			return err
		}
		_, err = tx.PutInbox(ctx, []db.InboxRow{
			{Key: "d/1", Kind: "message", Conversation: "D4", SlackTS: "1.1", Person: "U4", Body: []byte("张某")},
			{Key: "d/2", Kind: "action", Conversation: "D5", SlackTS: "1.2", Person: "U5", Body: []byte("李某")},
		})
		return err
	})
	if err == nil {
		err = d.InTx(t.Context(), endAll)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func endAll(ctx context.Context, tx *db.Tx) error {
	c := db.Claim{Holder: "w", Lease: time.Minute, Limit: 9}
	sent, err := tx.ClaimMessages(ctx, c)
	if err != nil {
		return err
	}
	came, err := tx.ClaimInbox(ctx, c)
	if err != nil {
		return err
	}
	for _, step := range []func() error{
		func() error { return tx.MessageSent(ctx, sent[0], db.Post{Channel: "D1", TS: "1.2", File: "F1"}) },
		func() error { return tx.DoubtMessage(ctx, sent[1], "no answer") },
		func() error { return tx.DropMessage(ctx, sent[2], "finished") },
		func() error { return tx.BuryInbox(ctx, came[0], "7K2F", "boom") },
		func() error { return tx.BuryInbox(ctx, came[1], "9ACD", "bang") },
		func() error { return outbox.Redraw(ctx, tx, sent[0].ID) },
		func() error { _, err := tx.PutReceipt(ctx, "U1", outbox.ReceiptOf(sent[0].ID)); return err },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
