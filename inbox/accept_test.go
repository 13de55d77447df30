package inbox

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"steward/db"
	"steward/db/dbtest"
)

// held keeps the writer of a SQLite database until the returned function is
// called, which returns when the transaction is over.
func held(t *testing.T, d *db.DB) (release func()) {
	t.Helper()
	in, out, over := make(chan struct{}), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(over)
		err := d.InTx(context.Background(), func(context.Context, *db.Tx) error {
			close(in)
			<-out
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}()
	<-in
	return func() {
		close(out)
		<-over
	}
}

// All that comes while the writer is busy is kept by one commit, by either road,
// in the order in which it came.
func TestWhatWaitsIsOneCommit(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLite(t), db.Options{})
	i := New(d, Options{Handle: reply, GiveUp: apologise})
	release := held(t, d)
	before := d.Commits()
	const many = 50
	var told sync.WaitGroup
	for n := range many {
		told.Add(1)
		i.Take(item("C1", n), func(fresh bool, err error) {
			defer told.Done()
			if !fresh || err != nil {
				t.Errorf("item %d: new %v, error %v", n, fresh, err)
			}
		})
	}
	var accepted sync.WaitGroup
	accepted.Go(func() {
		if fresh, err := i.Accept(t.Context(), item("C1", 7)); fresh || err != nil {
			t.Errorf("a repetition: new %v, error %v", fresh, err)
		}
	})
	release()
	told.Wait()
	accepted.Wait()
	// The one that held the writer, the batch, and perhaps the repetition alone.
	if n := d.Commits() - before; n > 3 {
		t.Errorf("%d commits", n)
	}
	var got, want []string
	for n := range many {
		r := row(t, d, fmt.Sprintf("C1/%d", n))
		got, want = append(got, fmt.Sprint(r.ID)), append(want, fmt.Sprint(n+1))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Who takes things in while a batch is written is never held up, and a writer that
// lingers goes on with what comes.
func TestTakeAgainAndAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, d *db.DB, _ *wall) {
		i := New(d, Options{Handle: reply, GiveUp: apologise})
		var from sync.WaitGroup
		var mu sync.Mutex
		fresh := 0
		for talk := range 4 {
			from.Go(func() {
				for n := range 100 {
					kept := make(chan struct{})
					i.Take(item(fmt.Sprint("C", talk), n), func(is bool, err error) {
						defer close(kept)
						mu.Lock()
						defer mu.Unlock()
						if err != nil {
							t.Error(err)
						}
						if is {
							fresh++
						}
					})
					if n%3 == 0 {
						<-kept
					}
				}
			})
		}
		from.Wait()
		for talk := range 4 { // the last of each is kept, and so are all before
			if _, err := i.Accept(t.Context(), item(fmt.Sprint("C", talk), 99)); err != nil {
				t.Error(err)
			}
		}
		mu.Lock()
		defer mu.Unlock()
		if fresh != 400 {
			t.Errorf("%d of 400 were new", fresh)
		}
	})
}

// What can't be kept is told to each, by either road.
func TestTakeFails(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLite(t), db.Options{})
	i := New(d, Options{Handle: reply, GiveUp: apologise})
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	told := make(chan error, 1)
	i.Take(item("C1", 1), func(_ bool, err error) { told <- err })
	if err := <-told; err == nil {
		t.Error("kept in a closed database")
	}
	if _, err := i.Accept(t.Context(), item("C1", 2)); err == nil || errors.Is(err, context.Canceled) {
		t.Errorf("accepted by a closed database: %v", err)
	}
}
