package outbox

import (
	"errors"
	"slices"
	"testing"
	"time"

	"steward/db"
)

func TestRedraw(t *testing.T) {
	onBoth(t, func(t *testing.T, k *desk) {
		m := note("U1", "card")
		m.Card = "intake/sz-jtj"
		k.facts.set("card", " v1")
		id := put(t, k.db, m)[0]
		redraw(t, k.db, id) // still waits: it will be drawn as it is then
		k.facts.set("card", " v2")
		k.run(t)
		if got := k.slack.said(""); !slices.Equal(got, []string{"card v2"}) || len(rows(t, k.db)) != 1 {
			t.Fatalf("said %v, %d rows", got, len(rows(t, k.db)))
		}
		var parcel Parcel
		k.slack.fails = func(p Parcel) error { parcel = p; return nil }
		k.facts.set("card", " v3")
		redraw(t, k.db, id)
		redraw(t, k.db, id)                  // one redraw waits already
		redraw(t, k.db, rows(t, k.db)[1].ID) // and by its own id
		k.facts.set("card", " v4")           // shows in it, too
		put(t, k.db, note("U1", "after it")) // is not overtaken
		k.run(t)
		if got := k.slack.said(""); !slices.Equal(got, []string{"card v4", "after it"}) || k.slack.edits != 1 {
			t.Errorf("said %v with %d edits", got, k.slack.edits)
		}
		first := row(t, k.db, id)
		redrawn := rows(t, k.db)[1]
		if redrawn.Edits != id || redrawn.State != db.MessageSent || redrawn.Card != "" {
			t.Errorf("redraw %+v", redrawn)
		}
		k.facts.set("card", " v5")
		redraw(t, k.db, redrawn.ID) // by the id of a former redraw
		k.run(t)
		if got := parcel.Message; got.Original() != id || got.ID == id || got.Identity() != first.UID || got.Kind != "note" ||
			got.To.Person != "U1" || !got.CreatedAt.Equal(first.CreatedAt) || parcel.Edit != Receipt(first.Post) {
			t.Errorf("parcel of a redraw: %+v", parcel)
		}
		if got := k.slack.said(""); got[0] != "card v5" {
			t.Errorf("said %v", got)
		}
	})
}

// TestRedrawOfWhatDoesNotStand adds nothing, whatever became of the message.
func TestRedrawOfWhatDoesNotStand(t *testing.T) {
	onBoth(t, func(t *testing.T, k *desk) {
		k.slack.fails = func(p Parcel) error {
			switch p.Message.To.Person {
			case "U1":
				return &Refused{Reason: "user_disabled"}
			case "U2":
				return &Doubt{"who knows"}
			}
			return nil
		}
		ids := put(t, k.db, note("U1", "dropped"), note("U2", "in doubt"))
		k.run(t)
		for _, id := range append(ids, 4711) {
			redraw(t, k.db, id)
		}
		if got := rows(t, k.db); len(got) != 2 {
			t.Errorf("%d rows", len(got))
		}
	})
}

func TestRedrawOfWhatWasDeletedIsDropped(t *testing.T) {
	onBoth(t, func(t *testing.T, k *desk) {
		id := put(t, k.db, note("U1", "a"))[0]
		k.run(t)
		n := 0
		k.slack.fails = func(Parcel) error {
			if n++; n == 1 {
				return errors.New("connection reset")
			}
			return &Refused{Reason: "message_not_found"}
		}
		redraw(t, k.db, id)
		k.run(t)
		if r := rows(t, k.db)[1]; r.State != db.MessageDropped || r.Reason != "message_not_found" {
			t.Errorf("%s because of %q", r.State, r.Reason)
		}
	})
}

// TestRedrawOfWhatIsHalfSent: a message that stands in Slack without our knowing
// is found, not drawn again, so the change has to follow it.
func TestRedrawOfWhatIsHalfSent(t *testing.T) {
	for _, die := range []step{posted, noted1, uploaded} {
		t.Run(string(die), func(t *testing.T) {
			onBoth(t, func(t *testing.T, k *desk) {
				k.facts.set("document", " v1")
				id := put(t, k.db, note("U1", "document"))[0]
				k.dieAt(t, newSudden(die, 1))
				next := k.another()
				if err := next.begin(t.Context()); err != nil { // takes over from the dead
					t.Fatal(err)
				}
				k.wall.move(3 * time.Minute)
				k.facts.set("document", " v2")
				redraw(t, k.db, id)
				k.run(t)
				if got := k.slack.said(""); !slices.Equal(got, []string{"document v2"}) {
					t.Errorf("said %v", got)
				}
			})
		})
	}
}

func TestRedrawWhileItIsBeingSent(t *testing.T) {
	inBubble(t, func(t *testing.T, k *desk) {
		k.facts.set("a", " v1")
		k.slack.fails = func(Parcel) error { time.Sleep(5 * time.Second); return nil }
		id := put(t, k.db, note("U1", "a"))[0]
		k.box.Start(t.Context())
		time.Sleep(time.Second) // loaded, on its way
		k.facts.set("a", " v2")
		redraw(t, k.db, id)
		k.box.Wake()
		time.Sleep(20 * time.Second)
		stop(t, k.box)
		if got := k.slack.said(""); !slices.Equal(got, []string{"a v2"}) || k.slack.edits != 1 {
			t.Errorf("said %v with %d edits", got, k.slack.edits)
		}
	})
}
