package main

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"steward/clock"
	"steward/db"
	"steward/sandbox"
)

// TestTheEndDrains: what came in before the end is handled and answered, as far
// as the bound allows; the rest waits in the database.
func TestTheEndDrains(t *testing.T) {
	for _, tc := range []struct {
		name  string
		slow  time.Duration // each call of Slack's
		least int           // of so many questions answered
		ends  time.Duration
	}{
		{"soon", 500 * time.Millisecond, 4, 5 * time.Second},
		{"within the bound", 3 * time.Second, 2, endWithin},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &stage{t: t, dir: t.TempDir()}
				begun, err := endAfterFour(s, tc.slow)
				if took := time.Since(begun); err != nil || took > tc.ends {
					t.Errorf("ended after %v: %v", took, err)
				}
				waiting, left := leftBehind(t, s)
				if waiting > 0 || left > 4-tc.least {
					t.Errorf("%d questions not handled, %d answers not sent", waiting, left)
				}
			})
		})
	}
}

// endAfterFour ends the house at once when four questions have been taken in, and
// returns when the end began.
func endAfterFour(s *stage, slow time.Duration) (time.Time, error) {
	if err := s.begin(issuedAt()); err != nil {
		return time.Time{}, err
	}
	if err := s.post("faults", sandbox.Faults{SlowMS: int(slow.Milliseconds())}, nil); err != nil {
		return time.Time{}, err
	}
	who, err := s.person("sz-jtj/liaison")
	if err != nil {
		return time.Time{}, err
	}
	for _, text := range []string{"附件2什么时候交", "我单位的域名现在怎么样", "帮助", "附件2什么时候交"} {
		if err := s.post("say", map[string]string{"user": who, "channel": "dm", "text": text}, nil); err != nil {
			return time.Time{}, err
		}
	}
	time.Sleep(20 * time.Millisecond)
	synctest.Wait()
	begun := time.Now()
	return begun, s.stop()
}

// leftBehind counts what was not handled and what was not sent.
func leftBehind(t *testing.T, s *stage) (waiting, left int) {
	t.Helper()
	d, err := openDemo(t.Context(), s.dir, clock.New(time.Time{}))
	if err != nil {
		t.Fatal(err)
	}
	err = d.View(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		in, _, err := tx.InboxCounts(ctx)
		if err != nil {
			return err
		}
		out, _, err := tx.OutboxCounts(ctx)
		waiting = in[db.InboxPending] + in[db.InboxRunning]
		left = out[db.MessageQueued] + out[db.MessageSending]
		if in[db.InboxHandled] != 4 {
			t.Errorf("handled %v", in)
		}
		return err
	})
	if err == nil {
		err = d.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return waiting, left
}
