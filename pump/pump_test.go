package pump

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// queue is work in memory. Each row takes a second.
type queue struct {
	mu      sync.Mutex
	rows    []int
	later   map[time.Time]int // rows that become ready by themselves
	begun   time.Time
	worked  []int
	at      []time.Duration
	busy    int
	most    int
	looks   int
	failing int // so many calls fail
}

var errAway = errors.New("database is away")

func newQueue(rows ...int) *queue {
	return &queue{rows: rows, later: map[time.Time]int{}, begun: time.Now()}
}

func (q *queue) fails() error {
	if q.failing > 0 {
		q.failing--
		return errAway
	}
	return nil
}

func (q *queue) Begin(context.Context) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.fails()
}

func (q *queue) Look(context.Context) (Look, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.looks++
	var l Look
	for at, row := range q.later {
		if wait := time.Until(at); wait <= 0 {
			q.rows = append(q.rows, row)
			delete(q.later, at)
		} else if l.Next == 0 || wait < l.Next {
			l.Next = wait
		}
	}
	l.Ready = len(q.rows) > 0
	return l, q.fails()
}

func (q *queue) Claim(_ context.Context, limit int) ([]int, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	n := min(limit, len(q.rows))
	rows := q.rows[:n]
	q.rows = q.rows[n:]
	return rows, nil
}

func (q *queue) Work(ctx context.Context, row int) {
	q.mu.Lock()
	q.busy++
	q.most = max(q.most, q.busy)
	q.worked = append(q.worked, row)
	q.at = append(q.at, time.Since(q.begun))
	q.mu.Unlock()
	select {
	case <-time.After(time.Second):
	case <-ctx.Done():
	}
	q.mu.Lock()
	q.busy--
	q.mu.Unlock()
}

func (q *queue) put(row int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.rows = append(q.rows, row)
}

func (q *queue) plan(row int, after time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.later[time.Now().Add(after)] = row
}

func (q *queue) pump(workers int) *Pump[int] {
	return New(Options[int]{Workers: workers, Begin: q.Begin, Look: q.Look, Claim: q.Claim, Work: q.Work, Poll: time.Hour})
}

func TestBoundedAndNeverWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(1, 2, 3, 4, 5)
		p := q.pump(2)
		p.Start(t.Context())
		time.Sleep(10 * time.Second)
		stop(t, p)
		s := time.Second
		if want := []time.Duration{0, 0, s, s, 2 * s}; q.most != 2 || !slices.Equal(q.at, want) {
			t.Errorf("at most %d at once, begun at %v, want %v", q.most, q.at, want)
		}
	})
}

func TestWakes(t *testing.T) {
	for _, tc := range []struct {
		name string
		do   func(q *queue, p *Pump[int])
		want time.Duration
	}{
		{"called", func(q *queue, p *Pump[int]) { q.put(1); p.Wake() }, 5 * time.Second},
		{"by itself", func(q *queue, p *Pump[int]) { q.plan(1, time.Minute); p.Wake() }, 65 * time.Second},
		{"not called", func(q *queue, _ *Pump[int]) { q.put(1) }, time.Hour},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				q := newQueue()
				p := q.pump(1)
				p.Start(t.Context())
				time.Sleep(5 * time.Second)
				tc.do(q, p)
				time.Sleep(2 * time.Hour)
				stop(t, p)
				if len(q.at) != 1 || q.at[0] != tc.want {
					t.Errorf("worked at %v, want %v", q.at, tc.want)
				}
				if q.looks > 8 {
					t.Errorf("looked %d times in two hours", q.looks)
				}
			})
		})
	}
}

func TestComesBackWhenTheDatabaseWasAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(1)
		q.failing = 3 // twice to begin, once to look
		p := q.pump(1)
		p.Start(t.Context())
		time.Sleep(4 * time.Hour)
		stop(t, p)
		if !slices.Equal(q.worked, []int{1}) {
			t.Errorf("worked %v", q.worked)
		}
	})
}

func TestEndTakesNothingNew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(1, 2)
		p := q.pump(1)
		ctx, cancel := context.WithCancel(t.Context())
		p.Start(ctx)
		synctest.Wait()
		cancel()
		stop(t, p)
		if !slices.Equal(q.worked, []int{1}) || time.Since(q.begun) != time.Second {
			t.Errorf("worked %v, ended after %v", q.worked, time.Since(q.begun))
		}
	})
}

func TestDrain(t *testing.T) {
	for _, tc := range []struct {
		name   string
		rows   []int
		within time.Duration
		worked []int
		took   time.Duration
	}{
		{"what is ready and what comes of it", []int{1, 2, 3}, time.Minute, []int{1, 2, 3, 9}, 3 * time.Second},
		{"nothing", nil, time.Minute, nil, 0},
		{"as far as it goes", []int{1, 2, 3, 4, 5, 6}, 3 * time.Second / 2, []int{1, 2, 3, 4}, 2 * time.Second},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				q := newQueue(tc.rows...)
				q.plan(7, time.Hour) // not waited for
				p := q.pump(2)
				p.Start(t.Context())
				go func() { // the last of three puts another
					time.Sleep(1900 * time.Millisecond)
					if len(tc.rows) == 3 {
						q.put(9)
					}
				}()
				ctx, cancel := context.WithTimeout(t.Context(), tc.within)
				defer cancel()
				if err := p.Drain(ctx); (err == nil) != (tc.within == time.Minute) {
					t.Errorf("Drain returned %v", err)
				}
				stop(t, p)
				took := time.Since(q.begun)
				time.Sleep(2 * time.Second)
				if !slices.Equal(slices.Sorted(slices.Values(q.worked)), tc.worked) || took != tc.took {
					t.Errorf("worked %v, ended after %v, want %v after %v", q.worked, took, tc.worked, tc.took)
				}
			})
		})
	}
}

// A pump that does not run drains at once; one that ends lets go who waits.
func TestDrainWithoutALoop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(1)
		p := q.pump(1)
		if err := p.Drain(t.Context()); err != nil {
			t.Errorf("before the start: %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		p.Start(ctx)
		synctest.Wait()
		time.AfterFunc(time.Second/2, cancel)
		if err := p.Drain(t.Context()); err != nil || time.Since(q.begun) != time.Second/2 {
			t.Errorf("ended while draining: %v after %v", err, time.Since(q.begun))
		}
		stop(t, p)
		if err := p.Drain(t.Context()); err != nil {
			t.Errorf("after the end: %v", err)
		}
	})
}

func TestStopCutsOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(1)
		p := q.pump(1)
		p.Start(t.Context())
		synctest.Wait()
		short, cancel := context.WithTimeout(t.Context(), time.Second/2)
		defer cancel()
		if err := p.Stop(short); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Stop returned %v", err)
		}
		synctest.Wait()
		if time.Since(q.begun) != time.Second/2 || q.busy != 0 {
			t.Errorf("after %v still %d at work", time.Since(q.begun), q.busy)
		}
	})
}

func stop(t *testing.T, p *Pump[int]) {
	t.Helper()
	if err := p.Stop(context.Background()); err != nil {
		t.Error(err)
	}
}
