package db_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"steward/db"
	"steward/db/dbtest"
)

func letter(person, kind string, keys ...string) db.MessageRow {
	return db.MessageRow{Kind: kind, Person: person, Refs: []byte(`{"unit":"sz-jtj"}`), Keys: keys}
}

func put(t *testing.T, d *db.DB, messages ...db.MessageRow) (placed []db.Placed) {
	t.Helper()
	write(t, d, func(ctx context.Context, tx *db.Tx) { placed = must[[]db.Placed](t)(tx.PutMessages(ctx, messages)) })
	return placed
}

func claim(t *testing.T, d *db.DB, holder string, limit int) (rows []db.MessageRow) {
	t.Helper()
	check(t, d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		rows, err = tx.ClaimMessages(ctx, db.Claim{Holder: holder, Lease: lease, Limit: limit})
		return err
	}))
	return rows
}

func kindsOf(rows []db.MessageRow) []string {
	kinds := []string{}
	for _, r := range rows {
		kinds = append(kinds, r.Kind)
	}
	return kinds
}

func message(t *testing.T, d *db.DB, id int64) (m db.MessageRow) {
	t.Helper()
	read(t, d, func(ctx context.Context, tx *db.Tx) {
		var ok bool
		var err error
		m, ok, err = tx.Message(ctx, id)
		check(t, err)
		same(t, "message is there", ok, true)
	})
	return m
}

func TestMessageComesBackAsItWasPut(t *testing.T) {
	t.Parallel()
	clock, wall := newHand(start), newHand("2026-01-01T00:00:00Z")
	dbtest.EachWith(t, db.Options{Now: clock.now, Wall: wall.now}, func(t *testing.T, d *db.DB) {
		m := db.MessageRow{
			Kind: "reminder", Channel: "C1", Thread: "1542675600.000100", Lang: "en", Refs: []byte(`{}`), Card: "intake/sz-jtj",
			Keys: []string{"k2", "k1"},
		}
		placed := put(t, d, m)[0]
		same(t, "fresh", placed.Fresh, []string{"k1", "k2"})
		got := message(t, d, placed.ID)
		m.ID, m.UID, m.Keys, m.State = placed.ID, got.UID, placed.Fresh, db.MessageQueued
		m.CreatedAt, m.NextAt = clock.now().UTC(), wall.now().UTC()
		same(t, "message", got, m)
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			_, ok, err := tx.Message(ctx, placed.ID+1)
			check(t, err)
			same(t, "another", ok, false)
		})
	})
}

// Twice is once: an occasion belongs to the first message that was put for it.
func TestOccasionsAreSaidOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		placed := put(t, d, letter("U1", "one", "a", "b"), letter("U1", "two", "b", "c"), letter("U1", "three", "a", "c"), letter("U1", "reply"), letter("U1", "reply"))
		fresh := [][]string{{"a", "b"}, {"c"}, nil, nil, nil}
		for i, p := range placed {
			same(t, "fresh", p.Fresh, fresh[i])
			same(t, "put", p.ID != 0, i != 2)
		}
		same(t, "in order", placed[0].ID < placed[1].ID && placed[1].ID < placed[3].ID && placed[3].ID < placed[4].ID, true)
		again := put(t, d, letter("U1", "one", "a", "b"), letter("U1", "four", "a", "d"))
		same(t, "again", []any{again[0].ID, again[1].Fresh}, []any{int64(0), []string{"d"}})
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			same(t, "said", must[bool](t)(tx.Said(ctx, "c")), true)
			same(t, "not said", must[bool](t)(tx.Said(ctx, "z")), false)
			same(t, "ledger", kindsOf(must[[]db.MessageRow](t)(tx.Messages(ctx, 0, 9))), []string{"one", "two", "reply", "reply", "four"})
			same(t, "the last two", kindsOf(must[[]db.MessageRow](t)(tx.LatestMessages(ctx, 2))), []string{"reply", "four"})
			same(t, "all", len(must[[]db.MessageRow](t)(tx.LatestMessages(ctx, 9))), 5)
			same(t, "next page", kindsOf(must[[]db.MessageRow](t)(tx.Messages(ctx, placed[1].ID, 2))), []string{"reply", "reply"})
		})
	})
}

// What fails takes its messages and occasions with it (law 1).
func TestMessagesGoWithTheDecision(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		boom := errors.New("boom")
		err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.PutMessage(ctx, letter("U1", "one", "a"))
			return errors.Join(boom, err)
		})
		same(t, "error", errors.Is(err, boom), true)
		same(t, "nothing to send", len(claim(t, d, "w", 9)), 0)
		same(t, "can still be said", put(t, d, letter("U1", "one", "a"))[0].Fresh, []string{"a"})
	})
}

func TestOutboxIsInOrderForEachAddress(t *testing.T) {
	t.Parallel()
	clock := newHand(start)
	dbtest.EachWith(t, db.Options{Wall: clock.now}, func(t *testing.T, d *db.DB) {
		put(t, d, letter("U1", "a1"), letter("U1", "a2"), letter("U2", "b1"), db.MessageRow{Channel: "U1", Kind: "c1"})
		rows := claim(t, d, "w", 9)
		same(t, "first of each", kindsOf(rows), []string{"a1", "b1", "c1"})
		same(t, "none while they are sent", kindsOf(claim(t, d, "w", 9)), []string{})
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			check(t, tx.RetryMessage(ctx, rows[0], db.Retry{After: time.Second, Reason: "ratelimited"}))
			check(t, tx.MessageSent(ctx, rows[1], db.Post{}))
			check(t, tx.DropMessage(ctx, rows[2], "finished"))
		})
		same(t, "nothing overtakes what waits", kindsOf(claim(t, d, "w", 9)), []string{})
		clock.add(time.Second)
		rows = claim(t, d, "w", 9)
		same(t, "tried again", kindsOf(rows), []string{"a1"})
		same(t, "attempts, sure, reason", []any{rows[0].Attempts, rows[0].Unsure, rows[0].Reason}, []any{2, false, "ratelimited"})
		write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.DoubtMessage(ctx, rows[0], "no answer")) })
		same(t, "doubt lets pass", kindsOf(claim(t, d, "w", 9)), []string{"a2"})
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			same(t, "doubts", kindsOf(must[[]db.MessageRow](t)(tx.Doubts(ctx, 9))), []string{"a1"})
			counts, oldest, err := tx.OutboxCounts(ctx)
			check(t, err)
			same(t, "counts", counts, map[string]int{db.MessageSending: 1, db.MessageSent: 1, db.MessageDropped: 1, db.MessageDoubt: 1})
			same(t, "one waits", oldest.IsZero(), false)
		})
	})
}

func TestQueuedForAnAddress(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		put(t, d, letter("U1", "a"), letter("U1", "b"), letter("U2", "c"), letter("U1", "d"))
		claim(t, d, "w", 1)
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			address := letter("U1", "").Address()
			same(t, "queued", kindsOf(must[[]db.MessageRow](t)(tx.QueuedFor(ctx, address))), []string{"b", "d"})
			same(t, "elsewhere", kindsOf(must[[]db.MessageRow](t)(tx.QueuedFor(ctx, "#C1"))), []string{})
		})
	})
}

func TestRetriesThatCountAndThatDoNot(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		put(t, d, letter("U1", "a"))
		retries := []db.Retry{{Free: true}, {Load: true}, {Unsure: true}, {Free: true, Unsure: true}, {Load: true, Unsure: true}, {}}
		loads := []int{0, 0, 1, 1, 1, 2, 2}
		for i, want := range []int{1, 1, 1, 2, 2, 2, 3} {
			m := claim(t, d, "w", 1)[0]
			same(t, "attempts, loads", []int{m.Attempts, m.Loads}, []int{want, loads[i]})
			same(t, "failing", m.FailingSince.IsZero(), want == 1)
			if i > 0 {
				same(t, "unsure", m.Unsure, retries[i-1].Unsure)
			}
			if i < len(retries) {
				write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.RetryMessage(ctx, m, retries[i])) })
			}
		}
	})
}

// Failing begins with the first attempt that ended openly, also by a death, and
// later ones do not begin it anew.
func TestFailingSince(t *testing.T) {
	t.Parallel()
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		clock := newHand(start)
		d := dbtest.Open(t, address, db.Options{Wall: clock.now})
		put(t, d, letter("U1", "a"), letter("U2", "b"))
		rows := claim(t, d, "w", 9)
		same(t, "at first", []bool{rows[0].FailingSince.IsZero(), rows[1].FailingSince.IsZero()}, []bool{true, true})
		write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.RetryMessage(ctx, rows[0], db.Retry{})) })
		since := []time.Time{clock.now().UTC(), clock.now().Add(lease).UTC()}
		for range 3 {
			clock.add(lease)
			for i, m := range claim(t, d, "w", 9) {
				same(t, "since", m.FailingSince, since[i])
			}
		}
	})
}

func TestOutboxLimit(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		put(t, d, letter("U1", "a"), letter("U2", "b"), letter("U3", "c"))
		same(t, "two", kindsOf(claim(t, d, "w", 2)), []string{"a", "b"})
		same(t, "the rest", kindsOf(claim(t, d, "w", 2)), []string{"c"})
	})
}

// Each part of where a message stands is kept as soon as it is known, also when
// the sender dies: the next one gets it, and is told to look first. What the dead
// one still does changes nothing, also when the next is of the same process.
func TestPostIsRecordedStepByStep(t *testing.T) {
	t.Parallel()
	clock := newHand(start)
	dbtest.EachWith(t, db.Options{Wall: clock.now, Now: clock.now}, func(t *testing.T, d *db.DB) {
		put(t, d, letter("U1", "a", "k"))
		dead := claim(t, d, "next", 1)[0]
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			check(t, tx.NotePost(ctx, dead, db.Post{Channel: "D1"}))
			check(t, tx.NotePost(ctx, dead, db.Post{File: "F1"}))
			check(t, tx.ExtendMessage(ctx, dead, 2*lease))
		})
		clock.add(lease)
		same(t, "extended", kindsOf(claim(t, d, "next", 1)), []string{})
		clock.add(lease)
		next := claim(t, d, "next", 1)
		same(t, "given again", kindsOf(next), []string{"a"})
		same(t, "unsure", next[0].Unsure, true)
		same(t, "known", next[0].Post, db.Post{Channel: "D1", File: "F1"})
		same(t, "occasions", next[0].Keys, []string{"k"})
		for name, late := range lateSends(dead) {
			if err := d.InTx(t.Context(), late); !errors.Is(err, db.ErrLeaseLost) {
				t.Errorf("%s by the dead sender: %v", name, err)
			}
		}
		write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.MessageSent(ctx, next[0], db.Post{TS: "1.2"})) })
		got := message(t, d, next[0].ID)
		same(t, "post", got.Post, db.Post{Channel: "D1", TS: "1.2", File: "F1"})
		same(t, "ended", []any{got.State, got.EndedAt}, []any{db.MessageSent, clock.now().UTC()})
	})
}

// A claim whose attempt did not count has no later one's number either.
func TestALostClaimStaysLost(t *testing.T) {
	t.Parallel()
	clock := newHand(start)
	dbtest.EachWith(t, db.Options{Wall: clock.now}, func(t *testing.T, d *db.DB) {
		put(t, d, letter("U1", "a"))
		lost := claim(t, d, "w", 1)[0]
		for range 3 {
			clock.add(lease)
			m := claim(t, d, "w", 1)[0]
			write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.RetryMessage(ctx, m, db.Retry{Free: true})) })
			claim(t, d, "w", 1)
			for name, late := range lateSends(lost) {
				if err := d.InTx(t.Context(), late); !errors.Is(err, db.ErrLeaseLost) {
					t.Errorf("%s by the lost claim: %v", name, err)
				}
			}
		}
	})
}

// What was sent to a person tells the channel of their direct messages.
func TestSentTellsTheDirectChannel(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		put(t, d, letter("U1", "a"), letter("U2", "home tab"), db.MessageRow{Channel: "C3", Kind: "c", Refs: []byte(`{}`)})
		rows := claim(t, d, "w", 9)
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			check(t, tx.MessageSent(ctx, rows[0], db.Post{Channel: "D1", TS: "1.2"}))
			check(t, tx.MessageSent(ctx, rows[1], db.Post{}))
			check(t, tx.MessageSent(ctx, rows[2], db.Post{Channel: "C3", TS: "1.2"}))
			for person, want := range map[string]string{"U1": "D1", "U2": "", "": ""} {
				got, _, err := tx.DirectChannel(ctx, person)
				check(t, err)
				same(t, "channel of "+person, got, want)
			}
		})
		put(t, d, letter("U1", "a"))
		again := claim(t, d, "w", 9)[0]
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			check(t, tx.MessageSent(ctx, again, db.Post{Channel: "D9", TS: "1.3"}))
			got, _, err := tx.DirectChannel(ctx, "U1")
			check(t, err)
			same(t, "moved", got, "D9")
		})
	})
}

func lateSends(m db.MessageRow) map[string]func(context.Context, *db.Tx) error {
	return map[string]func(context.Context, *db.Tx) error{
		"note":   func(ctx context.Context, tx *db.Tx) error { return tx.NotePost(ctx, m, db.Post{}) },
		"sent":   func(ctx context.Context, tx *db.Tx) error { return tx.MessageSent(ctx, m, db.Post{}) },
		"drop":   func(ctx context.Context, tx *db.Tx) error { return tx.DropMessage(ctx, m, "") },
		"doubt":  func(ctx context.Context, tx *db.Tx) error { return tx.DoubtMessage(ctx, m, "") },
		"retry":  func(ctx context.Context, tx *db.Tx) error { return tx.RetryMessage(ctx, m, db.Retry{}) },
		"extend": func(ctx context.Context, tx *db.Tx) error { return tx.ExtendMessage(ctx, m, lease) },
	}
}

func TestReleaseMessages(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		put(t, d, letter("U1", "a"), letter("U2", "b"))
		claim(t, d, "old", 1)
		claim(t, d, "new", 1)
		write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, tx.ReleaseMessages(ctx, "new")) })
		rows := claim(t, d, "new", 9)
		same(t, "released", kindsOf(rows), []string{"a"})
		same(t, "unsure", rows[0].Unsure, true)
	})
}

func TestMessagesAndTheirRedraws(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		card := letter("U1", "card")
		card.Card = "intake/sz-jtj"
		other := card
		other.Person = "U2"
		first := put(t, d, card, other)
		drawn := func(id int64, want bool) {
			t.Helper()
			write(t, d, func(ctx context.Context, tx *db.Tx) {
				same(t, "will be drawn", must[bool](t)(tx.WillBeDrawn(ctx, id)), want)
			})
		}
		drawn(first[0].ID, true)
		sent := claim(t, d, "w", 1)[0]
		drawn(first[0].ID, false)
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			check(t, tx.MessageSent(ctx, sent, db.Post{Channel: "D1", TS: "1.2"}))
		})
		edit := card
		edit.Edits = sent.ID
		again := put(t, d, edit)[0]
		drawn(sent.ID, true)
		same(t, "edits", message(t, d, again.ID).Edits, sent.ID)
		// The redraw is recorded at the same place; the original is found there.
		for _, m := range claim(t, d, "w", 9) {
			write(t, d, func(ctx context.Context, tx *db.Tx) {
				check(t, tx.MessageSent(ctx, m, db.Post{Channel: "D1", TS: "1.2"}))
			})
		}
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			got, ok, err := tx.MessageBySlack(ctx, "D1", "1.2")
			check(t, err)
			same(t, "found", ok, true)
			same(t, "original", got.ID, sent.ID)
			for _, place := range [][2]string{{"D1", "9.9"}, {"D2", "1.2"}, {"", ""}} {
				_, ok, err = tx.MessageBySlack(ctx, place[0], place[1])
				check(t, err)
				same(t, "elsewhere", ok, false)
			}
			copies := must[[]db.MessageRow](t)(tx.MessagesByCard(ctx, "intake/sz-jtj"))
			same(t, "copies", []int64{copies[0].ID, copies[1].ID, int64(len(copies))}, []int64{first[0].ID, first[1].ID, 2})
			same(t, "no card", len(must[[]db.MessageRow](t)(tx.MessagesByCard(ctx, ""))), 0)
		})
	})
}

func TestOutboxState(t *testing.T) {
	t.Parallel()
	clock := newHand(start)
	dbtest.EachWith(t, db.Options{Wall: clock.now}, func(t *testing.T, d *db.DB) {
		now := clock.now().UTC()
		state := func(want db.QueueState) {
			t.Helper()
			read(t, d, func(ctx context.Context, tx *db.Tx) {
				same(t, "state", must[db.QueueState](t)(tx.OutboxState(ctx)), want)
			})
		}
		state(db.QueueState{})
		put(t, d, letter("U1", "a"), letter("U1", "b"), letter("U2", "c"))
		state(db.QueueState{Ready: 2})
		rows := claim(t, d, "w", 9)
		state(db.QueueState{Busy: 2, Next: now.Add(lease)})
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			check(t, tx.RetryMessage(ctx, rows[0], db.Retry{After: time.Second}))
		})
		state(db.QueueState{Busy: 1, Next: now.Add(time.Second)})
		clock.add(time.Second)
		state(db.QueueState{Ready: 1, Busy: 1, Next: now.Add(lease)})
	})
}

// Senders that claim at once never get the same message, nor two of an address;
// each address gets its messages in order.
func TestSendersAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		const senders, addresses, each = 8, 5, 8
		var all []db.MessageRow
		for i := range addresses * each {
			all = append(all, letter(fmt.Sprintf("U%d", i%addresses), fmt.Sprintf("%02d", i)))
		}
		put(t, d, all...)
		var mu sync.Mutex
		sent := map[string][]string{}
		together(senders, func(i int) {
			for {
				rows, err := sendSome(t, d, fmt.Sprintf("s%d", i), func(m db.MessageRow) {
					mu.Lock()
					defer mu.Unlock()
					sent[m.Person] = append(sent[m.Person], m.Kind)
				})
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				total := 0
				for _, kinds := range sent {
					total += len(kinds)
				}
				mu.Unlock()
				if err != nil || rows == 0 && total >= addresses*each {
					return
				}
			}
		})
		for person, kinds := range sent {
			same(t, "each once for "+person, len(kinds), each)
			same(t, "in order for "+person, slices.IsSorted(kinds), true)
		}
	})
}

func sendSome(t *testing.T, d *db.DB, holder string, send func(db.MessageRow)) (int, error) {
	var rows []db.MessageRow
	err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		rows, err = tx.ClaimMessages(ctx, db.Claim{Holder: holder, Lease: lease, Limit: 2})
		return err
	})
	for _, m := range rows {
		send(m)
		err = errors.Join(err, d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			return tx.MessageSent(ctx, m, db.Post{})
		}))
	}
	return len(rows), err
}

// Two that decide the same at the same moment say it once.
func TestOccasionPutByManyAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var mu sync.Mutex
		owned := map[string]int{}
		together(8, func(i int) {
			keys := []string{"a", "b", "c"}
			if i%2 == 0 {
				slices.Reverse(keys)
			}
			var placed db.Placed
			err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
				placed, err = tx.PutMessage(ctx, letter("U1", fmt.Sprint(i), keys...))
				return err
			})
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			for _, k := range placed.Fresh {
				owned[k]++
			}
		})
		same(t, "owners", owned, map[string]int{"a": 1, "b": 1, "c": 1})
		same(t, "messages", len(claim(t, d, "w", 9)), 1)
	})
}
