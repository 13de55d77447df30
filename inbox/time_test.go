package inbox

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"steward/db"
	"steward/db/dbtest"
)

// inBubble runs fn in fake time on a SQLite database.
func inBubble(t *testing.T, fn func(t *testing.T, d *db.DB)) {
	t.Helper()
	address := dbtest.SQLite(t)
	synctest.Test(t, func(t *testing.T) { fn(t, dbtest.Open(t, address, db.Options{})) })
}

func TestBackoff(t *testing.T) {
	inBubble(t, func(t *testing.T, d *db.DB) {
		begun := time.Now()
		var at []time.Duration
		broken := func(_ context.Context, _ *db.Tx, it Item) error {
			if it.Key != "C1/1" {
				return nil
			}
			at = append(at, time.Since(begun).Round(time.Second))
			return errors.New("broken")
		}
		i := New(d, Options{Handle: broken, GiveUp: apologise})
		accept(t, i, item("C1", 1))
		i.Start(t.Context())
		time.Sleep(500 * time.Millisecond)
		accept(t, i, item("C1", 2)) // does not wait for the first
		time.Sleep(100 * time.Millisecond)
		if s := row(t, d, "C1/2").State; s != db.InboxHandled {
			t.Errorf("the next of the conversation is %s while the first waits", s)
		}
		time.Sleep(3 * time.Minute)
		stop(t, i)
		want := []time.Duration{0, time.Second, 6 * time.Second, 36 * time.Second, 66 * time.Second}
		if !slices.Equal(at, want) {
			t.Errorf("tried at %v, want %v", at, want)
		}
		if s := row(t, d, "C1/1").State; s != db.InboxDead {
			t.Errorf("then it is %s", s)
		}
	})
}

func TestIdleWaitsForWhatIsSoonTriedAgain(t *testing.T) {
	inBubble(t, func(t *testing.T, d *db.DB) {
		broken := func(context.Context, *db.Tx, Item) error { return errors.New("broken") }
		i := New(d, Options{Handle: broken, GiveUp: apologise})
		idle := func() bool {
			t.Helper()
			is, err := i.Idle(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return is
		}
		if !idle() {
			t.Error("an empty inbox is not idle")
		}
		accept(t, i, item("C1", 1))
		if idle() {
			t.Error("idle with an item that nobody has taken up")
		}
		i.Start(t.Context())
		time.Sleep(3 * time.Second) // tried at 0 and 1 s, next at 6 s
		if idle() {
			t.Error("idle, three seconds before the next attempt")
		}
		time.Sleep(5 * time.Second) // next at 36 s
		if !idle() {
			t.Error("not idle, half a minute before the next attempt")
		}
		stop(t, i)
	})
}

func TestStopDrains(t *testing.T) {
	inBubble(t, func(t *testing.T, d *db.DB) {
		slow := func(ctx context.Context, tx *db.Tx, it Item) error {
			time.Sleep(5 * time.Second)
			return reply(ctx, tx, it)
		}
		i := New(d, Options{Handle: slow, GiveUp: apologise, Workers: 1})
		ctx, cancel := context.WithCancel(t.Context())
		accept(t, i, item("C1", 1), item("C1", 2))
		i.Start(ctx)
		time.Sleep(time.Second)
		cancel() // as SIGTERM does
		stop(t, i)
		if got := replies(t, d); !slices.Equal(got, []string{"C1/1"}) {
			t.Errorf("replies %v: what was begun is finished, nothing else begun", got)
		}
	})
}

func TestStopCutsOffWhatTakesTooLong(t *testing.T) {
	inBubble(t, func(t *testing.T, d *db.DB) {
		hangs := func(ctx context.Context, tx *db.Tx, it Item) error {
			if err := reply(ctx, tx, it); err != nil {
				return err
			}
			<-ctx.Done()
			return ctx.Err()
		}
		i := New(d, Options{Handle: hangs, GiveUp: apologise, MaxAttempts: 1})
		accept(t, i, item("C1", 1))
		i.Start(t.Context())
		time.Sleep(time.Second)
		short, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		if err := i.Stop(short); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Stop returned %v", err)
		}
		synctest.Wait()
		if r := row(t, d, "C1/1"); r.State != db.InboxPending || len(replies(t, d)) != 0 {
			t.Errorf("cut off and %s, replies %v", r.State, replies(t, d))
		}
	})
}

func TestStopBeforeStart(t *testing.T) {
	inBubble(t, func(t *testing.T, d *db.DB) {
		stop(t, New(d, Options{Handle: reply, GiveUp: apologise}))
	})
}
