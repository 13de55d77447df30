package main

import (
	"context"
	"sync"
	"syscall"
	"time"
)

// A job is one request that is due, by its number.
type job struct {
	n   int
	due time.Time
}

// A line takes jobs to a subject. done is called for each, from any goroutine;
// ok says that it was acknowledged.
type line interface {
	carry(ctx context.Context, jobs <-chan job, done func(j job, ok bool))
}

// counts is what came of one load.
type counts struct {
	waits []time.Duration // from due to acknowledged
	lost  int             // refused, or not answered at all
	took  time.Duration
}

// drainWithin bounds the wait for the last answers.
const drainWithin = 5 * time.Second

// A drive puts one load on a line.
type drive struct {
	jobs chan job
	mu   sync.Mutex
	c    counts
	next int // number of the next job
	left int // jobs under way
	more bool
	idle chan struct{} // closed when no more are under way
}

// begin makes a drive whose numbers start at first.
func begin(s scenario, first int, d time.Duration) *drive {
	room := s.window
	if s.rate > 0 {
		room = int(float64(s.rate)*d.Seconds()) + 1
	}
	return &drive{jobs: make(chan job, room), next: first, more: true, idle: make(chan struct{})}
}

// run lasts for d and until the last answer came, and returns the number of the
// first job that was not made.
func (r *drive) run(ctx context.Context, l line, s scenario, d time.Duration) (counts, int) {
	ctx, stop := context.WithCancel(ctx)
	var carried sync.WaitGroup
	carried.Go(func() { l.carry(ctx, r.jobs, func(j job, ok bool) { r.done(j, ok, s.rate == 0) }) })
	start := time.Now()
	if s.rate > 0 {
		r.pace(s.rate, start, start.Add(d))
	} else {
		for range s.window {
			r.put(time.Now())
		}
		time.Sleep(d)
	}
	r.finish()
	took := time.Since(start)
	select {
	case <-r.idle:
	case <-time.After(drainWithin):
	}
	stop()
	carried.Wait()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.c.lost += r.left
	r.c.took = took
	return r.c, r.next
}

// pace puts a job whenever one is due. It sleeps by the system's own call: the
// runtime's timers are no finer than a millisecond while nothing else runs.
func (r *drive) pace(rate int, start, end time.Time) {
	gap := time.Second / time.Duration(rate)
	for due := start; due.Before(end); due = due.Add(gap) {
		if wait := time.Until(due); wait > 0 {
			ts := syscall.NsecToTimespec(wait.Nanoseconds())
			_ = syscall.Nanosleep(&ts, nil) // woken early, a request comes early
		}
		r.put(due)
	}
}

func (r *drive) put(due time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.left++
	r.jobs <- job{r.next, due}
	r.next++
}

func (r *drive) done(j job, ok, again bool) {
	now := time.Now()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.left--
	if ok {
		r.c.waits = append(r.c.waits, now.Sub(j.due))
	} else {
		r.c.lost++
	}
	switch {
	case r.more && again:
		r.left++
		r.jobs <- job{r.next, now}
		r.next++
	case !r.more && r.left == 0:
		close(r.idle)
	}
}

// finish makes no more jobs.
func (r *drive) finish() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.more = false
	if r.left == 0 {
		close(r.idle)
	}
}
