package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"steward/db"
)

func TestQuantile(t *testing.T) {
	for _, c := range []struct {
		all  []int
		q    float64
		want int
	}{
		{[]int{3}, 0.5, 3},
		{[]int{3, 1, 2}, 0.5, 2},
		{[]int{4, 1, 3, 2}, 0.99, 4},
		{[]int{4, 1, 3, 2}, 1, 4},
	} {
		if got := quantile(c.all, c.q); got != c.want {
			t.Errorf("%v at %v: %d, want %d", c.all, c.q, got, c.want)
		}
	}
}

func TestGoals(t *testing.T) {
	bolt := figures{median: 1000, p99: 1000, perSecond: 1000, resident: 1000}
	for _, c := range []struct {
		s    scenario
		ours figures
		met  string // one letter a goal
	}{
		{scenario{rate: 300}, figures{median: 1500, p99: 500, resident: 250}, "yyy"},
		{scenario{rate: 300}, figures{median: 1501, p99: 499, resident: 251}, "nyn"},
		{scenario{rate: 300}, figures{median: 1, p99: 501, resident: 1}, "yny"},
		{scenario{window: 32}, figures{perSecond: 1000, resident: 1}, "yy"},
		{scenario{window: 32}, figures{perSecond: 999, resident: 999}, "nn"},
	} {
		var met strings.Builder
		for _, g := range goals(c.s) {
			met.WriteString(map[bool]string{true: "y", false: "n"}[g.met(g.ratio(pair{bolt, c.ours}))])
		}
		if met.String() != c.met {
			t.Errorf("%v: %s, want %s", c.ours, met.String(), c.met)
		}
	}
}

func TestRowShowsTheMedianAndTheSpread(t *testing.T) {
	s := scenario{byHTTP, command, 300, openWindow}
	var pairs []pair
	for _, ours := range []int{900, 600, 1200} {
		pairs = append(pairs, pair{figures{median: time.Millisecond}, figures{median: time.Duration(ours) * time.Microsecond}})
	}
	want := "| http/command/300 a second | median ≤ 1.50 | 1.00 ms | 0.90 ms | 0.90 (0.60–1.20) | met |"
	if got := row(s, goals(s)[0], pairs); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestOnlyChoosesByName(t *testing.T) {
	for only, want := range map[string]int{"": 27, "http/": 15, "socket/click": 4, "2500": 6, "nothing": 0} {
		if got := len(chosen(only)); got != want {
			t.Errorf("%q: %d, want %d", only, got, want)
		}
	}
}

// What is stored must be what was acknowledged, and at most what was lost beside.
func TestCheckHoldsRowsToAcknowledgements(t *testing.T) {
	folder := t.TempDir()
	key, err := db.MakeKeyFile(folder+"/steward.key", folder+"/steward.db")
	if err != nil {
		t.Fatal(err)
	}
	d, err := db.Open(t.Context(), folder+"/steward.db", db.Options{Keys: key})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}()
	err = d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.PutInbox(ctx, []db.InboxRow{{Key: "a", Conversation: "C"}, {Key: "b", Conversation: "C"}, {Key: "c", Conversation: "C"}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		acked, lost int
		ok          bool
	}{{3, 0, true}, {4, 0, false}, {2, 0, false}, {2, 1, true}, {3, 1, true}} {
		f := figures{lost: c.lost}
		if err := f.check(t.Context(), folder, c.acked); (err == nil) != c.ok || f.rows != 3 || f.backlog != 3 {
			t.Errorf("%+v: %v, %+v", c, err, f)
		}
	}
}
