package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"time"
)

// figures are what one load showed of one subject.
type figures struct {
	median, p99 time.Duration
	perSecond   float64
	lost        int
	resident    int           // bytes of memory when the load ends
	peak        int           // bytes of memory at most, the start included
	cpu         time.Duration // of the processor, for each that was acknowledged
	rows        int           // acknowledged, warm-up included, and as many in the inbox
	backlog     int           // of them, what was not yet handled when the load ended
	handled     time.Duration // 99th percentile, from received to handled, of all others
}

func (f figures) String() string {
	s := fmt.Sprintf("median %8s  99th %8s  %7.0f a second  lost %d  cpu %5s  %5.1f MB, at most %.1f",
		f.median.Round(time.Microsecond), f.p99.Round(time.Microsecond), f.perSecond, f.lost,
		f.cpu.Round(time.Microsecond), float64(f.resident)/(1<<20), float64(f.peak)/(1<<20))
	if f.rows > 0 {
		s += fmt.Sprintf("  stored %d  backlog %d  others handled within %s", f.rows, f.backlog,
			f.handled.Round(time.Millisecond))
	}
	return s
}

// pair is one load on both.
type pair struct{ bolt, steward figures }

// measure starts a subject, warms it, and loads it.
func measure(ctx context.Context, o options, s scenario, sub subject) (f figures, err error) {
	if sub.folder != "" {
		if err := os.RemoveAll(sub.folder); err != nil {
			return f, err
		}
	}
	slack, err := newSlack(ctx)
	if err != nil {
		return f, err
	}
	defer slack.close()
	p, err := sub.begin(ctx, s.way, slack)
	if err != nil {
		return f, err
	}
	f, acked, err := load(ctx, o, s, sub.line(s, p, slack))
	spent, serr := p.spent()
	f.cpu = spent / time.Duration(max(acked, 1))
	var merr error
	f.resident, f.peak, merr = p.memory()
	if err := errors.Join(err, serr, merr, p.end()); err != nil {
		return f, err
	}
	return f, f.check(ctx, sub.folder, acked)
}

// line is how a load reaches the subject.
func (s subject) line(sc scenario, p *process, slack *slack) line {
	salt := strconv.FormatInt(time.Now().Unix(), 10)
	if sc.way == bySocket {
		return envelopes{slack, sc.kind, salt}
	}
	return wires{p.address, letter{sc.kind, salt, s.paths[sc.kind]}, sc.window}
}

// load warms and measures; acked counts what was acknowledged in both.
func load(ctx context.Context, o options, s scenario, l line) (f figures, acked int, err error) {
	warm, next := begin(s, 0, o.warm).run(ctx, l, s, o.warm)
	c, _ := begin(s, next, o.measured).run(ctx, l, s, o.measured)
	if err := ctx.Err(); err != nil {
		return f, 0, err
	}
	if len(c.waits) == 0 {
		return f, 0, errors.New("nothing was acknowledged")
	}
	f = figures{
		median: quantile(c.waits, 0.5), p99: quantile(c.waits, 0.99),
		perSecond: float64(len(c.waits)) / c.took.Seconds(), lost: warm.lost + c.lost,
	}
	return f, len(warm.waits) + len(c.waits), nil
}

// check holds what was stored to what was acknowledged. What was lost may be
// stored or not: its answer did not come in time.
func (f *figures) check(ctx context.Context, folder string, acked int) (err error) {
	if folder == "" {
		return nil
	}
	var waits []time.Duration
	if f.rows, waits, err = stored(ctx, folder); err != nil {
		return err
	}
	f.backlog = f.rows - len(waits)
	if len(waits) > 0 {
		f.handled = quantile(waits, 0.99)
	}
	if f.rows < acked || f.rows > acked+f.lost {
		return fmt.Errorf("%d acknowledged and %d lost, but %d stored", acked, f.lost, f.rows)
	}
	return nil
}

// quantile returns the value below which the part q of all lies.
func quantile[T int | float64 | time.Duration](all []T, q float64) T {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}
