package outbox

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"steward/db"
)

func TestOccasionKey(t *testing.T) {
	o := Occasion{"cleanup", "sz-jtj", "2018-12-15", "before/5", "U1"}
	if got, want := o.Key(), "cleanup/sz-jtj/2018-12-15/before%2F5/U1"; got != want {
		t.Errorf("key %q, want %q", got, want)
	}
}

// TestOccasionKeysDiffer: two occasions have one key only if they are the same.
func TestOccasionKeysDiffer(t *testing.T) {
	part := rapid.StringOfN(rapid.RuneFrom([]rune("a/%2F域")), 0, 4, -1)
	occasion := rapid.Custom(func(t *rapid.T) Occasion {
		return Occasion{
			part.Draw(t, "kind"), part.Draw(t, "subject"), part.Draw(t, "date"), part.Draw(t, "step"), part.Draw(t, "recipient"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := occasion.Draw(t, "a"), occasion.Draw(t, "b")
		if (a.Key() == b.Key()) != (a == b) || strings.Count(a.Key(), "/") != 4 {
			t.Fatalf("%+v and %+v: %q and %q", a, b, a.Key(), b.Key())
		}
	})
}

func TestPutRefuses(t *testing.T) {
	onBoth(t, func(t *testing.T, k *desk) {
		for name, m := range map[string]struct {
			message Message
			want    error
		}{
			"no kind":       {Message{To: Address{Person: "U1"}}, errKind},
			"no address":    {Message{Kind: "note"}, errAddress},
			"two addresses": {Message{Kind: "note", To: Address{Person: "U1", Channel: "C1"}}, errAddress},
			"nobody's occasion": {
				Message{Kind: "note", To: Address{Person: "U1"}, Occasions: []Occasion{{Kind: "a", Subject: "b"}}}, errOccasion,
			},
		} {
			err := k.db.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				_, err := Put(ctx, tx, m.message)
				return err
			})
			if !errors.Is(err, m.want) {
				t.Errorf("%s: error %v", name, err)
			}
		}
		if got := rows(t, k.db); len(got) != 0 {
			t.Errorf("put all the same: %v", got)
		}
	})
}

func TestTwiceIsOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, k *desk) {
		about := func(steps ...string) Message {
			m := note("U1", strings.Join(steps, "+"))
			for _, s := range steps {
				m.Occasions = append(m.Occasions, Occasion{"cleanup", "sz-jtj", "2018-12-15", s, "U1"})
			}
			return m
		}
		first := put(t, k.db, about("start"), about("start", "five"), about("five", "start"), note("U1", "reply"), note("U1", "reply"))
		again := put(t, k.db, about("start"), about("start", "two"))
		if diff := cmp.Diff([]bool{true, true, false, true, true, false, true}, isPut(append(first, again...))); diff != "" {
			t.Errorf("put (-want +got):\n%s", diff)
		}
		k.run(t)
		want := []string{"start", "start+five", "reply", "reply", "start+two"}
		if diff := cmp.Diff(want, k.slack.said("U1")); diff != "" {
			t.Errorf("said (-want +got):\n%s", diff)
		}
		if keys := row(t, k.db, again[1]).Keys; len(keys) != 1 || !strings.Contains(keys[0], "/two/") {
			t.Errorf("occasions of the last: %v", keys)
		}
	})
}

func isPut(ids []int64) (put []bool) {
	for _, id := range ids {
		put = append(put, id != 0)
	}
	return put
}

func TestDecideAndPutAreOne(t *testing.T) {
	onBoth(t, func(t *testing.T, k *desk) {
		undone := errors.New("undone")
		err := k.db.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			m := note("U1", "a")
			m.Occasions = []Occasion{{"a", "b", "", "", "U1"}}
			_, err := Put(ctx, tx, m)
			return errors.Join(err, undone)
		})
		if !errors.Is(err, undone) || len(rows(t, k.db)) != 0 {
			t.Errorf("error %v, rows %v", err, rows(t, k.db))
		}
	})
}

func TestDecode(t *testing.T) {
	var into string
	if err := note("U1", "a").Decode(&into); err == nil {
		t.Error("decoded what was never loaded")
	}
	if err := messageOf(db.MessageRow{Refs: []byte(`{`)}).Decode(&into); err == nil {
		t.Error("decoded half an object")
	}
	if err := messageOf(db.MessageRow{Refs: []byte(`"域名"`)}).Decode(&into); err != nil || into != "域名" {
		t.Errorf("decoded %q, error %v", into, err)
	}
}
