package outbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"steward/db"
	"steward/db/dbtest"
	"steward/rules"
	"steward/rules/answer"
)

func TestDelivers(t *testing.T) {
	onBoth(t, func(t *testing.T, k *desk) {
		var mu sync.Mutex
		var parcels []Parcel
		k.slack.fails = func(p Parcel) error {
			mu.Lock()
			defer mu.Unlock()
			parcels = append(parcels, p)
			return nil
		}
		reader := rules.Person{ID: "U1", Name: "教体局联络员", Roles: []rules.Role{rules.Liaison}, Language: "en"}
		err := k.db.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error { return tx.PutPerson(ctx, reader) })
		if err != nil {
			t.Fatal(err)
		}
		k.facts.set("a", " as it was")
		m := note("U1", "a")
		m.Lang = "en"
		id := put(t, k.db, m, Message{Kind: "plain", To: Address{Channel: "C1", Thread: "1.2"}, Refs: "b"})[0]
		k.facts.set("a", " as it is")
		k.run(t)
		if got := slices.Sorted(slices.Values(k.slack.said(""))); !slices.Equal(got, []string{"a as it is", "b"}) {
			t.Errorf("said %v", got)
		}
		slices.SortFunc(parcels, func(a, b Parcel) int { return int(a.Message.ID - b.Message.ID) })
		if p := parcels[0]; cmp.Diff(reader, p.Reader) != "" || p.Message.Lang != "en" || p.Message.Identity() == "" ||
			p.Again || p.Message.CreatedAt.IsZero() {
			t.Errorf("parcel %+v", p)
		}
		if p := parcels[1]; p.Reader.ID != "" || p.Message.To != (Address{Channel: "C1", Thread: "1.2"}) {
			t.Errorf("parcel %+v", p)
		}
		if r := row(t, k.db, id); r.State != db.MessageSent || r.Post.TS == "" || r.Post.Channel != "D1" || r.Attempts != 1 {
			t.Errorf("row %+v", r)
		}
	})
}

func TestOrderWithinAnAddressOnly(t *testing.T) {
	onBoth(t, func(t *testing.T, k *desk) {
		var mu sync.Mutex
		failed := map[int64]bool{}
		k.slack.fails = func(p Parcel) error { // every other is held back once, so that others could overtake
			mu.Lock()
			defer mu.Unlock()
			if id := p.Message.ID; id%2 == 0 && !failed[id] {
				failed[id] = true
				return &Later{After: time.Millisecond}
			}
			return nil
		}
		want := map[string][]string{}
		for n := range 8 {
			for u := range 4 {
				person, about := fmt.Sprint("U", u), fmt.Sprint(n)
				put(t, k.db, note(person, about))
				want[person] = append(want[person], about)
			}
		}
		k.run(t)
		for person, list := range want {
			if diff := cmp.Diff(list, k.slack.said(person)); diff != "" {
				t.Errorf("to %s (-want +got):\n%s", person, diff)
			}
		}
	})
}

func TestAddressesDoNotWaitForEachOther(t *testing.T) {
	inBubble(t, func(t *testing.T, k *desk) {
		k.slack.fails = func(p Parcel) error {
			if p.Message.To.Person == "U1" {
				time.Sleep(20 * time.Second)
			}
			return nil
		}
		put(t, k.db, note("U1", "slow"), note("U1", "behind it"), note("U2", "quick"))
		k.box.Start(t.Context())
		time.Sleep(time.Second)
		if got := k.slack.said(""); !slices.Equal(got, []string{"quick"}) {
			t.Errorf("after a second said %v", got)
		}
		stop(t, k.box)
		if got := k.slack.said("U1"); !slices.Equal(got, []string{"slow"}) {
			t.Errorf("after the end said %v: what is under way is finished, nothing else begun", got)
		}
	})
}

// TestOutcomes: what becomes of a message by what its delivery says.
func TestOutcomes(t *testing.T) {
	for _, tc := range []struct {
		name   string
		fails  func(attempt int) error
		state  string
		reason string
		said   int
		looks  int
	}{
		{"well", func(int) error { return nil }, db.MessageSent, "", 1, 0},
		{"held once", func(n int) error { return unless(n > 1, &Later{After: time.Millisecond}) }, db.MessageSent, "held", 1, 0},
		{"held often, then lost the answer", func(n int) error { // being held does not wear it out
			return errors.Join(unless(n > 50, &Later{}), unless(n != 51, errors.New("connection reset")))
		}, db.MessageSent, "connection reset", 1, 0},
		{"refused", func(int) error { return &Refused{Reason: "user_disabled"} }, db.MessageDropped, "user_disabled", 0, 0},
		{"in doubt", func(int) error { return &Doubt{"two of them"} }, db.MessageDoubt, "two of them", 1, 0},
		{"lost the answer once", func(n int) error { return unless(n > 1, errors.New("connection reset")) }, db.MessageSent, "connection reset", 1, 0},
		{"panicked once", func(n int) error {
			if n == 1 {
				panic("in the drawer")
			}
			return nil
		}, db.MessageSent, "panic: in the drawer", 1, 1},
		{"lost, then held after a look", func(n int) error { // what the look has settled needs no further one
			if n == 1 {
				panic("lost")
			}
			return unless(n > 2, &Later{After: time.Second, Absent: true})
		}, db.MessageSent, "held", 1, 0},
		{"lost, then refused a look", func(n int) error {
			if n == 1 {
				panic("lost")
			}
			return &Refused{Reason: "channel_not_found"}
		}, db.MessageDoubt, "channel_not_found", 0, 0},
		{"lost, then refused after a look", func(n int) error {
			if n == 1 {
				panic("lost")
			}
			return &Refused{Reason: "is_archived", Absent: true}
		}, db.MessageDropped, "is_archived", 0, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, k *desk) {
				n := 0
				k.slack.fails = func(Parcel) error { n++; return tc.fails(n) }
				id := put(t, k.db, note("U1", "a"))[0]
				k.box.Start(t.Context())
				time.Sleep(time.Minute)
				stop(t, k.box)
				r := row(t, k.db, id)
				if r.State != tc.state || !strings.Contains(r.Reason, tc.reason) {
					t.Errorf("%s because of %q, want %s because of %q", r.State, r.Reason, tc.state, tc.reason)
				}
				if got := k.slack.said(""); len(got) != tc.said || k.slack.looks != tc.looks {
					t.Errorf("said %v after %d looks, want %d after %d", got, k.slack.looks, tc.said, tc.looks)
				}
			})
		})
	}
}

func unless(ok bool, err error) error {
	if ok {
		return nil
	}
	return err
}

func TestWhatCannotBeLoadedIsDropped(t *testing.T) {
	for kind, reason := range map[string]string{"broken": "no facts", "panics": "panic: no facts", "strange": "nobody draws"} {
		t.Run(kind, func(t *testing.T) {
			inBubble(t, func(t *testing.T, k *desk) {
				m := note("U1", "a")
				m.Kind = kind
				id := put(t, k.db, m, note("U1", "behind it"), note("U2", "beside it"))[0]
				k.box.Start(t.Context())
				time.Sleep(30 * time.Second)
				stop(t, k.box)
				if r := row(t, k.db, id); r.State != db.MessageDropped || r.Loads != maxLoads-1 || r.Attempts != 1 || !strings.Contains(r.Reason, reason) {
					t.Errorf("%s because of %q after %d attempts", r.State, r.Reason, r.Attempts)
				}
				if got := k.slack.said(""); !slices.Equal(got, []string{"beside it", "behind it"}) {
					t.Errorf("said %v", got)
				}
			})
		})
	}
}

func TestNoLongerTrue(t *testing.T) {
	onBoth(t, func(t *testing.T, k *desk) {
		ids := put(t, k.db, note("U1", "a"), note("U1", "b"))
		k.facts.end("a")
		k.run(t)
		if r := row(t, k.db, ids[0]); r.State != db.MessageDropped || r.Reason != "finished" {
			t.Errorf("%s because of %q", r.State, r.Reason)
		}
		if got := k.slack.said(""); !slices.Equal(got, []string{"b"}) {
			t.Errorf("said %v", got)
		}
	})
}

// TestNoLongerTrueButPerhapsSent: the ledger says what stands in Slack.
func TestNoLongerTrueButPerhapsSent(t *testing.T) {
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
				k.facts.end("a")
				k.run(t)
				r := row(t, k.db, id)
				if diff := cmp.Diff(tc.said, k.slack.said("")); r.State != tc.state || diff != "" {
					t.Errorf("%s because of %q (-want +got):\n%s", r.State, r.Reason, diff)
				}
			})
		})
	}
}

// TestDeliveryEndsBeforeItsLease: whoever hangs is cut off while the message is
// still theirs.
func TestDeliveryEndsBeforeItsLease(t *testing.T) {
	inBubble(t, func(t *testing.T, k *desk) {
		begun := time.Now()
		var ended time.Duration
		k.box.o.Deliver = func(ctx context.Context, p Parcel) (Receipt, error) {
			if p.Again {
				return Receipt{Channel: "D1", TS: "1.2"}, nil
			}
			<-ctx.Done()
			ended = time.Since(begun)
			return Receipt{}, ctx.Err()
		}
		id := put(t, k.db, note("U1", "a"))[0]
		k.box.Start(t.Context())
		time.Sleep(5 * time.Minute)
		stop(t, k.box)
		if r := row(t, k.db, id); ended >= defaultLease || ended == 0 || r.State != db.MessageSent || r.Attempts != 2 {
			t.Errorf("ended after %v, %s after %d attempts", ended, r.State, r.Attempts)
		}
	})
}

// TestLoadingIsPartOfTheLease: the time that loading took is not there for the
// delivery.
func TestLoadingIsPartOfTheLease(t *testing.T) {
	inBubble(t, func(t *testing.T, k *desk) {
		begun := time.Now()
		var ended time.Duration
		kinds := k.facts.kinds()
		load := kinds["plain"].Load
		kinds["plain"] = Kind{Load: func(ctx context.Context, tx *db.Tx, m Message) (answer.Answer, error) {
			time.Sleep(time.Minute)
			return load(ctx, tx, m)
		}}
		k.box = New(k.db, Options{Kinds: kinds, Deliver: func(ctx context.Context, _ Parcel) (Receipt, error) {
			if ended != 0 {
				return Receipt{Channel: "D1", TS: "1.2"}, nil
			}
			<-ctx.Done()
			ended = time.Since(begun)
			return Receipt{}, ctx.Err()
		}})
		m := note("U1", "a")
		m.Kind = "plain"
		put(t, k.db, m)
		k.box.Start(t.Context())
		time.Sleep(5 * time.Minute)
		stop(t, k.box)
		if ended <= time.Minute || ended >= defaultLease {
			t.Errorf("the delivery ended %v after the claim, its lease is %v", ended, defaultLease)
		}
	})
}

func TestTwoReplicasShareTheWork(t *testing.T) {
	address := dbtest.Postgres(t)
	k := newDesk(dbtest.Open(t, address, db.Options{}), &wall{})
	other := New(dbtest.Open(t, address, db.Options{}), Options{
		Kinds: k.facts.kinds(), Deliver: k.slack.Deliver, Poll: 5 * time.Millisecond,
	})
	k.box.Start(t.Context())
	other.Start(t.Context())
	want := map[string][]string{}
	for n := range 60 {
		person := fmt.Sprint("U", n%7)
		put(t, k.db, note(person, fmt.Sprint(n)))
		want[person] = append(want[person], fmt.Sprint(n))
	}
	settle(t, k.box)
	stop(t, k.box)
	stop(t, other)
	for person, list := range want {
		if diff := cmp.Diff(list, k.slack.said(person)); diff != "" {
			t.Errorf("to %s (-want +got):\n%s", person, diff)
		}
	}
}

func TestIdle(t *testing.T) {
	inBubble(t, func(t *testing.T, k *desk) {
		k.slack.fails = func(p Parcel) error {
			if p.Message.To.Person == "U1" {
				return &Later{After: 8 * time.Second}
			}
			return &Later{After: 5 * time.Minute}
		}
		idle := func(want bool, when string) {
			t.Helper()
			is, err := k.box.Idle(t.Context())
			if err != nil || is != want {
				t.Errorf("%s: idle %v, error %v", when, is, err)
			}
		}
		idle(true, "empty")
		put(t, k.db, note("U2", "b"))
		idle(false, "nobody has taken it up")
		k.box.Start(t.Context())
		time.Sleep(2 * time.Second)
		idle(true, "held for minutes")
		put(t, k.db, note("U1", "a"))
		time.Sleep(2 * time.Second)
		idle(false, "held for seconds")
		stop(t, k.box)
	})
}

func TestPreview(t *testing.T) {
	onBoth(t, func(t *testing.T, k *desk) {
		k.facts.end("untrue")
		undone := errors.New("undone")
		err := k.db.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			for _, m := range []Message{note("U1", "a"), note("U2", "other's"), note("U1", "untrue"), note("U1", "b")} {
				if _, err := Put(ctx, tx, m); err != nil {
					return err
				}
			}
			parcels, err := New(k.db, Options{Kinds: k.facts.kinds()}).Preview(ctx, tx, Address{Person: "U1"})
			if len(parcels) != 2 || parcels[0].Answer != words("a") || parcels[1].Answer != words("b") {
				t.Errorf("preview %v", parcels)
			}
			return errors.Join(err, undone)
		})
		if !errors.Is(err, undone) || len(rows(t, k.db)) != 0 {
			t.Errorf("error %v, left behind: %v", err, rows(t, k.db))
		}
	})
}
