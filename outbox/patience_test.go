package outbox

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"steward/db"
	"steward/rules/answer"
)

// TestOutage: while neither a post nor a look comes through, a message is tried
// again and again, looking first; it is in doubt only when that goes on for days.
func TestOutage(t *testing.T) {
	for _, tc := range []struct {
		name  string
		lasts time.Duration
		state string
	}{
		{"of two days", 48 * time.Hour, db.MessageSent},
		{"of a week", 7 * 24 * time.Hour, db.MessageDoubt},
	} {
		t.Run(tc.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, k *desk) {
				begun := time.Now()
				var at []time.Time
				k.slack.fails = func(p Parcel) error {
					at = append(at, time.Now())
					if p.Again == (len(at) == 1) {
						t.Errorf("attempt %d looks first: %v", len(at), p.Again)
					}
					if time.Since(begun) < tc.lasts {
						panic("no answer") // and nothing was posted
					}
					return nil
				}
				k.box = New(k.db, Options{Kinds: k.facts.kinds(), Deliver: k.slack.Deliver, Poll: time.Hour})
				id := put(t, k.db, note("U1", "a"))[0]
				k.box.Start(t.Context())
				time.Sleep(maxFailing + time.Hour)
				stop(t, k.box)
				if r := row(t, k.db, id); r.State != tc.state || tc.state == db.MessageSent && k.slack.said("")[0] != "a" {
					t.Errorf("%s because of %q after %d attempts", r.State, r.Reason, len(at))
				}
				checkPauses(t, at, min(tc.lasts, maxFailing))
			})
		})
	}
}

// checkPauses wants attempts to double their distance, and then to keep at it for
// as long as it takes.
func checkPauses(t *testing.T, at []time.Time, lasts time.Duration) {
	t.Helper()
	for n, wait := 1, firstPause; n < len(at); n, wait = n+1, min(2*wait, longPause) {
		if got := at[n].Sub(at[n-1]); got < wait || got > wait*5/4+time.Second {
			t.Fatalf("pause %d is %v, want %v and up to a quarter more", n, got, wait)
		}
	}
	if last := at[len(at)-1].Sub(at[0]); last < lasts || last > lasts+2*longPause {
		t.Errorf("tried for %v, want %v", last, lasts)
	}
}

// TestLoadsAreCountedApart: that a message could not be delivered for a while is no
// reason to be impatient when it can't be loaded once; nor the other way round.
func TestLoadsAreCountedApart(t *testing.T) {
	inBubble(t, func(t *testing.T, k *desk) {
		loads, deliveries := 0, 0
		kinds := k.facts.kinds()
		load := kinds["plain"].Load
		kinds["plain"] = Kind{Load: func(ctx context.Context, tx *db.Tx, m Message) (answer.Answer, error) {
			if loads++; loads > 2*maxLoads && loads < 3*maxLoads {
				return nil, errors.New("database is away")
			}
			return load(ctx, tx, m)
		}}
		k.slack.fails = func(Parcel) error {
			if deliveries++; deliveries <= 2*maxLoads {
				return errors.New("slack is away")
			}
			return nil
		}
		k.box = New(k.db, Options{Kinds: kinds, Deliver: k.slack.Deliver})
		m := note("U1", "a")
		m.Kind = "plain"
		id := put(t, k.db, m)[0]
		k.box.Start(t.Context())
		time.Sleep(2 * time.Hour)
		stop(t, k.box)
		if r := row(t, k.db, id); r.State != db.MessageSent || r.Loads != maxLoads-1 || r.Attempts != deliveries {
			t.Errorf("%s because of %q after %d attempts and %d loads that failed", r.State, r.Reason, r.Attempts, r.Loads)
		}
	})
}

// TestWhatCannotBeLoadedIsLookedFor: one that may have been sent before.
func TestWhatCannotBeLoadedIsLookedFor(t *testing.T) {
	for name, tc := range map[string]struct {
		die   step
		state string
		said  []string
	}{
		"it was sent":     {posted, db.MessageSent, []string{"a"}},
		"it was not sent": {beforeDeliver, db.MessageDropped, nil},
	} {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, k *desk) {
				id := put(t, k.db, note("U1", "a"))[0]
				k.dieAt(t, newSudden(tc.die, 1))
				broken := k.facts.kinds()
				broken["note"] = broken["broken"]
				b := New(k.db, Options{Kinds: broken, Deliver: k.slack.Deliver, Poll: 5 * time.Millisecond})
				b.Start(t.Context())
				for range maxLoads {
					time.Sleep(50 * time.Millisecond)
					k.wall.move(longPause)
				}
				settle(t, b)
				stop(t, b)
				r := row(t, k.db, id)
				if diff := cmp.Diff(tc.said, k.slack.said("")); r.State != tc.state || diff != "" || k.slack.looks != 1 {
					t.Errorf("%s because of %q after %d looks (-want +got):\n%s", r.State, r.Reason, k.slack.looks, diff)
				}
			})
		})
	}
}
